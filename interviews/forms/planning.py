"""When and how they talk: the form of a plan, and of what really happened."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms

from accounts.zones import validate_zone
from interviews.actions.holding import hold
from interviews.actions.planning import plan
from interviews.actions.refusals import PlanError
from interviews.actions.times import check_plan, occurs
from interviews.models import Interview

LATER_OR_EARLIER = [("", "Choose"), ("0", "The earlier one"), ("1", "The later one, an hour on")]


def minutes_field(label: str, help_text: str) -> forms.IntegerField:
    """How long a talk is to be, which may be left open."""
    widget = forms.NumberInput(attrs={"list": "minutes"})
    return forms.IntegerField(
        label=label, required=False, min_value=1, max_value=480, widget=widget, help_text=help_text
    )


class PlanForm(forms.Form):
    """A day, and as far as they are known time, zone, length, medium and place."""

    day = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    wall_time = forms.TimeField(
        label="Time",
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text="Leave it empty when the time is not known.",
    )
    fold = forms.ChoiceField(
        label="Which of the two", choices=LATER_OR_EARLIER, required=False, widget=forms.HiddenInput
    )
    zone = forms.CharField(
        label="Time zone",
        max_length=64,
        validators=[validate_zone],
        widget=forms.TextInput(attrs={"list": "zones", "autocomplete": "off", "spellcheck": "false"}),
    )
    planned_minutes = minutes_field("Minutes", "15 to 30 is usual. Without it, an hour is assumed.")
    medium = forms.ChoiceField(choices=Interview.Medium, required=False)
    place = forms.CharField(label="Place or number", max_length=300, required=False)
    link = forms.URLField(
        max_length=500,
        required=False,
        assume_scheme="https",
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off", "spellcheck": "false"}),
    )  # a browser's own check of type=url would refuse an address without its scheme

    def clean(self) -> dict[str, Any]:
        """Refuse what cannot be, and ask which is meant when a time comes twice on that day."""
        data: dict[str, Any] = super().clean() or {}
        day, zone, wall_time = data.get("day"), data.get("zone"), data.get("wall_time")
        if day and zone:
            try:
                tz = check_plan(day, zone, data.get("planned_minutes"))
            except PlanError as error:
                self.add_error("day", str(error))
                return data
            if wall_time and occurs(day, wall_time, tz) == "twice":
                self._ask_which(data)
        return data

    def _ask_which(self, data: dict[str, Any]) -> None:
        self.fields["fold"].widget = forms.Select(choices=LATER_OR_EARLIER)
        if not data.get("fold"):
            clock = f"{data['wall_time']:%H:%M}"
            self.add_error("fold", f"Clocks in {data['zone']} are set back that day: {clock} comes twice. Which one?")

    def save(self, interview: Interview, *, now: datetime) -> str:
        """Plan or reschedule `interview`; returns what should be said of the time. Raises MoveError."""
        data = self.cleaned_data | {"fold": int(self.cleaned_data.get("fold") or 0)}
        plan(interview, **data, now=now)
        return gap_words(interview)


class FinishForm(forms.Form):
    """When the talk really began and ended, in the user's own zone."""

    started_at = forms.DateTimeField(label="Began", required=False)
    ended_at = forms.DateTimeField(label="Ended", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")

    def save(self, interview: Interview, *, now: datetime) -> None:
        """It took place. Raises MoveError."""
        hold(interview, now=now, **self.cleaned_data)


def first_plan(interview: Interview) -> dict[str, Any]:
    """What the plan's form starts with: the plan there is, else the user's zone and what was asked for."""
    return {
        "day": interview.day,
        "wall_time": interview.wall_time,
        "fold": str(interview.fold),
        "zone": interview.zone or interview.owner.time_zone,
        "planned_minutes": interview.planned_minutes if interview.day else interview.promised_minutes,
        "medium": interview.medium,
        "place": interview.place,
        "link": interview.link,
    }


def gap_words(interview: Interview) -> str:
    """What to say where the clocks skip the planned time; empty otherwise."""
    if interview.day is None or interview.wall_time is None:
        return ""
    zone = ZoneInfo(interview.zone)
    local = interview.starts_local
    if local is None or occurs(interview.day, interview.wall_time, zone) != "never":
        return ""
    return f"Clocks in {zone.key} skip {interview.wall_time:%H:%M} that day; {local:%H:%M} is used."
