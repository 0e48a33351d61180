"""The note box."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django import forms

from accounts.zones import is_likely
from contacts.models import Interaction

KINDS = [k for k in Interaction.Kind if k not in {"interview", "job"}]  # those have pages and forms of their own


class NoteForm(forms.Form):
    """What happened, and when; without a time it was now."""

    body = forms.CharField(label="Note", max_length=50_000, widget=forms.Textarea(attrs={"rows": 1}))
    kind = forms.ChoiceField(choices=[(k.value, k.label) for k in KINDS], required=False)
    happened_at = forms.DateTimeField(
        label="When",
        required=False,
        help_text="Now, if left empty.",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, now: datetime) -> None:
        super().__init__(data)
        self.now = now

    def clean_body(self) -> str:
        """With one kind of line end, whatever the browser sends."""
        return "\n".join(self.cleaned_data["body"].splitlines())

    def clean_kind(self) -> str:
        """A note unless something else is said."""
        return self.cleaned_data["kind"] or Interaction.Kind.NOTE

    def clean_happened_at(self) -> datetime:
        """Not in the future: what is to come is an interview or a next step."""
        happened_at: datetime = self.cleaned_data["happened_at"] or self.now
        if happened_at > self.now + timedelta(minutes=1):
            raise forms.ValidationError("This is still to come. Write down what has happened.")
        if not is_likely(happened_at):
            raise forms.ValidationError("That is too long ago. Check the year.")
        return happened_at
