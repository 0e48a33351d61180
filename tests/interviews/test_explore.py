"""Explore's first page: what is known of each question on each path, in words, marks and numbers."""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from contacts.models import CareerPath
from interviews.actions.gaps import answer_gap
from interviews.actions.matrix import Cell, matrix_of
from interviews.actions.solidity import Level
from interviews.models import InformationGap, Takeaway
from interviews.templatetags.evidence import ev
from tests.factories import NOW, make_contact, make_interview

HTMX = {"HX-Request": "true", "HX-Target": "cell"}
EXPLORE = reverse("interviews:explore")


@pytest.fixture
def energy(alice: User) -> CareerPath:
    """One path."""
    return alice.careerpaths.create(name="Energy analytics")


@pytest.fixture
def policy(alice: User) -> CareerPath:
    """Another."""
    return alice.careerpaths.create(name="Policy", colour=2)


@pytest.fixture
def pay(alice: User) -> InformationGap:
    """What must be known."""
    return alice.informationgaps.create(text="What does it pay?")


def hear(gap: InformationGap, path: CareerPath, text: str = "Said", **said: Any) -> Takeaway:
    """From somebody new."""
    by = make_contact(gap.owner)
    return Takeaway.objects.create(owner=gap.owner, gap=gap, path=path, text=text, said_by=by, **said)


def only(alice: User) -> Cell:
    """The one cell."""
    (cell,) = matrix_of(alice, now=NOW).cells
    return cell


def said(page: str) -> list[str]:
    """What the cells of the page say."""
    marked = re.sub(r'<svg[^>]*aria-label="([^"]+)"[^>]*>', r" \1 ", page)
    return [" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in re.findall(r'<a class="cell.*?</a>', marked)]


def test_a_cell_says_the_newest_until_the_user_does(alice: User, energy: CareerPath, pay: InformationGap) -> None:
    assert (only(alice).text, only(alice).is_blank) == ("", True)
    hear(pay, energy, "Forty")
    hear(pay, energy, "Forty-six\nto start")
    assert (only(alice).text, only(alice).is_own, only(alice).level) == ("Forty-six to start", False, Level.TWO_SOURCES)
    answer_gap(pay, said={energy: ("partly", "About 46")}, now=NOW)
    assert (only(alice).text, only(alice).is_own, only(alice).is_answered) == ("About 46", True, False)


def test_an_answered_question_is_not_blank(alice: User, energy: CareerPath, pay: InformationGap) -> None:
    answer_gap(pay, said={energy: ("answered", "")}, now=NOW)
    assert (only(alice).is_answered, only(alice).is_blank) == (True, False)


def test_long_words_are_cut(alice: User, energy: CareerPath, pay: InformationGap) -> None:
    hear(pay, energy, "x" * 500)
    assert only(alice).text == "x" * 159 + "…"


def test_the_page_says_it_in_words_and_marks(
    alice_client: Client, alice: User, energy: CareerPath, policy: CareerPath, pay: InformationGap
) -> None:
    good = alice.informationgaps.create(text="Who leaves?", importance="good")
    hear(pay, energy, "<b>46</b>")
    answer_gap(good, said={energy: ("answered", "Few")}, now=NOW)
    page = alice_client.get(EXPLORE).content.decode()
    assert said(page) == [
        "Heard: &lt;b&gt;46&lt;/b&gt; one hint",
        "Must find out must know, nothing yet",
        "Answered: Few nothing yet",
        "Nothing yet nothing yet",
    ]
    assert (
        "No conversation yet, 0 of 4 answers have two sources and 3 have none. Policy is the thinnest column." in page
    )


def test_talks_that_took_place_are_counted(alice: User, energy: CareerPath, policy: CareerPath) -> None:
    for state, path in [("held", energy), ("closed", energy), ("scheduled", policy), ("thanked", None)]:
        talk = make_interview(alice, state=state)
        if path:
            talk.paths.add(path, through_defaults={"owner": alice})
    make_interview(alice, state="held", direction="incoming")
    matrix = matrix_of(alice, now=NOW)
    assert (matrix.talks_held, dict(matrix.talks)) == (2, {energy.pk: 2})


def test_others_and_what_was_put_aside_are_not_shown(
    alice_client: Client, alice: User, bob: User, energy: CareerPath, pay: InformationGap
) -> None:
    alice.careerpaths.create(name="Archived path", archived_at=NOW)
    alice.informationgaps.create(text="Removed question", trashed_at=NOW)
    theirs = bob.informationgaps.create(text="Bob's question")
    hear(theirs, bob.careerpaths.create(name="Bob's path"), "Bob's answer")
    page = alice_client.get(EXPLORE).content.decode()
    assert [word for word in ("Archived path", "Removed question", "Bob") if word in page] == []
    assert len(said(page)) == 1


@pytest.mark.parametrize(
    ("asked", "shown"), [("", "{0}"), ("{0}", "{0}"), ("{1}", "{1}"), ("all", "all"), ("x", "{0}")]
)
def test_a_phone_shows_one_path(
    alice_client: Client, energy: CareerPath, policy: CareerPath, pay: InformationGap, asked: str, shown: str
) -> None:
    asked, shown = (text.format(energy.pk, policy.pk) for text in (asked, shown))
    page = alice_client.get(f"{EXPLORE}?path={asked}").content.decode()
    assert re.findall(r'href="\?path=(\w+)" aria-current="true"', page) == [shown]
    assert page.count('<td role="cell" class="at">') == (shown != "all")


@pytest.mark.parametrize("has", [(), ("paths",), ("gaps",)])
def test_with_nothing_to_show_it_tells_how_to_begin(alice_client: Client, alice: User, has: tuple[str, ...]) -> None:
    if "paths" in has:
        alice.careerpaths.create(name="Energy")
    if "gaps" in has:
        alice.informationgaps.create(text="Why?")
    page = alice_client.get(EXPLORE).content.decode()
    links = [reverse(f"interviews:{name}") for name in ("gap_seeds", "gap_paste")] + [reverse("contacts:path_list")]
    assert [f'href="{link}">' in page for link in links] == [True] * 3
    assert "<table" not in page


def test_the_meter_says_what_it_shows() -> None:
    assert [(ev(level).count('"on"'), re.findall(r'label="([^"]+)"', ev(level))) for level in Level] == [
        (0, ["nothing yet"]),
        (1, ["one hint"]),
        (2, ["two sources"]),
        (3, ["solid"]),
        (2, ["sources disagree"]),
    ]
    assert 'class="ev must"' in ev(Level.NOTHING, True)
    assert 'aria-hidden="true"' in ev(Level.HINT, False, False)


def statements(client: Client, address: str, headers: dict[str, str]) -> int:
    """How many SQL statements the page takes."""
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address, headers=headers).status_code == 200
    return len(queries)


