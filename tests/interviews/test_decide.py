"""Which way the user leans: the cards of Decide, where one stands on a path, and the diary."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from contacts.models import CareerPath
from interviews.actions.deciding import change_mind
from interviews.actions.leaning import Card, draw_picture
from interviews.actions.matrix import matrix_of
from interviews.models import ChangeOfMind, Interview
from interviews.templatetags.deciding import felt
from tests.factories import NOW, make_contact, make_interview
from tests.interviews.addresses import htmx, told, url

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def path(alice: User) -> CareerPath:
    """One that is under exploration."""
    return alice.careerpaths.create(name="Grid planner", draws="Numbers", worries="Screens", small_test="Read a plan")


def talk_about(path: CareerPath, *, days: int = 1, **fields: Any) -> Interview:
    """A talk about the path, held so many days ago."""
    talk = make_interview(path.owner, state="held", ends_at=NOW - timedelta(days=days), **fields)
    talk.paths.add(path, through_defaults={"owner": path.owner})
    return talk


def card(owner: User) -> Card:
    """The first path's card."""
    return draw_picture(owner, now=NOW).cards[0]


def diary(owner: User) -> list[tuple[str, str, str, str]]:
    """What it says, the newest first."""
    return [(one.of, one.before, one.after, one.why) for one in owner.changes_of_mind.all()]


def test_talks_are_counted_and_felt_in_their_order(alice: User, alice_client: Client, path: CareerPath) -> None:
    for days, feeling in ((1, 5), (3, 2), (2, None)):
        talk_about(path, days=days, feeling=feeling)
    make_interview(alice, state="scheduled").paths.add(path, through_defaults={"owner": alice})
    assert (card(alice).talks, card(alice).feelings, draw_picture(alice, now=NOW).talks) == (3, [2, 5], 3)
    page = alice_client.get(url("decide")).content.decode()
    assert "<span>rather not, yes</span>" in page
    assert "Your own words from 3 conversations" in page


def test_both_pages_count_the_same_conversations(alice: User, path: CareerPath) -> None:
    talk_about(path)
    over = make_interview(alice, state="scheduled", ends_at=NOW - timedelta(hours=1))
    asked_by_them = make_interview(alice, state="held", direction="incoming", ends_at=NOW - timedelta(days=2))
    for talk in (over, asked_by_them):
        talk.paths.add(path, through_defaults={"owner": alice})
    make_interview(alice, state="held", ends_at=NOW - timedelta(days=2))  # about no path
    assert (draw_picture(alice, now=NOW).talks, matrix_of(alice, now=NOW).talks_held, card(alice).talks) == (2, 2, 2)


def test_a_card_says_whether_it_is_enough(alice: User, alice_client: Client, path: CareerPath) -> None:
    talk_about(path)
    page = alice_client.get(url("decide")).content.decode()
    assert "Thin: 1 talk" in page
    assert "Missing: two more talks, two more organizations and somebody who left" in page


def test_both_sides_have_the_strongest_and_how_many_more(alice: User, bob: User, path: CareerPath) -> None:
    said = [("hear", "for"), ("first", "for"), ("", "for"), ("second", "for"), ("first", "for"), ("first", "against")]
    for number, (strength, speaks) in enumerate([*said, ("first", "neutral")]):
        alice.takeaways.create(text=str(number), path=path, strength=strength, speaks=speaks)
    alice.takeaways.create(text="of no path", speaks="for")
    bob.takeaways.create(text="Bob", path=bob.careerpaths.create(name="His"), speaks="for")
    good, bad = card(alice).good, card(alice).bad
    assert ([str(one) for one in good.pieces], good.more) == (["4", "1", "3", "2"], 1)
    assert ([str(one) for one in bad.pieces], bad.more) == (["5"], 0)


