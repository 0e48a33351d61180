"""The pages of an import in each state: what they say, what can be chosen, how often they ask the database."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from contacts.importing.rows import Row
from contacts.models import Import, ImportRow
from tests.contacts.bringing import open_rows
from tests.factories import NOW, make_contact

SAID = {
    "display_name": "Marta Lindquist",
    "role": "Chief Data Officer",
    "organization": "Kommunkraft",
    "emails": [{"value": "marta@example.org"}],
    "tags": ["energy"],
    "notes": "Met at the fair",
    "photo": "AAAA",
}
FORESEEN = {
    "columns": ["role", "organization_id", "job_started_on", "has_email", "notes", "photo_digest"],
    "left": "Engineer",
    "channel": ["marta@example.org"],
    "contacttag": ["energy"],
}
UNDONE = [  # how many stay, how many are no longer there, what is said of them
    (2, 0, "2 people stay, because they were changed since."),
    (1, 2, "1 person stays, because they were changed since. 2 people are no longer there: merged or deleted since."),
    (0, 1, "1 person is no longer there: merged or deleted since."),
]


def make_import(owner: User, *, state: str = "ready", **fields: Any) -> Import:
    """An import of a file in that state."""
    layout = {"format": "linkedin", "encoding": "utf-8", "delimiter": ","}
    said = {"file_name": "Connections.csv", "layout": layout, "created_at": NOW, "state": state} | fields
    return Import.objects.create(owner=owner, **said)


def make_row(batch: Import, outcome: str = "new", **fields: Any) -> ImportRow:
    """A row of the import."""
    number = batch.rows.count() + 1
    said: dict[str, Any] = {"number": number, "line": number + 1, "name": "Ada", "outcome": outcome}
    said["data"] = {"display_name": fields.get("name", "Ada")}
    Import.objects.filter(pk=batch.pk).update(total=number)
    return ImportRow.objects.create(owner=batch.owner, batch=batch, **said | fields)


def make_all(owner: User) -> Import:
    """A file to look at, with a row of each outcome."""
    batch = make_import(owner)
    people = [make_contact(owner, name, role="Engineer") for name in ("Wei Tanaka", "Marta Lindqvist", "Noor Haddad")]
    make_row(batch)
    make_row(batch, "update", name="Wei Tanaka", match=people[0], why="email")
    make_row(batch, "review", name="Marta Lindquist", match=people[1], why="work", data=SAID, foreseen=FORESEEN)
    make_row(batch, "unchanged", name="Noor Haddad", match=people[2], why="linkedin")
    make_row(batch, "refused", name="", data=None, reason="It has no name.", raw="=x,,")
    return batch


@pytest.fixture
def batch(alice: User, bob: User) -> Import:
    """Alice's file; Bob has another."""
    make_all(bob)
    return make_all(alice)


def words(client: Client, batch: Import, query: str = "", target: str = "") -> str:
    """The page as text with single blanks, or the part of it that htmx asks for."""
    headers = {"HX-Request": "true", "HX-Target": target} if target else {}
    answer = client.get(f"/people/import/{batch.pk}/{query}", headers=headers)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def names(page: str) -> list[str]:
    """Who is shown, in order, as the file says."""
    return [part.split("</p>")[0] for part in page.split('<p class="name">')[1:]]


def test_everyone_in_the_file_is_shown(alice_client: Client, batch: Import) -> None:
    page = words(alice_client, batch)
    assert names(page) == ["Marta Lindquist", "Ada", "Wei Tanaka", "Noor Haddad"]
    said = ["Same person?", "<mark>Chief Data Officer, Kommunkraft</mark>", "<mark>marta@example.org</mark>"]
    said += ["Same name and organization.", "Engineer goes to history. Adds the tag “energy”, notes, a photo."]
    said += ["because of the same e-mail", "line 6", "It has no name.", "=x,,", "Import 2 people"]
    said += ["1 needs a look and stays out until you decide.", "Read as LinkedIn connections, Unicode (UTF-8), comma."]
    assert [one for one in said if one not in page] == []


