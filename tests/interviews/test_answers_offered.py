"""Answers noted under questions that serve a gap are offered on the wrap-up, and kept one by one or all at once."""

from uuid import uuid4

import pytest
from django.test import Client

from accounts.models import User
from interviews.actions.offering import answers_of, keep_answers
from interviews.models import InformationGap, Interview, NoteLine
from tests.factories import NOW
from tests.interviews.addresses import htmx, undo_in, url

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def pay(alice: User) -> InformationGap:
    """What must be known."""
    return InformationGap.objects.create(owner=alice, text="What does it pay?")


def note(talk: Interview, text: str, gap: InformationGap | None, *, tag: str = "") -> NoteLine:
    """A line under a question that is to close the gap."""
    question = talk.questions.create(owner=talk.owner, text=f"Asked: {text}", gap=gap)
    said = {"key": uuid4(), "text": text, "tag": tag, "said_at": NOW}
    return talk.lines.create(owner=talk.owner, question=question, **said)


def offered(talk: Interview) -> list[str]:
    """What the page offers."""
    return [line.text for line in answers_of(talk)]


def test_unmarked_answers_about_a_gap(alice: User, held: Interview, pay: InformationGap) -> None:
    gone = InformationGap.objects.create(owner=alice, text="Old?", trashed_at=NOW)
    note(held, "46 thousand", pay)
    note(held, "Marked", pay, tag="takeaway")
    note(held, "No gap", None)
    note(held, "Gap removed", gone)
    for column in ("settled_at", "removed_at"):
        NoteLine.objects.filter(pk=note(held, column, pay).pk).update(**{column: NOW})
    assert offered(held) == ["46 thousand"]


@pytest.mark.parametrize("headers", [{}, htmx("takeaways")])
def test_one_is_kept_and_taken_back(
    alice_client: Client, held: Interview, pay: InformationGap, headers: dict[str, str]
) -> None:
    line = note(held, "46 thousand", pay)
    page = alice_client.post(url("line_take", held.pk, line.pk), headers=headers, follow=True)
    kept = held.takeaways.get()
    assert (kept.text, kept.gap, kept.said_by, offered(held)) == ("46 thousand", pay, held.people.get(), [])
    alice_client.post(undo_in(page), headers=headers)
    assert (held.takeaways.count(), offered(held)) == (0, ["46 thousand"])


@pytest.mark.parametrize("headers", [{}, htmx("takeaways")])
def test_all_are_kept_and_taken_back(
    alice_client: Client, held: Interview, pay: InformationGap, headers: dict[str, str]
) -> None:
    for text in ("46 thousand", "48 with on-call"):
        note(held, text, pay)
    page = alice_client.post(url("answers_keep", held.pk), headers=headers, follow=True)
    assert [row.text for row in held.takeaways.all()] == ["46 thousand", "48 with on-call"]
    for _ in range(2):
        alice_client.post(undo_in(page), headers=headers)
    assert (held.takeaways.count(), offered(held)) == (0, ["46 thousand", "48 with on-call"])


def test_twice_keeps_nothing_more(held: Interview, pay: InformationGap) -> None:
    note(held, "46 thousand", pay)
    assert [len(keep_answers(held, now=NOW)) for _ in range(2)] == [1, 0]


def test_what_is_no_pair_offers_nothing(alice_client: Client, held: Interview) -> None:
    for kept in ("", "x", "1", "1-", "-1", "9" * 30, "1-2-3", "0-0"):
        answer = alice_client.post(f"{url('answers_offer', held.pk)}?kept={kept}")
        assert (answer.status_code, answer["Location"]) == (302, url("wrap_up", held.pk))


def test_a_stranger_takes_nothing_back(
    alice_client: Client, bob_client: Client, held: Interview, pay: InformationGap
) -> None:
    note(held, "46 thousand", pay)
    note(held, "48", pay)
    undo = undo_in(alice_client.post(url("answers_keep", held.pk), follow=True))
    assert [bob_client.post(address).status_code for address in (undo, url("answers_keep", held.pk))] == [404, 404]
    assert held.takeaways.count() == 2
