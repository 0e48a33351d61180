"""What a person can write about a career path."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.models import User
from contacts.importing import normal
from contacts.models import CareerPath


class PathForm(forms.ModelForm):
    """A path: its name, the colour of its dot, what draws, what worries, a small test; the rarest colour is offered."""

    class Meta:
        model = CareerPath
        fields = ["name", "colour", "small_test", "draws", "worries"]
        widgets = {
            "name": forms.TextInput(attrs={"placeholder": "Product manager in healthtech"}),
            "draws": forms.Textarea(attrs={"rows": 3}),
            "worries": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, owner: User, instance: CareerPath | None = None
    ) -> None:
        path = instance or CareerPath(owner=owner)
        super().__init__(data, instance=path)
        self.owner = owner
        if path.pk is None:
            self.initial["colour"] = owner.careerpaths.rarest_colour()
        self.fields["colour"].required = False  # a name is enough

    def clean_name(self) -> str:
        """On one line, and of no other path."""
        name = normal.clean(self.cleaned_data["name"])
        if self.owner.careerpaths.exclude(pk=self.instance.pk).filter(name__iexact=name).exists():
            raise ValidationError(f"There is a path “{name}” already.")
        return name

    def clean_colour(self) -> int:
        """As chosen; else the one offered."""
        return int(self.cleaned_data["colour"] or self.initial["colour"])
