"""The answer so far of one question on one path, and a piece of evidence written by hand."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from contacts.forms.person_fields import introducer_name, one_named
from contacts.models import CareerPath, Contact
from interviews.actions.evidence import keep_evidence
from interviews.actions.gaps import answer_gap
from interviews.forms.learning import SpeaksForm
from interviews.forms.windows import untouched
from interviews.models import GapAnswer, InformationGap, Removal, Takeaway


class CellAnswerForm(forms.Form):
    """The one line that the user owns, and how far it answers; what is not sent, or not changed, stays as it is."""

    answer = forms.CharField(
        label="My answer so far",
        max_length=5_000,
        required=False,
        show_hidden_initial=True,
        widget=forms.Textarea(attrs={"rows": 2, "data-line": "", "placeholder": "In one line"}),
    )
    state = forms.ChoiceField(
        label="How far",
        choices=GapAnswer.State.choices,
        required=False,
        show_hidden_initial=True,
        widget=forms.RadioSelect,
    )

    def save(self, gap: InformationGap, path: CareerPath, *, now: datetime) -> Removal | None:
        """Keep what was said; what Undo brings back, None where nothing has changed."""
        left = untouched(self) | {name for name in self.fields if name not in self.data}
        said = {name: value for name, value in self.cleaned_data.items() if name not in left}
        return answer_gap(gap, said={path: (said.get("state") or None, said.get("answer"))}, now=now)


class PieceForm(SpeaksForm):
    """One thing that somebody said: who and when, for or against, how they know."""

    who = introducer_name()

    class Meta:
        model = Takeaway
        fields = ["text", "said_on", "speaks", "strength", "is_quotable", "gap", "path"]
        labels = {"text": "What was said", "said_on": "When", "gap": "Question it answers"}
        widgets = {
            "text": forms.Textarea(attrs={"rows": 2}),
            "said_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, *args: Any, now: datetime, is_new: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now, self.owner = now, self.instance.owner
        if is_new:  # what it speaks of is said by where it is written
            del self.fields["gap"], self.fields["path"]
        who = self.fields["who"]
        who.label, who.help_text = "Who said it", "Leave it empty if nobody in particular did."
        who.initial = self.instance.said_by.named_apart() if self.instance.said_by else ""
        if self.instance.interview:
            del self.fields["said_on"]  # the talk has the day

    def clean_who(self) -> Contact | None:
        """The one person of that name; who it was stays, though they may be in the archive by now."""
        if "who" not in self.changed_data:
            return self.instance.said_by
        return one_named(self.owner, self.cleaned_data["who"])

    def clean_said_on(self) -> date | None:
        """Not to come."""
        day: date | None = self.cleaned_data["said_on"]
        if day and day > self.now.astimezone(self.owner.zone).date():
            raise ValidationError("This day is still to come. Check the year.")
        return day

    def save(self, commit: bool = True) -> Takeaway:
        """Keep it, and what it does to the answer that it speaks to."""
        self.instance.said_by = self.cleaned_data["who"]
        return keep_evidence(self.instance)
