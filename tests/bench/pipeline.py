"""Outreach and Today with 1,000 and with 10,000 talks in flight: the pages, and what Today answers over htmx."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial

from django.db import connection
from django.utils import timezone

from accounts.models import User
from contacts.models import Contact
from interviews.models import Interview, Interviewee, InterviewPath
from tests.bench.measure import Cost
from tests.bench.pages import Page
from tests.bench.words import GIVEN, STEMS

SIZES = (1_000, 10_000)
STATES = ("idea", "requested", "agreed", "scheduled", "held", "thanked")
STEPS = {
    "idea": "request",
    "requested": "nudge",
    "agreed": "reply",
    "scheduled": "talk",
    "held": "thank",
    "thanked": "",
}
NAMES = {"snooze": "snooze", "wake": "undo of it", "offered": "done"}
TARGET_MS, SNOOZE_MS = 60, 100
HEAD = (
    "| page | talks | CPU ms | web | Postgres | × smallest | p50 | p95 | SQL | KB | target |\n|---|"
    + "--:|" * 9
    + "---|"
)


def seed() -> list[User]:
    """An owner for each size; a sixth of the talks in every lane, of those held the same few owe thanks today."""
    owners = [_owner(size, timezone.now()) for size in SIZES]
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return owners


def _owner(size: int, now: datetime) -> User:
    owner = User.objects.create_user(f"asks{size}@example.org")
    paths = [owner.careerpaths.create(name=f"Path {number}", colour=number % 5 + 1) for number in range(5)]
    states = [STATES[n % 6] if n % 6 != 4 or n < 60 else "thanked" for n in range(size)]
    people = Contact.objects.bulk_create(
        Contact(
            owner=owner,
            display_name=f"{GIVEN[n % len(GIVEN)]} {STEMS[n % len(STEMS)]}",
            stage=state,
            told_step=STEPS[state],
            next_step=STEPS[state],
            next_step_due_at=None if state == "idea" else now - timedelta(hours=n % 99),
            waiting_since=now - timedelta(hours=n % 300) if state == "requested" else None,
        )
        for n, state in enumerate(states)
    )
    talks = Interview.objects.bulk_create(_talk(owner, state, n, now) for n, state in enumerate(states))
    Interviewee.objects.bulk_create(
        Interviewee(owner=owner, interview=talk, contact=person, thanked_at=now if talk.state == "thanked" else None)
        for talk, person in zip(talks, people, strict=True)
    )
    InterviewPath.objects.bulk_create(
        InterviewPath(owner=owner, interview=talk, path=paths[n % 5]) for n, talk in enumerate(talks)
    )
    return owner


def _talk(owner: User, state: str, number: int, now: datetime) -> Interview:
    starts_at = now + timedelta(hours=number % 500 + 1) * (1 if state == "scheduled" else -1)
    since = now - timedelta(hours=number % 300)
    talk = Interview(owner=owner, state=state, state_changed_at=since, requested_at=since if state != "idea" else None)
    if state in {"scheduled", "held", "thanked"}:
        talk.day, talk.starts_at, talk.ends_at = starts_at.date(), starts_at, starts_at + timedelta(minutes=30)
    return talk


def pages_of(owner: User) -> list[Page]:
    """The pages, and the verbs of Today as htmx asks for them: a row is put off, comes back, and is done."""
    someone = owner.contacts.filter(next_step="reply").latest("pk")
    row = f"it-{someone.pk}"
    paths = {"pipeline": "/outreach/", "list": "/outreach/?view=list", "a lane": "/outreach/lanes/asked/", "today": "/"}
    pages = [Page(name, partial(str, path), target_ms=TARGET_MS) for name, path in paths.items()]
    verbs = {"snooze": {"until": "3h"}, "wake": {"undo": "1"}, "offered": {"done": "1"}}
    return pages + [
        Page(NAMES[verb], partial(str, f"/today/{someone.pk}/{verb}/"), partial(dict, body), SNOOZE_MS, target=row)
        for verb, body in verbs.items()
    ]


def table(costs: Iterable[tuple[int, Page, Cost]], of: str = "talks") -> str:
    """One row a page and size, in Markdown; the ratio is to the smallest size, which is one of `of`."""
    lines, least = [HEAD.replace("talks", of)], dict[str, float]()
    for size, page, cost in costs:
        ratio = cost.cpu / least.setdefault(page.name, cost.cpu)
        cells = [page.name, f"{size:,}", *(f"{ms:.1f}" for ms in (cost.cpu, cost.web, cost.postgres)), f"{ratio:.1f}"]
        cells += [f"{cost.p50:.0f}", f"{cost.p95:.0f}", str(cost.statements), f"{cost.size / 1000:.0f}"]
        met = "met" if cost.cpu <= (page.target_ms or 0) else "missed"
        lines.append("| " + " | ".join([*cells, f"≤ {page.target_ms} ms: {met}"]) + " |")
    return "\n".join(lines)
