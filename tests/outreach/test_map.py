"""The map of Network and its list: who stands where, by whom, narrowed and cut, and never with somebody else's rows."""

import re
from typing import Any
from unittest.mock import patch

import pytest
from django.test import Client

from accounts.models import User
from contacts.actions.acquaintances import tie
from contacts.models import Contact
from outreach.models import Introduction
from tests.factories import NOW, make_contact, make_interview

HERE = "/network/"


def known(owner: User, name: str, **fields: Any) -> Contact:
    return make_contact(owner, name, **{"warmth": "warm", "last_touch_at": NOW} | fields)


@pytest.fixture
def marta(alice: User) -> Contact:
    """She introduced Hanna, who named Oliver; she is to introduce Ingrid, and knows Noor."""
    marta = known(alice, "Marta Moss")
    hanna = known(alice, "Hanna Hill", introducer=marta)
    ingrid, noor = make_contact(alice, "Ingrid Inn"), make_contact(alice, "Noor Nye")
    talk = make_interview(alice, [hanna], state="held")
    alice.referrals.create(interview=talk, named_by=hanna, contact=make_contact(alice, "Oliver Oak"))
    introduce(marta, ingrid, "asked")
    tie(marta, noor, kind="friend", strength=3)
    return marta


def introduce(connector: Contact, target: Contact, state: str) -> None:
    Introduction.objects.create(
        owner=connector.owner, connector=connector, target=target, state=state, state_changed_at=NOW
    )


def page(client: Client, **said: Any) -> str:
    return client.get(HERE, said).content.decode()


def labels(client: Client, **said: Any) -> list[str]:
    """What the circles are called."""
    return sorted(re.findall(r'class="node[^"]*" aria-label="([^"]*)"', page(client, **{"view": "map"} | said)))


def lines(html: str) -> dict[str, int]:
    """How many of each kind are drawn."""
    return {kinds: path.count("L") for kinds, path in re.findall(r'<path class="(edge[^"]*)" d="([^"]*)"', html)}


def on_map(client: Client, **said: Any) -> set[str]:
    return {label.split(", ")[0] for label in labels(client, **said)}


def listed(client: Client, **said: Any) -> set[str]:
    return set(re.findall(r'line1"><a class="name"[^>]*>([^<]*)<', page(client, **{"view": "list"} | said)))


def words(client: Client, **said: Any) -> str:
    html = page(client, **said)
    return " ".join(re.sub(r"<[^>]+>", " ", html[html.index("<main") :]).split())


def test_each_circle_says_who_how_far_and_by_whom(alice_client: Client, marta: Contact) -> None:
    assert labels(alice_client) == [
        "Hanna Hill, one introduction away, introduced by Marta Moss",
        "Ingrid Inn, one introduction away, is to be introduced by Marta Moss",
        "Marta Moss, you know each other",
        "Noor Nye, one introduction away, could be introduced by Marta Moss",
        "Oliver Oak, two introductions away, named by Hanna Hill",
    ]


def test_who_was_not_met_is_dashed(alice_client: Client, marta: Contact) -> None:
    html = page(alice_client, view="map")
    dashed = re.findall(r'class="node unmet" aria-label="(\w+)', html)
    assert sorted(dashed) == ["Ingrid", "Noor", "Oliver"]
    assert lines(html) == {"edge": 2, "edge maybe": 3}


def test_the_list_says_who_led_to_whom(alice_client: Client, marta: Contact) -> None:
    said = words(alice_client, view="list")
    assert "People you know 1" in said
    assert "One introduction away 3" in said
    assert "Led to Hanna Hill . Could lead to Ingrid Inn and Noor Nye ." in said
    assert "Introduced by Marta Moss . Could lead to Oliver Oak ." in said
    assert "Two introductions away 1" in said


def test_the_lede_counts_first_contacts_who_introduced_somebody(
    alice: User, alice_client: Client, marta: Contact
) -> None:
    assert "5 people. Your first contact has introduced you to someone." in words(alice_client)
    make_interview(alice, [known(alice, "Emma")], state="held")
    assert "6 people. One of your two first contacts has introduced you to someone." in words(alice_client)


@pytest.mark.parametrize("gone", ["archived_at", "trashed_at"])
def test_nothing_leads_through_who_was_put_away(alice: User, alice_client: Client, marta: Contact, gone: str) -> None:
    alice.contacts.filter(pk=marta.pk).update(**{gone: NOW})
    assert on_map(alice_client) == {"Hanna Hill", "Oliver Oak"}
    assert "Hanna Hill, you know each other" in labels(alice_client)
    assert "Marta" not in words(alice_client, show="all", ties="all")


def test_a_strangers_people_stand_on_their_own_map(bob: User, alice_client: Client, marta: Contact) -> None:
    before = page(alice_client, show="all", ties="all")
    other = known(bob, "Stranger")
    make_interview(bob, [other], state="held")
    target = make_contact(bob, "Strange Target", introducer=other)
    tie(other, make_contact(bob, "Strange Friend"), kind="", strength=1)
    introduce(other, target, "met")
    after = page(alice_client, show="all", ties="all")
    assert "Stranger" not in page(alice_client, to=target.pk)
    assert "Strang" not in after
    assert len(after) == len(before)


@pytest.mark.parametrize(
    ("state", "is_there"), [("draft", True), ("declined", False), ("target_declined", False), ("silent", False)]
)
def test_an_introduction_leads_while_it_may_come_about(
    alice: User, alice_client: Client, state: str, *, is_there: bool
) -> None:
    introduce(known(alice, "Ada"), make_contact(alice, "Bea"), state)
    assert ("Bea" in on_map(alice_client)) == is_there


