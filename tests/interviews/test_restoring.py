"""Undo of what was removed: each toast brings back its own, or says why it cannot; nothing is left out unsaid."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from contacts.models import Contact
from interviews.actions.bank import say_answer
from interviews.actions.refusals import MoveError
from interviews.actions.restoring import bring_back, forget_removals, remove
from interviews.models import Interview, Removal
from tests.factories import NOW, make_contact, make_interview
from tests.interviews.addresses import htmx, undo_in, url

pytestmark = pytest.mark.usefixtures("clock")
QUESTIONS = htmx("questions")


def test_each_toast_brings_back_its_own(alice: User, alice_client: Client, scheduled: Interview) -> None:
    other = make_interview(alice, state="scheduled")
    rows = [
        it.questions.create(owner=alice, text=text) for it, text in [(scheduled, "a"), (scheduled, "b"), (other, "c")]
    ]
    pages = [alice_client.post(url("planned_remove", row.interview_id, row.pk), headers=QUESTIONS) for row in rows]
    for page, there in zip(pages, ["a", "ab", "abc"], strict=True):
        alice_client.post(undo_in(page), headers=QUESTIONS)
        assert "".join(alice.plannedquestions.order_by("text").values_list("text", flat=True)) == there


def test_a_question_comes_back_without_what_it_was_taken_from(alice: User, scheduled: Interview) -> None:
    source = alice.questions.create(text="Who hires?", topic="close")
    kept = remove(scheduled.questions.create(owner=alice, text="Who hires?", source=source), now=NOW)
    source.delete()
    bring_back(kept, now=NOW)
    assert scheduled.questions.get().source is None


@pytest.mark.parametrize("again", [{"text": "WHO hires?"}, {"text": "Other words", "builtin": "close.who"}])
def test_a_question_that_was_added_again_does_not_come_back_beside_it(scheduled: Interview, again: Any) -> None:
    add = scheduled.questions.create
    kept = remove(add(owner=scheduled.owner, text="Who hires?", builtin="close.who"), now=NOW)
    add(owner=scheduled.owner, **again)
    with pytest.raises(MoveError, match="written down again"):
        bring_back(kept, now=NOW)
    assert [row.text for row in scheduled.questions.all()] == [again["text"]]


@pytest.mark.parametrize("headers", [{}, htmx("referrals")])
def test_who_was_named_again_meanwhile_is_said(
    alice: User, alice_client: Client, held: Interview, grace: Contact, headers: dict[str, str]
) -> None:
    about = {"owner": alice, "named_by": grace, "contact": make_contact(alice)}
    row = held.referrals.create(**about, why="Hires")
    page = alice_client.post(url("referral_remove", held.pk, row.pk), headers=headers, follow=True)
    held.referrals.create(**about, why="Flies")
    answer = alice_client.post(undo_in(page), headers=headers)
    assert (answer.get("HX-Redirect") or answer["Location"]) == url("wrap_up", held.pk)
    assert "the same was written down again" in alice_client.get(url("wrap_up", held.pk)).content.decode()
    assert [each.why for each in held.referrals.all()] == ["Flies"]


def test_an_answer_for_a_path_that_is_gone_is_not_for_all(alice: User, alice_client: Client) -> None:
    path = alice.careerpaths.create(name="Energy")
    row = say_answer(alice, prompt="tried", path=path, text="A course", now=NOW)
    page = alice_client.post(url("own_answer_remove", row.pk), follow=True)
    path.delete()
    said = alice_client.post(undo_in(page), follow=True).content.decode()
    assert (alice.ownanswers.count(), "what it belonged to is gone" in said) == (0, True)


def test_evidence_comes_back_under_the_scores_that_rest_on_it(alice: User) -> None:
    paths = [alice.careerpaths.create(name=name) for name in ("Energy", "Policy")]
    pay = alice.criteria.create(name="Pay", weight=100)
    kept, gone = (alice.scores.create(criterion=pay, path=path, value=4) for path in paths)
    piece = alice.takeaways.create(text="Forty-six", path=paths[0])
    for score in (kept, gone):
        score.evidence.add(piece, through_defaults={"owner": alice})
    removed = remove(piece, now=NOW)
    gone.delete()
    for _ in range(2):
        bring_back(removed, now=NOW)
    assert list(alice.score_evidence.values_list("score", "takeaway__text")) == [(kept.pk, "Forty-six")]


def test_each_former_address_comes_back_by_its_own_undo(alice: User, alice_client: Client) -> None:
    pages = [alice_client.post(url("calendar_renew"), follow=True) for _ in range(3)]
    tokens = [re.findall(r"/cal/([\w-]+)\.ics", page.content.decode())[0] for page in pages]
    for page, token in [(pages[1], tokens[0]), (pages[2], tokens[1])]:
        alice_client.post(undo_in(page))
        assert list(alice.calendarfeeds.values_list("token", flat=True)) == [token]


def test_what_was_removed_is_forgotten_after_a_day(alice: User, held: Interview) -> None:
    for text in "ab":
        remove(held.takeaways.create(owner=alice, text=text), now=NOW)
    Removal.objects.filter(columns__text="a").update(created_at=NOW - timedelta(days=1))
    forget_removals(now=NOW)
    assert [row.columns["text"] for row in alice.removals.all()] == ["b"]
