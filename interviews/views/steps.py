"""The five steps of a talk, which are the links between the pages of one interview."""

from dataclasses import dataclass

from django.urls import reverse

from interviews.actions.homework import is_prepared
from interviews.models import TOOK_PLACE, Interview

State = Interview.State


@dataclass(frozen=True)
class Step:
    """One step: its page ("" none yet), whether it is behind, whether its page is the one shown."""

    name: str
    url: str
    is_past: bool
    is_here: bool


def steps(interview: Interview, *, tab: str, over: bool) -> list[Step]:
    """Scheduled, prepare, talk, take away, thank; where they ask me, nobody is owed thanks and the last is left out.

    `tab` is the page shown, `over` whether the talk took place or its time has passed; what is behind was done.
    """
    seats = [part for part in interview.interviewees.all() if part.contact.trashed_at is None]
    owed = [part for part in seats if part.thanked_at is None]
    wrapped = interview.state in {State.THANKED, State.CLOSED}
    planned = over or (interview.state == State.SCHEDULED)
    way = [
        Step("Scheduled", f"{_page(interview, 'prepare')}#h-plan", planned, False),
        Step("Prepare", _page(interview, "prepare"), is_prepared(interview), tab == "prepare"),
        Step("Talk", _page(interview, "live"), interview.state in TOOK_PLACE, tab in {"live", "notes"}),
        Step("Take away", _page(interview, "wrap_up"), wrapped, tab == "wrap_up"),
    ]
    if not interview.is_incoming and seats:
        whom = (owed or seats)[0].contact_id
        url = reverse("outreach:thank_you", args=[interview.pk, whom]) if over else ""
        way.append(Step("Thank", url, over and not owed, False))
    return way


def _page(interview: Interview, name: str) -> str:
    return reverse(f"interviews:{name}", args=[interview.pk])
