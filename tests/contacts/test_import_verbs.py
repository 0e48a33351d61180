"""From a file to people and back, through the pages: upload, columns, choices, run, stop, undo, delete."""

from typing import Any
from unittest.mock import patch

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import User
from contacts.actions.imports import batches
from contacts.forms import imports as forms
from contacts.models import Contact, Import, ImportRow
from tests.contacts.test_archives import FILES, zipped
from tests.contacts.test_import_pages import make_import, make_row, words
from tests.factories import make_contact

LINKEDIN = (
    b"First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    b"Ada,Novak,https://www.linkedin.com/in/adanovak,ada@example.org,Nordgrid,Analyst,12 Mar 2024\n"
    b"Wei,Tanaka,https://www.linkedin.com/in/weitanaka,,Fjord Health,Nurse,13 Mar 2024\n"
)
TABLE = "Wer,Wo,Seit\nAda Novak,Nordgrid,1\nWei Tanaka,Fjord Health,2\nNoor Haddad,,3\n"


def upload(client: Client, content: bytes = LINKEDIN, name: str = "Connections.csv") -> Any:
    """Give a file."""
    return client.post("/people/import/", {"file": SimpleUploadedFile(name, content)})


def people() -> list[str]:
    """The names of all contacts."""
    return sorted(Contact.objects.values_list("display_name", flat=True))


def do(client: Client, batch: Import, verb: str, **fields: Any) -> Any:
    """Press a button of the page of the import."""
    return client.post(f"/people/import/{batch.pk}/{verb}/", fields)


def toast(client: Client) -> str:
    """What the next page says."""
    text = client.get("/people/import/").content.decode()
    return text.split('id="toasts"')[1].split("<span>")[1].split("</span>")[0]


def test_a_file_is_looked_at_brought_in_and_taken_back(alice_client: Client, alice: User) -> None:
    url = upload(alice_client)["Location"]
    batch = Import.objects.get()
    assert (url, batch.state, people()) == (f"/people/import/{batch.pk}/", "ready", [])
    assert "Import 2 people" in words(alice_client, batch)
    assert (do(alice_client, batch, "run")["Location"], people()) == (url, ["Ada Novak", "Wei Tanaka"])
    page = words(alice_client, batch)
    assert ("2 people added." in page, f"/people/?import={batch.pk}" in page) == (True, True)
    assert f'action="/people/import/{batch.pk}/undo/"' in page
    do(alice_client, batch, "undo")
    assert (people(), Import.objects.get().state) == ([], "undone")
    answers = [do(alice_client, batch, verb, format="auto") for verb in ("undo", "run", "stop", "read")]
    assert [answer.status_code for answer in answers] == [302] * 4
    assert (people(), Import.objects.get().state) == ([], "undone")


def test_pasted_contacts_are_read(alice_client: Client) -> None:
    text = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ada Novak\r\nEND:VCARD\r\n"
    alice_client.post("/people/import/", {"text": text})
    assert (Import.objects.get().file_name, ImportRow.objects.get().name) == ("Pasted text", "Ada Novak")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "Choose a file, or paste contacts."),
        ({"text": "  "}, "Choose a file, or paste contacts."),
        ({"text": "nothing here"}, "No people were found in it"),
        ({"file": b""}, "The file is empty."),
        ({"file": b"\x89PNG\r\n\x1a\n...."}, "This is a picture."),
        ({"file": b"%PDF-1.7 ..."}, "This is a PDF."),
        ({"file": LINKEDIN, "text": "Ada"}, "Take one of them away."),
    ],
)
def test_what_is_no_file_of_contacts_is_said(alice_client: Client, fields: dict[str, Any], said: str) -> None:
    if "file" in fields:
        fields = fields | {"file": SimpleUploadedFile("people.csv", fields["file"])}
    answer = alice_client.post("/people/import/", fields)
    page = answer.content.decode()
    assert (answer.status_code, said in page, Import.objects.count()) == (422, True, 0)
    assert fields.get("text", "") in page
    assert ("people.csv was not read." in page) == ("file" in fields and "text" not in fields)


def test_too_large_a_file_is_not_even_read(alice_client: Client) -> None:
    with patch.object(forms, "MOST_BYTES", 100), patch.object(batches, "begin_import") as begin:
        answer = upload(alice_client)
    assert (answer.status_code, "larger than 50 MB" in answer.content.decode(), begin.called) == (422, True, False)


