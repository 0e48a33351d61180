"""What a cell in an older window leaves alone: an answer that another one wrote, a question that a talk holds."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from contacts.models import CareerPath
from interviews.actions.gaps import answer_gap
from interviews.models import InformationGap
from tests.factories import NOW, make_contact, make_interview
from tests.interviews.addresses import htmx, url


@pytest.fixture
def pay(alice: User) -> InformationGap:
    """What must be known."""
    return alice.informationgaps.create(text="What does it pay?")


@pytest.fixture
def energy(alice: User) -> CareerPath:
    """The path."""
    return alice.careerpaths.create(name="Energy analytics")


def test_an_older_window_puts_nothing_back(alice_client: Client, pay: InformationGap, energy: CareerPath) -> None:
    answer_gap(pay, said={energy: ("partly", "Written in window B")}, now=NOW)
    opened = {"initial-answer": "", "initial-state": "open"}  # window A, from before
    alice_client.post(url("cell_answer", pay.pk, energy.pk), {"answer": "", "state": "answered"} | opened)
    assert pay.answers.values_list("state", "answer").get() == ("answered", "Written in window B")


def test_new_words_leave_it_reopened(alice_client: Client, pay: InformationGap, energy: CareerPath) -> None:
    pay.answers.create(owner=pay.owner, path=energy, state="partly", answer="46", is_reopened=True)
    opened = {"initial-answer": "46", "initial-state": "partly"}
    alice_client.post(url("cell_answer", pay.pk, energy.pk), {"answer": "46 or 52", "state": "partly"} | opened)
    assert pay.answers.values_list("answer", "is_reopened").get() == ("46 or 52", True)


@pytest.mark.parametrize("serves", [True, False])
def test_ones_own_question_serves_and_undo_is_not_offered(
    alice_client: Client, alice: User, pay: InformationGap, energy: CareerPath, serves: bool
) -> None:
    talk = make_interview(alice, [make_contact(alice)], state="scheduled", ends_at=timezone.now() + timedelta(days=2))
    mine = talk.questions.create(owner=alice, text=str(pay).upper(), gap=pay if serves else None)
    answer: Any = alice_client.post(url("cell_ask", pay.pk, energy.pk, talk.pk), headers=htmx("cell"))
    assert (answer.context["said"], answer.context["undo_url"]) == ("It is among your questions for the talk.", "")
    assert [(row.pk, row.gap) for row in talk.questions.all()] == [(mine.pk, pay)]


def test_a_piece_that_is_moved_leads_to_its_new_cell(
    alice: User, alice_client: Client, pay: InformationGap, energy: CareerPath
) -> None:
    other = alice.careerpaths.create(name="Policy")
    piece = alice.takeaways.create(gap=pay, path=energy, text="46")
    headers = htmx("cell") | {"HX-Current-URL": f"http://testserver{url('explore')}"}
    opened = alice_client.get(url("evidence_edit", piece.pk), headers=headers).content.decode()
    assert opened.count('id="person-options"') == 1
    said = {"text": "46", "gap": pay.pk, "path": other.pk}
    page: Any = alice_client.post(url("evidence_edit", piece.pk), said, headers=headers)
    cells = re.findall(r'<a class="cell[^>]*?( aria-current="true")? id="c\d+-(\d+)"[^>]*tabindex="(-?\d)"', page.text)
    assert page.context["path"] == other
    assert cells == [("", str(energy.pk), "-1"), (' aria-current="true"', str(other.pk), "0")]
