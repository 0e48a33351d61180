"""Our own JSON: what is written is read back, a bad line costs one person, nothing wrong in it raises."""

import json
from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts.exporting.json_file import write_documents
from contacts.importing.documents.document import RENAMED, TEXTS, to_document
from contacts.importing.documents.file import is_documents, read_documents, unknown_json
from contacts.importing.rows import Address, Entry, Fact, Job, Row, RowError
from tests.contacts.monica import export

GRACE = Row(
    line=2,
    display_name="Grace Mbeki",
    uid="urn:uuid:1",
    given_name="Grace",
    organization_name="Nordgrid",
    introducer_name="Ada",
    emails=("grace@example.com", "g@example.org"),
    phones=("+46 8 123",),
    links=("https://www.linkedin.com/in/grace",),
    labels={"grace@example.com": "work"},
    preferred=frozenset({"g@example.org"}),
    addresses=(Address(label="home", preferred=True, street="1; Long\nLane"), Address(country="Sweden")),
    past_jobs=(Job(organization="Nordgrid", role="Clerk", started_on="2019-01-01"),),
    properties=(Fact(name="Shoe", value="44", kind="number"),),
    entries=(Entry(uid="e", kind="note", at="2025-01-01", body="“Tea”", is_touch=False),),
    favourite=True,
    tags=("Energy", "5 %"),
    paths=("Analytics",),
    notes="One\n\nTwo \u2028 🙂",
    photo=bytes(range(256)),
    card_lines=(b"X-A;B=C:d", b"X-BROKEN:\xff"),
    created_at="2025-01-01T00:00:00.000001+00:00",
)


def written(*rows: Row) -> bytes:
    """The file."""
    return b"".join(write_documents(rows))


def of(*documents: Any) -> list[Any]:
    """What is read of these documents."""
    file = {"format": "rapport-contacts", "version": 1, "contacts": documents}
    return list(read_documents(json.dumps(file).encode()))


def test_everything_comes_back() -> None:
    ada = Row(line=3, display_name="Ada")
    file = written(GRACE, ada)
    assert list(read_documents(file)) == [GRACE, ada]
    assert written(*list(read_documents(file))) == file  # type: ignore[arg-type]


def test_a_person_is_a_line_of_plain_names_without_what_is_empty() -> None:
    head, ada, last = written(Row(line=9, display_name="Åda", emails=("a@example.com",))).decode().splitlines()
    assert (head, last) == ('{"format": "rapport-contacts", "version": 1, "contacts": [', "]}")
    assert ada == '{"display_name": "Åda", "emails": [{"value": "a@example.com"}]}'
    assert json.loads(written()) == {"format": "rapport-contacts", "version": 1, "contacts": []}


def test_every_field_of_a_row_is_in_the_file() -> None:
    beside = {"line", "labels", "preferred"}  # labels stand with what they are about
    names = {RENAMED.get(one.name, one.name) for one in fields(Row) if one.name not in beside}
    said: Any = dict.fromkeys(TEXTS, "x")
    assert set(to_document(replace(GRACE, **said))) == names


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1))
def test_every_text_comes_back(text: str) -> None:
    row = Row(line=2, display_name="Ada", notes=text, tags=(text,), emails=(text,), labels={text: text})
    assert list(read_documents(written(row))) == [row]


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        (5, "This is not an object with names and values."),
        ({"display_name": ["Ada"]}, "“display_name” is not a text."),
        ({"display_name": "Ada", "tags": "Energy"}, "“tags” is not a list."),
        ({"display_name": "Ada", "tags": [{}]}, "“tags” is not a text."),
        ({"display_name": "Ada", "emails": [{"value": 5, "label": []}, {"value": {}}]}, "“emails” is not a text."),
        ({"display_name": "Ada", "favourite": "yes"}, "“favourite” is neither true nor false."),
        ({"display_name": "Ada", "addresses": ["Lane 1"]}, "“addresses” is not a list of objects."),
        ({"display_name": "Ada", "properties": [{"name": "x"}]}, "One of “properties” does not say all that it must."),
        ({"display_name": "Ada", "photo": "é"}, "“photo” is not base64."),
        ({"display_name": " "}, "Nobody is named here."),
        (
            {"display_name": "Ada", "entries": [{"uid": "n", "kind": "zzz", "at": "2024-02-01"}]},
            "“zzz” in “entries” is none of note, call, meeting, mail, message, interview, job.",
        ),
        (
            {"display_name": "Ada", "entries": [{"uid": "n", "kind": "call", "at": "soon"}]},
            "“soon” in “entries” is neither a day nor an instant.",
        ),
        ({"display_name": "Ada", "met_on": "soon"}, "“soon” in “met_on” is not a day such as 2024-02-01."),
        (
            {"display_name": "Ada", "created_at": "2024-02-01"},
            "“2024-02-01” in “created_at” is not an instant such as 2024-02-01T09:30:00+00:00.",
        ),
        (
            {"display_name": "Ada", "birthday": "--02-30"},
            "“--02-30” in “birthday” is not a day such as 1990-04-15 or --04-15.",
        ),
        (
            {"display_name": "Ada", "warmth": "hot"},
            "“hot” in “warmth” is none of new, acquainted, warm, close.",
        ),
    ],
)
def test_a_bad_document_costs_one_person(document: Any, reason: str) -> None:
    first, bad, last = of({"display_name": "Ben"}, document, {"display_name": "Cleo"})
    assert (first.display_name, last.display_name) == ("Ben", "Cleo")
    assert bad == RowError(1, reason, json.dumps(document))