def test_what_must_be_known_and_is_least_known_is_open_first(alice: User, path: CareerPath) -> None:
    gaps = {name: alice.informationgaps.create(text=name, importance="must") for name in ("known", "hint", "done")}
    for name in ("good", "nothing"):
        gaps[name] = alice.informationgaps.create(text=name, importance="must" if name == "nothing" else "good")
    gaps["done"].answers.create(owner=alice, path=path, state="answered")
    for name in ("known", "known", "hint"):
        alice.takeaways.create(text="x", path=path, gap=gaps[name], strength="first", said_by=make_contact(alice))
    found = card(alice)
    assert [(str(one.gap), one.level.words) for one in found.open] == [
        ("nothing", "nothing yet"),
        ("hint", "one hint"),
        ("known", "two sources"),
    ]
    assert (found.answered, found.questions, found.open_count, found.open_musts) == (1, 5, 4, 3)


def test_leaning_in_comes_first_and_dropped_is_folded(alice: User, bob: User, alice_client: Client) -> None:
    for stance in ("dropped", "early", "undecided", "plan_b", "leaning"):
        alice.careerpaths.create(name=stance, stance=stance)
    alice.careerpaths.create(name="aside", archived_at=NOW)
    bob.careerpaths.create(name="Bob's")
    picture = told(alice_client.get(url("decide")))["picture"]
    assert [str(one.path) for one in picture.cards] == ["leaning", "plan_b", "undecided", "early"]
    assert [str(one.path) for one in picture.dropped] == ["dropped"]


def test_without_paths_it_says_what_to_do(alice_client: Client) -> None:
    for name in ("decide", "weigh"):
        assert "Which paths are you weighing?" in alice_client.get(url(name)).content.decode()
    assert "Nothing has changed yet" in alice_client.get(url("diary")).content.decode()


def fill(owner: User, many: int) -> None:
    """Paths, each with a talk, evidence, a gap, a criterion with a score that rests on it, and a change of mind."""
    for _ in range(many):
        number = owner.careerpaths.count()
        path = owner.careerpaths.create(name=f"Path {number}")
        talk = talk_about(path, feeling=4)
        gap = owner.informationgaps.create(text=f"Gap {number}")
        piece = owner.takeaways.create(interview=talk, text="So", path=path, gap=gap, speaks="for", strength="first")
        criterion = owner.criteria.create(name=f"Criterion {number}", weight=1)
        score = criterion.scores.create(owner=owner, path=path, value=number % 5 + 1)
        score.links.create(owner=owner, takeaway=piece)
        change_mind(path, stance="leaning", gut=4, because_of=talk, now=NOW)


@pytest.mark.parametrize("name", ["decide", "weigh", "diary", "stance_edit", "score_edit", "criterion_list"])
def test_pages_ask_as_often_for_many_as_for_one(alice: User, alice_client: Client, name: str) -> None:
    def count() -> int:
        path, criterion = alice.careerpaths.latest("pk"), alice.criteria.latest("pk")
        rows = {"stance_edit": [path.pk], "score_edit": [criterion.pk, path.pk]}.get(name, [])
        with CaptureQueriesContext(connection) as queries:
            alice_client.get(url(name, *rows))
        return len(queries)

    fill(alice, 2)
    count()
    few = count()
    fill(alice, 10)
    assert (count(), few <= 12) == (few, True)


def test_a_stance_is_kept_with_the_talk_and_why(alice: User, alice_client: Client, path: CareerPath) -> None:
    older, newest = talk_about(path, days=9), talk_about(path, days=1)
    form = told(alice_client.get(url("stance_edit", path.pk)))["form"]
    assert form["because_of"].value() == str(newest.pk)
    said = {"stance": "leaning", "gut": "4", "because_of": older.pk, "why": " It  counts "}
    answer = alice_client.post(url("stance_edit", path.pk), said)
    path.refresh_from_db()
    assert (answer.headers["Location"], path.stance, path.gut) == (url("decide"), "leaning", 4)
    assert diary(alice) == [("gut", "", "Rather yes", "It counts"), ("stance", "Undecided", "Leaning in", "It counts")]
    assert {one.because_of for one in alice.changes_of_mind.all()} == {older}


def test_what_did_not_change_is_not_in_the_diary(alice: User, alice_client: Client, path: CareerPath) -> None:
    said = {"stance": "leaning", "gut": "", "why": "Still"}
    answers = [alice_client.post(url("stance_edit", path.pk), said) for _ in range(2)]
    assert diary(alice) == [("stance", "Undecided", "Leaning in", "Still")]
    assert list(told(answers[1])["form"].errors) == ["why"]
    assert 'value="Still"' in answers[1].content.decode()


