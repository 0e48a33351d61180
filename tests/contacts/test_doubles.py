"""Who may stand there twice: the lanes, the reasons, and groups that many are in."""

import json

import pytest
from django.db import connection

from contacts.actions.reach import normal_form
from contacts.models import Channel, OtherUid
from contacts.querysets import doubles, nicknames
from tests.factories import NOW, make_contact


def reach(contact, kind, value):
    """Give the contact a channel."""
    normal = normal_form(kind, value)
    Channel.objects.create(owner=contact.owner, contact=contact, kind=kind, value=value, normal=normal)


def found(owner, query):
    """{(one, other): (lane, reasons)} of a query."""
    with connection.cursor() as cursor:
        cursor.execute(*query(owner.pk))
        return {(one, other): (lane, json.loads(why)) for one, other, lane, why in cursor}


def sure(owner):
    return found(owner, doubles.sure_pairs)


def likely(owner):
    return found(owner, doubles.likely_pairs)


@pytest.fixture
def pair(alice, bob):
    """Two of Alice's with the same name and e-mail address; Bob has one like them, and so has Alice's trash."""
    made = [make_contact(owner, "Grace Mbeki", given_name="Grace") for owner in (alice, alice, bob)]
    made.append(make_contact(alice, "Grace Mbeki", trashed_at=NOW))
    for contact in made:
        reach(contact, "email", "Grace@example.org")
    return made[0], made[1]


def test_the_same_address_and_name_are_certain(alice, pair):
    one, other = pair
    assert sure(alice) == {(one.pk, other.pk): ("certain", [["email", "grace@example.org"]])}


@pytest.mark.parametrize("written", ["mbeki, grace", "Gracé Mbeki", "GRACE  MBEKI"])
def test_a_name_is_the_same_in_another_order_and_dress(alice, pair, written):
    type(pair[1]).objects.filter(pk=pair[1].pk).update(display_name=written)
    assert [lane for lane, _ in sure(alice).values()] == ["certain"]


@pytest.mark.parametrize(
    ("here", "there", "lane"),
    [
        ({"birthday": "1990-04-15"}, {"birthday": "1991-04-15"}, "conflict"),
        ({"birthday": "1990-04-15"}, {"birthday": "--04-15"}, "certain"),
        ({"birthday": "1990-04-15"}, {"birthday": "--05-15"}, "conflict"),
        ({"time_zone": "Europe/Oslo"}, {"time_zone": "Europe/Paris"}, "conflict"),
        ({"role": "Grid planner"}, {"role": "Head of grid"}, "conflict"),
        ({"role": "Grid planner"}, {"role": "grid planner"}, "certain"),
        ({"role": "Grid planner"}, {"role": ""}, "certain"),
        ({"met_on": "2026-01-02"}, {"met_on": "2026-01-03"}, "conflict"),
        ({"notes": "Tea"}, {"notes": "Coffee"}, "certain"),
    ],
)
def test_what_differs_is_a_conflict(alice, pair, here, there, lane):
    for contact, fields in zip(pair, (here, there), strict=True):
        type(contact).objects.filter(pk=contact.pk).update(**fields)
    differing = [["differs", next(iter(here))]] if lane == "conflict" else []
    assert sure(alice) == {(pair[0].pk, pair[1].pk): (lane, [["email", "grace@example.org"], *differing])}


def test_who_introduced_the_other_is_no_conflict(alice, pair):
    one, other = pair
    type(one).objects.filter(pk=one.pk).update(introducer=other)
    assert [lane for lane, _ in sure(alice).values()] == ["certain"]


def test_a_property_that_differs_is_a_conflict(alice, pair):
    shoe = alice.properties.create(name="Shoe size")
    for contact, text in zip(pair, ("44", "45"), strict=True):
        contact.property_values.create(owner=alice, property=shoe, text=text)
    assert next(iter(sure(alice).values()))[1][-1] == ["differs", "property"]


def test_the_same_card_is_certain_and_another_name_a_conflict(alice):
    one, other, third = (make_contact(alice, name) for name in ("Grace Mbeki", "Grace Mbeki", "G. Mbeki"))
    OtherUid.objects.create(owner=alice, contact=other, value=one.uid)
    OtherUid.objects.create(owner=alice, contact=one, value=third.uid)
    assert sure(alice) == {
        (one.pk, other.pk): ("certain", [["uid", ""]]),
        (one.pk, third.pk): ("conflict", [["uid", ""], ["differs", "display_name"]]),
    }


def test_a_profile_written_as_a_link_is_the_profile(alice):
    one, other = make_contact(alice, "Grace Mbeki"), make_contact(alice, "Grace Mbeki")
    reach(one, "linkedin", "https://www.linkedin.com/in/GraceM/")
    reach(other, "link", "https://se.linkedin.com/in/gracem?trk=x")
    assert sure(alice) == {(one.pk, other.pk): ("certain", [["linkedin", "gracem"]])}


