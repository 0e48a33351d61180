"""Many questions at once, pasted as lines."""

from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from accounts.models import User
from interviews.actions.gaps import paste_gaps
from interviews.importing.pasting import read_lines

PASTE = reverse("interviews:gap_paste")


def texts(owner: User) -> list[tuple[str, str]]:
    """What is there."""
    return list(owner.informationgaps.active().order_by("pk").values_list("text", "importance"))


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("- Why?", "Why?"),
        ("* [ ] Why?", "Why?"),
        ("– Why?", "Why?"),
        ("1. Why?", "Why?"),
        ("(2) Why?", "Why?"),
        ("10) Why  now?", "Why now?"),
        ("a) Why?", "Why?"),
        ("\t•  Why?\r", "Why?"),
        ("24/7 on call?", "24/7 on call?"),
        ("3 days a week?", "3 days a week?"),
        ("2.5 years?", "2.5 years?"),
        ("A job abroad?", "A job abroad?"),
    ],
)
def test_what_stands_before_a_line_is_left_out(line: str, text: str) -> None:
    assert [each.text for each in read_lines(line)] == [text]


def test_blank_lines_and_doubles_are_skipped() -> None:
    lines = read_lines("Why?\n\n - \n---\n2. why?\nWho?")
    assert [(line.number, line.text) for line in lines] == [(1, "Why?"), (6, "Who?")]


def test_ten_are_added_at_once_and_undone_at_once(alice_client: Client, alice: User, bob: User) -> None:
    alice.informationgaps.create(text="Question 3?")
    bob.informationgaps.create(text="Question 4?")
    said = {"lines": "\n".join(f"{n}. Question {n}?" for n in range(1, 11)), "importance": "good"}
    answer = alice_client.post(PASTE, said)
    (message,) = get_messages(answer.wsgi_request)
    assert (answer["Location"], str(message)) == (
        reverse("interviews:gap_list"),
        "9 questions added, 1 was there already.",
    )
    assert texts(alice) == [("Question 3?", "must")] + [(f"Question {n}?", "good") for n in range(1, 11) if n != 3]
    alice_client.post(message.extra_tags)
    assert (texts(alice), len(texts(bob))) == ([("Question 3?", "must")], 1)


def test_one_that_differs_in_capitals_alone_is_there_already(alice: User) -> None:
    paste_gaps(alice, texts=["What is a Straße worth?"], importance="must")
    assert paste_gaps(alice, texts=["WHAT IS A Straße WORTH?", "Who hires?", "who hires?"], importance="must") == [
        alice.informationgaps.get(text="Who hires?")
    ]


def test_where_there_is_a_path_it_leads_to_the_table(alice_client: Client, alice: User) -> None:
    alice.careerpaths.create(name="Energy")
    assert alice_client.post(PASTE, {"lines": "Why?", "importance": "must"})["Location"] == reverse(
        "interviews:explore"
    )


def test_a_strangers_paste_cannot_be_undone(bob_client: Client, alice: User) -> None:
    gap = alice.informationgaps.create(text="Why?")
    assert bob_client.post(reverse("interviews:gap_unpaste", args=[gap.pk])).status_code == 404
    assert texts(alice) == [("Why?", "must")]


@pytest.mark.parametrize(
    ("lines", "error"),
    [
        ("", "This field is required."),
        ("- \n--", "There is no question in this. Write one a line."),
        ("Why?\n" + "x" * 301, "Line 2 is too long (301 letters of 300)."),
        ("\n".join(f"Why {n}?" for n in range(201)), "These are 201 questions. Paste at most 200 at once."),
    ],
)
def test_what_cannot_be_comes_back(alice_client: Client, alice: User, lines: str, error: str) -> None:
    answer: Any = alice_client.post(PASTE, {"lines": lines, "importance": "must"})
    assert (answer.status_code, answer.context["form"].errors["lines"]) == (422, [error])
    assert (lines.strip() in answer.content.decode(), texts(alice)) == (True, [])
