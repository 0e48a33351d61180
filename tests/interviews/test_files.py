"""Files of a talk: known by their content, kept in pieces, private, capped, and brought back from the trash."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import User
from interviews.actions import files
from interviews.models import Attachment, Consent, Interview
from outreach.actions.emptying import empty_trash
from tests.factories import NOW
from tests.interviews.addresses import told, url

pytestmark = pytest.mark.usefixtures("clock")
PDF, SOUND = b"%PDF-1.7 a letter", b"OggS sound"


def send(client: Client, interview: Interview, content: bytes, kind: str = "document", name: str = "a.exe") -> int:
    """Send a file in; the status."""
    data = {"file": SimpleUploadedFile(name, content), "kind": kind}
    return client.post(url("file_add", interview.pk), data).status_code


@pytest.mark.parametrize(
    ("head", "media_type"),
    [
        (PDF, "application/pdf"),
        (b"\x89PNG\r\n\x1a\n..", "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"\xff\xfb\x90", "audio/mpeg"),
        (b"RIFF....WAVEfmt", "audio/wav"),
        (b"\0\0\0 ftypM4A ", "audio/mp4"),
        (b"\0\0\0 ftypisom", "video/mp4"),
        (b"\0\0\0 ftypheic\0\0\0\0mif1heic", "image/heic"),
        (b"\xff\xf1\x50\x80", "audio/aac"),
        (b"#!AMR\n", "audio/amr"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
        ("Łukasz".encode("utf-16"), "text/plain"),
        (b"\xff\xfe\x00", ""),
        (b"PK\x03\x04", "application/zip"),
        ("Łukasz".encode(), "text/plain"),
        (b"MZ\x90\0", ""),
        (b"", ""),
    ],
)
def test_content_tells_what_a_file_is(head: bytes, media_type: str) -> None:
    assert files.media_type_of(head) == media_type


def test_a_file_comes_back_as_it_was_sent(
    alice_client: Client, held: Interview, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("interviews.forms.files.PIECE", 5)
    assert send(alice_client, held, PDF, "resume", "CV “new”.pdf") == 302
    row = Attachment.objects.get()
    assert (row.kind, row.media_type, row.size, row.parts.count()) == ("resume", "application/pdf", len(PDF), 4)
    response = alice_client.get(url("file", held.pk, row.pk))
    assert response.getvalue() == PDF
    assert response["Content-Disposition"].startswith("attachment; filename")
    assert (response["X-Content-Type-Options"], response["Cache-Control"]) == ("nosniff", "private, no-store")


@pytest.mark.parametrize(
    ("content", "kind", "words"),
    [
        (b"MZ\x90\0", "document", "Only PDF"),
        (SOUND, "document", "Sound and video are recordings."),
        (PDF, "recording", "This is no recording."),
        (SOUND, "recording", "they said yes"),
        (PDF + b"x" * 100, "document", "larger than"),
    ],
)
def test_what_is_not_kept(
    alice_client: Client, held: Interview, monkeypatch: pytest.MonkeyPatch, content: bytes, kind: str, words: str
) -> None:
    monkeypatch.setattr(files, "MOST", 100)
    response = alice_client.post(url("file_add", held.pk), {"file": SimpleUploadedFile("a", content), "kind": kind})
    assert (response.status_code, words in str(told(response)["file"].errors)) == (422, True)
    assert Attachment.objects.count() == 0


def test_a_recording_is_kept_once_they_said_yes(alice: User, alice_client: Client, held: Interview) -> None:
    consent = {"interview": held, "wording": "May I record?", "asked_at": NOW}
    alice.consents.create(said_yes=False, **consent)
    assert send(alice_client, held, SOUND, "recording") == 422
    alice.consents.update(said_yes=True)
    assert send(alice_client, held, SOUND, "recording") == 302


def test_all_files_together_have_a_limit(
    alice_client: Client, held: Interview, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "QUOTA", 2 * len(PDF) - 1)
    assert (send(alice_client, held, PDF), send(alice_client, held, PDF)) == (302, 422)


def test_a_file_in_the_trash_comes_back_or_goes_for_good(alice_client: Client, held: Interview) -> None:
    send(alice_client, held, PDF)
    row = Attachment.objects.get()
    alice_client.post(url("file_remove", held.pk, row.pk))
    assert alice_client.get(url("file", held.pk, row.pk)).status_code == 404
    alice_client.post(url("file_restore", held.pk, row.pk))
    assert alice_client.get(url("file", held.pk, row.pk)).getvalue() == PDF
    alice_client.post(url("file_remove", held.pk, row.pk))
    empty_trash(now=NOW + timedelta(days=29))
    assert Attachment.objects.count() == 1
    empty_trash(now=NOW + timedelta(days=31))
    assert Attachment.objects.count() == 0


def test_a_file_is_its_owners_alone(alice_client: Client, bob_client: Client, held: Interview) -> None:
    send(alice_client, held, PDF)
    assert bob_client.get(url("file", held.pk, Attachment.objects.get().pk)).status_code == 404


def test_what_was_removed_is_listed_and_makes_room(alice: User, alice_client: Client, held: Interview) -> None:
    send(alice_client, held, PDF)
    row = Attachment.objects.get()
    remove, delete = (url(name, held.pk, row.pk) for name in ("file_remove", "file_delete"))
    assert alice_client.post(delete).status_code == 404
    alice_client.post(remove)
    page = alice_client.get(url("wrap_up", held.pk)).content.decode()
    assert ("Removed (1)" in page, delete in page, url("file_restore", held.pk, row.pk) in page) == (True, True, True)
    assert (f"{len(PDF)}\xa0bytes of 1.0\xa0GB used" in page, files.used_by(alice)) == (True, len(PDF))
    alice_client.post(delete)
    assert (Attachment.objects.count(), files.used_by(alice)) == (0, 0)


def test_both_tabs_take_and_show_files(alice_client: Client, scheduled: Interview) -> None:
    for tab in ("prepare", "wrap_up"):
        data = {"file": SimpleUploadedFile("CV.pdf", PDF), "kind": "resume", "tab": tab}
        assert alice_client.post(url("file_add", scheduled.pk), data).headers["Location"] == url(tab, scheduled.pk)
        row = Attachment.objects.latest("pk")
        page = alice_client.get(url(tab, scheduled.pk)).content.decode()
        assert [words in page for words in (url("file", scheduled.pk, row.pk), "Résumé, only if they ask")] == [
            True
        ] * 2
        response: Any = alice_client.post(url("file_add", scheduled.pk), {"tab": tab})
        assert (response.status_code, response.template_name) == (422, f"interviews/{tab}.html")
        removed = alice_client.post(url("file_remove", scheduled.pk, row.pk), {"tab": tab})
        assert removed.headers["Location"] == url(tab, scheduled.pk)


def test_a_recording_goes_when_its_promised_day_is_over(alice: User, held: Interview) -> None:
    said_on = NOW.date() - timedelta(days=1)
    Consent.objects.create(
        owner=alice, interview=held, said_yes=True, wording="May I?", asked_at=NOW, keep_until=said_on
    )
    about = {"owner": alice, "interview": held, "name": "talk", "size": 1}
    for kind in ("recording", "document"):
        Attachment.objects.create(kind=kind, **about)
    kept = []
    for days in (0, 1, 31):
        empty_trash(now=NOW + timedelta(days=days))
        kept.append(list(Attachment.objects.order_by("pk").values_list("kind", "trashed_at")))
    late = NOW + timedelta(days=1)
    document = ("document", None)
    assert kept == [[("recording", None), document], [("recording", late), document], [document]]
