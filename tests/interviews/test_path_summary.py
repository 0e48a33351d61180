"""The page of one path: what was learned by topic, contradictions, people, what is open; its Markdown file."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from contacts.models import CareerPath, ContactPath, Organization
from interviews.actions.gaps import answer_gap
from interviews.actions.learning import add_takeaway
from interviews.actions.path_summary import PathSummary, summarize_path
from interviews.actions.solidity import Level
from interviews.exporting.markdown import Part, plain, write_markdown
from interviews.models import Interview, Takeaway
from tests.factories import NOW, make_contact, make_interview
from tests.interviews.addresses import undo_in, url

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def energy(alice: User) -> CareerPath:
    """The path."""
    return CareerPath.objects.create(owner=alice, name="Energy analytics", draws="Wind", small_test="A notebook")


def hold(path: CareerPath, name: str, *, days: int = 3, **fields: Any) -> Interview:
    """A talk about the path with somebody of that name."""
    place = Organization.objects.get_or_create(owner=path.owner, name=f"Works of {name}")[0]
    person = make_contact(path.owner, name, organization=place)
    talk = make_interview(path.owner, [person], state="held", ends_at=NOW - timedelta(days=days), **fields)
    talk.paths.add(path, through_defaults={"owner": path.owner})
    return talk


def dispute(path: CareerPath) -> Takeaway:
    """Grace and Wei, each first-hand, disagree on the pay; the last piece."""
    pay = path.owner.informationgaps.create(text="What does it pay?", kind="money")
    said = {"Grace": "for", "Wei": "against"}
    return [
        add_takeaway(hold(path, name, feeling=4), text=f"{name} says", gap=pay, speaks=speaks, strength="first")
        for name, speaks in said.items()
    ][-1]


def seen(path: CareerPath) -> PathSummary:
    """What the page says."""
    return summarize_path(path, now=NOW)


def test_by_topic_and_without_a_question_last(alice: User, energy: CareerPath) -> None:
    talk = hold(energy, "Grace")
    gone = alice.informationgaps.create(text="Old?", kind="work", trashed_at=NOW)
    own = alice.informationgaps.create(text="Own?")
    pay = alice.informationgaps.create(text="Pay?", kind="money")
    for text, gap in (("Free", None), ("Removed", gone), ("Own", own), ("Pays", pay)):
        add_takeaway(talk, text=text, gap=gap)
    told = [(topic.name, [one.piece.text for one in topic.said]) for topic in seen(energy).topics]
    ordered = [
        ("Pay and security", ["Pays"]),
        ("Other questions", ["Own"]),
        ("Without a question", ["Removed", "Free"]),
    ]
    assert told == ordered


def test_contradictions_side_by_side(energy: CareerPath) -> None:
    dispute(energy)
    (clash,) = seen(energy).clashes
    sides = [[one.piece.text for one in side] for side in (clash.speaks_for, clash.speaks_against)]
    assert (str(clash.gap), sides) == ("What does it pay?", [["Grace says"], ["Wei says"]])
    assert [row.level for row in seen(energy).open] == [Level.DISAGREE]


def test_answers_are_kept_apart_from_what_is_open(alice: User, energy: CareerPath) -> None:
    known, partly, nothing = (alice.informationgaps.create(text=text) for text in ("Known?", "Partly?", "Nothing?"))
    answer_gap(known, said={energy: ("answered", "Yes")}, now=NOW)
    answer_gap(partly, said={energy: ("partly", "Perhaps")}, now=NOW)
    summary = seen(energy)
    assert [row.gap for row in summary.answers] == [known, partly]
    assert [row.gap for row in summary.open] == [partly, nothing]


def test_who_was_asked_and_who_gave_what(alice: User, energy: CareerPath) -> None:
    talk = hold(energy, "Grace")
    both = make_interview(alice, [make_contact(alice, "Noor"), make_contact(alice, "Tomás")], state="held")
    add_takeaway(both, text="Both said", path=energy)
    ContactPath.objects.create(owner=alice, contact=talk.people.get(), path=energy, has_left=True)
    told = [(str(voice.person), voice.has_left, len(voice.talks), voice.given) for voice in seen(energy).voices]
    assert told == [("Grace", True, 1, 0), ("Noor", False, 0, 1), ("Tomás", False, 0, 1)]
    assert [(one.piece.text, one.who) for topic in seen(energy).topics for one in topic.said] == [
        ("Both said", "Noor and Tomás")
    ]


def test_the_page(alice_client: Client, energy: CareerPath) -> None:
    dispute(energy)
    html = alice_client.get(url("path_summary", energy.pk)).content.decode()
    words = ("Energy analytics", "Thin: 2 talks", "Sources disagree", "Grace says", "Wind", "A notebook", "rather yes")
    assert [text for text in words if text not in html] == []


@pytest.mark.parametrize(("asked", "there"), [("", 8), ("?topic=loose", 9), ("?topic=all", 9), ("?topic=money", 8)])
def test_the_newest_of_a_topic_or_all(alice_client: Client, energy: CareerPath, asked: str, there: int) -> None:
    talk = hold(energy, "Grace")
    for number in range(9):
        add_takeaway(talk, text=f"Piece {number}.")
    html = alice_client.get(url("path_summary", energy.pk) + asked).content.decode()
    assert re.findall(r"Piece \d", html) == [f"Piece {number}" for number in range(8, 8 - there, -1)]
    assert ("Show all 9" in html, 'href="?topic=all#print"' in html) == (there == 8, there == 8)
    assert ("data-print" in html) == (there == 9)


def test_a_path_that_is_put_aside_has_its_page(alice_client: Client, energy: CareerPath) -> None:
    CareerPath.objects.update(archived_at=NOW)
    assert "put aside" in alice_client.get(url("path_summary", energy.pk)).content.decode()


def test_the_same_of_an_empty_path(alice_client: Client, energy: CareerPath) -> None:
    assert "Nothing learned about it yet" in alice_client.get(url("path_summary", energy.pk)).content.decode()
    text = alice_client.get(url("path_summary_file", energy.pk)).content.decode()
    assert "## What I learned" not in text


def test_the_file_says_what_the_page_says(alice_client: Client, energy: CareerPath) -> None:
    answer_gap(dispute(energy).gap, said={energy: ("partly", "46 thousand")}, now=NOW)  # type: ignore[arg-type]
    answer = alice_client.get(url("path_summary_file", energy.pk))
    head = (answer["Content-Type"], answer["Content-Disposition"])
    assert head == ("text/markdown; charset=utf-8", 'attachment; filename="energy-analytics.md"')
    assert re.findall(r"^#+ .*", answer.content.decode(), re.MULTILINE) == [
        *("# Energy analytics", "## Where I stand", "## What draws me", "## One small test to try"),
        *("## Answers so far", "### What does it pay?", "## Sources disagree\\: What does it pay?"),
        *("## What I learned", "### Pay and security", "## Still open", "## People", "## Talks"),
    ]
    assert "- Grace says (Grace, 21 Nov 2026, First\\-hand, For it)" in answer.content.decode()


@pytest.mark.parametrize("name", ['"; filename="x.exe', "../../etc", "路", "a\r\nb"])
def test_a_file_name_is_safe(alice: User, alice_client: Client, name: str) -> None:
    path = CareerPath.objects.create(owner=alice, name=name)
    head = alice_client.get(url("path_summary_file", path.pk))["Content-Disposition"]
    assert re.fullmatch(r'attachment; filename="[a-z0-9-]+\.md"', head)


def test_no_word_is_taken_for_a_mark() -> None:
    text = write_markdown("# <b>", [Part("*a*", [("1. [x](y)\n# z", "_w_")], text="a\n- b\n\n> c")])
    assert text == ("# \\# \\<b\\>\n\n## \\*a\\*\n\na\n\n\\- b\n\n\\> c\n\n- 1\\. \\[x\\]\\(y\\) \\# z (\\_w\\_)\n")
    assert plain("a  b\n c") == "a b c"


def test_has_left_and_back(alice: User, alice_client: Client, energy: CareerPath) -> None:
    person = hold(energy, "Grace").people.get()
    ContactPath.objects.create(owner=alice, contact=person, path=energy)
    page = alice_client.post(url("path_left", energy.pk, person.pk), follow=True)
    assert ContactPath.objects.get().has_left is True
    for _ in range(2):
        page = alice_client.post(undo_in(page), follow=True)
        assert ContactPath.objects.get().has_left is ("has left" in page.content.decode().split('id="toasts"')[1][:400])
    assert ContactPath.objects.get().has_left is True


def test_who_was_never_on_the_path_is_off_it_by_undo(alice: User, alice_client: Client, energy: CareerPath) -> None:
    person = hold(energy, "Grace").people.get()
    page = alice_client.post(url("path_left", energy.pk, person.pk), follow=True)
    assert ContactPath.objects.get().has_left is True
    alice_client.post(undo_in(page))
    assert ContactPath.objects.count() == 0


def test_nobody_elses_person_has_left(alice: User, bob: User, alice_client: Client, energy: CareerPath) -> None:
    stranger = make_contact(bob)
    for verb in ("path_left", "path_stayed", "path_off"):
        assert alice_client.post(url(verb, energy.pk, stranger.pk)).status_code == 404
    assert ContactPath.objects.count() == 0


def test_a_strangers_path_is_not_found(bob_client: Client, energy: CareerPath) -> None:
    names = ("path_summary", "path_summary_file")
    assert {bob_client.get(url(name, energy.pk)).status_code for name in names} == {404}


def test_few_questions_however_much_there_is(alice: User, alice_client: Client, energy: CareerPath) -> None:
    counts = []
    for number in (1, 10):
        for _ in range(number):
            gap = alice.informationgaps.create(text=f"Gap {number} {_}?")
            add_takeaway(hold(energy, "Grace", days=9), text="Said", gap=gap)
            for whose, about in (
                (make_contact(alice), gap),
                (None, alice.informationgaps.create(text="Old?", trashed_at=NOW)),
            ):
                Takeaway.objects.create(owner=alice, path=energy, gap=about, text="Wrote", said_by=whose)
        with CaptureQueriesContext(connection) as queries:
            alice_client.get(url("path_summary", energy.pk))
        counts.append(len(queries))
    assert counts == [12, 12]
