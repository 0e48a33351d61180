"""Who could tell the user about a question on a path, and why they come to mind."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Value, When, Window

from contacts.models import CareerPath, Contact
from interviews.models import InformationGap, Interview

MOST = 8
NEARNESS = Case(*(When(warmth=warmth, then=Value(at)) for at, warmth in enumerate(Contact.Warmth)), default=Value(0))

HAS_INTRODUCER = Q(introducer__isnull=False, introducer__trashed_at=None)  # one who is there


@dataclass(frozen=True)
class CouldTell:
    """A person; whether the user noted that they may know; the next talk with them, and whether it asks this."""

    person: Contact
    may_know: bool
    talk: Interview | None
    is_in_talk: bool


def who_could_tell(gap: InformationGap, path: CareerPath, *, now: datetime) -> tuple[list[CouldTell], int]:
    """At most MOST who are on the path, spoke of it, or may know, and how many more there are. Two queries.

    Not those who were asked already, or who said something of it. Who may know comes first, then whom one talks with
    next, who is close, whom somebody can introduce, with whom one was in touch last.
    """
    owner = gap.owner
    upcoming = owner.interviewees.filter(interview__in=owner.interviews.upcoming(now).order_by())
    people = _candidates(gap, path).annotate(
        may_know=Exists(owner.mayknows.filter(gap=gap, contact=OuterRef("pk"))),
        has_talk=Exists(upcoming.filter(contact=OuterRef("pk"))),
        in_all=Window(Count("*")),
    )
    ranked = people.order_by(
        "-may_know",
        "-has_talk",
        NEARNESS.desc(),
        Case(When(HAS_INTRODUCER, then=Value(0)), default=Value(1)),
        F("last_touch_at").desc(nulls_last=True),
        "pk",
    )
    found: list[Any] = list(ranked.select_related("introducer", "organization")[:MOST])
    talks = _next_talks(gap, found, now=now)
    told = [CouldTell(person, person.may_know, *talks.get(person.pk, (None, False))) for person in found]
    return told, (found[0].in_all if found else 0) - len(found)


def _candidates(gap: InformationGap, path: CareerPath) -> QuerySet[Contact]:
    owner = gap.owner
    heard = owner.takeaways.filter(gap=gap, path=path)
    seats = owner.interviewees.filter(contact=OuterRef("pk"))
    asked = owner.plannedquestions.filter(gap=gap, interview__people=OuterRef("pk")).exclude(asked_at=None)
    near = owner.contactpaths.filter(path=path).values("contact")
    near = near.union(
        owner.takeaways.filter(path=path).exclude(said_by=None).values("said_by"),
        owner.mayknows.filter(gap=gap).values("contact"),
    )
    return owner.contacts.active().filter(
        ~Exists(asked),
        ~Exists(heard.filter(said_by=OuterRef("pk"))),
        ~Exists(seats.filter(interview__in=heard.filter(said_by=None).exclude(interview=None).values("interview"))),
        pk__in=near,
    )


def _next_talks(gap: InformationGap, people: Sequence[Contact], *, now: datetime) -> dict[int, tuple[Interview, bool]]:
    """By the person's id the next talk with them, and whether it holds a question for the gap."""
    owner = gap.owner
    holds = owner.plannedquestions.filter(gap=gap, interview=OuterRef("interview"))
    seats = owner.interviewees.filter(contact__in=people, interview__in=owner.interviews.upcoming(now).order_by())
    rows: Any = seats.select_related("interview").annotate(holds=Exists(holds))
    talks: dict[int, tuple[Interview, bool]] = {}
    for seat in rows.order_by(F("interview__starts_at").asc(nulls_last=True), "interview"):
        talks.setdefault(seat.contact_id, (seat.interview, seat.holds))
    return talks
