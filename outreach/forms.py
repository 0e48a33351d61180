"""Forms of outreach: for how long something is put off, and the letter that the user writes."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django import forms

from outreach.actions.snoozing import PutOff
from outreach.emails import one_line
from outreach.models import Message


class SnoozeForm(forms.Form):
    """For how long a row is put off."""

    until = forms.ChoiceField(label="Put off until", choices=PutOff.choices)

    def end(self, *, zone: ZoneInfo, now: datetime) -> datetime:
        """The instant that was chosen."""
        return PutOff(self.cleaned_data["until"]).end(zone=zone, now=now)


class MessageForm(forms.ModelForm):
    """Subject and text of a letter to a contact."""

    class Meta:
        model = Message
        fields = ["subject", "body"]
        labels = {"body": "Message"}
        widgets = {"body": forms.Textarea(attrs={"rows": 14})}

    def clean_subject(self) -> str:
        """A subject is one line, whatever was pasted."""
        subject = one_line(self.cleaned_data["subject"])
        if not subject:
            raise forms.ValidationError("Write a subject that can be seen.")
        return subject