def test_the_first_rows_stand_beside_what_was_recognised(alice_client: Client, alice: User) -> None:
    batch = make_import(alice)
    make_row(batch, "refused", name="", data=None, reason="It has no name.", raw="=x,,")
    make_row(batch, name="Marta Lindquist", data=SAID)
    make_row(batch, name="Søren", data={"display_name": "Søren", "phones": [{"value": "+45 1"}], "photo": "AAAA"})
    make_row(batch, name="Not among the first")
    page = words(alice_client, batch, "?show=unchanged")
    table = page.partition('<table class="firsts"')[2].partition("</table>")[0]
    said = [text.strip() for text in re.split("<[^>]*>", table.partition("</tr>")[2]) if text.strip()]
    heads = [text.partition("<")[0] for text in table.split('<th scope="col">')[1:]]
    assert heads == ["Name", "Role", "Organization", "E-mail", "Phone", "Notes"]
    marta = ["Marta Lindquist", "Chief Data Officer", "Kommunkraft", "marta@example.org", "Met at the fair"]
    assert said == ["Line 2", "=x,,", "Line 3", *marta, "Line 4", "Søren", "+45 1"]


def test_somebody_new_is_said_once(alice_client: Client, alice: User) -> None:
    batch, ada = make_import(alice, state="done", started_at=NOW), make_contact(alice, "Ada")
    make_row(batch, done=True, contact=ada, did={"new": 1})
    page = words(alice_client, batch)
    assert page.count(">Ada</a>") == page.count(f'href="{ada.get_absolute_url()}"') == 1
    assert '<p class="meta">Now</p>' not in page


def test_rows_are_seen_by_kind_and_found_by_name(alice_client: Client, batch: Import) -> None:
    shown = {
        kind: names(words(alice_client, batch, f"?show={kind}")) for kind in ("new", "update", "review", "refused")
    }
    assert shown == {"new": ["Ada"], "update": ["Wei Tanaka"], "review": ["Marta Lindquist"], "refused": []}
    assert names(words(alice_client, batch, "?q=LIND", "import-rows")) == ["Marta Lindquist"]
    assert names(words(alice_client, batch, "?q=nobody")) == []
    assert "Nobody in the file matches “nobody”." in words(alice_client, batch, "?q=nobody")
    assert len(names(words(alice_client, batch, "?show=x&after=x"))) == 4


def test_several_rows_about_one_are_one_person_to_import(alice_client: Client, alice: User) -> None:
    batch, wei = make_import(alice), make_contact(alice, "Wei Tanaka")
    make_row(batch)
    make_row(batch, "update", foreseen={"with": 1})
    for choice in ("", "", "update", "add"):
        make_row(batch, "review" if choice else "update", match=wei, why="email", choice=choice)
    assert "Import 3 people" in words(alice_client, batch)


def test_a_long_file_comes_by_pages(alice_client: Client, alice: User) -> None:
    batch = make_import(alice)
    rows = [
        ImportRow(owner=alice, batch=batch, number=n, line=n, name=f"P{n}", outcome="new", data={})
        for n in range(1, 61)
    ]
    ImportRow.objects.bulk_create(rows)
    page = words(alice_client, batch)
    assert (len(names(page)), 'hx-get="?after=50"' in page, "Import 60 people" in page) == (50, True, True)
    more = words(alice_client, batch, "?after=50", "more")
    assert (names(more), "<html" in more, "tallies" in more) == ([f"P{n}" for n in range(51, 61)], False, False)


def test_nothing_new_is_said(alice_client: Client, alice: User) -> None:
    batch = make_import(alice)
    make_row(batch, "unchanged")
    page = words(alice_client, batch)
    assert ("Nobody in this file is new." in page, "/run/" in page) == (True, False)


@pytest.mark.parametrize(
    ("state", "said", "moves"),
    [
        ("reading", "and waits for you then", True),
        ("running", "7 of 20 rows", True),
        ("waiting", "This one starts by itself", True),
        ("undoing", "7 of 20 rows", True),
        ("cancelled", "Nothing was saved.", False),
        ("failed", "It was too much. Import the file once more.", False),
        ("undone", "Everything is as it was before.", False),
    ],
)
def test_each_state(alice_client: Client, alice: User, state: str, said: str, moves: bool) -> None:
    batch = make_import(alice, state=state, total=20, done=7, trouble="It was too much.", leased_until=NOW)
    page = words(alice_client, batch)
    assert (said in page, 'hx-trigger="every 1s"' in page) == (True, moves)
    part = words(alice_client, batch, target="import")
    assert (said in part, "<html" in part, part.startswith('<div id="import"')) == (True, False, True)


