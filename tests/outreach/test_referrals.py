"""Referrals: trees of who led to whom, what came of each, those who were not contacted yet, and nobody else's."""

import re
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from contacts.actions.people import create_contact
from contacts.models import Contact
from interviews.models import Referral
from outreach.actions.referring import Came, planted
from tests.factories import NOW, make_contact, make_interview

HERE = "/network/referrals/"
ids = st.integers(1, 12)


@given(st.dictionaries(ids, ids))
def test_everybody_stands_in_one_tree(led: dict[int, int]) -> None:
    led = {pk: by for pk, by in led.items() if pk != by}
    leads = planted(dict.fromkeys({*led, *led.values()}, Came.OPEN), led)
    placed = [one.pk for lead in leads.values() if lead.by is None for one in (lead, *lead.behind())]
    assert sorted(placed) == sorted(leads)


def test_whoever_refused_to_introduce_is_not_said_to_be_able(alice: User, alice_client: Client, clock: Any) -> None:
    marta = make_contact(alice, "Marta")
    talk = make_interview(alice, [marta], state="thanked")
    for name, will in (("Ravi", True), ("Noor", False)):
        lead = create_contact(alice, display_name=name, introducer=marta)
        alice.referrals.create(interview=talk, named_by=marta, contact=lead, will_introduce=will)
    today, board = words(alice_client, at="/"), words(alice_client, at="/outreach/")
    assert ("Ravi New lead Marta can introduce you" in today, today.count("can introduce you")) == (True, 1)
    assert "Noor New lead Named by Marta: you write yourself" in today
    assert [
        words(alice_client, at=lead.get_absolute_url()).count("Ask Marta first") for lead in alice.contacts.by_name()
    ] == [0, 0, 1]
    assert board.count("Ask Marta first") == 1


@pytest.mark.parametrize("away", ["trashed_at", "archived_at"])
def test_whoever_was_put_away_is_not_said_to_be_able(alice: User, alice_client: Client, clock: Any, away: str) -> None:
    marta = make_contact(alice, "Marta", **{away: NOW})
    noor = create_contact(alice, display_name="Noor", introducer=marta)
    told = [words(alice_client, at=at) for at in ("/", "/outreach/", noor.get_absolute_url())]
    assert [("can introduce you" in page, "Ask Marta first" in page) for page in told] == [(False, False)] * 3


def test_a_thank_you_says_whom_each_of_them_named(alice: User, alice_client: Client, clock: Any) -> None:
    marta, wei = make_contact(alice, "Marta"), make_contact(alice, "Wei")
    talk = make_interview(alice, [marta, wei], state="held", purpose="What is a week like?")
    for by, name in ((marta, "Ravi"), (marta, "Noor"), (wei, "Hanna")):
        alice.referrals.create(interview=talk, named_by=by, contact=make_contact(alice, name))
    today = words(alice_client, at="/")
    assert "30 min. “What is a week like?” Named Ravi and 1 more. " in today
    assert "30 min. “What is a week like?” Named Hanna. " in today


def words(client: Client, at: str = HERE, **said: Any) -> str:
    page = client.get(at, said).content.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", page[page.index("<main") : page.index("</main")]).split())


@pytest.fixture
def marta(alice: User) -> Contact:
    """Named Hanna, whom one talked with and who named Ravi in that talk; and Noor, who is at home with Ravi."""
    marta = make_contact(alice, "Marta", last_touch_at=NOW)
    hanna = make_contact(alice, "Hanna", introducer=marta, last_touch_at=NOW)
    talk = make_interview(alice, [hanna], state="held")
    ravi = make_contact(alice, "Ravi")
    Referral.objects.create(
        owner=alice, interview=talk, named_by=hanna, contact=ravi, why="Knows grids", will_introduce=True
    )
    make_contact(alice, "Noor", introducer=marta, last_touch_at=NOW)
    return marta


def test_a_tree_says_what_came_of_it(alice_client: Client, marta: Contact) -> None:
    page = words(alice_client)
    assert "3 people named or introduced to you. You talked with 1; 1 was not contacted yet." in page
    assert "Led you to 2 people: 2 contacted, 1 talked with; 1 more came of them." in page
    assert re.search(r"Marta .* Hanna Talked with .* Ravi Not contacted yet .* Noor Contacted", page)


