"""Google's CSV out: what it can hold comes back, no cell is a formula, and it is written in constant memory."""

import csv
import io
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts.exporting.google import PART, SINGLE, write_google, write_past
from contacts.importing.files import read, recognise
from contacts.importing.rows import Address, Fact, Job, Row
from contacts.importing.tables.google import read_past

GRACE = Row(
    line=2,
    uid="1b4e28ba-2fa1-11d2-883f-0016d3cca427",
    display_name="Grace Mbeki",
    name_prefix="Dr.",
    given_name="Grace",
    family_name="Mbeki",
    name_suffix="PhD",
    nickname="=Gracie",
    phonetic_name="grays",
    birthday="--04-15",
    pronouns="she/her",
    organization_name="@Nordgrid",
    role="Lead, “analyst”",
    job_started_on="2024-02-01",
    emails=("g@example.org", "grace@example.com"),
    phones=("+46 8 123", "-1"),
    links=("https://www.linkedin.com/in/grace", "https://example.org"),
    labels={"g@example.org": "work", "+46 8 123": "mobile", "https://example.org": "Blog"},
    preferred=frozenset({"g@example.org", "-1"}),
    addresses=(
        Address(label="home", preferred=True, street="Lane 1\nFloor 2", locality="Malmö", postcode="211 20"),
        Address(label="Summer house", region="-Skåne", country="Sweden"),
    ),
    location="Malmö",
    time_zone="Europe/Stockholm",
    introducer_name="Noor Haddad",
    how_met="At the fair",
    met_on="2023-12-31",
    source="event",
    relationship="former",
    warmth="warm",
    cadence="P1M",
    favourite=True,
    archived_at="2026-11-01T09:30:00+00:00",
    created_at="2026-10-01T09:30:00+00:00",
    tags=("Energy", "Book club"),
    paths=("Energy analytics", "Grids"),
    properties=(Fact(name="Shoe size", value="-42"),),
    notes="- tea\n\n+ cake",
)


def back(*rows: Row) -> list[Row]:
    """What comes back of rows that are written."""
    content = b"".join(write_google(rows))
    layout = recognise(content)
    assert (layout.format, layout.is_sure) == ("google", True)
    found = list(read(content, layout))
    assert all(isinstance(one, Row) for one in found)
    return [replace(one, line=2) for one in found if isinstance(one, Row)]


def table_of(content: bytes) -> list[dict[str, str]]:
    """The records as a program of RFC 4180 reads them."""
    return list(csv.DictReader(io.StringIO(content.decode(), newline=""), strict=True))


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"display_name": "Grace M."},
        {"display_name": "Cher", "given_name": "", "family_name": "", "nickname": ""},
        {"display_name": "Cher", "given_name": "Cher", "family_name": "", "nickname": ""},
        {"display_name": "=1+1", "given_name": "", "family_name": "", "nickname": "", "name_prefix": ""},
        {"addresses": (), "labels": {}, "preferred": frozenset(), "properties": (), "introducer_name": ""},
    ],
)
def test_what_google_can_hold_comes_back(changed: dict[str, Any]) -> None:
    row = replace(GRACE, **changed)
    assert back(row, GRACE) == [row, GRACE]


def test_the_columns_are_googles() -> None:
    (row,) = table_of(b"".join(write_google([replace(GRACE, uid="", properties=(), paths=())])))
    said = {name: row[name] for name in ("First Name", "Labels", "E-mail 1 - Label", "Phone 1 - Value", "Birthday")}
    assert list(row)[: len(SINGLE)] == list(SINGLE)
    assert said == {
        "First Name": "Grace",
        "Labels": "* myContacts ::: Energy ::: Book club ::: * starred",
        "E-mail 1 - Label": "* Work",
        "Phone 1 - Value": "+46 8 123",
        "Birthday": "--04-15",
    }
    assert (row["Address 1 - Formatted"], row["Relation 1 - Label"]) == ("Lane 1\nFloor 2\n211 20 Malmö", "Referred By")


def test_no_cell_but_numbers_and_days_is_a_formula() -> None:
    sly = replace(GRACE, phonetic_name="=HYPERLINK(1)", labels={**GRACE.labels, "+46 8 123": "=cmd()"})
    (row,) = table_of(b"".join(write_google([sly])))
    formulas = {name for name, cell in row.items() if cell.lstrip()[:1] in set("=+-@")}
    assert formulas == {"Birthday", "Phone 1 - Value", "Phone 2 - Value"}
    assert (row["Nickname"], row["Notes"]) == ("'=Gracie", "'- tea\n\n+ cake")
    assert back(sly) == [sly]