def test_a_line_that_is_no_json_costs_one_person() -> None:
    lines = written(Row(line=1, display_name="Ada"), Row(line=1, display_name="Ben")).splitlines(keepends=True)
    read = list(read_documents(lines[0] + b'{"display_name": Eve},\n' + b"".join(lines[1:])))
    assert [one.line for one in read] == [2, 3, 4]
    assert read[0] == RowError(2, "This is no JSON, or the file breaks off here.", '{"display_name": Eve}')


def test_files_made_by_hand_are_understood() -> None:
    (row,) = of({"given_name": "Ada", "emails": ["ada@example.com"], "notes": None, "Shoe": 44, "x\u0000": "\ud800"})
    assert row == Row(
        line=1, display_name="Ada", given_name="Ada", emails=("ada@example.com",), notes="Shoe: 44\nx: \ufffd"
    )


@given(st.recursive(st.none() | st.booleans() | st.floats() | st.text(max_size=3), st.lists, max_leaves=5), st.data())
def test_wrong_types_never_raise(value: Any, data: Any) -> None:
    name = data.draw(st.sampled_from([one.name for one in fields(Row)] + ["organization", "introducer"]))
    (read,) = of({"display_name": "Ada", name: value})
    assert isinstance(read, Row | RowError)


@given(st.binary(max_size=200), st.integers(0, 400))
def test_no_damage_raises(damage: bytes, at: int) -> None:
    file = written(GRACE, GRACE)
    assert all(isinstance(one, Row | RowError) for one in read_documents(file[:at] + damage + file[at + len(damage) :]))


def test_what_is_deep_is_refused() -> None:
    (read,) = read_documents(b'{"format": "rapport-contacts", "contacts": [' + b"[" * 100_000)
    assert read.reason == "This is no JSON, or the file breaks off here."  # type: ignore[union-attr]


def test_our_own_files_are_known_by_what_is_in_them() -> None:
    file = written(GRACE)
    assert (is_documents(b"\xef\xbb\xbf" + file), is_documents(file.decode().encode("utf-16"))) == (True, True)
    assert list(read_documents(file.decode().encode("utf-16"))) == [GRACE]
    assert [is_documents(other) for other in (export(), b'{"format": "other"}', b"", b"Name,E-mail")] == [False] * 4


def test_a_later_version_is_named() -> None:
    assert list(read_documents(written(GRACE).replace(b'"version": 1', b'"version": 2'))) == [
        RowError(1, "The file has version 2; this Rapport reads 1.")
    ]


@pytest.mark.parametrize(
    ("content", "begin"),
    [
        (b'{"version": "1.2", "people": [], "relationshipTypes": []}', "This is the JSON of Nametag, "),
        (b'[{"name": "Ada"}]', "This is a JSON file, "),
        (b"Name,E-mail", ""),
    ],
)
def test_other_json_is_told_from_what_is_none(content: bytes, begin: str) -> None:
    said = unknown_json(content)
    assert (said.startswith(begin), bool(said)) == (True, bool(begin))
