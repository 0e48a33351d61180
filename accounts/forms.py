"""Forms of sign-up and settings."""

from datetime import timedelta
from functools import cache
from itertools import groupby
from typing import Any

import phonenumbers
from django import forms
from django.core.exceptions import ValidationError

from accounts import quiet_hours
from accounts.models import User
from accounts.zones import zone_names

UNNAMED_REGIONS = {"AC": "Ascension Island", "TA": "Tristan da Cunha", "XK": "Kosovo"}  # not in phonenumbers' data


def zone_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """The zones by continent, for a select, such as ("Europe/Stockholm", "Stockholm (Europe)")."""
    return [
        (area, [(name, _zone_label(name)) for name in names])
        for area, names in groupby(zone_names(), key=lambda name: name.partition("/")[0])
    ]


def _zone_label(name: str) -> str:
    area, _, rest = name.replace("_", " ").partition("/")
    return f"{', '.join(reversed(rest.split('/')))} ({area})" if rest else name


@cache
def region_choices() -> list[tuple[str, str]]:
    """Countries with their calling code, such as ("SE", "Sweden (+46)"), by name."""
    from phonenumbers.geodata.locale import LOCALE_DATA  # large: read when first asked for

    names = {}
    for region in phonenumbers.SUPPORTED_REGIONS:
        data = LOCALE_DATA.get(region, {"en": UNNAMED_REGIONS.get(region, region)})
        names[region] = data[data["en"][1:]] if data["en"].startswith("*") else data["en"]  # "*aa": as in Afar
    labels = [(r, f"{name} (+{phonenumbers.country_code_for_region(r)})") for r, name in names.items()]
    return [("", "Not said"), *sorted(labels, key=lambda pair: pair[1])]


class SignupForm(forms.Form):
    """What sign-up asks beside the address and the password."""

    name = forms.CharField(max_length=150, required=False, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    time_zone = forms.CharField(
        required=False,
        max_length=64,
        help_text="Reminders come by your clock.",
        widget=forms.Select(attrs={"data-browser-zone": True}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["time_zone"].widget.choices = [("", "Choose…"), *zone_choices()]

    def clean_time_zone(self) -> str:
        """A zone that we do not know stands in nobody's way: settings can name another."""
        name = self.cleaned_data["time_zone"]
        return name if name in zone_names() else "UTC"

    def signup(self, request: object, user: User) -> None:
        """Keep the answers on the new user; called by allauth."""
        user.name, user.time_zone = self.cleaned_data["name"], self.cleaned_data["time_zone"]
        user.save()


class SettingsForm(forms.ModelForm):
    """Everything that a user sets for themselves."""

    time_zone = forms.ChoiceField()
    region = forms.ChoiceField(
        label="Country of phone numbers", required=False, help_text="For numbers written without +46 and the like."
    )

    class Meta:
        model = User
        fields = [
            "name",
            "about_me",
            "time_zone",
            "region",
            "theme",
            "single_keys",
            "quiet_start",
            "quiet_end",
            "remind_early",
            "remind_final",
            "final_ignores_quiet",
        ]
        labels = {
            "remind_early": "Remind me of a thank-you two hours after an interview",
            "remind_final": "Remind me when 24 hours have passed without one",
            "final_ignores_quiet": "The 24-hour reminder may come in quiet hours",
            "single_keys": "Single-key shortcuts",
        }
        help_texts = {
            "name": "Signs your letters.",
            "about_me": "Used in letters: who you are and what you want to learn, in two or three sentences.",
            "quiet_end": "No mail between these times. The same time twice means no quiet hours.",
            "single_keys": "Press ? anywhere to see them.",
        }
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "about_me": forms.Textarea(attrs={"rows": 4}),
            "theme": forms.RadioSelect,
            "quiet_start": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            "quiet_end": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = self.instance.time_zone
        known = [] if kept in zone_names() else [(kept, kept)]  # such as Etc/UTC, set by other ways
        self.fields["time_zone"].choices = [*known, *zone_choices()]  # type: ignore[attr-defined]
        self.fields["region"].choices = region_choices()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any] | None:
        """Leave mail some part of the day."""
        cleaned = super().clean() or {}
        start, end = cleaned.get("quiet_start"), cleaned.get("quiet_end")
        if start is not None and end is not None and quiet_hours.length(start, end) >= quiet_hours.TOO_LONG:
            hours = round(quiet_hours.length(start, end) / timedelta(hours=1), 1)
            text = f"These quiet hours last {hours:g} hours. Keep them under 20, or no reminder finds a time to come."
            self.add_error("quiet_end", ValidationError(text, code="too_long"))
        return cleaned
