"""The name of a state of the list of people."""

from typing import Any

from django import forms

from accounts.models import User
from contacts.forms.filtering import PeopleFilter
from contacts.importing.normal import clean
from contacts.models import SavedView

MOST = 50  # views of one user


class SavedViewForm(forms.ModelForm):
    """A view's name, and, hidden, the query part of the list's address."""

    class Meta:
        model = SavedView
        fields = ["name", "query"]
        widgets = {"query": forms.HiddenInput}

    def __init__(self, *args: Any, owner: User, **kwargs: Any) -> None:
        """`owner` is whose view it is."""
        super().__init__(*args, **kwargs)
        self.owner = owner
        self.fields["name"].widget.attrs["autocomplete"] = "off"

    def clean_name(self) -> str:
        """On one line, and not that of another view."""
        name = clean(self.cleaned_data["name"])
        others = self.owner.savedviews.exclude(pk=self.instance.pk)
        if not name:
            raise forms.ValidationError("A view needs a name.")
        if others.filter(name__iexact=name).exists():
            raise forms.ValidationError("You have a view of that name. Choose another.")
        if self.instance.pk is None and others.count() >= MOST:
            raise forms.ValidationError(f"You have {MOST} views. Delete one first.")
        return name

    def clean_query(self) -> str:
        """As the list itself would write it."""
        return PeopleFilter.read(self.cleaned_data["query"]).text
