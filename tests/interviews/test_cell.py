"""The panel of a cell: the answer, what was heard, who could tell more, and what is done about it there."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from contacts.models import CareerPath, Contact, Organization
from interviews.actions.gaps import answer_gap
from interviews.actions.who_knows import who_could_tell
from interviews.models import InformationGap, Interview, Takeaway
from tests.factories import NOW, make_contact, make_interview

HTMX = {"HX-Request": "true", "HX-Target": "cell"}
ON_EXPLORE = HTMX | {"HX-Current-URL": f"http://testserver{reverse('interviews:explore')}"}


@pytest.fixture
def pay(alice: User) -> InformationGap:
    """What must be known."""
    return alice.informationgaps.create(text="What does it pay?", kind="money")


@pytest.fixture
def energy(alice: User) -> CareerPath:
    """The path."""
    return alice.careerpaths.create(name="Energy analytics")


def url(name: str, gap: InformationGap, path: CareerPath, *more: int) -> str:
    """An address of the cell."""
    return reverse(f"interviews:{name}", args=[gap.pk, path.pk, *more])


def hear(gap: InformationGap, path: CareerPath | None, text: str = "Said", **said: Any) -> Takeaway:
    """A piece of evidence."""
    return Takeaway.objects.create(owner=gap.owner, gap=gap, path=path, text=text, **said)


def on(path: CareerPath, name: str, **fields: Any) -> Contact:
    """Somebody on the path."""
    person = make_contact(path.owner, name, **fields)
    path.contacts.add(person, through_defaults={"owner": path.owner})
    return person


def names(gap: InformationGap, path: CareerPath) -> list[str]:
    """Who could tell."""
    return [str(could.person) for could in who_could_tell(gap, path, now=NOW)[0]]


def page(client: Client, address: str, **headers: str) -> str:
    """What stands there."""
    return client.get(address, headers=headers).content.decode()


@pytest.mark.parametrize("headers", [{}, HTMX, ON_EXPLORE])
def test_it_is_a_page_and_a_panel(
    alice_client: Client, pay: InformationGap, energy: CareerPath, headers: dict[str, str]
) -> None:
    answer = alice_client.get(url("cell", pay, energy), headers=headers)
    assert answer.content.decode().lstrip().startswith('<div class="ex-detail" id="cell">') == bool(headers)
    opened = f"{reverse('interviews:explore')}?gap={pay.pk}&path={energy.pk}"
    assert answer.headers.get("HX-Replace-Url") == (opened if headers == ON_EXPLORE else None)


def test_a_strangers_gap_or_path_is_not_there(
    alice_client: Client, bob: User, pay: InformationGap, energy: CareerPath
) -> None:
    theirs = bob.informationgaps.create(text="Bob's"), bob.careerpaths.create(name="Bob's")
    pairs = [(pay, theirs[1]), (theirs[0], energy), theirs]
    assert [alice_client.get(url("cell", *pair)).status_code for pair in pairs] == [404] * 3
    assert [alice_client.post(url("cell_answer", *pair), {"answer": "x"}).status_code for pair in pairs] == [404] * 3


def test_evidence_says_who_when_and_how(
    alice_client: Client, alice: User, pay: InformationGap, energy: CareerPath
) -> None:
    talk = make_interview(alice, [make_contact(alice, "Ada Novak"), make_contact(alice, "Ravi Menon")], state="held")
    hear(pay, energy, "Forty-six", interview=talk, strength="second", speaks="against", is_quotable=True)
    text = page(alice_client, url("cell", pay, energy))
    words = ["Forty-six", ">Ada Novak</a>", ">Ravi Menon</a>", "talk on 24 Nov 2026", "second-hand", "against it"]
    words += ["may be quoted", "One source, second hand. Ask one more before you decide on this."]
    assert [word for word in words if word not in text] == []


def test_contradictions_stand_side_by_side(
    alice_client: Client, alice: User, pay: InformationGap, energy: CareerPath
) -> None:
    for speaks in ("for", "against", "neutral"):
        hear(pay, energy, speaks, speaks=speaks, strength="first", said_by=make_contact(alice))
    context: Any = alice_client.get(url("cell", pay, energy)).context
    sides = {name: [one.piece.text for one in context[name]] for name in ("said_for", "said_against", "said_of_it")}
    assert sides == {"said_for": ["for"], "said_against": ["against"], "said_of_it": ["neutral"]}
    assert context["weak"].startswith("Those who know it first-hand disagree.")


def test_the_page_is_there_for_a_path_that_is_put_aside(
    alice_client: Client, pay: InformationGap, energy: CareerPath
) -> None:
    hear(pay, energy, "Forty-six")
    CareerPath.objects.update(archived_at=NOW)
    assert "Forty-six" in page(alice_client, url("cell", pay, energy))


def test_the_answer_is_that_of_its_path(
    alice: User, alice_client: Client, pay: InformationGap, energy: CareerPath
) -> None:
    other = alice.careerpaths.create(name="Policy")
    answer_gap(pay, said={other: ("partly", "Elsewhere")}, now=NOW)
    told: Any = [alice_client.get(url("cell", pay, path)).context["answer"].answer for path in (energy, other)]
    assert told == ["", "Elsewhere"]


@pytest.mark.parametrize("headers", [{}, HTMX, ON_EXPLORE])
def test_the_answer_is_the_users(
    alice_client: Client, pay: InformationGap, energy: CareerPath, headers: dict[str, str]
) -> None:
    said = {"answer": "About 46", "state": "partly"}
    answer = alice_client.post(url("cell_answer", pay, energy), said, headers=headers)
    row = pay.answers.get()
    assert (row.answer, row.state) == ("About 46", "partly")
    if headers:
        assert ('hx-swap-oob="true">' in answer.content.decode()) == (headers == ON_EXPLORE)
        undo = reverse("interviews:evidence_restore", args=[pay.owner.removals.get().pk])
        assert f'hx-post="{undo}"' in answer.content.decode()
        alice_client.post(undo, headers=headers)
        row.refresh_from_db()
        assert (row.answer, row.state) == ("", "open")
    else:
        assert answer.headers["Location"] == url("cell", pay, energy)


def test_the_words_above_the_table_follow(
    alice_client: Client, alice: User, pay: InformationGap, energy: CareerPath
) -> None:
    hear(pay, energy, said_by=make_contact(alice))
    said = {"text": "Forty", "who": make_contact(alice, "Ada Novak").display_name}
    html = alice_client.post(url("evidence_add", pay, energy), said, headers=ON_EXPLORE).content.decode()
    lede = "No conversation yet, 1 of 1 answers has two sources."
    assert f'<p class="lede" id="lede" hx-swap-oob="true">{lede}</p>' in html
    assert f'<p class="lede" id="lede">{lede}</p>' in page(alice_client, reverse("interviews:explore"))


def test_it_offers_to_close_what_two_say(
    alice_client: Client, alice: User, pay: InformationGap, energy: CareerPath
) -> None:
    for name in ("Nordgrid", "Fjord Health"):
        place = Organization.objects.create(owner=alice, name=name)
        hear(pay, energy, strength="first", speaks="for", said_by=make_contact(alice, organization=place))
    answer_gap(pay, said={energy: ("partly", "About 46")}, now=NOW)
    assert "say the same: close it?" in page(alice_client, url("cell", pay, energy))
    alice_client.post(url("cell_answer", pay, energy), {"state": "answered"})
    assert pay.answers.values_list("state", "answer").get() == ("answered", "About 46")
    assert "close it?" not in page(alice_client, url("cell", pay, energy))


@pytest.mark.parametrize("wrong", [{"text": ""}, {"who": "Nobody Known"}, {"said_on": "2999-01-01"}, {"strength": "x"}])
def test_evidence_that_cannot_be_comes_back(
    alice_client: Client, pay: InformationGap, energy: CareerPath, wrong: dict[str, str]
) -> None:
    said = {"text": "What was typed", "who": ""} | wrong
    answer = alice_client.post(url("evidence_add", pay, energy), said, headers=HTMX)
    context: Any = answer.context
    assert (answer.status_code, list(context["new_form"].errors)) == (422, list(wrong))
    assert ("What was typed" in answer.content.decode()) == ("text" not in wrong)
    assert not pay.evidence.exists()


def test_evidence_by_hand_names_who_and_when(
    alice_client: Client, alice: User, bob: User, pay: InformationGap, energy: CareerPath
) -> None:
    ada, _ = make_contact(alice, "Ada Novak"), make_contact(bob, "Ada Novak")
    said = {"text": "Forty", "who": "ada novak", "said_on": "2026-11-02", "speaks": "for", "strength": "first"}
    alice_client.post(url("evidence_add", pay, energy), said | {"is_quotable": "on"})
    piece = pay.evidence.get()
    assert (piece.text, piece.path, piece.said_by, str(piece.said_on)) == ("Forty", energy, ada, "2026-11-02")
    assert (piece.speaks, piece.strength, piece.is_quotable) == ("for", "first", True)


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_piece_is_changed_removed_and_brought_back(
    alice_client: Client, alice: User, pay: InformationGap, energy: CareerPath, headers: dict[str, str]
) -> None:
    piece = hear(pay, energy, "Forty", said_by=make_contact(alice, "Ada Novak", archived_at=NOW))
    edit, gone = (reverse(f"interviews:evidence_{verb}", args=[piece.pk]) for verb in ("edit", "remove"))
    assert 'value="Ada Novak"' in page(alice_client, edit, **headers)
    said = {"text": "Fifty", "who": "Ada Novak", "gap": pay.pk, "path": energy.pk}
    assert alice_client.post(edit, said | {"text": ""}, headers=headers).status_code == 422
    alice_client.post(edit, said, headers=headers)
    alice_client.post(gone, headers=headers)
    assert not pay.evidence.exists()
    alice_client.post(reverse("interviews:evidence_restore", args=[alice.removals.get().pk]), headers=headers)
    assert [(row.pk, row.text, str(row.said_by)) for row in pay.evidence.all()] == [(piece.pk, "Fifty", "Ada Novak")]


def test_what_speaks_of_no_path_is_put_here(
    alice_client: Client, alice: User, pay: InformationGap, energy: CareerPath
) -> None:
    piece = hear(pay, None, "Forty")
    assert "On no path yet" in page(alice_client, url("cell", pay, energy))
    alice_client.post(url("cell_put", pay, energy, piece.pk))
    piece.refresh_from_db()
    assert (piece.path, alice_client.post(url("cell_put", pay, energy, piece.pk)).status_code) == (energy, 404)


def test_a_line_that_answers_the_question_is_kept_and_given_back(
    alice_client: Client, alice: User, pay: InformationGap, energy: CareerPath
) -> None:
    talk = make_interview(alice, state="held")
    other = alice.careerpaths.create(name="Policy")
    for path in (energy, other):
        talk.paths.add(path, through_defaults={"owner": alice})
    asked = talk.questions.create(owner=alice, text="And the pay?", gap=pay)
    line = talk.lines.create(
        owner=alice, key="0b5c9a5e-9d0c-4d1c-8f0e-2f6f0e9c1a11", text="46", question=asked, said_at=NOW
    )
    assert "Said in a talk, not kept yet" in page(alice_client, url("cell", pay, energy))
    alice_client.post(url("cell_keep", pay, energy, line.pk))
    piece = pay.evidence.get()
    assert (piece.text, piece.path, piece.interview) == ("46", energy, talk)
    assert "not kept yet" not in page(alice_client, url("cell", pay, energy))
    alice_client.post(url("cell_unkeep", pay, energy, line.pk, piece.pk))
    assert "Said in a talk, not kept yet" in page(alice_client, url("cell", pay, energy))
    assert not pay.evidence.exists()


def test_who_could_tell_comes_in_the_order_of_promise(
    alice: User, bob: User, pay: InformationGap, energy: CareerPath
) -> None:
    on(energy, "Cold")
    on(energy, "Touched", last_touch_at=NOW)
    on(energy, "Introduced", introducer=make_contact(alice, "Priya"))
    on(energy, "Warm", warmth="warm")
    make_interview(alice, [on(energy, "Met on Thursday")], state="scheduled")
    alice.mayknows.create(contact=make_contact(alice, "May know"), gap=pay)
    on(bob.careerpaths.create(name="Energy analytics"), "Bob's")
    assert names(pay, energy) == ["May know", "Met on Thursday", "Warm", "Introduced", "Touched", "Cold"]


def test_nobody_is_asked_twice(alice: User, pay: InformationGap, energy: CareerPath) -> None:
    said, asked, there = (on(energy, name) for name in ("Said it", "Was asked", "Was there"))
    hear(pay, energy, said_by=said)
    talk = make_interview(alice, [asked], state="held")
    talk.questions.create(owner=alice, text="Pay?", gap=pay, asked_at=NOW)
    hear(pay, energy, interview=make_interview(alice, [there], state="held"))
    on(energy, "Archived", archived_at=NOW)
    on(energy, "Trashed", trashed_at=NOW)
    hear(alice.informationgaps.create(text="Other"), energy, said_by=make_contact(alice, "Spoke of the path"))
    assert names(pay, energy) == ["Spoke of the path"]


def test_eight_are_shown_and_the_rest_counted(alice_client: Client, pay: InformationGap, energy: CareerPath) -> None:
    for number in range(10):
        on(energy, f"Person {number}")
    people, more = who_could_tell(pay, energy, now=NOW)
    assert (len(people), more) == (8, 2)
    assert "and 2 more" in page(alice_client, url("cell", pay, energy))


def test_one_tap_puts_the_question_on_a_talk(
    alice_client: Client, alice: User, pay: InformationGap, energy: CareerPath
) -> None:
    hanna = on(energy, "Hanna Virtanen", given_name="Hanna")
    talk = make_interview(alice, [hanna], state="scheduled", ends_at=timezone.now() + timedelta(days=2))
    assert "Add to Hanna’s prep" in page(alice_client, url("cell", pay, energy))
    for _ in range(2):
        alice_client.post(url("cell_ask", pay, energy, talk.pk))
    row = talk.questions.get()
    assert (row.text, row.gap, row.topic, row.is_must) == ("What does it pay?", pay, "money_security", True)
    assert "in your questions" in page(alice_client, url("cell", pay, energy))
    alice_client.post(url("cell_unask", pay, energy, row.pk))
    assert not talk.questions.exists()


def test_a_talk_that_is_over_takes_no_question(
    alice_client: Client, alice: User, pay: InformationGap, energy: CareerPath
) -> None:
    over: Interview = make_interview(alice, [on(energy, "Ada")], state="held")
    assert alice_client.post(url("cell_ask", pay, energy, over.pk)).status_code == 404
    assert not over.questions.exists()


def test_nobody_in_the_trash_introduces(
    alice_client: Client, alice: User, pay: InformationGap, energy: CareerPath
) -> None:
    on(energy, "Introduced", introducer=make_contact(alice, "Ivy", trashed_at=NOW))
    on(energy, "Touched", last_touch_at=NOW)
    assert names(pay, energy) == ["Touched", "Introduced"]
    assert "ask Ivy" not in page(alice_client, url("cell", pay, energy))
