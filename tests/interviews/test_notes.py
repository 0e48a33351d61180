"""Notes: saved while one writes, with or without script, and never over a text from another window."""

from typing import Any

import pytest
from django.test import Client

from interviews.actions.learning import mark_of
from interviews.models import Interview
from tests.interviews.addresses import htmx, told, url

pytestmark = pytest.mark.usefixtures("clock")


def save(client: Client, interview: Interview, text: str, *, was: str = "", **fields: Any) -> Any:
    """Send the notes as the script does."""
    data = {"notes": text, "was": mark_of(was)} | fields
    return client.post(url("notes", interview.pk), data, headers=htmx("notes-state"))


def test_notes_are_saved_while_one_writes(alice_client: Client, held: Interview) -> None:
    response = save(alice_client, held, "One public project\r\n  and patience")
    held.refresh_from_db()
    assert held.notes == "One public project\n  and patience"
    assert "Saved 13:00" in response.content.decode()
    assert mark_of(held.notes) in response.content.decode()
    assert b"<html" not in response.content


def test_without_script_a_button_saves(alice_client: Client, held: Interview) -> None:
    response = alice_client.post(url("notes", held.pk), {"notes": "Patience", "was": mark_of("")})
    assert response.headers["Location"] == url("notes", held.pk)
    assert "Patience" in alice_client.get(url("notes", held.pk)).content.decode()


@pytest.mark.parametrize("headers", [{}, htmx("notes-state")])
def test_text_from_another_window_is_shown_and_kept(
    alice_client: Client, held: Interview, headers: dict[str, str]
) -> None:
    save(alice_client, held, "From the phone")
    data = {"notes": "From the desk", "was": mark_of("")}
    response = alice_client.post(url("notes", held.pk), data, headers=headers)
    assert (response.status_code, told(response)["between"]) == (422, "From the phone")
    assert "From the phone" in response.content.decode()
    assert headers or "From the desk" in response.content.decode()
    assert Interview.objects.get().notes == "From the phone"


def test_it_stays_refused_until_one_decides(alice_client: Client, held: Interview) -> None:
    save(alice_client, held, "From the phone")
    for _ in range(2):
        response = save(alice_client, held, "From the desk")
        assert told(response)["mark"] == mark_of("")
    assert Interview.objects.get().notes == "From the phone"


@pytest.mark.parametrize(("keep", "kept"), [("both", "From the phone\n\nFrom the desk"), ("mine", "From the desk")])
def test_both_texts_can_be_kept_or_one(alice_client: Client, held: Interview, keep: str, kept: str) -> None:
    save(alice_client, held, "From the phone")
    save(alice_client, held, "From the desk", keep=keep)
    assert Interview.objects.get().notes == kept


def test_the_same_text_twice_is_no_conflict(alice_client: Client, held: Interview) -> None:
    answers = [save(alice_client, held, "Patience") for _ in range(2)]
    assert [(answer.status_code, told(answer)["between"]) for answer in answers] == [(200, "")] * 2
    assert Interview.objects.get().notes == "Patience"


@pytest.mark.parametrize("text", ["x" * 200_000, "x" * 100_001, "a\x00b"])
def test_notes_that_cannot_be_kept_come_back(alice_client: Client, held: Interview, text: str) -> None:
    response = save(alice_client, held, text)
    assert (response.status_code, list(told(response)["form"].errors)) == (422, ["notes"])
    assert told(response)["form"]["notes"].value() == text


def test_what_is_written_is_never_markup(alice_client: Client, held: Interview) -> None:
    save(alice_client, held, "</textarea><script>alert(1)</script>")
    assert "<script>alert" not in alice_client.get(url("notes", held.pk)).content.decode()
