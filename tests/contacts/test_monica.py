"""Monica's JSON: people with all that hangs on them, the rest told in the notes, and damage that stays where it is."""

import base64
import json
import tracemalloc
from hashlib import sha256
from typing import Any

import pytest

from contacts.importing.monica.export import is_monica, read_monica
from contacts.importing.rows import Address, Entry, Row, RowError, Skipped
from tests.contacts.monica import CREATED, block, contact, day, export, of_uuid


def rows(*contacts: dict[str, Any], blocks: tuple[dict[str, Any], ...] = ()) -> list[Any]:
    """What is read of these contacts."""
    return list(read_monica(export(*contacts, blocks=blocks)))


def only(*blocks: dict[str, Any], beside: Any = (), **properties: Any) -> Row:
    """The row of one contact; `beside` are blocks of the account."""
    (row,) = rows(contact("c-1", "Grace", *blocks, **properties), blocks=beside)
    assert isinstance(row, Row)
    return row


def field(kind: str, value: str) -> dict[str, Any]:
    """A way to reach somebody."""
    return of_uuid(f"f-{value}", data=value, type=kind)


def test_a_person_has_everything_in_its_field() -> None:
    home = of_uuid("x", name="Home", street="Lane 1", city="Malmö", postal_code="211 20", country="SE")
    names = {"last_name": "Mbeki", "nickname": "Gee", "job": "Analyst", "company": "Nordgrid"}
    more = {"is_starred": True, "is_active": False, "tags": ["Energy", "Energy", ""], "stay_in_touch_frequency": 60}
    days: Any = {"birthdate": day("1990-04-15"), "first_met_date": day("2020-09-01")}
    row = only(block("address", home), **days | names | more)
    named = {"given_name": "Grace", "family_name": "Mbeki", "nickname": "Gee", "organization_name": "Nordgrid"}
    at = "2025-03-04T05:06:07+00:00"
    said: Any = {"birthday": "1990-04-15", "met_on": "2020-09-01", "archived_at": at, "created_at": at, "uid": "c-1"}
    said |= {"role": "Analyst", "cadence": "P1M", "favourite": True, "tags": ("Energy",)} | named
    there = Address(label="Home", street="Lane 1", locality="Malmö", postcode="211 20", country="SE")
    assert row == Row(line=14, display_name="Grace Mbeki", addresses=(there,), **said)


@pytest.mark.parametrize(
    ("days", "cadence"),
    [(7, "P2W"), (14, "P2W"), (30, "P1M"), (60, "P1M"), (61, "P3M"), (180, "P6M"), (900, "P1Y"), (0, ""), ("x", "")],
)
def test_the_nearest_cadence_is_taken(days: Any, cadence: str) -> None:
    assert only(stay_in_touch_frequency=days).cadence == cadence


@pytest.mark.parametrize(
    ("birthdate", "birthday", "notes"),
    [
        (day("1990-04-15"), "1990-04-15", ""),
        (day("1990-04-15", no_year=True), "--04-15", ""),
        (day("1990-01-01", age=True), "", "Born: about 1990"),
        ({"date": "never"}, "", ""),
        ("1990", "", ""),
    ],
)
def test_birthdays_say_what_is_known(birthdate: Any, birthday: str, notes: str) -> None:
    row = only(birthdate=birthdate)
    assert (row.birthday, row.notes) == (birthday, notes)


def test_fields_go_where_their_kind_says_whatever_its_language() -> None:
    row = only(
        block(
            "contact_field",
            *(field("t-mail", "grace@example.com"), field("t-phone", "070-1"), field("t-linkedin", "grace-m")),
            *(field("t-whatsapp", "+46 70 1"), field("t-telegram", "@gee"), field("gone", "https://grace.example")),
            *(field("gone", "gee@example.org"), field("gone", " "), {"properties": 5}, 7),
        )
    )
    assert (row.emails, row.phones, row.links, row.labels, row.notes) == (
        ("grace@example.com", "gee@example.org"),
        ("070-1", "+46 70 1"),
        ("https://www.linkedin.com/in/grace-m", "https://grace.example"),
        {"+46 70 1": "Whatsapp"},
        "Telegram: @gee",
    )


def test_kinds_may_say_what_they_are_without_properties() -> None:
    file = json.loads(export(contact("c-1", "Grace", block("contact_field", field("t-phone", "070-1")))))
    kinds = file["account"]["instance"]["contact_field_types"]
    file["account"]["instance"]["contact_field_types"] = [{"uuid": one["uuid"], **one["properties"]} for one in kinds]
    (row,) = read_monica(json.dumps(file).encode())
    assert isinstance(row, Row)
    assert (row.phones, row.notes) == (("070-1",), "")


