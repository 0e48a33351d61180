"""The live page: lines that come once and overwrite nothing, ticks, which question is answered, and the keys."""

import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from interviews.actions.lines import Written, write_line
from interviews.models import Interview, NoteLine, PlannedQuestion
from tests.factories import NOW
from tests.interviews.addresses import htmx, told, url

pytestmark = pytest.mark.usefixtures("clock")
KEY = UUID("11111111-1111-4111-8111-111111111111")
PARTS = htmx("parts")
MINUTE = timedelta(minutes=1)


@pytest.fixture
def question(scheduled: Interview) -> PlannedQuestion:
    """One that is planned."""
    return scheduled.questions.create(owner_id=scheduled.owner_id, text="What would you drop?", topic="daily_work")


def send(client: Client, interview: Interview, text: str, *, version: int = 0, **fields: Any) -> Any:
    """Send a line as the script does."""
    data = {"key": str(KEY), "text": text, "version": version} | fields
    return client.post(url("line_add", interview.pk), data, headers=PARTS)


def rows() -> list[tuple[str, str]]:
    """The lines that show, in their order."""
    return list(NoteLine.objects.filter(removed_at=None).values_list("text", "tag"))


def test_a_line_is_kept_and_its_version_told(alice_client: Client, scheduled: Interview) -> None:
    page = send(alice_client, scheduled, " One public\r\nproject ", tag="takeaway").content.decode()
    assert rows() == [("One public\nproject", "takeaway")]
    assert f'data-key="{KEY}" data-version="1"' in page
    assert "<html" not in page


def test_what_comes_twice_is_one_line(alice_client: Client, scheduled: Interview) -> None:
    for _ in range(2):
        assert told(send(alice_client, scheduled, "Patience"))["kept"].version == 1
    send(alice_client, scheduled, "Patience, and tea", version=1)
    send(alice_client, scheduled, "Patience")  # an older state of it that was long on its way
    assert rows() == [("Patience, and tea", "")]


def test_two_devices_keep_both_texts_once(alice_client: Client, scheduled: Interview) -> None:
    send(alice_client, scheduled, "A degree")
    send(alice_client, scheduled, "A project", version=1)
    keys = {told(send(alice_client, scheduled, "Two degrees", version=1))["kept"].key for _ in range(2)}
    assert rows() == [("A project", ""), ("Two degrees", "")]
    assert len(keys - {KEY}) == 1


@pytest.mark.parametrize(
    ("tag", "expected"),
    [("", [("Tea, at four", "takeaway")]), ("quote", [("Tea, at four", "quote"), ("Tea", "takeaway")])],
)
def test_what_a_line_is_marked_as_is_kept_beside_another_text(
    alice_client: Client, scheduled: Interview, tag: str, expected: list[tuple[str, str]]
) -> None:
    send(alice_client, scheduled, "Tea")
    send(alice_client, scheduled, "Tea, at four", version=1, tag=tag)
    for _ in range(2):
        send(alice_client, scheduled, "Tea", version=1, tag="takeaway")
    assert rows() == expected


@pytest.mark.parametrize("tag", ["", "quote"])
def test_a_line_that_was_written_on_elsewhere_is_not_emptied(
    alice_client: Client, scheduled: Interview, tag: str
) -> None:
    send(alice_client, scheduled, "Tea")
    send(alice_client, scheduled, "Tea, at four", version=1, tag=tag)
    send(alice_client, scheduled, "", version=1, tag="takeaway")
    assert rows() == [("Tea, at four", tag)]


def test_an_emptied_line_goes_and_comes_back_when_written_on(alice_client: Client, scheduled: Interview) -> None:
    send(alice_client, scheduled, "Patience")
    assert told(send(alice_client, scheduled, "", version=1))["kept"].version == 2
    assert rows() == []
    send(alice_client, scheduled, "Tea", version=2)
    assert rows() == [("Tea", "")]


def test_what_is_written_on_elsewhere_outlives_the_emptied_line(alice_client: Client, scheduled: Interview) -> None:
    send(alice_client, scheduled, "Pay bands")
    send(alice_client, scheduled, "", version=1)
    for _ in range(2):
        send(alice_client, scheduled, "Pay bands", version=1)
    assert rows() == [("Pay bands", "")]


@pytest.mark.parametrize(
    ("text", "words"), [("", "Type a line first."), ("  ", "Type a line first."), ("x" * 200_000, "Divide it.")]
)
@pytest.mark.parametrize("headers", [{}, PARTS])
def test_a_line_that_is_wrong_comes_back(
    alice_client: Client, scheduled: Interview, text: str, words: str, headers: dict[str, str]
) -> None:
    response = alice_client.post(url("line_add", scheduled.pk), {"text": text}, headers=headers)
    page = response.content.decode()
    assert (response.status_code, words in page, text.strip() in page) == (422, True, not headers or not text.strip())
    assert rows() == []


