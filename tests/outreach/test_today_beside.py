"""What Today says beside what is due: how far the next talk is prepared, the week's aim, what is still unknown."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags

from accounts.models import User
from outreach.views.day import read_day
from tests.factories import NOW, make_contact, make_interview

pytestmark = pytest.mark.usefixtures("clock")


def prep(client):
    """What the card of the next talk says of its preparation."""
    found = re.search(r'<ul class="next-prep">(.*?)</ul>', client.get("/").text, re.DOTALL)
    return " | ".join(strip_tags(item).strip() for item in re.findall(r"<li.*?</li>", found[1])) if found else None


def ask(talk, text, **fields):
    return talk.questions.create(owner=talk.owner, text=text, **fields)


def unknown(owner):
    """The words of question and path, of those still unknown."""
    return [(str(one.gap), str(one.path)) for one in read_day(owner, now=NOW).unknown]


def test_the_next_talk_says_what_is_prepared_and_what_is_missing(alice, alice_client):
    talk = make_interview(alice, state="scheduled")
    assert prep(alice_client) == "No homework done | No questions chosen | Your 30-second story is missing"
    ask(talk, "Who hires?", minutes=3)
    ask(talk, "What did you do last week?", minutes=2)
    talk.homework.create(owner=alice, text="Read it", done_at=NOW)
    talk.homework.create(owner=alice, text="Listen to it")
    alice.ownanswers.create(prompt="story_30s", text="I teach physics.", created_at=NOW)
    assert prep(alice_client) == "1 of 2 homework done | 2 questions, 5 min"


@pytest.mark.parametrize(
    "fields", [{"direction": "incoming"}, {"ends_at": NOW + timedelta(minutes=10)}], ids=["they asked", "it has begun"]
)
def test_a_talk_that_needs_no_preparing_says_nothing_of_it(alice, alice_client, fields):
    make_interview(alice, state="scheduled", **fields)
    assert ('class="next card"' in alice_client.get("/").text, prep(alice_client)) == (True, None)


def test_the_week_is_held_against_its_aim_if_there_is_one(alice, alice_client):
    make_interview(alice, state="held")
    make_interview(alice, state="closed", ends_at=NOW - timedelta(days=1))
    make_interview(alice, state="held", ends_at=NOW - timedelta(days=2))  # last Sunday
    make_interview(alice, state="held", direction="incoming")
    make_interview(alice, state="scheduled")
    assert "you aimed for" not in alice_client.get("/").text
    User.objects.filter(pk=alice.pk).update(weekly_aim=3)
    assert "2 of 3 conversations you aimed for" in alice_client.get("/").text


def test_what_must_be_known_and_is_not_is_named_the_least_known_first(alice):
    wind, sea = (alice.careerpaths.create(name=name) for name in ("Wind", "Sea"))
    pay = alice.informationgaps.create(text="What does it pay?")
    entry = alice.informationgaps.create(text="Who gets in?")
    alice.informationgaps.create(text="Is it fun?", importance="good")
    alice.gapanswers.create(gap=pay, path=sea, state="answered")
    alice.takeaways.create(text="46 thousand", gap=pay, path=wind, speaks="for", strength="second", created_at=NOW)
    assert unknown(alice) == [("Who gets in?", "Sea"), ("Who gets in?", "Wind"), ("What does it pay?", "Wind")]
    entry.trashed_at = NOW
    entry.save()
    assert unknown(alice) == [("What does it pay?", "Wind")]


def test_what_the_next_talk_is_to_tell_comes_first_and_says_so(alice, alice_client):
    wind, sea = (alice.careerpaths.create(name=name) for name in ("Wind", "Sea"))
    gaps = [alice.informationgaps.create(text=text) for text in ("Who gets in?", "What does it pay?")]
    talk = make_interview(alice, [make_contact(alice, "Grace Mbeki")], state="scheduled")
    talk.interview_paths.create(owner=alice, path=wind)
    ask(talk, "What do you earn?", gap=gaps[1])
    ask(talk, "How did you get in?", gap=gaps[0], asked_at=NOW)
    assert unknown(alice)[0] == ("What does it pay?", "Wind")
    page = alice_client.get("/").text
    assert "The first is in your questions for Grace Mbeki." in page
    assert f"/explore/?gap={gaps[1].pk}&amp;path={wind.pk}#c{gaps[1].pk}-{wind.pk}" in page
    assert alice_client.get(f"/explore/?gap={gaps[1].pk}&path={wind.pk}").status_code == 200
    assert sea.name in page


def test_nobody_sees_what_another_does_not_know(alice, bob):
    bob.informationgaps.create(text="What does it pay?")
    bob.careerpaths.create(name="Wind")
    assert (unknown(alice), unknown(bob)) == ([], [("What does it pay?", "Wind")])


def test_as_many_statements_for_many_as_for_one(alice, alice_client):
    counts = []
    for number in (1, 12):
        path = alice.careerpaths.create(name=f"Path {number}")
        gaps = [alice.informationgaps.create(text=f"Question {number} {n}") for n in range(number)]
        for gap in gaps:
            talk = make_interview(alice, [make_contact(alice)], state="scheduled", ends_at=NOW + timedelta(hours=2))
            talk.interview_paths.create(owner=alice, path=path)
            ask(talk, "What is it like?", gap=gap)
            talk.homework.create(owner=alice, text="Read it")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            alice_client.get("/")
        counts.append(len(queries))
    assert counts[0] == counts[1]