JOBS = (
    Job(organization="Caruna", role="Analyst", started_on="2020-01-01", ended_on="2024-01-31"),
    Job(organization="Stripe, Inc.", role="VP, Engineering", started_on="2019-05-01"),
    Job(organization="Grid; Wind | Co", role="Lead"),
    Job(organization="At Sea, Ltd", ended_on="2018-01-31"),
    Job(role="Teacher, of sums"),
    Job(role="Temp (2011 – )"),
    Job(role="Analyst,", organization="Caruna"),
)


def test_past_jobs_come_back_and_leave_no_trace_in_the_notes() -> None:
    row = replace(GRACE, past_jobs=JOBS)
    assert back(row) == [row]
    (written,) = table_of(b"".join(write_google([row])))
    (values,) = [written[name.replace("Label", "Value")] for name, cell in written.items() if cell == "Past job"]
    assert values.split(" ::: ")[:5] == [
        "Analyst, Caruna (2020-01-01 – 2024-01-31)",
        "VP, Engineering; Stripe, Inc. (2019-05-01 –)",
        "Lead // Grid; Wind | Co",
        "at At Sea, Ltd (– 2018-01-31)",
        "Teacher, of sums;",
    ]


def test_past_jobs_come_back_from_a_file_of_many_people_too() -> None:
    row, plain = replace(GRACE, past_jobs=JOBS, properties=(), paths=("a", "b", "c")), Row(line=2, display_name="Bo")
    content = b"".join(write_google([*[plain] * (PART + 1), replace(row, display_name="Grace M.")]))
    *_, last = read(content, recognise(content))
    assert isinstance(last, Row)
    assert (last.past_jobs, last.paths, last.notes) == (JOBS, ("a", "b", "c"), GRACE.notes)


WORD = st.text("aA,;| (–)1", max_size=9).map(lambda text: " ".join(text.split()))


@given(st.builds(Job, role=WORD, organization=WORD, started_on=st.sampled_from(["", "2020-01-01"])))
def test_any_past_job_comes_back(job: Job) -> None:
    assert read_past(write_past(job)) == job


def test_many_people_have_as_many_columns_as_the_first_need() -> None:
    plain = replace(GRACE, emails=GRACE.emails[:1], notes="")
    late = replace(plain, emails=tuple(f"g{number}@example.org" for number in range(5)))
    parts = list(write_google([plain] * (PART + 1) + [late]))
    *_, last = table_of(b"".join(parts))
    assert (len(parts), last["E-mail 3 - Value"], "E-mail 4 - Value" in last) == (3, "g2@example.org", False)
    assert last["Notes"] == "E-mail: g3@example.org\nE-mail: g4@example.org"


MARKS = (" ::: ", ";", " :::", "::: ", " \\::: ", " ::: ::: ", ", ", " / ")


@pytest.mark.parametrize("mark", MARKS)
def test_values_that_hold_googles_marks_come_back_whole(mark: str) -> None:
    one, other = f"555 0100{mark}5", " ".join(f"x{mark}y".split())
    link = f"https://example.org/?a{mark}b"
    row = replace(
        GRACE,
        phones=(one, "+46 8 123"),
        links=(link,),
        labels={one: "work", link: "Blog"},
        preferred=frozenset({one}),
        addresses=(Address(label=other, street=other, locality="Malmö", country=other), Address(street="Lane 1")),
        introducer_name=other,
        tags=(other, "Energy"),
        paths=(other, "Grids"),
        properties=(Fact(name="Shoe size", value=other),),
        past_jobs=(Job(role="Analyst", organization=other),),
    )
    assert back(row) == [row]


def test_values_that_google_has_joined_are_parted_again() -> None:
    (header, line) = b"".join(write_google([replace(GRACE, phones=("555 0100", "555 0101;ext=5"))])).split(b"\r\n", 1)
    joined = line.replace(b"555 0100", b"555 0100 ::: 555 0102")
    (row,) = read(header + b"\r\n" + joined, recognise(header + b"\r\n" + joined))
    assert isinstance(row, Row)
    assert row.phones == ("555 0100", "555 0102", "555 0101;ext=5")
