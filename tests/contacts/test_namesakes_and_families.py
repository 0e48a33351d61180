"""An address alone makes two names one person only where they may be; families share addresses, and our files know."""

from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from contacts.actions.formats import everyone, file_of
from contacts.actions.imports import batches
from contacts.actions.imports.likeness import may_be_one
from contacts.importing.rows import Row
from tests.contacts.bringing import bring, open_file, open_rows, run
from tests.factories import make_contact

ANN = Row(line=1, display_name="Ann Smith", emails=("smiths@home.example",))
BOB = Row(
    line=2, display_name="Bob Smith", given_name="Bob", family_name="Smith", birthday="1975-05-05", emails=ANN.emails
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jane Doe", "J. Doe"),
        ("Jane Doe", "Jane Doe-Smith"),
        ("Jane Doe", "doe, jane"),
        ("Dr. Jane Doe", "J. M. Doe"),
        ("Bob Miller", "Robert Miller"),
        ("jane", "Jane Doe"),
        ("Zoë Ångström", "Zoe Angstrom"),
        ("Wei Zhang", "张 伟"),
        ("Una One", "Una Two-Married"),
    ],
)
def test_names_that_may_be_of_one_person(one: str, other: str) -> None:
    assert may_be_one(one, other)
    assert may_be_one(other, one)


@pytest.mark.parametrize(("one", "other"), [("Ann Smith", "Bob Smith"), ("Ms. A. Jones", "Bob Miller")])
def test_names_that_are_of_two_people(one: str, other: str) -> None:
    assert not may_be_one(one, other)
    assert not may_be_one(other, one)


def test_a_couple_with_one_address_are_two_people(alice: User) -> None:
    assert [bring(alice, ANN, BOB), bring(alice, ANN, BOB)] == [(2, 0, 0, 0), (0, 0, 2, 0)]
    bob = alice.contacts.get(display_name="Bob Smith")
    assert (bob.given_name, bob.birthday) == ("Bob", "1975-05-05")


def test_the_other_of_a_couple_in_a_later_file_needs_a_look(alice: User) -> None:
    bring(alice, ANN)
    row = open_rows(alice, BOB).rows.get()
    assert (row.outcome, row.why, row.match) == ("review", "email", alice.contacts.get())
    assert "another name" in row.reason


@pytest.mark.parametrize(
    ("name", "outcome"), [("B. Smith", "review"), ("Bob Smith", "review"), ("Ann Smith", "update")]
)
def test_who_has_the_profile_of_one_and_the_address_of_another_needs_a_look(
    alice: User, name: str, outcome: str
) -> None:
    profile = ("https://www.linkedin.com/in/bob",)
    bring(alice, replace(BOB, emails=(), links=profile), replace(ANN, display_name=name))
    batch = open_rows(alice, replace(BOB, links=profile))
    row = batch.rows.get()
    reason = f"But the e-mail address is that of {name}." if outcome == "review" else ""
    assert (row.outcome, row.why, row.reason) == (outcome, "linkedin", reason)
    batches.choose(batch.rows.all(), choice="update")
    assert [run(batch).rows.get().outcome, *bring(alice, replace(BOB, links=profile))] == ["update", 0, 0, 1, 0]


@pytest.mark.parametrize("address", ["smiths@home.example", "info@home.example"])
def test_who_shares_an_address_that_the_file_has_just_added_to_somebody_needs_a_look(alice: User, address: str) -> None:
    bring(alice, replace(ANN, emails=("ann@home.example",)))
    said = replace(ANN, emails=("ann@home.example", address))
    assert bring(alice, said, replace(BOB, emails=(address,))) == (0, 1, 0, 1)


def test_somebody_of_another_name_is_foreseen_by_the_name_that_the_user_gave_them(alice: User) -> None:
    bring(alice, replace(ANN, display_name="A. Smith"))
    assert bring(alice, replace(ANN, phones=("+46 70 1",)), replace(ANN, emails=(), phones=("+46 70 1",))) == (
        1,
        1,
        0,
        0,
    )


def test_a_bare_name_is_not_foreseen_to_be_somebody_with_a_profile_further_up(alice: User) -> None:
    bare = replace(ANN, emails=())
    assert bring(alice, replace(bare, links=("https://www.linkedin.com/in/ann",)), bare) == (2, 0, 0, 0)


def test_parts_of_another_name_are_not_mixed_in(alice: User) -> None:
    bring(alice, replace(ANN, display_name="Una One"))
    said = replace(BOB, display_name="Una Two", given_name="Una", family_name="Two", nickname="Twosie")
    assert bring(alice, said) == (0, 1, 0, 0)
    una = alice.contacts.get()
    assert (una.display_name, una.given_name, una.family_name, una.nickname) == ("Una One", "", "", "")
    assert una.birthday == "1975-05-05"


def test_the_year_of_a_birthday_is_learned(alice: User) -> None:
    bring(alice, replace(BOB, birthday="--05-05"))
    assert [bring(alice, BOB), bring(alice, BOB)] == [(0, 1, 0, 0), (0, 0, 1, 0)]
    assert alice.contacts.get().birthday == "1975-05-05"


@pytest.mark.parametrize("code", ["json", "vcard3", "vcard4", "csv"])
def test_people_who_were_kept_apart_are_apart_in_another_account(alice: User, bob: User, code: str) -> None:
    for name in ("Ann Smith", "Bob Smith", "Ann Smith"):
        one = make_contact(alice, name)
        one.channels.create(owner=alice, kind="email", value="a@example.org", normal="a@example.org")
    before = b"".join(file_of(alice, everyone(alice), code))
    run(open_file(bob, before))
    assert bob.contacts.count() == 3
    if code != "csv":
        assert b"".join(file_of(bob, everyone(bob), code)) == before


def test_the_preview_names_what_stays_though_the_file_says_otherwise(alice: User, alice_client: Client) -> None:
    bring(alice, replace(BOB, nickname="Robert"))
    other = replace(BOB, display_name="Bob Smithson", birthday="1976-05-05", nickname="Bobby", given_name="Bobbie")
    batch = open_rows(alice, other, replace(BOB, nickname="Rob", given_name="Bobbie"))
    page = alice_client.get(reverse("contacts:import_batch", args=[batch.pk])).content.decode()
    assert "Stays as it is, though the file says otherwise: birthday." in page
    assert "Stays as it is, though the file says otherwise: given name, nickname." in page


def test_what_the_file_lacks_is_not_said_to_differ(alice: User, alice_client: Client) -> None:
    bring(alice, replace(BOB, source="event"))
    batch = open_rows(alice, replace(BOB, birthday="--05-05", source="linkedin"))
    page = alice_client.get(reverse("contacts:import_batch", args=[batch.pk])).content.decode()
    assert (batch.rows.get().outcome, "otherwise" in page) == ("unchanged", False)


def test_two_rows_about_one_person_show_one_person(alice: User, alice_client: Client) -> None:
    batch = run(open_rows(alice, BOB, replace(BOB, nickname="Bobby"), replace(ANN, emails=())))
    page = alice_client.get(reverse("contacts:import_batch", args=[batch.pk])).content.decode()
    assert "Show 2 people" in page
