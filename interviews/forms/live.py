"""What is sent while people talk: a line, and what they said when asked about recording."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django import forms
from django.utils.dateparse import parse_datetime

from interviews.actions.consent import keep_consent
from interviews.actions.lines import Written
from interviews.forms.wrapping import day_field
from interviews.models import Interview, NoteLine, PlannedQuestion
from interviews.models.live import LINE_LENGTH

ASK_TO_RECORD = "May I record this, so that I can listen again? Nobody else will hear it."
TIMES = ["started_at", "ended_at"]
LAST_SECOND = 24 * 3600
EARLIEST = datetime(1970, 1, 2, tzinfo=UTC)


class LineForm(forms.Form):
    """A line of notes. Words are never refused for what comes with them: what cannot be read counts as not said."""

    text = forms.CharField(
        max_length=LINE_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={
            "max_length": "A line holds up to %(limit_value)d letters, and this one has %(show_value)d. Divide it."
        },
    )
    key = forms.CharField(required=False, widget=forms.HiddenInput)
    tag = forms.CharField(required=False)
    question = forms.CharField(required=False, widget=forms.HiddenInput)
    second = forms.CharField(required=False)
    said_at = forms.CharField(required=False)
    version = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, interview: Interview, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.interview = interview

    def clean_text(self) -> str:
        """Browsers send every line end as two characters; one is kept."""
        return str(self.cleaned_data["text"]).replace("\r\n", "\n")

    def clean_key(self) -> UUID:
        """The page's own key, else a new one."""
        try:
            return UUID(self.cleaned_data["key"])
        except ValueError:
            return uuid4()

    def clean_tag(self) -> str:
        """One of the tags there are, else a plain note."""
        tag = self.cleaned_data["tag"]
        return tag if tag in NoteLine.Tag else ""

    def clean_question(self) -> PlannedQuestion | None:
        """The question it answers, if that is still planned here."""
        pk = _number(self.cleaned_data["question"], most=2**31)
        return self.interview.questions.filter(pk=pk).first() if pk else None

    def clean_second(self) -> int | None:
        """What the page's clock showed."""
        return _number(self.cleaned_data["second"], most=LAST_SECOND)

    def clean_said_at(self) -> datetime | None:
        """When it was typed, by the page's clock."""
        return _moment(self.cleaned_data["said_at"])

    def clean_version(self) -> int:
        """Of the text it began from; 0 for a new line."""
        return _number(self.cleaned_data["version"], most=2**31) or 0

    def clean(self) -> dict[str, Any]:
        """An empty text is an answer only where there was one."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("text") == "" and not data.get("version"):
            self.add_error("text", "Type a line first.")
        return data

    def written(self) -> Written:
        """The line as it was typed."""
        return Written(**self.cleaned_data)


class ConsentForm(forms.Form):
    """How I asked whether I may record, and what they said."""

    wording = forms.CharField(label="How I asked", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    may_quote_name = forms.BooleanField(label="They may be quoted by name", required=False)
    keep_until = day_field("Keep recordings until", help_text="Leave it empty if nothing was said of that.")
    said = forms.ChoiceField(choices=[("yes", "They said yes"), ("no", "They said no")])

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["keep_until"].widget.attrs["min"] = today.isoformat()

    def clean(self) -> dict[str, Any]:
        """With a yes, recordings are kept until a day that is yet to come."""
        data: dict[str, Any] = super().clean() or {}
        until = data.get("keep_until")
        if until and until < self.today and data.get("said") == "yes":
            self.add_error("keep_until", "This day has passed.")
        return data

    def save(self, interview: Interview, *, now: datetime) -> None:
        """Keep the answer."""
        data = dict(self.cleaned_data)
        keep_consent(interview, said_yes=data.pop("said") == "yes", now=now, **data)


def first_consent(interview: Interview) -> dict[str, Any]:
    """What the form starts with: what was said, else a wording to use."""
    consent = getattr(interview, "consent", None)
    if consent is None:
        return {"wording": ASK_TO_RECORD}
    return {name: getattr(consent, name) for name in ("wording", "may_quote_name", "keep_until")}


def times_in_address(interview: Interview) -> str:
    """When the talk was said to have begun and ended, for the address that takes back a start over it."""
    said = {name: getattr(interview, name) for name in TIMES}
    return urlencode({name: at.isoformat() for name, at in said.items() if at})


def times_from_address(said: Mapping[str, str]) -> dict[str, datetime | None]:
    """The same, read again; None for what is not there or cannot be read."""
    return {name: _moment(said.get(name, "")) for name in TIMES}


def _moment(text: str) -> datetime | None:
    """The moment that `text` says with its zone; None for anything else."""
    try:
        at = parse_datetime(text)
    except ValueError:
        return None
    return at if at and at.tzinfo and at.replace(tzinfo=UTC) > EARLIEST else None


def _number(text: str, *, most: int) -> int | None:
    """The number that `text` says in digits, up to `most`; None for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 11 and int(text) <= most else None