def test_whom_one_knows_nobody_is_said_to_have_introduced(alice: User, alice_client: Client, marta: Contact) -> None:
    introduce(known(alice, "Cleo Cliff"), known(alice, "Tess Tarn"), "draft")
    assert on_map(alice_client).isdisjoint({"Cleo Cliff", "Tess Tarn"})


def test_who_led_to_nobody_is_counted_and_shown_when_asked(alice: User, alice_client: Client, marta: Contact) -> None:
    known(alice, "Lone One")
    known(alice, "Lone Two", last_touch_at=None)
    make_contact(alice, "Lead")
    assert "2 people you know have led to nobody yet." in words(alice_client)
    assert on_map(alice_client, show="all") - on_map(alice_client) == {"Lone One", "Lone Two"}


@pytest.mark.parametrize("said", [{}, {"show": "all"}, {"by": "organization"}, {"ties": "all"}, {"path": 1}, {"to": 1}])
def test_the_list_has_the_same_people(alice: User, alice_client: Client, marta: Contact, said: dict[str, Any]) -> None:
    known(alice, "Lone")
    path = alice.careerpaths.create(name="Grid")
    ingrid = alice.contacts.get(display_name="Ingrid Inn")
    ingrid.paths.add(path, through_defaults={"owner": alice})
    asked = said | {key: pk for key, pk in {"path": path.pk, "to": ingrid.pk}.items() if key in said}
    assert on_map(alice_client, **asked) == listed(alice_client, **asked) != set()


def test_a_path_or_an_organization_keeps_who_is_on_the_way(alice: User, alice_client: Client, marta: Contact) -> None:
    grid = alice.organizations.create(name="Nordgrid")
    path = alice.careerpaths.create(name="Grid")
    oliver = alice.contacts.get(display_name="Oliver Oak")
    oliver.paths.add(path, through_defaults={"owner": alice})
    alice.contacts.filter(display_name="Ingrid Inn").update(organization=grid)
    assert on_map(alice_client, path=path.pk) == {"Oliver Oak", "Hanna Hill", "Marta Moss"}
    assert on_map(alice_client, organization="nordgrid") == {"Ingrid Inn", "Marta Moss"}
    assert on_map(alice_client, organization="Nowhere") == set()
    assert "Nobody stands there" in words(alice_client, organization="Nowhere")


def test_the_warmest_way_is_marked_and_asked(alice: User, alice_client: Client, marta: Contact) -> None:
    noor = alice.contacts.get(display_name="Noor Nye")
    html = page(alice_client, to=noor.pk, view="map")
    assert sorted(re.findall(r'class="node[^"]* on" aria-label="(\w+)', html)) == ["Marta", "Noor"]
    assert lines(html) == {"edge": 1, "edge maybe": 2, "edge on": 1, "edge maybe on": 1}
    assert f"?target={noor.pk}&amp;connector={marta.pk}" in html
    assert "Warmest way to Noor Nye, 1 introduction" in words(alice_client, to=noor.pk)


def test_who_is_far_off_the_map_is_put_on_it_by_the_way(alice: User, alice_client: Client) -> None:
    guild = alice.organizations.create(name="Guild")
    known(alice, "Gerd", organization=guild)
    target = make_contact(alice, "Tove", organization=guild)
    assert on_map(alice_client) == set()
    assert on_map(alice_client, to=target.pk) == {"Gerd", "Tove"} == listed(alice_client, to=target.pk)


def test_more_than_it_can_show_are_cut_and_said(alice: User, alice_client: Client, marta: Contact) -> None:
    with patch("outreach.views.network.MOST", 3):
        assert on_map(alice_client) == listed(alice_client) == {"Marta Moss", "Hanna Hill", "Oliver Oak"}
        assert "The 3 nearest of 5 people." in words(alice_client)


def test_beside_it_stand_who_introduces_and_paths_that_hang_on_one(
    alice: User, alice_client: Client, marta: Contact
) -> None:
    path = alice.careerpaths.create(name="Policy")
    alice.careerpaths.create(name="Poetry")
    marta.paths.add(path, through_defaults={"owner": alice})
    said = words(alice_client)
    assert "Marta Moss 1 done, 2 possible Hanna Hill 1 possible" in said
    assert "Poetry. Policy rests on one person, Marta Moss." in said


def test_a_new_user_stands_alone(alice_client: Client, alice: User) -> None:
    assert "Here you are" in words(alice_client)
    assert "Add who introduced you" in words(alice_client)
    assert page(alice_client).count('class="ringline"') == 1


def test_the_list_goes_on_by_pages(alice: User, alice_client: Client, marta: Contact) -> None:
    for n in range(120):
        known(alice, f"Crowd {n:03}", introducer=marta)
    first, second = listed(alice_client), listed(alice_client, page=2)
    assert (len(first), len(second), first & second) == (100, 25, set())
    assert on_map(alice_client) == first | second
    assert listed(alice_client, page="x") == listed(alice_client, page=0) == first
    assert listed(alice_client, page=99) == second


def test_it_asks_as_often_for_a_net_of_many(
    alice: User, alice_client: Client, marta: Contact, django_assert_max_num_queries: Any
) -> None:
    for n in range(30):
        far = make_contact(alice, f"Known {n}", introducer=marta)
        tie(far, make_contact(alice, f"Further {n}"), kind="", strength=1)
    with django_assert_max_num_queries(20):
        alice_client.get(HERE, {"ties": "all", "show": "all"})


def test_what_makes_no_sense_says_nothing(alice_client: Client, marta: Contact) -> None:
    said = {"path": "x", "by": "y", "ties": "z", "show": "-", "view": "nil", "to": "9" * 30, "page": "-1"}
    assert alice_client.get(HERE, said).status_code == 200
    assert on_map(alice_client, **said) == on_map(alice_client)
