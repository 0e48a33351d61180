"""The best ways to reach somebody: those that trying everything finds, and through the user's own people alone."""

from collections.abc import Callable, Collection, Mapping
from datetime import timedelta
from functools import partial
from itertools import combinations
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from contacts.actions.acquaintances import tie
from contacts.models import Contact
from interviews.models import Referral
from outreach.actions.ties import LEAST, End, Tie, Why, closeness, ties_of
from outreach.actions.warm_paths import BEST, STEPS, Chain, TiesOf, best_chains, rank
from tests.factories import NOW, make_contact, make_interview

PEOPLE = 7
weights = st.sampled_from([0.02, 0.1, 0.35, 0.4, 0.6, 0.85, 1.0])
nets = st.dictionaries(
    st.tuples(st.integers(1, PEOPLE), st.integers(1, PEOPLE)).filter(lambda pair: pair[0] < pair[1]),
    st.tuples(weights, st.sampled_from([Why.SAID, Why.COLLEAGUES])),
)


def both_ways(net: dict[tuple[int, int], tuple[float, Why]], close: dict[int, float]) -> list[Tie]:
    """Each tie as seen from either end."""
    return [
        Tie(near, far, why, "", weight, close.get(far, 0.0))
        for (one, other), (weight, why) in net.items()
        for near, far in ((one, other), (other, one))
    ]


def ties_among(ties: Collection[Tie]) -> TiesOf:
    """What the database says, of these ties."""

    def ties_of(ends: Mapping[int, End], *, worth: float, known_only: bool) -> list[Tie]:
        def is_wanted(each: Tie) -> bool:
            end = ends.get(each.near)
            if not end or (each.why is Why.COLLEAGUES and not end.with_colleagues):
                return False
            return end.strength * each.weight * (each.closeness if known_only else 1) >= worth

        return list(filter(is_wanted, ties))

    return ties_of


def every_chain(ties: Collection[Tie], chain: Chain) -> list[Chain]:
    """All whole chains that end as `chain` does, by trying everything."""
    found = [chain.whole()] if chain.whole().strength >= LEAST else []
    for each in ties if len(chain.people) < STEPS else ():
        if each.near == chain.people[0] and chain.may_begin_with(each):
            found += every_chain(ties, chain.longer(each))
    return found


def without_detours(tried: list[Chain]) -> list[Chain]:
    """Those that no stronger one is a part of, the strongest first."""
    kept: list[Chain] = []
    for chain in sorted(tried, key=rank):
        parts = [part for n in range(1, STEPS + 1) for part in combinations(chain.people, n)]
        if not any(other.people in parts for other in kept):
            kept.append(chain)
    return kept


@given(nets, st.dictionaries(st.integers(1, PEOPLE), weights), st.sets(st.integers(1, PEOPLE), min_size=1, max_size=3))
def test_the_search_finds_what_trying_everything_finds(
    net: dict[tuple[int, int], tuple[float, Why]], close: dict[int, float], targets: set[int]
) -> None:
    ties = both_ways(net, close)
    found = best_chains({pk: close.get(pk, 0.0) for pk in targets}, ties_of=ties_among(ties))
    tried = [each for target in targets for each in every_chain(ties, Chain((target,), close.get(target, 0.0)))]
    assert found == without_detours(tried)[:BEST]


def chains(owner: User, *targets: Contact) -> list[list[str]]:
    """The names on the ways to the targets, the best first."""
    close = closeness(owner, {target.pk for target in targets}, now=NOW)
    found = best_chains(
        {target.pk: close.get(target.pk, 0.0) for target in targets}, ties_of=partial(ties_of, owner, now=NOW)
    )
    names = {person.pk: str(person) for person in Contact.objects.all()}
    return [[names[pk] for pk in chain.people] for chain in found]


@pytest.fixture
def known(alice: User) -> Callable[..., Contact]:
    return lambda name, **more: make_contact(alice, name, warmth="close", last_touch_at=NOW, **more)


@pytest.fixture
def ingrid(alice: User) -> Contact:
    return make_contact(alice, "Ingrid")


def test_a_way_of_three_steps(alice: User, known: Any, ingrid: Contact) -> None:
    marta, hanna = known("Marta"), make_contact(alice, "Hanna")
    tie(hanna, marta, kind="friend", strength=3)
    tie(hanna, ingrid, kind="former", strength=2)
    assert chains(alice, ingrid) == [["Marta", "Hanna", "Ingrid"]]


def test_a_detour_is_no_other_way(alice: User, known: Any, ingrid: Contact) -> None:
    marta, hanna = known("Marta"), make_contact(alice, "Hanna")
    for one, other in ((marta, hanna), (marta, ingrid), (hanna, ingrid)):
        tie(one, other, kind="friend", strength=3)
    assert chains(alice, ingrid) == [["Marta", "Ingrid"]]