@pytest.mark.parametrize(
    ("done", "begun", "said", "offered"),
    [
        (False, False, "Read the file again, or import another.", {"Read again"}),
        (False, True, "Go on with those who are not yet in.", {"Read again", "Import 2 people"}),
        (
            True,
            True,
            "Go on with those who are not yet in, or undo the import.",
            {"Import 1 person", "Undo the import"},
        ),
    ],
)
def test_what_can_be_done_about_an_import_that_failed(
    alice_client: Client, alice: User, done: bool, begun: bool, said: str, offered: set[str]
) -> None:
    batch = open_rows(alice, Row(line=1, display_name="Ada"), Row(line=2, display_name="Bo"))
    if done:
        batch.rows.filter(number=1).update(done=True, did={"new": ""})
    Import.objects.update(state="failed", started_at=timezone.now() if begun else None)
    page = words(alice_client, batch)
    buttons = {"Read again", "Import 1 person", "Import 2 people", "Undo the import"}
    assert (said in page, {one for one in buttons if f">{one}</button>" in page}) == (True, offered)
    assert f'aria-current="step">{"Import" if begun else "Upload"}<' in page


def test_while_a_file_is_read_its_bar_is_never_full(alice_client: Client, alice: User) -> None:
    batch = make_import(alice, state="reading", total=20, done=7, leased_until=NOW)
    page = words(alice_client, batch)
    assert ("7 rows read" in page, 'max="20" value="7"' in page, "20 rows" in page) == (True, True, False)
    assert "7 rows read." in " ".join(alice_client.get("/people/import/").content.decode().split())
    Import.objects.update(total=7)
    assert ("7 rows read" in words(alice_client, batch), "max=" in words(alice_client, batch)) == (True, False)


def test_the_end_of_the_work_is_heard(alice_client: Client, batch: Import) -> None:
    assert 'hx-swap-oob="innerHTML">To look at: Connections.csv</p>' in words(alice_client, batch, target="import")
    Import.objects.filter(pk=batch.pk).update(state="cancelled")
    assert 'hx-swap-oob="innerHTML">Stopped before' in words(alice_client, batch, target="import")


def test_what_was_kept_is_listed(alice_client: Client, alice: User) -> None:
    batch = make_import(alice, state="undone", started_at=NOW)
    make_row(batch, "update", done=True, contact=make_contact(alice, "Wei Tanaka"), reason="Changed since: role.")
    page = words(alice_client, batch)
    assert ("Kept, because they were changed since" in page, "Changed since: role." in page) == (True, True)


@pytest.mark.parametrize(("stay", "gone", "said"), UNDONE)
def test_who_is_no_longer_there_is_not_said_to_stay(
    alice_client: Client, alice: User, stay: int, gone: int, said: str
) -> None:
    batch = make_import(alice, state="undone", started_at=NOW)
    for contact in [*(make_contact(alice, f"Person {number}") for number in range(stay)), *[None] * gone]:
        make_row(batch, "update", done=True, contact=contact, reason="Changed, or merged.")
    for page in (words(alice_client, batch), alice_client.get("/people/import/").content.decode()):
        assert f"{said} Everything else is as it was before." in page


def test_who_is_in_the_trash_cannot_be_merged_with(alice_client: Client, alice: User) -> None:
    batch = make_import(alice)
    gone = make_contact(alice, "Wei Tanaka", trashed_at=NOW)
    make_row(batch, "review", name="Wei Tanaka", match=gone, why="email", reason="Is in the trash.")
    page = words(alice_client, batch)
    assert ('value="update"' in page, 'value="add"' in page, "Same e-mail. Is in the trash." in page) == (
        False,
        True,
        True,
    )


def ask(client: Client, url: str) -> int:
    """How many statements a page takes."""
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


@pytest.mark.parametrize("state", ["ready", "done"])
def test_a_page_asks_as_often_for_30_rows_of_each_kind_as_for_one(
    alice_client: Client, alice: User, state: str
) -> None:
    batch = make_import(alice, state=state, started_at=NOW)
    asked = []
    for times in (1, 29):
        for outcome in ("new", "update", "review", "unchanged", "refused") * times:
            match = make_contact(alice) if outcome in {"update", "review"} else None
            is_done = state == "done" and outcome != "review"
            make_row(batch, outcome, match=match, contact=match, data=SAID, foreseen=FORESEEN, done=is_done)
        asked.append(ask(alice_client, f"/people/import/{batch.pk}/"))
    assert asked[0] == asked[1]


def test_the_list_asks_as_often_for_15_imports_as_for_one(alice_client: Client, alice: User) -> None:
    asked = []
    for times in (1, 14):
        for _ in range(times):
            make_row(make_import(alice, state="done", started_at=NOW), done=True)
        asked.append(ask(alice_client, "/people/import/"))
    assert asked[0] == asked[1]