@pytest.mark.parametrize(
    "odd",
    [
        {"said_at": "0001-01-01T00:00:00+14:00"},
        {"said_at": "x"},
        {"second": "-1"},
        {"question": "9" * 30},
        {"tag": "x"},
    ],
)
def test_words_are_never_refused_for_what_comes_with_them(
    alice_client: Client, scheduled: Interview, odd: dict[str, Any]
) -> None:
    send(alice_client, scheduled, "Patience", **odd)
    line = NoteLine.objects.get()
    assert (line.text, line.said_at, line.second, line.question, line.tag) == ("Patience", NOW, None, None, "")


def test_lines_stand_in_the_order_in_which_they_were_typed(alice_client: Client, scheduled: Interview) -> None:
    for n, minutes in [(2, 2), (1, 5), (3, 1)]:
        at = (NOW - minutes * MINUTE).isoformat()
        send(alice_client, scheduled, f"Line {n}", key=f"{n}" * 8 + str(KEY)[8:], said_at=at, second=str(n))
    assert [text for text, _ in rows()] == ["Line 1", "Line 2", "Line 3"]
    assert list(NoteLine.objects.values_list("second", flat=True)) == [1, 2, 3]


def test_an_answer_ticks_its_question(alice_client: Client, scheduled: Interview, question: PlannedQuestion) -> None:
    send(alice_client, scheduled, "The forms", question=str(question.pk))
    question.refresh_from_db()
    assert question.asked_at == NOW
    for asked, at in [("", None), ("1", NOW), ("1", NOW)]:
        alice_client.post(url("question_asked", scheduled.pk, question.pk), {"asked": asked})
        question.refresh_from_db()
        assert question.asked_at == at


def test_the_question_that_is_answered_is_named(
    alice_client: Client, scheduled: Interview, question: PlannedQuestion
) -> None:
    for pk, asking in [(question.pk, question), (question.pk + 1, None), ("x", None)]:
        assert told(alice_client.get(url("live", scheduled.pk), {"q": str(pk)}))["asking"] == asking


@pytest.mark.parametrize(
    ("name", "words"), [("live", "While you talk"), ("prepare", "While you prepare"), ("notes", "")]
)
def test_the_list_of_keys_has_those_of_the_page(
    alice_client: Client, scheduled: Interview, name: str, words: str
) -> None:
    page = alice_client.get(url(name, scheduled.pk)).content.decode()
    assert re.findall(r"<h3[^>]*>(While you [a-z]+)</h3>", page) == [words] * bool(words)


def test_a_line_is_put_away_and_brought_back(alice_client: Client, bob_client: Client, scheduled: Interview) -> None:
    send(alice_client, scheduled, "Patience")
    assert bob_client.post(url("line_remove", scheduled.pk, KEY)).status_code == 404
    for headers in [{}, PARTS]:
        response = alice_client.post(url("line_remove", scheduled.pk, KEY), headers=headers)
        page = response if headers else alice_client.get(url("live", scheduled.pk))
        assert (rows(), url("line_restore", scheduled.pk, KEY) in page.content.decode()) == ([], True)
        alice_client.post(url("line_restore", scheduled.pk, KEY))
        assert rows() == [("Patience", "")]


def test_without_script_a_line_is_changed_on_its_page(alice_client: Client, scheduled: Interview) -> None:
    send(alice_client, scheduled, "Patience", tag="quote")
    form = told(alice_client.get(url("line_edit", scheduled.pk, KEY)))["line"].initial
    data = form | {"text": "Patience and tea", "tag": "quote"}
    assert alice_client.post(url("line_add", scheduled.pk), data).headers["Location"] == url("live", scheduled.pk)
    assert rows() == [("Patience and tea", "quote")]
    page = alice_client.post(url("line_add", scheduled.pk), data | {"text": "Only tea!"}, follow=True)
    assert "Both are kept." in page.content.decode()
    assert [text for text, _ in rows()] == ["Patience and tea", "Only tea!"]


@pytest.mark.parametrize("headers", [{}, PARTS])
def test_more_lines_take_no_more_queries(
    alice: User, alice_client: Client, scheduled: Interview, headers: dict[str, str]
) -> None:
    counts = []
    for n in (1, 30):
        for k in range(n):
            question = scheduled.questions.create(owner=alice, text=f"Question {k}", topic="daily_work")
            write_line(scheduled, Written(UUID(int=n * 100 + k), f"Line {k}", question=question), now=NOW)
        with CaptureQueriesContext(connection) as seen:
            alice_client.get(url("live", scheduled.pk), headers=headers)
        counts.append(len(seen))
    assert counts[0] == counts[1]