def test_an_older_window_leaves_the_stance(alice: User, alice_client: Client, path: CareerPath) -> None:
    change_mind(path, stance="leaning", now=NOW)
    shown = {"initial-stance": "undecided", "initial-gut": ""}
    alice_client.post(url("stance_edit", path.pk), {"stance": "undecided", "gut": "4"} | shown)
    path.refresh_from_db()
    assert (path.stance, path.gut, len(diary(alice))) == ("leaning", 4, 2)


@pytest.mark.parametrize("wrong", [{"stance": ""}, {"stance": "maybe"}, {"gut": "6"}, {"because_of": "1"}])
def test_a_stance_that_cannot_be_comes_back(
    alice: User, bob: User, alice_client: Client, path: CareerPath, wrong: dict[str, str]
) -> None:
    wrong = {"because_of": str(make_interview(bob, state="held").pk)} if "because_of" in wrong else wrong
    answer = alice_client.post(url("stance_edit", path.pk), {"stance": "leaning", "gut": "1"} | wrong)
    assert (answer.status_code, list(told(answer)["form"].errors)) == (422, list(wrong))
    assert diary(alice) == []


def test_the_diary_is_read_page_by_page(alice: User, bob: User, alice_client: Client, path: CareerPath) -> None:
    for number in range(43):
        made = {"owner": alice, "path": path, "of": "gut", "after": str(number)}
        ChangeOfMind.objects.create(**made, changed_at=NOW + timedelta(hours=number // 3))
    change_mind(bob.careerpaths.create(name="Bob's"), stance="leaning", gut=None, now=NOW)
    seen, more = [], "?"
    while more:
        page = told(alice_client.get(url("diary") + more, headers=htmx("more-diary")))
        seen += [int(one.after) for one in page["changes"]]
        more = page["more"]
    assert seen == list(reversed(range(43)))


def test_each_day_of_the_diary_is_named_once(alice: User, alice_client: Client, path: CareerPath) -> None:
    for days in (0, 1, *[2] * 25):
        made = {"owner": alice, "path": path, "of": "gut", "after": "No"}
        ChangeOfMind.objects.create(**made, changed_at=NOW - timedelta(days=days))
    first = alice_client.get(url("diary"))
    second = alice_client.get(url("diary") + told(first)["more"], headers=htmx("more-diary"))
    named = re.findall(r'<li class="tl-day">([^<]*)</li>', first.content.decode() + second.content.decode())
    assert (named[:2], len(named), len(told(second)["changes"])) == (["Today", "Yesterday"], 3, 7)


def test_the_diary_of_one_path(alice: User, bob: User, alice_client: Client, path: CareerPath) -> None:
    other, his = alice.careerpaths.create(name="Actuary"), bob.careerpaths.create(name="His")
    for one in (path, other, his):
        change_mind(one, stance="leaning", gut=None, because_of=None, now=NOW)

    def shown(pk: Any) -> list[CareerPath]:
        return [one.path for one in told(alice_client.get(url("diary"), {"path": pk}))["changes"]]

    assert [shown(path.pk), shown(his.pk), shown("x")] == [[path], [other, path], [other, path]]


def test_the_diary_names_who_did_it(alice: User, alice_client: Client, path: CareerPath) -> None:
    talk = make_interview(alice, [make_contact(alice, "Grace Mbeki")], state="held")
    change_mind(path, stance="leaning", gut=None, because_of=talk, why="It <counts>", now=NOW)
    page = alice_client.get(url("diary")).content.decode()
    assert "the talk with Grace Mbeki</a>" in page
    assert "It &lt;counts&gt;" in page
    talk.delete()
    assert "the talk with" not in alice_client.get(url("diary")).content.decode()


def test_few_feelings_are_said_in_words_and_more_are_drawn() -> None:
    assert [felt(few, 1) for few in ([4], [4, 1])] == ["<span>rather yes</span>", "<span>rather yes, no</span>"]
    drawn = felt([4, 1, 5], 1)
    assert (drawn.count("<circle"), 'aria-label="rather yes, no, yes"' in drawn) == (3, True)
