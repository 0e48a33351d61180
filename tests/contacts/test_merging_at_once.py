"""Many pairs merged at once: the same as one after the other, in as few statements as one, and only what is apart."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from contacts.actions.merging import runs
from contacts.actions.merging.apart import find_apart, introducers_of
from contacts.actions.people import set_tags, trash_contact
from contacts.actions.progress import tell_progress
from contacts.actions.timeline import log_interaction
from contacts.models import Contact, DuplicatePair
from interviews.models import Referral
from tests.contacts.test_merging import everything
from tests.factories import NOW, make_contact, make_interview

LATER = NOW + timedelta(hours=1)
Four = tuple[Contact, Contact, Contact, Contact]


def pair(one: Contact, other: Contact, lane: str = "certain") -> DuplicatePair:
    """Two who may be the same."""
    said: Any = {"lane": lane, "reasons": [["uid", ""]], "found_at": NOW}
    return DuplicatePair.objects.create(owner=one.owner, first=one, second=other, **said)


def introduce(one: Contact, by: Contact) -> None:
    """Say who introduced somebody."""
    Contact.objects.filter(pk=one.pk).update(introducer=by)


def in_a_ring(one: Contact, other: Contact, third: Contact, fourth: Contact) -> None:
    """Each pair was introduced by the other one, by way of a fifth and a sixth."""
    for begin, end in ((one, third), (fourth, other)):
        between = make_contact(one.owner, "Between", introducer=end)
        introduce(begin, between)


def referred(one: Contact, other: Contact, third: Contact, fourth: Contact) -> None:
    """One who goes named another who goes."""
    talk = make_interview(one.owner, [one], state="held")
    Referral.objects.create(owner=one.owner, interview=talk, named_by=other, contact=fourth)


def by_the_same(one: Contact, other: Contact, third: Contact, fourth: Contact) -> None:
    """One of each pair was introduced by the same person."""
    marta = make_contact(one.owner, "Marta")
    for person in (other, third):
        introduce(person, marta)


TIES: dict[str, Callable[..., Any]] = {
    "one of both": lambda one, other, third, fourth: pair(other, third),
    "a pair": lambda one, other, third, fourth: pair(other, fourth, "maybe"),
    "introduced": lambda one, other, third, fourth: introduce(third, other),
    "in a ring": in_a_ring,
    "referred": referred,
}
NO_TIES: dict[str, Callable[..., Any]] = {
    "nothing": lambda *four: None,
    "a call": lambda *four: log_interaction(
        four[0].owner, kind="call", people=list(four), happened_at=NOW, title="Spoke"
    ),
    "a talk": lambda *four: make_interview(four[0].owner, list(four), state="held"),
    "a tag": lambda *four: [set_tags(person, names=["grid"]) for person in four],
    "an introducer": by_the_same,
}


@pytest.fixture
def four(alice: User) -> Four:
    """Two pairs."""
    people = [make_contact(alice, name) for name in ("Grace", "Grace", "Wei", "Wei")]
    pair(people[0], people[1])
    pair(people[2], people[3])
    return people[0], people[1], people[2], people[3]


@pytest.mark.parametrize("tie", TIES)
def test_pairs_with_something_in_common_wait_for_each_other(four: Four, tie: str) -> None:
    TIES[tie](*four)
    pairs = list(DuplicatePair.objects.filter(lane="certain").order_by("pk"))
    assert find_apart(pairs) == pairs[:1]


@pytest.mark.parametrize("tie", NO_TIES)
def test_other_pairs_are_merged_at_once(four: Four, tie: str) -> None:
    NO_TIES[tie](*four)
    pairs = list(DuplicatePair.objects.order_by("pk"))
    assert find_apart(pairs) == pairs
    trash_contact(four[0], now=NOW)
    assert find_apart(pairs) == pairs[1:]


@pytest.mark.parametrize("tie", [*TIES, *NO_TIES])
def test_whatever_ties_them_all_become_one_and_come_back(alice: User, four: Four, tie: str) -> None:
    (TIES | NO_TIES)[tie](*four)
    tell_progress(*alice.contacts.all(), now=NOW)
    before = everything() | {"contacts_mergerun": []}
    run = runs.begin_run(alice, now=NOW)
    assert run
    there = alice.contacts.filter(pk__in=[one.pk for one in four]).order_by("pk")
    assert list(there.values_list("pk", flat=True)) == [four[0].pk, four[2].pk]
    introducers = introducers_of({one.pk: one for one in alice.contacts.all()})
    assert [pk for pk, above in introducers.items() if pk in above] == []
    assert runs.undo_run(run, now=LATER).state == "undone"
    assert everything() | {"contacts_mergerun": []} == before


def test_an_introducer_who_goes_at_this_very_moment_introduced_nobody(alice: User) -> None:
    one = make_contact(alice, "Grace")
    one.introducer_id, nobody = one.pk + 1, one.pk + 1
    assert introducers_of({one.pk: one}) == {one.pk: {nobody}}


def test_twenty_pairs_take_as_many_statements_as_one(alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "AT_ONCE", 0)
    monkeypatch.setattr(runs, "start", lambda *_: None)
    asked = []
    for many in (1, 1, 20):
        for _ in range(many):
            two = [make_contact(alice, "Grace", notes="Tea") for _ in range(2)]
            log_interaction(alice, kind="call", people=two[1:], happened_at=NOW, title="Spoke")
            pair(two[0], two[1])
        run = runs.begin_run(alice, now=NOW)
        assert run
        with CaptureQueriesContext(connection) as statements:
            runs.continue_run(run.pk, now=NOW)
        asked.append(len(statements))
        assert run.merges.count() == many
    assert asked[1] == asked[2]
