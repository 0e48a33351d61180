"""What comes out of a talk: its goal, the notes, one takeaway, a person who was named."""

from datetime import datetime
from typing import Any

from django import forms

from contacts.models import Contact
from interviews.actions.learning import name_person
from interviews.models import Interview, Takeaway


class GoalForm(forms.ModelForm):
    """What the user wants to learn, and the minutes they asked for."""

    class Meta:
        model = Interview
        fields = ["purpose", "promised_minutes"]
        widgets = {
            "purpose": forms.Textarea(attrs={"rows": 2}),
            "promised_minutes": forms.NumberInput(attrs={"list": "minutes"}),
        }

    def save(self, commit: bool = True) -> Interview:
        """These columns alone: notes may be saved from another window at the same moment."""
        self.instance.save(update_fields=[*self.fields, "updated_at"])
        return self.instance


class NotesForm(forms.Form):
    """The notes, the mark of the text they began from, and what to do with a text that came between."""

    notes = forms.CharField(
        max_length=100_000,
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14, "aria-label": "Notes"}),
    )
    was = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
    keep = forms.ChoiceField(choices=[("", ""), ("both", ""), ("mine", "")], required=False, widget=forms.HiddenInput)

    def clean_notes(self) -> str:
        """Browsers send every line end as two characters; one is kept."""
        return str(self.cleaned_data["notes"]).replace("\r\n", "\n")


class TakeawayForm(forms.ModelForm):
    """One thing learned."""

    class Meta:
        model = Takeaway
        fields = ["text"]
        labels = {"text": "One thing you learned"}
        widgets = {"text": forms.TextInput(attrs={"autocomplete": "off"})}


class ReferralForm(forms.Form):
    """Whom they named, and why."""

    named_by = forms.ModelChoiceField(Contact.objects.none(), label="Who named them", empty_label=None)
    display_name = forms.CharField(label="Name", max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    why = forms.CharField(label="Why talk to them", max_length=300, required=False)

    def __init__(self, *args: Any, interview: Interview, fresh: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.interview = interview
        people: Any = self.fields["named_by"]
        people.queryset = interview.people.order_by("pk")
        if fresh:
            self.fields["display_name"].widget.attrs["autofocus"] = True
        if len(interview.interviewees.all()) == 1:
            people.widget = forms.HiddenInput()
            people.initial = interview.interviewees.all()[0].contact_id

    def save(self, *, now: datetime) -> None:
        """Make the lead. Raises MoveError."""
        name_person(self.interview, now=now, **self.cleaned_data)
