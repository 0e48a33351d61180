"""Our own CSV comes back: every column that is not worked out from others, whatever a spreadsheet would run in it."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from contacts.actions.formats import file_of
from contacts.actions.people import organization_named, set_tags
from contacts.exporting import table
from contacts.importing.cards.lines import parts
from contacts.importing.codes import CODES, ENTRIES
from contacts.importing.files import read, recognise
from contacts.importing.rows import Address, Fact, Job, Row, RowError, Skipped
from contacts.importing.tables import own as own_table
from contacts.importing.tables.own import LINES, entries
from contacts.models import (
    CareerPath,
    Contact,
    ContactPath,
    CustomProperty,
    Interaction,
    PastJob,
    PostalAddress,
    PropertyValue,
)
from tests.contacts.whole import COLUMNS, put_channels
from tests.factories import make_contact

FIELDS: dict[str, Any] = COLUMNS | {
    "display_name": "=Grace Mbeki",
    "nickname": "'Gracie'",
    "phonetic_name": "grays",
    "pronouns": "-",
    "role": "Lead; “analyst”",
    "how_met": "@ the fair",
    "relationship": "former",
    "cadence": "P1M",
    "notes": " One\n\nTwo, “three”\n",
}
DAYS = {"job_started_on": "2024-02-01", "met_on": "2023-12-31"}
WAYS = (
    ("email", "grace@example.com", "", False),
    ("email", "g@example.org", "work", True),
    ("phone", "+46 8 123", "", True),
    ("linkedin", "https://www.linkedin.com/in/grace", "", False),
    ("link", "https://example.org", "Blog", False),
)
GRACE: dict[str, Any] = FIELDS | DAYS
GRACE |= {
    "archived_at": "2026-11-01T09:30:00+00:00",
    "favourite": True,
    "organization_name": "Nordgrid",
    "introducer_name": "Noor Haddad",
    "tags": ("-5 %", "Energy"),
    "paths": ("Energy analytics",),
    "emails": ("grace@example.com", "g@example.org"),
    "phones": ("+46 8 123",),
    "links": ("https://www.linkedin.com/in/grace", "https://example.org"),
    "labels": {"g@example.org": "work", "https://example.org": "Blog"},
    "preferred": frozenset({"g@example.org", "+46 8 123"}),
    "addresses": (
        Address(label="home", street="1; Long\nLane\\", locality="Malmö", preferred=True),
        Address(country="Sweden", postcode="-1"),
    ),
    "past_jobs": (Job(role="Clerk; one", organization="Stadsnät", ended_on="2020-01-31"),),
    "properties": (Fact(name="Notes", value="@44\nx"),),
}


@pytest.fixture
def grace(alice: User) -> Contact:
    """A contact of whom everything is known."""
    known: dict[str, Any] = FIELDS | DAYS
    known |= {"archived_at": datetime(2026, 11, 1, 9, 30, tzinfo=UTC), "is_favourite": True}
    known |= {"organization": organization_named(alice, "Nordgrid"), "introducer": make_contact(alice, "Noor Haddad")}
    grace = make_contact(alice, **known)
    set_tags(grace, names=["Energy", "-5 %"])
    mine = {"owner": alice, "contact": grace}
    put_channels(grace, WAYS)
    PostalAddress.objects.create(**mine, label="home", street="1; Long\nLane\\", locality="Malmö", is_preferred=True)
    PostalAddress.objects.create(**mine, country="Sweden", postcode="-1")
    ContactPath.objects.create(**mine, path=CareerPath.objects.create(owner=alice, name="Energy analytics"))
    before = organization_named(alice, "Stadsnät")
    PastJob.objects.create(**mine, role="Clerk; one", organization=before, ended_on="2020-01-31")
    own = CustomProperty.objects.create(owner=alice, name="Notes")
    PropertyValue.objects.create(**mine, property=own, text="@44\nx")
    return Contact.objects.select_related("introducer").get(pk=grace.pk)


def test_everything_that_is_exported_is_read_back(alice: User, grace: Contact) -> None:
    assert grace.introducer
    uids: dict[str, Any] = {"uid": grace.uid, "introducer_uid": grace.introducer.uid}
    row = Row(line=2, **uids, **GRACE, created_at=grace.created_at.isoformat())
    content = b"".join(file_of(alice, [grace.pk], "csv"))
    layout = recognise(content)
    assert (layout.format, layout.is_sure, "" in layout.columns) == ("rapport", True, False)
    assert list(read(content, layout)) == [row]


def test_it_is_read_after_a_spreadsheet_wrote_it_again() -> None:
    content = "Rapport ID;Name;Birthday;Keep in touch;Shoe\r\n1;'=Jane;25/12/1990;Weekly;42\r\n;;;;\r\n;;;;x\r\n"
    found = list(read(content.encode("cp1252"), recognise(content.encode("cp1252"))))
    notes = "Keep in touch: Weekly\nShoe: 42"
    jane = Row(line=2, uid="1", display_name="=Jane", birthday="1990-12-25", notes=notes)
    nameless = "It has no name, organization, e-mail address or phone number."
    assert found == [jane, Skipped(3), RowError(4, nameless, ";;;;x")]


def test_the_words_for_codes_are_those_of_contacts() -> None:
    choices = {
        "source": Contact.Source,
        "relationship": Contact.Relationship,
        "warmth": Contact.Warmth,
        "cadence": Contact.Cadence,
    }
    assert {name: {str(code): word for code, word in kind.choices if code} for name, kind in choices.items()} == CODES
    assert tuple(Interaction.Kind.values) == ENTRIES


def test_every_column_that_is_written_is_read() -> None:
    assert {*own_table.FIELDS} == {*table.COLUMNS}


LINE = st.text(st.characters(exclude_characters="\n\r", exclude_categories=["Cs"]), min_size=1).filter(str.strip)
LABEL = LINE.map(str.strip).filter(lambda label: not label.startswith("*"))


@given(st.lists(st.tuples(LINE, LABEL | st.just(""), st.booleans())))
def test_values_keep_their_labels(several: list[tuple[str, str, bool]]) -> None:
    assert list(entries(*table.labelled(several))) == several


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=5, max_size=5))
def test_addresses_come_back_from_one_line(written: list[str]) -> None:
    (line,) = [value for value, _, _ in entries(*table.labelled([(table.parted([*written, "end"]), "home", False)]))]
    assert parts(line)[:5] == [LINES.sub("\n", part) for part in written]