def test_every_kind_of_tie_leads_on(alice: User, known: Any, ingrid: Contact) -> None:
    guild = alice.organizations.create(name="Energy Agency")
    talk = make_interview(alice, [known("Said", introducer=None)], state="held")
    by = {name: known(name) for name in ("Acquaintance", "Named", "Agreed", "Refused")}
    tie(ingrid, by["Acquaintance"], kind="", strength=2)
    Referral.objects.create(owner=alice, interview=talk, named_by=by["Named"], contact=ingrid)
    for name, state in (("Agreed", "agreed"), ("Refused", "declined")):
        alice.introductions.create(connector=by[name], target=ingrid, state=state, state_changed_at=NOW)
    Contact.objects.filter(pk=ingrid.pk).update(introducer=known("Introducer"), organization=guild)
    known("Colleague", organization=guild)
    found = [way[0] for way in chains(alice, ingrid)]
    assert (found[:2], sorted(found[2:])) == (["Agreed", "Introducer"], ["Acquaintance", "Colleague", "Named"])


def test_nobody_who_was_put_away_is_asked(alice: User, known: Any, ingrid: Contact) -> None:
    for name, away in (("Trashed", "trashed_at"), ("Archived", "archived_at")):
        tie(ingrid, known(name, **{away: NOW}), kind="friend", strength=3)
        middle = make_contact(alice, f"{name} between", **{away: NOW})
        tie(ingrid, middle, kind="friend", strength=3)
        tie(middle, known(f"Behind {name}"), kind="friend", strength=3)
    assert chains(alice, ingrid) == []


def test_another_users_people_lead_nowhere(alice: User, bob: User, known: Any, ingrid: Contact) -> None:
    tie(ingrid, known("Marta"), kind="friend", strength=3)
    assert ties_of(bob, {ingrid.pk: End()}, now=NOW) == []
    assert closeness(bob, {ingrid.pk, *alice.contacts.values_list("pk", flat=True)}, now=NOW) == {}


def test_who_was_asked_lately_is_asked_later(alice: User, known: Any, ingrid: Contact) -> None:
    for name, days in (("Asked", 10), ("Rested", 100)):
        person = known(name)
        tie(ingrid, person, kind="friend", strength=3)
        asked = {"state": "asked", "state_changed_at": NOW, "asked_at": NOW - timedelta(days=days)}
        alice.introductions.create(connector=person, target=make_contact(alice), **asked)
    assert chains(alice, ingrid) == [["Rested", "Ingrid"], ["Asked", "Ingrid"]]


def test_who_is_known_already_needs_nobody(alice: User, known: Any) -> None:
    marta = known("Marta")
    tie(marta, known("Hanna"), kind="friend", strength=3)
    assert chains(alice, marta)[0] == ["Marta"]


def test_of_a_great_employer_nobody_is_taken_to_know_all(alice: User, known: Any, ingrid: Contact) -> None:
    guild = alice.organizations.create(name="Ministry")
    Contact.objects.filter(pk=ingrid.pk).update(organization=guild)
    known("Clerk", organization=guild)
    assert chains(alice, ingrid) == [["Clerk", "Ingrid"]]
    clerks = [Contact(owner=alice, display_name=f"Clerk {n}", organization=guild, trashed_at=NOW) for n in range(400)]
    alice.contacts.bulk_create(clerks)
    assert chains(alice, ingrid) == [["Clerk", "Ingrid"]]
    alice.contacts.update(trashed_at=None)
    assert chains(alice, ingrid) == []


@pytest.mark.parametrize("chance", range(4))
def test_what_the_database_leaves_off_leads_to_nothing_better(alice: User, chance: int) -> None:
    dice = Random(chance)
    places = [alice.organizations.create(name=f"Place {n}") for n in range(4)]
    touched = [None, NOW, NOW - timedelta(days=200)]
    people = [
        make_contact(alice, organization=dice.choice([None, *places]), last_touch_at=dice.choice(touched))
        for _ in range(25)
    ]
    for one, other in zip(people, people[1:] + people[:1], strict=True):
        tie(one, other, kind="", strength=dice.randint(1, 3))
    ids = [person.pk for person in people]
    close = closeness(alice, ids, now=NOW)
    everything = ties_among(ties_of(alice, dict.fromkeys(ids, End()), now=NOW))
    for pk in ids:
        targets = {pk: close.get(pk, 0.0)}
        found = best_chains(targets, ties_of=partial(ties_of, alice, now=NOW))
        assert found == best_chains(targets, ties_of=everything)
