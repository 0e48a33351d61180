"""What is prepared for one talk: a question, its place, homework, who takes part, the paths."""

from datetime import datetime
from typing import Any

from django import forms
from django.db import transaction

from accounts.models import User
from contacts.actions.people import create_contact
from contacts.models import CareerPath, Contact
from interviews.actions.attending import add_person
from interviews.actions.bank import BankQuestion
from interviews.models import HomeworkItem, Interview, PlannedQuestion

ONE_LINE = {"autocomplete": "off"}


class PlannedForm(forms.ModelForm):
    """One question; a line is enough. `ref` names the question of the bank that it is taken from."""

    ref = forms.CharField(max_length=80, required=False, widget=forms.HiddenInput)

    class Meta:
        model = PlannedQuestion
        fields = ["text", "topic", "minutes", "is_must", "gap"]
        widgets = {"text": forms.TextInput(attrs=ONE_LINE), "gap": forms.HiddenInput}

    def __init__(self, *args: Any, owner: User, bank: list[BankQuestion] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bank = {question.ref: question for question in bank or ()}
        if self.instance.pk:  # in its place in the list, where Enter on the pencil led to it
            self.fields["text"].widget.attrs["autofocus"] = True
        minutes: Any = self.fields["minutes"]
        minutes.required = False
        gap: Any = self.fields["gap"]
        gap.queryset = owner.informationgaps.active() | owner.informationgaps.filter(pk=self.instance.gap_id)

    def clean_minutes(self) -> int:
        """Two where none are given."""
        minutes: int | None = self.cleaned_data["minutes"]
        return self.instance.minutes if minutes is None else minutes

    def row(self) -> PlannedQuestion:
        """The new question, not saved yet."""
        row: PlannedQuestion = self.save(commit=False)
        if taken := self.bank.get(self.cleaned_data["ref"]):
            row.source_id, row.builtin = taken.pk, taken.key
        return row


class PlaceForm(forms.Form):
    """A place in an order, from 0; of a topic, which one."""

    to = forms.IntegerField(min_value=0, max_value=1000)
    topic = forms.CharField(max_length=40, required=False)


class HomeworkForm(forms.ModelForm):
    """One thing to do, with a link and a note."""

    link = forms.URLField(
        max_length=500,
        required=False,
        assume_scheme="https",
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off", "spellcheck": "false"}),
    )

    class Meta:
        model = HomeworkItem
        fields = ["text", "link", "note"]
        labels = {"text": "What to do"}
        widgets = {
            "text": forms.TextInput(attrs=ONE_LINE),
            "note": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["text"].widget.attrs["autofocus"] = True


class PersonForm(forms.Form):
    """One more person by name; of several with that name the one who is ticked."""

    who = forms.CharField(label="Name", max_length=200, widget=forms.TextInput(attrs=ONE_LINE))
    contact = forms.ModelChoiceField(
        Contact.objects.none(), required=False, label="Which one", empty_label=None, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, owner: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.owner = owner
        self.contacts: Any = owner.contacts.active().select_related("organization")
        contact: Any = self.fields["contact"]
        contact.queryset = self.contacts

    def clean(self) -> dict[str, Any]:
        """A name that several have must be told apart."""
        data: dict[str, Any] = super().clean() or {}
        who = " ".join(data.get("who", "").split())
        if not who or data.get("contact"):
            return data
        same = list(self.contacts.filter(display_name__iexact=who)[:20])
        if len(same) > 1:
            choice: Any = self.fields["contact"]
            choice.widget = forms.RadioSelect(choices=[(each.pk, f"{each} {each.job}".strip()) for each in same])
            self.add_error("who", f"Several people are called {who}: choose the one you mean.")
        data["contact"], data["who"] = (same[0] if len(same) == 1 else None), who
        return data

    @transaction.atomic
    def save(self, interview: Interview, *, now: datetime) -> Contact:
        """Whom they meant takes part; somebody of a new name is added. Raises MoveError, and then adds nobody."""
        known: Contact | None = self.cleaned_data["contact"]
        person = known or create_contact(self.owner, display_name=self.cleaned_data["who"])
        add_person(interview, contact=person, now=now)
        return person


class PathsForm(forms.Form):
    """The paths that a talk is about: those under exploration, and those it is about already."""

    paths = forms.ModelMultipleChoiceField(
        CareerPath.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, interview: Interview, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        paths: Any = self.fields["paths"]
        mine = interview.owner.careerpaths
        paths.queryset = mine.active() | mine.filter(pk__in=interview.interview_paths.values("path"))