def test_what_happened_goes_to_the_timeline() -> None:
    call = of_uuid("k", called_at="2025-02-03T10:00:00Z", content="Tea", contact_called=True, emotions=["joy"])
    message = {"properties": {"content": "Hello", "written_by_me": True}}
    conversation = of_uuid("v", happened_at="2025-02-04", contact_field_type="t-whatsapp", messages=[message])
    event = of_uuid("l", name="Moved", note="To Malmö", happened_at="2024-01-01T00:00:00.000000Z")
    dinner = of_uuid("a", summary="Dinner", happened_at="2025-01-02T00:00:00Z", type="a-1")
    hung = {"note": of_uuid("n", body="Likes tea"), "call": call, "conversation": conversation, "life_event": event}
    mine = [block(kind, one) for kind, one in hung.items()]
    row = only(*mine, block("activity", "a", "a", "unknown", 5), beside=(block("activity", dinner),))
    assert row.entries == (
        Entry(uid="n", kind="note", at="2025-03-04T05:06:07+00:00", body="Likes tea", is_touch=False),
        Entry(uid="k", kind="call", at="2025-02-03T10:00:00+00:00", title="Grace called", body="Tea\nFelt: joy"),
        Entry(uid="v", kind="message", at="2025-02-04", title="Conversation, Whatsapp", body="You: Hello"),
        Entry(uid="l", kind="note", at="2024-01-01", title="Moved", body="To Malmö", is_touch=False),
        Entry(uid="a", kind="meeting", at="2025-01-02", title="Dinner"),
    )


def test_people_who_did_something_together_share_the_entry() -> None:
    both = rows(
        *(contact(uuid, uuid, block("activity", "a")) for uuid in ("Ada", "Ben")),
        blocks=(block("activity", of_uuid("a", summary="Dinner", happened_at="2025-01-02")),),
    )
    assert [[entry.uid for entry in row.entries] for row in both] == [["a"], ["a"]]


def test_an_entry_without_uuid_has_a_name_of_its_own_each_time() -> None:
    notes = block("note", *({"created_at": CREATED, "properties": {"body": body}} for body in ("one", "two")))
    first, second = (only(notes).entries for _ in range(2))
    assert (first == second, len({entry.uid for entry in first})) == (True, 2)


@pytest.mark.parametrize("title", ["Moved", "t" * 201])
def test_an_entry_without_uuid_is_called_as_it_always_was(title: str) -> None:
    event = {"created_at": CREATED, "properties": {"name": title, "note": "To Malmö"}}
    (entry,) = only(block("life_event", event)).entries
    told = f"{title[:199]}…{title}\n\nTo Malmö" if len(title) > 200 else f"{title}To Malmö"
    digest = sha256(f"c-1life_event2025-03-04T05:06:07+00:00{told}".encode()).hexdigest()[:32]
    assert (entry.title, entry.uid) == (title, f"monica:{digest}")


def test_the_rest_is_told_in_the_notes() -> None:
    ask = of_uuid("5", title="Ask", initial_date="2026-05-01", frequency_type="month", frequency_number=2)
    hung = {
        "pet": of_uuid("1", name="Momo", category="cat"),
        "debt": of_uuid("2", in_debt=True, amount=50, currency="SEK", status="inprogress"),
        "gift": of_uuid("3", name="A book", status="offered", date="2025-12-24T00:00:00Z"),
        "task": of_uuid("4", title="Call back", completed=True),
    }
    mine = [block(kind, one) for kind, one in hung.items()]
    mine += [block("reminder", ask, of_uuid("6", title="Birthday", delible=False)), block("document", "p")]
    file = of_uuid("p", original_filename="cv.pdf", dataUrl="data:a/b;base64,AAAA")
    about = {"description": "From school", "is_dead": True, "deceased_date": day("2025-06-07"), "gender": "g-1"}
    row = only(*mine, beside=(block("document", file),), **about, food_preferences="no meat")
    assert row.notes.split("\n") == [
        *("From school", "Died: 7 June 2025", "Gender: Non-binary", "Food: no meat", "Pet: Momo (cat)"),
        *("You owe 50 SEK", "Gift: A book (offered, 24 December 2025)", "Task, done: Call back"),
        *("Reminder: Ask (1 May 2026, every 2 months)", "Document, still in Monica: cv.pdf"),
    ]


