"""The bank as a user has it: the program's questions under the user's rows; and which of their answers counts."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from interviews.actions.bank import bank_of, keep_question, newest_answers
from interviews.importing.builtin import questions_by_key
from interviews.models import OwnAnswer, Question
from interviews.models.preparing import Topic
from tests.factories import NOW

KEY = next(iter(questions_by_key()))


def own(owner: User, text: str = "Whom do you ring?", **fields: Any) -> Question:
    """A row of the user's."""
    return owner.questions.create(**{"text": text, "topic": "path_in", "minutes": 3} | fields)


def say(owner: User, text: str, *, path: Any = None, prompt: str = "story_30s", days: int = 0) -> OwnAnswer:
    """A version of an answer, `days` old."""
    at = NOW - timedelta(days=days)
    return owner.ownanswers.create(prompt=prompt, path=path, text=text, created_at=at)


def test_a_new_bank_is_what_comes_with_the_program(alice: User, bob: User) -> None:
    own(bob)
    bank = bank_of(alice)
    assert [(one.key, one.text, one.pk) for one in bank] == [
        (key, question.text, None) for key, question in questions_by_key().items()
    ]
    assert sum(one.is_default for one in bank) == sum(one.default for one in questions_by_key().values())


def test_the_users_rows_lie_over_it(alice: User) -> None:
    mine, edited = own(alice), own(alice, "And then?", builtin=KEY, minutes=9)
    bank = bank_of(alice)
    first = bank[0]
    assert (first.key, first.pk, first.text, first.minutes, first.is_reworded) == (KEY, edited.pk, "And then?", 9, True)
    there = [one.ref for one in bank if one.topic == Topic.PATH_IN]
    assert ([one.ref for one in bank[: len(there)]], there[-1]) == (there, f"own.{mine.pk}")


def test_what_is_hidden_is_left_out_until_asked_for(alice: User) -> None:
    own(alice, is_hidden=True)
    own(alice, "", builtin=KEY, is_hidden=True)
    assert [one.key for one in bank_of(alice)] == list(questions_by_key())[1:]
    hidden = [one for one in bank_of(alice, hidden=True) if one.is_hidden]
    assert [(one.text, one.is_reworded) for one in hidden] == [
        (questions_by_key()[KEY].text, False),
        ("Whom do you ring?", False),
    ]


def test_of_a_question_that_left_the_program_the_users_words_stay(alice: User) -> None:
    own(alice, "And then?", builtin="path_in.gone")
    own(alice, "", builtin="path_in.went", is_hidden=True)
    assert [(one.key, one.text) for one in bank_of(alice, hidden=True) if one.pk] == [("", "And then?")]


def test_it_is_one_query(alice: User, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for number in range(30):
        own(alice, f"Question {number}")
    with django_assert_num_queries(1):
        assert len(bank_of(alice)) == len(questions_by_key()) + 30


def test_only_a_row_that_hides_has_no_words(alice: User) -> None:
    with pytest.raises(IntegrityError):
        own(alice, "", builtin=KEY)


def test_the_newest_answer_for_the_paths_counts_before_that_for_all(
    alice: User, bob: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    planner, actuary = (alice.careerpaths.create(name=name) for name in ("Planner", "Actuary"))
    say(alice, "as a planner, older", path=planner, days=3)
    newest = say(alice, "as an actuary", path=actuary, days=2)
    general = say(alice, "to anyone", days=0)
    tried = say(alice, "a course", prompt="tried", days=5)
    say(bob, "Bob's")
    with django_assert_num_queries(1):
        assert newest_answers(alice, [planner, actuary]) == {"story_30s": newest, "tried": tried}
    assert newest_answers(alice, []) == {"story_30s": general, "tried": tried}


def test_a_question_of_ones_own_without_words_deletes_no_other(alice: User) -> None:
    rows = [alice.questions.create(text=text, topic="close") for text in ("Who hires?", "Who else?")]
    rows[0].text = ""
    with pytest.raises(IntegrityError), transaction.atomic():
        keep_question(rows[0])
    assert alice.questions.count() == 2