def much(alice: User, energy: CareerPath, pay: InformationGap) -> None:
    """More of everything that the pages show."""
    for path in [alice.careerpaths.create(name=f"Path {number}") for number in range(4)]:
        for gap in alice.informationgaps.all():
            hear(gap, path)
            answer_gap(gap, said={path: ("partly", "Words")}, now=NOW)
    for number in range(12):
        person = make_contact(alice, f"Person {number}", introducer=make_contact(alice))
        energy.contacts.add(person, through_defaults={"owner": alice})
        talk = make_interview(alice, [person], state="scheduled", ends_at=timezone.now() + timedelta(days=2))
        talk.paths.add(energy, through_defaults={"owner": alice})
        asked = talk.questions.create(owner=alice, text="Pay?", gap=pay)
        talk.lines.create(owner=alice, key=uuid4(), text="Said", question=asked, said_at=NOW)
        hear(pay, energy, interview=talk)
        Takeaway.objects.create(owner=alice, gap=pay, text="Said", interview=talk)


@pytest.mark.parametrize(("name", "headers", "count"), [("explore", {}, 10), ("cell", HTMX, 10), ("cell", {}, 12)])
def test_statements_do_not_grow(
    alice_client: Client,
    alice: User,
    energy: CareerPath,
    pay: InformationGap,
    name: str,
    headers: dict[str, str],
    count: int,
) -> None:
    address = EXPLORE if name == "explore" else reverse("interviews:cell", args=[pay.pk, energy.pk])
    energy.contacts.add(make_contact(alice), through_defaults={"owner": alice})
    Takeaway.objects.create(owner=alice, gap=pay, path=energy, text="Said", interview=make_interview(alice))
    few = statements(alice_client, address, headers)
    much(alice, energy, pay)
    assert (few, statements(alice_client, address, headers)) == (count, count)
