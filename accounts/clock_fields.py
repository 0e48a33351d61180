"""The clocks of outreach, as the settings ask for them: how long the user waits before what."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.models import User

CLOCKS = {  # of each setting: what it is called, the least and the most
    "other_after": ("Ask another after (their working days)", 1, 20),
    "nudge_after": ("Nudge after (days)", 2, 60),
    "close_after": ("Close a request without a reply after (days)", 3, 120),
    "revive_after": ("Offer to ask again after (months)", 1, 36),
    "times_after": ("Ask again about times you offered after (days)", 1, 30),
    "promise_after": ("Ask about an undated promise after (days)", 1, 90),
    "tell_after": ("Tell your introducer how it went after (days)", 1, 60),
    "progress_after": ("Tell them what came of it after (days)", 7, 180),
}

# What is kept of contacts by these settings is worked out anew; apps to the left put it here when the program starts.
followers: list[Callable[[User], None]] = []


class ClockFields(forms.ModelForm):
    """The part of the settings that the clocks are; one that is left empty stays as it was."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (label, least, most) in CLOCKS.items():
            self.fields[name] = forms.IntegerField(
                label=label, min_value=least, max_value=most, required=False, initial=getattr(self.instance, name)
            )

    def clean(self) -> dict[str, Any] | None:
        """A request is closed after its nudge, not before."""
        cleaned = super().clean() or {}
        for name in CLOCKS:
            if name not in self.errors and cleaned.get(name) is None:
                cleaned[name] = getattr(self.instance, name)
        nudge, close = cleaned.get("nudge_after"), cleaned.get("close_after")
        if nudge and close and close <= nudge:
            text = f"A nudge comes after {nudge} days. Wait longer than that before a request is closed."
            self.add_error("close_after", ValidationError(text, code="too_short"))
        return cleaned

    def save(self, commit: bool = True) -> User:
        """Keep the settings; where a clock moves, what lists show of who is waited for moves with it."""
        for name in CLOCKS:
            setattr(self.instance, name, self.cleaned_data[name])
        user: User = super().save(commit)
        if {"nudge_after", "revive_after", "promise_after", "time_zone"} & set(self.changed_data):
            for follow in followers:
                follow(user)
        return user
