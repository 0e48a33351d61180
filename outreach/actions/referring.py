"""Who led to whom: the people whom others named or introduced, as trees, and what came of each."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db.models import F

from accounts.models import User
from contacts.models import Contact

NOT_WRITTEN_TO = {Contact.Stage.NONE, Contact.Stage.IDEA}


class Came(StrEnum):
    """How far the user has come with somebody whom another person led to."""

    OPEN = "open"  # nobody wrote to them yet
    CONTACTED = "contacted"
    TALKED = "talked"


@dataclass(slots=True)
class Lead:
    """Somebody in a tree, and those to whom they led; `by` is None of a root, and of whom one put away had named."""

    pk: int
    by: int | None
    came: Came
    was_named: bool
    leads: list["Lead"] = field(default_factory=list)

    def behind(self) -> Iterator["Lead"]:
        """Everyone to whom they led, and to whom these led."""
        waiting = list(self.leads)
        while waiting:
            lead = waiting.pop()
            yield lead
            waiting += lead.leads

    def count(self, came: Came) -> int:
        """How many of those to whom they themselves led the user has come so far with, or further."""
        far = list(Came).index(came)
        return sum(list(Came).index(lead.came) >= far for lead in self.leads)


def write_alone(owner: User, people: Iterable[Contact]) -> set[int]:
    """The ids of those whose introducer was put away, or named them in a talk and will not introduce the user: the last
    word counts.
    """
    named = {person.pk: person.introducer for person in people if person.introducer}
    if not named:
        return set()
    gone = {pk for pk, by in named.items() if by.trashed_at or by.archived_at}
    rows = owner.referrals.filter(contact__in=named, named_by=F("contact__introducer")).exclude(will_introduce=None)
    said = dict(rows.order_by("pk").values_list("contact", "will_introduce"))
    return gone | {pk for pk, will_introduce in said.items() if not will_introduce}


def leads_of(owner: User, *, now: datetime) -> dict[int, Lead]:
    """Every active contact who was named or introduced, or led to one who was, by id; in three statements.

    Who led to somebody is their introducer, or else who named them first.
    """
    people = owner.contacts.active().order_by()
    led: dict[int, Any] = dict(people.exclude(introducer=None).values_list("pk", "introducer"))
    for contact, named_by in owner.referrals.order_by("pk").values_list("contact", "named_by"):
        led.setdefault(contact, named_by)
    known = people.filter(pk__in={*led, *led.values()}).values_list("pk", "stage", "last_touch_at")
    talked = set(owner.interviews.asked_and_held(now).order_by().values_list("people", flat=True))
    came = {
        pk: Came.TALKED if pk in talked else Came.CONTACTED if touched or stage not in NOT_WRITTEN_TO else Came.OPEN
        for pk, stage, touched in known
    }
    return planted(came, led)


def planted(came: Mapping[int, Came], led: Mapping[int, int]) -> dict[int, Lead]:
    """The people of `came`, hung up as `led` says (who led to each; some are gone). Circles open at the smallest id."""
    leads = {pk: Lead(pk, by if (by := led.get(pk)) in came else None, came[pk], pk in led) for pk in sorted(came)}
    for lead in leads.values():
        seen, at = {lead.pk}, lead.by
        while at is not None and at not in seen:
            seen.add(at)
            at = leads[at].by
        if at == lead.pk:
            lead.by = None
    for lead in leads.values():
        if lead.by is not None:
            leads[lead.by].leads.append(lead)
    return leads


def roots(leads: Iterable[Lead]) -> list[Lead]:
    """With whom it began: those from whom most talks came first, then those who led to most people."""
    first = [(lead, list(lead.behind())) for lead in leads if lead.by is None and lead.leads]
    first.sort(key=lambda pair: (-sum(one.came is Came.TALKED for one in pair[1]), -len(pair[1]), pair[0].pk))
    return [lead for lead, _ in first]
