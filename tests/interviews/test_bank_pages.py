"""The pages of the question bank: shown by topic, a question added, changed, hidden and shown again."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from interviews.actions.bank import bank_of
from interviews.importing.builtin import questions_by_key
from interviews.models import Question
from tests.interviews.addresses import htmx, told, url

KEY, BUILTIN = next(iter(questions_by_key().items()))
SAID = {"text": "And then?", "topic": "close", "minutes": "4", "gap_kind": "fit", "sensitivity": "late"}
HTMX = htmx(f"q-{KEY.replace('.', '-')}")


def shown(client: Client, topic: str = "") -> list[str]:
    """The words of each question on the page."""
    page = told(client.get(url("question_list"), {"topic": topic}))
    return [question.text for _, questions in page["groups"] for question in questions]


def rows(owner: User) -> list[tuple[Any, ...]]:
    """What is kept of the user's own."""
    return list(owner.questions.values_list("text", "topic", "minutes", "builtin", "is_hidden"))


@pytest.fixture
def mine(alice: User) -> Question:
    """One of Alice's own."""
    return alice.questions.create(text="Whom do you ring?", topic="close", minutes=3, is_default=True)


def test_the_bank_is_shown_by_topic(alice_client: Client, alice: User, bob: User, mine: Question) -> None:
    bob.questions.create(text="Bob's?", topic="close")
    assert shown(alice_client) == [question.text for question in bank_of(alice)]
    close = [question.text for key, question in questions_by_key().items() if question.topic == "close"]
    assert shown(alice_client, "close") == [*close, "Whom do you ring?"]
    assert shown(alice_client, "own") == ["Whom do you ring?"]
    assert len(shown(alice_client, "default")) == sum(one.default for one in questions_by_key().values()) + 1
    assert shown(alice_client, "nonsense") == shown(alice_client)


def test_the_part_of_one_topic(alice_client: Client) -> None:
    page = alice_client.get(url("question_list"), {"topic": "close"}, headers=htmx("bank")).content.decode()
    assert page.lstrip().startswith('<div class="stack" id="bank">')


def test_flags_stand_in_words(alice_client: Client, alice: User) -> None:
    said = {"topic": "close", "minutes": 3, "gap_kind": "fit", "sensitivity": "money"}
    alice.questions.create(text="Whom?", is_default=True, can_look_up=True, **said)
    page = alice_client.get(url("question_list"), {"topic": "own"}).content.decode()
    words = "3 min. Helps with my fit. In the standard set. A search could answer it. "
    assert f"{words}About money: ask for ranges, late. Yours" in page


def test_one_of_my_own_is_added_and_changed(alice_client: Client, alice: User) -> None:
    answer = alice_client.post(url("question_list"), {"text": "  And  then? ", "topic": "close"})
    assert answer.headers["Location"] == f"{url('question_list')}?topic=close"
    assert rows(alice) == [("And then?", "close", 2, "", False)]
    alice_client.post(url("question_edit", f"own.{alice.questions.get().pk}"), SAID)
    assert rows(alice) == [("And then?", "close", 4, "", False)]


@pytest.mark.parametrize("wrong", [{"text": " "}, {"topic": "x"}, {"minutes": "61"}, {"text": "x" * 301}])
@pytest.mark.parametrize("page", ["question_list", "question_edit"])
def test_one_that_cannot_be_comes_back(alice_client: Client, alice: User, wrong: dict[str, str], page: str) -> None:
    answer = alice_client.post(url(page, *([KEY] if page == "question_edit" else [])), SAID | wrong)
    assert (answer.status_code, list(told(answer)["form"].errors)) == (422, list(wrong))
    assert rows(alice) == []


def test_a_built_in_one_that_is_changed_is_the_users_until_it_says_the_same_again(
    alice_client: Client, alice: User
) -> None:
    edit = url("question_edit", KEY)
    alice_client.post(edit, SAID)
    alice_client.post(edit, SAID | {"minutes": "5"})
    assert rows(alice) == [("And then?", "close", 5, KEY, False)]
    page = alice_client.get(edit)
    assert BUILTIN.text in page.content.decode()
    same = {"text": BUILTIN.text, "topic": BUILTIN.topic, "minutes": BUILTIN.minutes, "gap_kind": BUILTIN.gap}
    same |= {"sensitivity": BUILTIN.sensitivity} | ({"is_default": "on"} if BUILTIN.default else {})
    alice_client.post(edit, same | ({"can_look_up": "on"} if BUILTIN.lookup else {}))
    assert rows(alice) == []


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_built_in_one_is_hidden_and_shown_again(alice_client: Client, alice: User, headers: dict[str, str]) -> None:
    for _ in range(2):
        answer = alice_client.post(url("question_hide", KEY), headers=headers, follow=not headers)
    assert rows(alice)[0][3:] == (KEY, True)
    assert url("question_show", KEY) in answer.content.decode()
    assert (BUILTIN.text in shown(alice_client), shown(alice_client, "hidden")) == (False, [BUILTIN.text])
    alice_client.post(url("question_show", KEY), headers=headers)
    assert (rows(alice), BUILTIN.text in shown(alice_client)) == ([], True)


def test_the_users_words_outlive_hiding(alice_client: Client, alice: User, mine: Question) -> None:
    alice_client.post(url("question_edit", KEY), SAID)
    for ref in (KEY, f"own.{mine.pk}"):
        for verb in ("question_hide", "question_show"):
            alice_client.post(url(verb, ref))
    assert sorted(shown(alice_client, "own")) == ["And then?", "Whom do you ring?"]


@pytest.mark.parametrize("ref", ["path_in.none", "own.x", f"own.{'9' * 30}", "own.0"])
def test_what_is_not_in_the_bank_is_not_found(alice_client: Client, alice: User, bob: User, ref: str) -> None:
    strange = bob.questions.create(text="Bob's?", topic="close")
    for name in (ref, f"own.{strange.pk}"):
        statuses = {alice_client.post(url(verb, name)).status_code for verb in ("question_hide", "question_edit")}
        assert statuses == {404}


def test_the_bank_asks_as_often_for_30_as_for_one(alice_client: Client, alice: User) -> None:
    def count(more: int) -> int:
        for _ in range(more):
            alice.questions.create(text="Whom?", topic="close")
        with CaptureQueriesContext(connection) as queries:
            alice_client.get(url("question_list"))
        return len(queries)

    count(1)
    assert count(1) == count(28)