def test_who_was_not_contacted_is_one_step_away(alice: User, alice_client: Client, marta: Contact) -> None:
    page = alice_client.get(HERE, {"show": "open"}).content.decode()
    ravi, hanna = alice.contacts.get(display_name="Ravi"), alice.contacts.get(display_name="Hanna")
    assert f"/outreach/introductions/add/?target={ravi.pk}&amp;connector={hanna.pk}" in page
    assert f"/outreach/compose/?contact={ravi.pk}" in page
    said = words(alice_client, show="open")
    assert "By Hanna" in said
    assert "Knows grids They will introduce you." in said
    assert "Noor" not in said


def test_an_introduction_under_way_is_gone_on_with(alice: User, alice_client: Client, marta: Contact) -> None:
    ravi = alice.contacts.get(display_name="Ravi")
    asked = alice.introductions.create(connector=marta, target=ravi, state="asked", state_changed_at=NOW)
    page = alice_client.get(HERE, {"show": "open"}).content.decode()
    assert f"/outreach/introductions/{asked.pk}/" in page
    assert f"/outreach/compose/?contact={ravi.pk}" not in page
    alice.introductions.filter(pk=asked.pk).update(trashed_at=NOW)
    assert f"/outreach/compose/?contact={ravi.pk}" in alice_client.get(HERE, {"show": "open"}).content.decode()


def test_nobody_who_was_put_away_is_asked_or_named(alice: User, alice_client: Client, marta: Contact) -> None:
    alice.contacts.filter(display_name="Hanna").update(trashed_at=NOW)
    assert "Hanna" not in words(alice_client, show="open")
    ravi = alice.contacts.get(display_name="Ravi")
    Contact.objects.filter(pk=ravi.pk).update(introducer=alice.contacts.get(display_name="Hanna"))
    assert "Hanna" not in words(alice_client, show="open")


def test_what_one_said_is_not_said_of_another(alice: User, alice_client: Client, marta: Contact) -> None:
    alice.contacts.filter(display_name="Ravi").update(introducer=marta)  # Hanna named him, too
    said = words(alice_client, show="open")
    assert "By Marta" in said
    assert "They will introduce you" not in said


def test_one_persons_tree(alice: User, alice_client: Client, marta: Contact) -> None:
    page = words(alice_client, of=alice.contacts.get(display_name="Hanna").pk)
    assert "Ravi" in page
    assert "Marta" not in page


def test_who_was_put_away_is_not_shown_and_loses_nobody(alice: User, alice_client: Client, marta: Contact) -> None:
    alice.contacts.filter(display_name="Hanna").update(archived_at=NOW)
    assert "Hanna" not in words(alice_client)
    assert "Ravi" in words(alice_client, show="open")
    Contact.objects.filter(pk=marta.pk).update(trashed_at=NOW)
    assert "Marta" not in words(alice_client)


def test_a_wide_tree_and_many_trees_come_in_parts(alice: User, alice_client: Client) -> None:
    for number in range(22):
        root = make_contact(alice, f"Root {number:02}", last_touch_at=NOW)
        make_contact(alice, f"Lead {number:02}", introducer=root)
    for number in range(14):
        make_contact(alice, f"Wide {number:02}", introducer=root)
    first = alice_client.get(HERE).content.decode()
    assert first.count('<ul class="tree">') == 20
    assert f'<a class="meta" href="{HERE}?of={root.pk}">3 more' in first
    assert alice_client.get(HERE, {"of": root.pk}).content.decode().count("Not contacted yet") == 15
    behind = re.search(r'href="\?(after=\d+)"', first)
    assert behind
    assert alice_client.get(f"{HERE}?{behind[1]}").content.decode().count('<ul class="tree">') == 2


def test_another_users_people_are_in_no_tree(alice: User, bob_client: Client, marta: Contact) -> None:
    assert "Nobody was named yet" in words(bob_client)
    assert "Everyone who was named was contacted" in words(bob_client, show="open")
    assert bob_client.get(HERE, {"of": marta.pk}).status_code == 404


@pytest.mark.parametrize("show", ["", "open"])
def test_more_people_take_no_more_statements(
    alice: User, alice_client: Client, marta: Contact, show: str, django_assert_max_num_queries: Any
) -> None:
    for number in range(30):
        make_contact(alice, f"Lead {number}", introducer=marta)
    with django_assert_max_num_queries(12):
        alice_client.get(HERE, {"show": show})
