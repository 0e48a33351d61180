"""Forms of outreach: for how long something is put off, and the letter that the user writes."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django import forms

from accounts.zones import resolve
from outreach.emails import one_line
from outreach.models import Message

MORNING = time(9)


class SnoozeForm(forms.Form):
    """For how long a row is put off."""

    HOURS, TOMORROW, WEEK = "3h", "tomorrow", "week"

    until = forms.ChoiceField(
        label="Put off until",
        choices={HOURS: "In 3 hours", TOMORROW: "Tomorrow morning", WEEK: "Next week"},
    )

    def end(self, *, zone: ZoneInfo, now: datetime) -> datetime:
        """The instant that was chosen: three hours on, nine o'clock tomorrow, or nine on the coming Monday."""
        chosen, today = self.cleaned_data["until"], now.astimezone(zone).date()
        if chosen == self.HOURS:
            return now + timedelta(hours=3)
        days = 1 if chosen == self.TOMORROW else 7 - today.weekday()
        return resolve(today + timedelta(days=days), MORNING, zone)


class MessageForm(forms.ModelForm):
    """Subject and text of a letter to a contact."""

    class Meta:
        model = Message
        fields = ["subject", "body"]
        labels = {"body": "Message"}
        widgets = {"body": forms.Textarea(attrs={"rows": 14})}

    def clean_subject(self) -> str:
        """A subject is one line, whatever was pasted."""
        return one_line(self.cleaned_data["subject"])