def test_somebody_may_go_by_a_link_alone(alice_client: Client) -> None:
    upload(alice_client, b"Wer,Wo\nhttps://ada.example,Nordgrid\n", "table.csv")
    batch = Import.objects.get()
    do(alice_client, batch, "columns", c0="link", c1="-")
    assert [row.name for row in batch.rows.all()] == ["https://ada.example"]


def test_columns_that_nobody_knows_are_matched_and_remembered(alice_client: Client) -> None:
    upload(alice_client, TABLE.encode(), "table.csv")
    batch = Import.objects.get()
    page = words(alice_client, batch)
    assert (batch.state, "Ada Novak<br>Wei Tanaka<br>Noor Haddad" in page) == ("mapping", True)
    wrong = do(alice_client, batch, "columns", c0="", c1="role", c2="")
    assert (wrong.status_code, "Say which column holds the name" in wrong.content.decode()) == (422, True)
    assert "Ada Novak<br>" in " ".join(wrong.content.decode().split())
    do(alice_client, batch, "columns", c0="display_name", c1="organization_name", c2="-", day_first="yes")
    batch.refresh_from_db()
    assert (batch.state, batch.layout["columns"], batch.layout["day_first"]) == (
        "ready",
        ["display_name", "organization_name", "-"],
        True,
    )
    assert "selected>Leave out" in alice_client.get(f"/people/import/{batch.pk}/?step=columns").content.decode()
    upload(alice_client, TABLE.replace("Noor", "Nora").encode(), "another.csv")
    assert Import.objects.latest("pk").state == "ready"


def test_a_file_is_read_again_as_the_user_says(alice_client: Client) -> None:
    upload(alice_client)
    batch = Import.objects.get()
    do(alice_client, batch, "read", format="auto", encoding="cp1252", delimiter=",")
    batch.refresh_from_db()
    assert (batch.layout["encoding"], batch.rows.count()) == ("cp1252", 2)
    for fields in ({"format": "vcard"}, {"format": "xlsx"}, {"format": "auto", "encoding": "klingon"}):
        answer = do(alice_client, batch, "read", **fields)
        assert (answer.status_code, "errorlist" in answer.content.decode(), batch.rows.count()) == (422, True, 2)


def test_dates_of_messages_are_taken_only_if_the_user_wants_them(alice_client: Client) -> None:
    content = zipped(*((name, (FILES / name).read_bytes()) for name in ("Connections.csv", "messages.csv")))
    kept = []
    alice_client.post("/people/import/", {"file": SimpleUploadedFile("export.zip", content)})
    batch = Import.objects.get()
    assert "the dates only" in words(alice_client, batch)
    for said in ({}, {"dates_of_messages": "on"}):
        do(alice_client, batch, "read", format="auto", **said)
        kept.append("Last message" in str(list(batch.rows.values_list("data", flat=True))))
    fields = {"file": SimpleUploadedFile("export.zip", content), "dates": "on"}
    alice_client.post("/people/import/", fields)
    kept.append("Last message" in str(list(Import.objects.latest("pk").rows.values_list("data", flat=True))))
    assert kept == [False, True, True]


def test_a_choice_comes_back_with_the_counts(alice_client: Client, alice: User) -> None:
    batch = make_import(alice)
    row = make_row(batch, "review", name="Marta", match=make_contact(alice, "Marta L"), why="work")
    headers = {"HX-Request": "true", "HX-Target": f"decision-{row.pk}"}
    fields = {"row": row.pk, "choice": "update"}
    part = alice_client.post(f"/people/import/{batch.pk}/choose/", fields, headers=headers).content.decode()
    assert ("<html" in part, "Import 1 person" in part, "Marta: Updates." in part) == (False, True, True)
    assert 'value="update" aria-pressed="true"' in part
    back = alice_client.post(f"/people/import/{batch.pk}/choose/", {"row": row.pk, "choice": "skip"})
    row.refresh_from_db()
    assert (back["Location"], row.choice) == (f"/people/import/{batch.pk}/#row-{row.pk}", "skip")


