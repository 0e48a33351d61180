"""How far each path that is explored is covered: talks of a period, organizations, and questions answered."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from accounts.models import User
from contacts.models import CareerPath
from interviews.actions.enough import Enough, enough_of_paths
from interviews.models import GapAnswer
from outreach.actions.insights.periods import Period
from outreach.actions.insights.thanks import seats_held


@dataclass(frozen=True)
class Coverage:
    """One path: its talks of the period and the organizations of the people in them; since ever, whether it is enough
    to compare, and how many of `gaps` questions are answered on it.
    """

    path: CareerPath
    talks: int
    organizations: int
    enough: Enough
    answered: int
    gaps: int


def read_coverage(owner: User, period: Period, *, now: datetime) -> list[Coverage]:
    """Every path that is not put away, in five statements at most."""
    paths = list(owner.careerpaths.active())
    if not paths:
        return []
    seats = seats_held(owner, period, now=now).values("interview__interview_paths__path")
    rows = seats.annotate(
        talks=Count("interview", distinct=True), organizations=Count("contact__organization", distinct=True)
    )
    held = {row["interview__interview_paths__path"]: (row["talks"], row["organizations"]) for row in rows}
    known = owner.gapanswers.filter(path__in=paths, state=GapAnswer.State.ANSWERED, gap__trashed_at=None)
    answered = dict(known.order_by().values_list("path").annotate(Count("pk")))
    gaps, enough = owner.informationgaps.active().count(), enough_of_paths(owner, paths, now=now)
    return [
        Coverage(path, *held.get(path.pk, (0, 0)), enough[path.pk], answered.get(path.pk, 0), gaps) for path in paths
    ]
