"""What a takeaway changed: counted as Postgres counts it, and said on the wrap-up in words."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from contacts.models import CareerPath, Organization
from interviews.actions.learning import add_takeaway
from interviews.actions.solidity import tallied
from interviews.actions.what_changed import _pieces, learned_in, tally
from interviews.models import InformationGap, Interview, Takeaway
from tests.factories import make_contact, make_interview
from tests.interviews.addresses import htmx, url

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def energy(alice: User) -> CareerPath:
    """The path."""
    return CareerPath.objects.create(owner=alice, name="Energy analytics")


@pytest.fixture
def pay(alice: User) -> InformationGap:
    """What must be known."""
    return InformationGap.objects.create(owner=alice, text="What does it pay?")


def hear(pay: InformationGap, energy: CareerPath, name: str, **said: Any) -> Takeaway:
    """First-hand from somebody new of that name, who works alone."""
    guild = Organization.objects.create(owner=pay.owner, name=f"Guild of {name}")
    talk = make_interview(pay.owner, [make_contact(pay.owner, name, organization=guild)], state="held")
    return add_takeaway(talk, text=f"{name} says", **{"gap": pay, "path": energy, "strength": "first"} | said)


def words(talk: Interview | None) -> list[str]:
    """What the page says of the takeaways of a talk."""
    assert talk
    return [each.words for each in learned_in(talk)[0]]


def test_counted_as_postgres_does(alice: User, pay: InformationGap, energy: CareerPath) -> None:
    for name, said in {"Ada": {"speaks": "for"}, "Bea": {"strength": "hear"}, "Cy": {"speaks": "against"}}.items():
        last = hear(pay, energy, name, **said)
    both = make_interview(alice, [make_contact(alice), make_contact(alice)], state="held")
    add_takeaway(both, text="Both", gap=pay, path=energy)
    Takeaway.objects.create(owner=alice, text="Nobody", gap=pay, path=energy, strength="first", speaks="for")
    pair = (pay.pk, energy.pk)
    assert last.interview
    assert tally(_pieces(last.interview, {pair})) == tallied(alice.takeaways.tallies())[pair]


def test_hint_second_source_solid(pay: InformationGap, energy: CareerPath) -> None:
    talks = [hear(pay, energy, name, strength="second").interview for name in ("Ada", "Bea", "Cy", "Dora")]
    assert [words(talk) for talk in talks] == [["first hint"], ["second source"], ["now solid"], [""]]


def test_the_same_person_again_changes_nothing(pay: InformationGap, energy: CareerPath) -> None:
    talk = hear(pay, energy, "Ada").interview
    assert talk
    add_takeaway(talk, text="Again", gap=pay, path=energy, strength="first")
    add_takeaway(talk, text="Of nothing")
    assert words(talk) == ["first hint", "", ""]


def test_with_whom_it_disagrees(pay: InformationGap, energy: CareerPath) -> None:
    hear(pay, energy, "Marta Vance", speaks="for")
    later = hear(pay, energy, "Priya", speaks="against")
    neutral = hear(pay, energy, "Wei", speaks="neutral")
    assert (words(later.interview), words(neutral.interview)) == (["disagrees with Marta Vance"], [""])


def test_who_agree_offer_to_close_it(pay: InformationGap, energy: CareerPath, alice_client: Client) -> None:
    first, second = (hear(pay, energy, name, speaks="for").interview for name in ("Ada", "Bea"))
    assert first
    assert second
    second.paths.add(energy, through_defaults={"owner": pay.owner})
    assert learned_in(second)[1] == {(pay.pk, energy.pk)}
    assert "Close it" in alice_client.get(url("wrap_up", second.pk)).content.decode()


@pytest.mark.parametrize("several", [True, False])
def test_who_said_it_is_asked_where_several_took_part(alice: User, alice_client: Client, several: bool) -> None:
    people = [make_contact(alice, name) for name in ("Ada", "Bea")][: 1 + several]
    row = add_takeaway(make_interview(alice, people, state="held"), text="One")
    address = url("takeaway_edit", row.interview_id, row.pk)
    page = alice_client.get(address, headers=htmx("takeaways")).content.decode()
    assert ("Who said it" in page) is several
    alice_client.post(address, {"text": "One", "said_by": people[-1].pk}, headers=htmx("takeaways"))
    row.refresh_from_db()
    assert row.said_by == people[-1]


def test_nobody_else_can_have_said_it(alice: User, alice_client: Client) -> None:
    row = add_takeaway(make_interview(alice, [make_contact(alice), make_contact(alice)], state="held"), text="One")
    answer = alice_client.post(
        url("takeaway_edit", row.interview_id, row.pk), {"text": "One", "said_by": make_contact(alice).pk}
    )
    row.refresh_from_db()
    assert (answer.status_code, row.said_by) == (422, None)


def test_agreement_on_a_path_that_is_answered_closes_nothing_on_another(
    alice: User, alice_client: Client, energy: CareerPath, pay: InformationGap
) -> None:
    hear(pay, energy, "Marta", speaks="for")
    talk = hear(pay, energy, "Priya", speaks="for").interview
    assert talk
    for path in (energy, alice.careerpaths.create(name="Baker")):
        talk.paths.add(path, through_defaults={"owner": alice})
    assert "first-hand agree" in alice_client.get(url("wrap_up", talk.pk)).content.decode()
    pay.answers.create(owner=alice, path=energy, state="answered")
    assert "first-hand agree" not in alice_client.get(url("wrap_up", talk.pk)).content.decode()