def test_all_of_a_kind_are_chosen_at_once(alice_client: Client, alice: User, bob: User) -> None:
    mine, theirs = make_import(alice), make_import(bob)
    for batch in (mine, theirs):
        for _ in range(2):
            make_row(batch, "review", match=make_contact(batch.owner), why="work")
        make_row(batch)
    headers = {"HX-Request": "true", "HX-Target": "import"}
    fields = {"of": "review", "choice": "skip", "show": "skip"}
    page = alice_client.post(f"/people/import/{mine.pk}/choose/", fields, headers=headers).content.decode()
    assert ("<html" in page, "2 rows: Skip." in page, "Skipped</h2>" in page) == (False, True, True)
    assert [row.choice for row in (*mine.rows.all(), *theirs.rows.all())] == ["skip", "skip", "", "", "", ""]


@pytest.mark.parametrize("fields", [{}, {"row": "x"}, {"of": "x"}, {"of": "new", "choice": "x"}])
def test_a_choice_of_nothing_is_refused(alice_client: Client, alice: User, fields: dict[str, str]) -> None:
    assert do(alice_client, make_import(alice), "choose", **fields).status_code == 422


def test_who_needs_a_look_can_be_decided_later(alice_client: Client, alice: User) -> None:
    alice.organizations.create(name="Nordgrid")
    make_contact(alice, "Ada Novak", organization=alice.organizations.get(), role="Analyst")
    upload(
        alice_client,
        b"BEGIN:VCARD\nFN:Wei Tanaka\nEND:VCARD\n"
        b"BEGIN:VCARD\nFN:Ada Novak\nORG:Nordgrid\nEMAIL:a@example.org\nEND:VCARD\n",
    )
    batch = Import.objects.get()
    do(alice_client, batch, "run")
    assert (people(), "1 needs a look." in words(alice_client, batch)) == (["Ada Novak", "Wei Tanaka"], True)
    do(alice_client, batch, "choose", of="review", choice="add")
    assert "Import 1 person" in words(alice_client, batch)
    do(alice_client, batch, "run")
    assert people() == ["Ada Novak", "Ada Novak", "Wei Tanaka"]


def test_a_great_import_runs_with_the_workers_and_is_stopped(alice_client: Client) -> None:
    with patch.object(batches, "AT_ONCE", 0), patch.object(batches, "start") as start:
        upload(alice_client)
        batch = Import.objects.get()
        do(alice_client, batch, "run")
    assert (start.call_args.args, people()) == ((batches.TASK, batch.pk), [])
    assert 'hx-trigger="every 1s"' in words(alice_client, batch)
    do(alice_client, batch, "stop")
    page = words(alice_client, batch)
    assert ("Stopped before anybody was brought in." in page, "Import 2 people" in page) == (True, True)


def test_of_a_file_whose_reading_was_stopped_nobody_comes_in_until_it_is_read_whole(alice_client: Client) -> None:
    upload(alice_client)
    batch = Import.objects.get()
    batch.rows.filter(number=2).delete()  # as where the reading was stopped behind the first
    Import.objects.update(state="cancelled", total=2, done=1)
    page = words(alice_client, batch)
    assert "Stopped while the file was read, after 1 row. Nothing was saved." in page
    assert ("Import 1 person" in page, ">Read again</button>" in page) == (False, True)
    do(alice_client, batch, "run")
    assert people() == []
    do(alice_client, batch, "read", format="auto")
    assert "Import 2 people" in words(alice_client, batch)


def test_a_file_is_discarded_and_what_is_in_is_not(alice_client: Client) -> None:
    upload(alice_client)
    do(alice_client, Import.objects.get(), "delete")
    assert (Import.objects.count(), ImportRow.objects.count(), toast(alice_client)) == (
        0,
        0,
        "Connections.csv is off the list.",
    )
    upload(alice_client)
    batch = Import.objects.get()
    do(alice_client, batch, "run")
    do(alice_client, batch, "delete")
    assert (Import.objects.count(), len(people())) == (1, 2)


def test_refused_rows_are_a_file_without_formulas(alice_client: Client, bob_client: Client, alice: User) -> None:
    batch = make_import(alice)
    make_row(batch, "refused", name="", data=None, reason="It has no name.", raw='=cmd(),"x"')
    answer: Any = alice_client.get(f"/people/import/{batch.pk}/refused/")
    assert b"".join(answer) == b'\xef\xbb\xbfLine,Reason,As in the file\r\n2,It has no name.,"\'=cmd(),""x"""\r\n'
    assert bob_client.get(f"/people/import/{batch.pk}/refused/").status_code == 404