def test_the_same_address_with_another_name_may_be(alice, pair):
    other = make_contact(alice, "Samuel Okafor")
    reach(other, "email", "grace@example.org")
    assert [pk for pk in sure(alice) if other.pk in pk] == []
    assert likely(alice)[pair[0].pk, other.pk] == ("maybe", [["email", "grace@example.org"]])


def test_a_shared_mailbox_says_nothing_of_many(alice):
    for number in range(60):
        reach(make_contact(alice, f"Person {number}"), "email", "reception@example.org")
        reach(make_contact(alice, f"Person {number} b"), "email", "info@example.org")
    assert (sure(alice), likely(alice)) == ({}, {})


def test_many_of_one_name_and_address_are_paired_with_the_oldest(alice):
    people = [make_contact(alice, "Grace Mbeki") for _ in range(30)]
    for contact in people:
        reach(contact, "email", "info@example.org")
    assert sorted(sure(alice)) == [(people[0].pk, other.pk) for other in people[1:]]


@pytest.mark.parametrize(
    ("here", "there", "code"),
    [
        ({"display_name": "Marta Lindqvist"}, {"display_name": "Marta Lindquist"}, "organization"),
        ({"display_name": "Jon Smith"}, {"display_name": "John Smith"}, "organization"),
        ({"display_name": "李小龍"}, {"display_name": "李小龍"}, "organization"),
        ({"display_name": "Bob Smith"}, {"display_name": "Robert Smith"}, "nickname"),
        ({"display_name": "Bob Smith"}, {"display_name": "Rob Smith"}, "nickname"),
        ({"display_name": "Margaret Solheim", "nickname": "Pip"}, {"display_name": "Pip Solheim"}, "nickname"),
    ],
)
@pytest.mark.parametrize("colleagues", [0, 40])
def test_like_names_at_one_organization_may_be(alice, here, there, code, colleagues):
    guild = alice.organizations.create(name="Guild")
    one, other = (make_contact(alice, organization=guild, **fields) for fields in (here, there))
    for number in range(colleagues):
        make_contact(alice, f"Colleague{number}x Number{number}y", organization=guild)
    assert code in [why for why, _ in likely(alice)[one.pk, other.pk][1]]


@pytest.mark.parametrize(
    ("here", "there"),
    [("Anna Berg", "Tomás Rivera"), ("Anna Berg", "Ingrid Berg"), ("Alexander Berg", "Alexandra Holm")],
)
def test_colleagues_are_not_the_same(alice, here, there):
    guild = alice.organizations.create(name="Guild")
    for name in (here, there):
        make_contact(alice, name, organization=guild)
    assert likely(alice) == {}


def test_a_name_alone_says_nothing_of_two_who_work_elsewhere(alice):
    guild, club = (alice.organizations.create(name=name) for name in ("Guild", "Club"))
    one, two, three = (make_contact(alice, "Grace Mbeki", organization=place) for place in (guild, club, None))
    make_contact(alice, "Grace", organization=None)
    make_contact(alice, "Grace", organization=guild)
    assert likely(alice) == {pair: ("maybe", [["name", ""]]) for pair in ((one.pk, three.pk), (two.pk, three.pk))}


def test_the_same_phone_may_be(alice):
    one, other = make_contact(alice, "Grace Mbeki"), make_contact(alice, "Wei Tanaka")
    reach(one, "phone", "+46 70 123 45 67")
    reach(other, "phone", "+46701234567")
    assert likely(alice) == {(one.pk, other.pk): ("maybe", [["phone", "+46701234567"]])}


def test_two_profiles_are_two_people_whatever_they_are_called(alice):
    guild = alice.organizations.create(name="Guild")
    one, other, third = (make_contact(alice, "Grace Mbeki", organization=guild) for _ in range(3))
    reach(one, "linkedin", "https://www.linkedin.com/in/grace")
    reach(other, "linkedin", "https://www.linkedin.com/in/grace-mbeki")
    assert set(likely(alice)) == {(one.pk, third.pk), (other.pk, third.pk)}


@pytest.mark.parametrize(
    ("kind", "there", "differing"),
    [
        ("linkedin", "https://www.linkedin.com/in/grace-mbeki", [["differs", "linkedin"]]),
        ("link", "https://se.linkedin.com/in/grace-mbeki?trk=x", [["differs", "linkedin"]]),
        ("link", "https://www.linkedin.com/company/guild", []),
    ],
)
def test_two_profiles_at_one_address_are_a_conflict(alice, pair, kind, there, differing):
    one, other = pair
    reach(one, "linkedin", "https://www.linkedin.com/in/grace")
    reach(other, kind, there)
    lane = "conflict" if differing else "certain"
    assert sure(alice) == {(one.pk, other.pk): (lane, [["email", "grace@example.org"], *differing])}


def test_the_table_of_nicknames_is_as_names_are_folded():
    forms, groups = nicknames.by_form()
    assert [form for form in forms if form != form.lower() or not form.isascii()] == []
    assert len(set(zip(forms, groups, strict=True))) == len(forms)