def test_who_belongs_together_and_who_introduced_whom() -> None:
    people: dict[str, Any] = {
        "ada": {},
        "ben": {"is_partial": True},
        "nobody": {"is_partial": True},
        "cleo": {"first_met_through": "ada"},
    }
    child = of_uuid("r", type="child", contact_is="ada", of_contact="ben")
    made = [contact(uuid, uuid.title(), **said) for uuid, said in people.items()]
    read = [one for one in rows(*made, blocks=(block("relationship", child),)) if isinstance(one, Row)]
    assert [(one.uid, one.notes) for one in read] == [("ada", "Child: Ben"), ("ben", ""), ("cleo", "")]
    assert (read[2].introducer_uid, read[2].introducer_name) == ("ada", "Ada")


def test_a_stub_that_belongs_to_nobody_is_skipped() -> None:
    assert [type(one) for one in rows(contact("c", "Stub", is_partial=True))] == [Skipped]


def test_the_photo_that_monica_shows_is_taken() -> None:
    urls = {name: f"data:image/png;base64,{base64.b64encode(name.encode()).decode()}" for name in ("first", "shown")}
    photos = block("photo", *(of_uuid(name, dataUrl=url) for name, url in urls.items()))
    mine = block("photo", "first", "shown")
    assert only(mine, beside=(photos,), avatar={"avatar_photo": "shown"}).photo == b"shown"
    assert only(mine, beside=(photos,)).photo == b"first"
    assert only(mine, avatar={"avatar_external_url": "https://example.org/x.png"}).photo == b""


def test_php_may_escape_the_slashes_of_a_photo() -> None:
    picture = bytes(range(256)) * 4
    escaped = base64.b64encode(picture).decode()
    photo = block("photo", of_uuid("p", dataUrl=f"data:image/png;base64,{escaped}"))
    file = export(contact("c", "Grace", block("photo", "p")), blocks=(photo,)).replace(b"/", b"\\/")
    (row,) = read_monica(file)
    assert isinstance(row, Row)
    assert row.photo == picture


def test_one_who_is_damaged_costs_nobody_else() -> None:
    file = export(contact("a", "Ada"), contact("b", "Ben"), contact("c", "Cleo"))
    read = list(read_monica(file.replace(b'"first_name": "Ben"', b'"first_name": Ben')))
    assert [one.display_name if isinstance(one, Row) else type(one) for one in read] == ["Ada", RowError, "Cleo"]
    assert isinstance(read[1], RowError)
    assert (read[1].line, read[1].reason) == (28, "This is no JSON, or the file breaks off here.")


def test_a_file_that_breaks_off_gives_whom_it_has() -> None:
    file = export(contact("a", "Ada"), contact("b", "Ben"))
    read = list(read_monica(file[: file.index(b'"Ben"')]))
    assert [type(one) for one in read] == [Row, RowError]


@pytest.mark.parametrize("wrong", [None, 5, "x", [], {}, [None, 5, {}], {"a": 5}])
def test_wrong_types_never_raise(wrong: Any) -> None:
    names = ["birthdate", "tags", "avatar", "first_met_through", "gender", "job", "nickname", "stay_in_touch_frequency"]
    blocks = [{"type": kind, "values": wrong} for kind in ("note", "call", "activity", "pet", "debt", "photo", wrong)]
    assert only(*blocks, **dict.fromkeys(names, wrong)).given_name == "Grace"
    read = list(read_monica(export(blocks=({"type": "contact", "values": wrong}, wrong))))
    assert all(isinstance(one, RowError) for one in read)


def test_only_monicas_own_export_is_taken_for_it() -> None:
    assert is_monica(b"\xef\xbb\xbf" + export())
    assert not is_monica(b'{"account": {}, "x": 1}')
    assert not is_monica(b'{"format": "rapport-contacts"}')
    assert not is_monica(b"BEGIN:VCARD")
    assert not is_monica(b"")


def test_another_version_is_named() -> None:
    (error,) = read_monica(export(contact("a", "Ada"), version="2.0"))
    assert isinstance(error, RowError)
    assert error.reason.startswith("This is Monica’s JSON in version 2.0. Rapport reads version 1.0-preview.1")


def test_photos_stay_in_the_file_until_they_are_asked_for() -> None:
    many = 30
    url = "data:image/png;base64," + "A" * 2_000_000
    photos = block("photo", *(of_uuid(f"p{number}", dataUrl=url) for number in range(many)))
    file = export(*(contact(f"c{n}", "Ada", block("photo", f"p{n}")) for n in range(many)), blocks=(photos,))
    tracemalloc.start()
    sizes = [len(row.photo) for row in read_monica(file) if isinstance(row, Row)]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (sizes, peak < len(file) / 4) == ([1_500_000] * many, True)
