"""The preview says what merging writes, by the rules by which it is written."""

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from contacts.importing.rows import Row
from contacts.models import Import, Organization
from tests.contacts.bringing import FULL, bring, open_rows, run
from tests.contacts.test_import_pages import words
from tests.factories import make_contact

KNOWN = Row(line=1, display_name="Jane Doe", emails=("jane@example.org",))
PATHS = ", ".join(f"the career path “{one}”" for one in "abcde")
ALL = (
    "Adds given name, how often to keep in touch, birthday, the mark as a favourite, the tag “alumni”,"
    " the tag “Energy”, the career path “Grids”, the property “Shoe size”, the property “Mood”,"
    " the address “Storgatan 1, Malmö”, the past job “Nurse, Ward 7”, the entry “About grids”, the entry “Note”,"
    " https://jane.example, the file’s name for the card, what only other programs read, notes, a photo."
)


def changes(client: Client, batch: Import) -> list[str]:
    """What the page says merging would write besides what is marked."""
    return [part.split("</p>")[0] for part in words(client, batch).split("data-changes>")[1:]]


def test_all_that_merging_writes_is_said(alice_client: Client, alice: User) -> None:
    bring(alice, KNOWN, Row(line=2, display_name="Wei Tanaka", uid="wei"))
    batch = open_rows(alice, FULL)
    page = words(alice_client, batch)
    assert changes(alice_client, batch) == [ALL.replace("favourite, ", "favourite, who introduced them, ")]
    marked = ("Lead analyst, Nordgrid", "jane@work.example", "+46 70 174 06 05", "jane@example.org")
    assert [f"<mark>{one}</mark>" in page for one in marked] == [True, True, True, False]


@pytest.mark.parametrize(
    ("has", "says", "said"),
    [
        ({"role": "Cook"}, {"role": "Baker"}, ["Cook goes to history."]),
        ({"role": "Cook"}, {"role": "COOK", "tags": ("tea",)}, ["Adds the tag “tea”."]),
        ({}, {"role": "Baker", "job_started_on": "2020-01-01"}, ["Adds since when in this role."]),
        ({"role": "Cook"}, {"organization_name": "Nordgrid"}, []),
        ({"notes": "Tea."}, {"notes": "Tea.\n\nCoffee."}, ["Adds notes."]),
        ({"how_met": "Referred by Wei"}, {"introducer_name": "Wei", "tags": ("tea",)}, ["Adds the tag “tea”."]),
        ({}, {"introducer_name": "Wei", "tags": ("tea",)}, ["Adds who introduced them, the tag “tea”."]),
        ({}, {"paths": tuple("abcdefg")}, [f"Adds {PATHS}, 2 more career paths."]),
    ],
)
def test_work_and_words(
    alice_client: Client, alice: User, has: dict[str, Any], says: dict[str, Any], said: list[str]
) -> None:
    bring(alice, KNOWN)
    alice.contacts.update(**has)
    batch = open_rows(alice, replace(KNOWN, **says))
    assert changes(alice_client, batch) == said


def test_what_merging_with_somebody_who_may_be_the_same_writes_is_said(alice_client: Client, alice: User) -> None:
    place = Organization.objects.create(owner=alice, name="Nordgrid")
    make_contact(alice, "Jane Doe", organization=place, role="Cook")
    said = replace(KNOWN, organization_name="nordgrid", role="cook", given_name="Jane", tags=("tea",))
    batch = open_rows(alice, said, replace(said, emails=("j@example.org",), role="Baker"))
    both = ["Adds given name, the tag “tea”.", "Cook, Nordgrid goes to history. Adds given name, the tag “tea”."]
    assert changes(alice_client, batch) == both
    assert not alice.tags.exists()


def test_who_is_met_only_when_rows_come_in_is_told_of_as_well(alice_client: Client, alice: User) -> None:
    batch = open_rows(alice, replace(KNOWN, emails=("info@example.org",), tags=("tea",)))
    bring(alice, Row(line=1, display_name="Office", emails=("info@example.org",)))
    assert [run(batch).rows.get().outcome, changes(alice_client, batch)] == ["review", ["Adds the tag “tea”."]]
    assert not alice.tags.exists()


@pytest.mark.parametrize(
    ("says", "outcomes"),
    [
        ([{"introducer_uid": "nobody"}], ["unchanged"]),
        ([{"introducer_name": "Wei"}, {"introducer_name": "Wei"}], ["update", "unchanged"]),
        ([{"introducer_name": "Wei"}, {"introducer_name": "Noor"}], ["update", "update"]),
        ([{"introducer_name": "Tea"}, {"introducer_name": "Noor"}], ["update", "unchanged"]),
        ([{"introducer_name": "Jane Doe"}], ["unchanged"]),
    ],
)
def test_who_introduced_somebody_alone_is_foreseen(
    alice: User, says: list[dict[str, Any]], outcomes: list[str]
) -> None:
    bring(alice, KNOWN, Row(line=2, display_name="Tea"))
    batch = open_rows(alice, *(replace(KNOWN, **said) for said in says))
    told = [list(batch.rows.order_by("number").values_list("outcome", flat=True))]
    run(batch)
    assert [*told, list(batch.rows.order_by("number").values_list("outcome", flat=True))] == [outcomes, outcomes]


def test_rows_about_one_who_comes_with_the_file_say_once_who_introduced_them(alice: User) -> None:
    said = replace(KNOWN, introducer_name="Wei")
    assert bring(alice, said, said, replace(said, how_met="At a fair")) == (1, 1, 1, 0)
