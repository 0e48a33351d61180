"""A person's history: entries by month, narrowed by kind, twenty at a time."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from urllib.parse import urlencode

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, Count, Exists, F, OuterRef, Prefetch, Q, Subquery, When
from django.db.models.functions import JSONObject
from django.utils import timezone

from accounts.models import User
from accounts.paging import read_instant_cursor, write_cursor
from contacts.models import Contact, Interaction
from contacts.querysets.timeline import InteractionQuerySet

PAGE = 20  # entries
TABS = {
    "": ("Everything", ()),
    "interviews": ("Interviews", ("interview",)),
    "messages": ("Messages", ("mail", "message")),
    "talks": ("Calls and meetings", ("call", "meeting")),
    "notes": ("Notes", ("note",)),
    "jobs": ("Jobs", ("job",)),
}


@dataclass(frozen=True)
class Tab:
    """A way to narrow the history; only those with entries are shown."""

    name: str
    label: str
    count: int
    is_current: bool


@dataclass(frozen=True)
class Month:
    """Entries of one month; `heading` is empty where the page before has begun it."""

    heading: str
    entries: list[Interaction]


@dataclass(frozen=True)
class History:
    """One page of a history."""

    months: list[Month]
    tabs: list[Tab]
    more: str


def read_history(user: User, contact: Contact, *, kind: str, before: str, now: datetime) -> History:
    """The entries of `contact` after the cursor `before`; an unknown kind or cursor means none."""
    kind = kind if kind in TABS else ""
    entries = user.interactions.filter(people=contact)
    counts = dict(entries.values_list("kind").annotate(Count("pk")).order_by())
    cursor = read_instant_cursor(before)
    if "interview" in counts:  # each has several entries
        counts["interview"] = user.interviewees.filter(contact=contact).count()
    page = entries.filter(kind__in=TABS[kind][1]) if kind else entries
    page = page.before(*cursor) if cursor else page
    others = user.contacts.exclude(pk=contact.pk).filter(trashed_at=None).only("owner", "display_name")
    known = with_letters(user, with_learned(user, with_fixed(user, page)))
    found = list(known.newest_first().prefetch_related(Prefetch("people", others))[: PAGE + 1])
    shown, more = found[:PAGE], ""
    if len(found) > PAGE:
        more = urlencode({"kind": kind, "before": write_cursor(shown[-1].happened_at, shown[-1].pk)})
    return History(by_month(shown, after=cursor[0] if cursor else None, now=now), tabs(counts, kind), more)


def with_fixed(user: User, entries: InteractionQuerySet) -> InteractionQuerySet:
    """Know of each whether an interview or an introduction tells it (`is_fixed`): it is changed there, not here."""
    moves = user.moves.filter(interaction=OuterRef("pk"))
    met = user.introduction_moves.filter(interaction=OuterRef("pk"))
    thanked = user.interviewees.filter(
        contact__interactionperson__interaction=OuterRef("pk"), thanked_at=OuterRef("happened_at")
    )
    told = (
        Q(kind=Interaction.Kind.INTERVIEW)
        | Exists(moves)
        | Exists(met)
        | Q(kind=Interaction.Kind.MAIL) & Exists(thanked)
    )
    return entries.annotate(is_fixed=Case(When(told, then=True), default=False))


def with_letters(user: User, entries: InteractionQuerySet) -> InteractionQuerySet:
    """Know of each which letter it tells of, as sent or as answered (`letter_id`)."""
    letters = user.messages.filter(Q(entry=OuterRef("pk")) | Q(reply=OuterRef("pk")), trashed_at=None).order_by("pk")
    return entries.annotate(letter_id=Subquery(letters.values("pk")[:1]))


def with_learned(user: User, entries: InteractionQuerySet) -> InteractionQuerySet:
    """Know of each what was learned from it (`learned`): the ids of gap and path of each takeaway, null for none."""
    pieces = user.takeaways.filter(entry=OuterRef("pk")).order_by("pk")
    gap = Case(When(gap__trashed_at=None, then=F("gap")))  # a removed one has no page
    return entries.annotate(learned=ArraySubquery(pieces.values(json=JSONObject(gap=gap, path="path"))))


def tabs(counts: dict[str, int], current: str) -> list[Tab]:
    """Those with something in them, and the one that is open."""
    numbers = {name: sum(counts.get(kind, 0) for kind in kinds) for name, (_, kinds) in TABS.items()}
    shown = [name for name in TABS if not name or numbers[name] or name == current]
    return [Tab(name, TABS[name][0], numbers[name], name == current) for name in shown]


def by_month(entries: list[Interaction], *, after: datetime | None, now: datetime) -> list[Month]:
    """Entries (the newest first) under the names of their months in the active zone."""
    last = month_name(after, now=now) if after else ""
    groups = groupby(entries, key=lambda entry: month_name(entry.happened_at, now=now))
    return [Month("" if name == last else name, list(group)) for name, group in groups]


def month_name(instant: datetime, *, now: datetime) -> str:
    """Such as "November", with the year if it is another one."""
    local = timezone.localtime(instant)
    return f"{local:%B}" if local.year == timezone.localtime(now).year else f"{local:%B %Y}"
