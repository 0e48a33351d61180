"""The file of exported contacts: what its cells hold, that no spreadsheet runs them, that it comes whole in parts."""

import csv
import io
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from contacts.actions.bulk import changes
from contacts.actions.formats import exported, file_of
from contacts.actions.people import organization_named, set_tags
from contacts.exporting import table
from contacts.importing.tables.own import unguard
from contacts.models import (
    CareerPath,
    Channel,
    Contact,
    ContactPath,
    CustomProperty,
    PastJob,
    PostalAddress,
    PropertyValue,
)
from tests.factories import NOW, make_contact


def read(content: bytes) -> list[dict[str, str]]:
    """The rows as a program of RFC 4180 reads them."""
    text = content.removeprefix(table.BOM).decode()
    return [dict(row) for row in csv.DictReader(io.StringIO(text, newline=""), strict=True)]


@pytest.fixture
def grace(alice: User) -> Contact:
    """A contact of whom everything is known."""
    contact = make_contact(alice, "=Grace Mbeki", role="Lead; “analyst”", notes="One\n\nTwo, “three”", cadence="P1M")
    Contact.objects.filter(pk=contact.pk).update(
        organization=organization_named(alice, "Nordgrid"), last_touch_at=datetime(2026, 11, 1, 9, 30, tzinfo=UTC)
    )
    set_tags(contact, names=["Energy", "-5 %"])
    mine = {"owner": alice, "contact": contact}
    phone = {"kind": "phone", "value": "+46 8 123", "normal": "+468123"}
    Channel.objects.create(**mine, **phone, label="work", is_preferred=True)
    Channel.objects.create(**mine, kind="email", value="grace@example.com", normal="grace@example.com")
    PostalAddress.objects.create(**mine, label="home", street="1; Long\nLane", locality="Malmö", country="Sweden")
    ContactPath.objects.create(**mine, path=CareerPath.objects.create(owner=alice, name="Energy analytics"))
    before = organization_named(alice, "Stadsnät")
    PastJob.objects.create(**mine, organization=before, role="Clerk", started_on="2019-01-01")
    shoe = CustomProperty.objects.create(owner=alice, name="Notes")
    PropertyValue.objects.create(**mine, property=shoe, text="@44")
    contact.refresh_from_db()
    return contact


def test_everything_that_is_known_has_a_cell(alice: User, grace: Contact) -> None:
    (row,) = read(b"".join(file_of(alice, [grace.pk], "csv")))
    assert {name: value for name, value in row.items() if value and name not in {"Created", "Changed"}} == {
        "Rapport ID": grace.uid,
        "Name": "'=Grace Mbeki",
        "Organization": "Nordgrid",
        "Role": "Lead; “analyst”",
        "Keep in touch": "Every month",
        "Last contact": "2026-11-01T09:30:00+00:00",
        "Notes": "One\n\nTwo, “three”",
        "E-mails": "grace@example.com",
        "Phones": "'+46 8 123",
        "Phone labels": "* work",
        "Addresses": "1\\; Long\\nLane;Malmö;;;Sweden",
        "Address labels": "home",
        "Tags": "'-5 %\nEnergy",
        "Paths": "Energy analytics",
        "Past jobs": "Clerk;Stadsnät;2019-01-01;",
        "Property: Notes": "'@44",
    }


def test_nobody_elses_row_is_in_the_file(alice: User, grace: Contact, bob: User) -> None:
    stranger = make_contact(bob, "Stranger")
    rows = read(b"".join(file_of(alice, [stranger.pk, grace.pk], "csv")))
    assert [row["Name"] for row in rows] == ["'=Grace Mbeki"]


def test_a_great_file_comes_in_parts_with_one_head(
    alice: User, grace: Contact, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(4):
        make_contact(alice, f"Person {number}")
    monkeypatch.setattr(changes, "CHUNK", 2)
    monkeypatch.setattr(changes, "AT_ONCE", 0)
    change = changes.begin_change(alice, people=alice.contacts.all(), verb="export", value="csv", now=NOW)
    CustomProperty.objects.create(owner=alice, name="Made while it ran")
    while changes.continue_change(change.pk, now=NOW):
        pass
    parts = [bytes(part.content) for part in change.parts.all()]
    assert [part.count(b"Person") for part in parts] == [1, 2, 1]
    head, *rows = csv.reader(io.StringIO(b"".join(exported(change)).decode(), newline=""), strict=True)
    assert [len(row) for row in rows] == [len(head)] * 5 == [len(table.COLUMNS) + 1] * 5


def test_a_part_asks_as_often_for_30_people_as_for_one(alice: User, grace: Contact) -> None:
    asked = []
    for pks in ([grace.pk], [make_contact(alice).pk for _ in range(30)]):
        with CaptureQueriesContext(connection) as queries:
            list(file_of(alice, pks, "csv"))
        asked.append(len(queries))
    assert asked == [11, 11]


@pytest.mark.parametrize(
    ("cell", "guarded"),
    [
        *(("=1+1", "'=1+1"), ("+46 8", "'+46 8"), ("-5", "'-5"), ("@SUM(A1)", "'@SUM(A1)"), (" =1", "' =1")),
        *(("\t=1", "'\t=1"), ("\rx", "'\rx"), ("\nx", "'\nx"), ("＝1", "'＝1"), ("'=1", "''=1"), ("'\tx", "''\tx")),
        *(("O'Brien", "O'Brien"), ("'quoted'", "'quoted'"), ("a=b", "a=b"), ("", ""), ("Grace", "Grace")),
    ],
)
def test_no_cell_is_a_formula(cell: str, guarded: str) -> None:
    assert (table.guard(cell), unguard(guarded)) == (guarded, cell)


@given(st.text(alphabet=st.sampled_from(" '=+-@\t\r\nxé＝"), max_size=6))
def test_what_is_guarded_comes_back(cell: str) -> None:
    assert unguard(table.guard(cell)) == cell


@given(st.lists(st.lists(st.text(alphabet=st.characters(exclude_categories=["Cs"])), min_size=2, max_size=2)))
def test_every_text_comes_back_from_a_file(rows: list[list[str]]) -> None:
    text = b"".join(table.write_rows(rows)).decode()
    read_back = csv.reader(io.StringIO(text, newline=""), strict=True)
    assert [[unguard(cell) for cell in row] for row in read_back] == rows


def test_labels_stand_beside_values() -> None:
    entries = [("a@example.com", "", False), ("b@example.com", "work", True), ("c@example.com", "", True)]
    assert table.labelled(entries) == ("a@example.com\nb@example.com\nc@example.com", "\n* work\n*")
    assert table.labelled(entries[:1]) == ("a@example.com", "")
    assert table.labelled([]) == ("", "")
