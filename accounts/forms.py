"""Forms of sign-up and settings."""

from datetime import time, timedelta
from functools import cache
from itertools import groupby
from typing import Any

import phonenumbers
from django import forms
from django.core.exceptions import ValidationError

from accounts import quiet_hours
from accounts.clock_fields import ClockFields
from accounts.models import User
from accounts.zones import zone_names

MAIL_LABELS = {
    "remind_early": "Remind me of a thank-you two hours after an interview",
    "remind_final": "Remind me when 24 hours have passed without one",
    "brief_daily": "A daily brief: what Today shows, in one mail",
    "plan_weekly": "A weekly plan: the talks that are set, what is due, whom to ask",
}
TIME = {"type": "time"}
HELD_AT_MOST = timedelta(hours=11)  # a brief that is 12 hours late is not sent any more
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


class SettingsForm(ClockFields):
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
            "brief_daily",
            "brief_at",
            "plan_weekly",
            "plan_day",
            "plan_at",
            "weekly_aim",
        ]
        labels = MAIL_LABELS | {
            "final_ignores_quiet": "The 24-hour reminder may come in quiet hours",
            "single_keys": "Single-key shortcuts",
            "brief_at": "Brief at",
            "plan_day": "Plan on",
            "plan_at": "Plan at",
            "weekly_aim": "Conversations a week I aim for",
        }
        help_texts = {
            "name": "Signs your letters; without it the beginning of your address does.",
            "about_me": "Used in letters: who you are and what you want to learn, in two or three sentences.",
            "quiet_end": "No mail between these times. The same time twice means no quiet hours.",
            "single_keys": "Press ? anywhere to see them.",
            "brief_at": "When nothing is due, no mail comes. In quiet hours it waits for their end.",
            "weekly_aim": "Told on Today and in the weekly plan. Leave it empty for none.",
        }
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "about_me": forms.Textarea(attrs={"rows": 4}),
            "theme": forms.RadioSelect,
            "quiet_start": forms.TimeInput(attrs=TIME, format="%H:%M"),
            "quiet_end": forms.TimeInput(attrs=TIME, format="%H:%M"),
            "brief_at": forms.TimeInput(attrs=TIME, format="%H:%M"),
            "plan_at": forms.TimeInput(attrs=TIME, format="%H:%M"),
            "weekly_aim": forms.NumberInput(attrs={"min": 1, "max": 50}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = self.instance.time_zone
        known = [] if kept in zone_names() else [(kept, kept)]  # such as Etc/UTC, set by other ways
        self.fields["time_zone"].choices = [*known, *zone_choices()]  # type: ignore[attr-defined]
        self.fields["region"].choices = region_choices()  # type: ignore[attr-defined]
        for name in ("brief_at", "plan_day", "plan_at"):
            self.fields[name].required = False  # asked for where its mail is switched on

    def clean_weekly_aim(self) -> int | None:
        """A number that a week can hold."""
        aim: int | None = self.cleaned_data["weekly_aim"]
        if aim is not None and not 1 <= aim <= 50:
            raise ValidationError("Aim for 1 to 50 conversations a week, or leave it empty.", code="aim")
        return aim

    def clean(self) -> dict[str, Any] | None:
        """Leave mail some part of the day, and know when each comes."""
        cleaned = super().clean() or {}
        self._clean_times("brief_daily", {"brief_at": "Say at what time the brief comes."}, cleaned)
        plan = {"plan_at": "Say at what time the plan comes.", "plan_day": "Say on which day the plan comes."}
        self._clean_times("plan_weekly", plan, cleaned)
        start, end = cleaned.get("quiet_start"), cleaned.get("quiet_end")
        if start is not None and end is not None and quiet_hours.length(start, end) >= quiet_hours.TOO_LONG:
            hours = round(quiet_hours.length(start, end) / timedelta(hours=1), 1)
            text = f"These quiet hours last {hours:g} hours. Keep them under 20, or no reminder finds a time to come."
            self.add_error("quiet_end", ValidationError(text, code="too_long"))
        return cleaned

    def _clean_times(self, switch: str, names: dict[str, str], cleaned: dict[str, Any]) -> None:
        """A time left empty is an error where it is needed; else the old one stays. None may wait for half a day."""
        for name, words in names.items():
            said = cleaned.get(name)
            if said in (None, "") and name not in self.errors:
                cleaned[name] = getattr(self.instance, name)
                if cleaned.get(switch) and name in self.data:
                    self.add_error(name, ValidationError(words, code="required"))
            elif isinstance(said, time) and cleaned.get(switch) and self._waits_too_long(said, cleaned):
                text = "Your quiet hours would hold it back for too long. Choose a time outside of them."
                self.add_error(name, ValidationError(text, code="quiet"))

    def _waits_too_long(self, at: time, cleaned: dict[str, Any]) -> bool:
        """Whether quiet hours hold back a mail of that time until it is old."""
        start, end = cleaned.get("quiet_start"), cleaned.get("quiet_end")
        if start is None or end is None or start == end:
            return False
        is_quiet = quiet_hours.length(start, at) < quiet_hours.length(start, end)
        return is_quiet and quiet_hours.length(at, end) > HELD_AT_MOST


class MailsForm(forms.ModelForm):
    """Which reminder mails come."""

    class Meta:
        model = User
        fields = list(MAIL_LABELS)
        labels = MAIL_LABELS
