"""Questions of one talk: taken, written, placed, starred, taken out and brought back; what is suggested."""

import re

import pytest
from django.test import Client

from accounts.models import User
from contacts.models import Contact
from interviews.actions.bank import bank_of
from interviews.actions.preparing import place_question, place_topic, take_questions
from interviews.actions.suggesting import Served, have_met, open_gaps, paths_of, standard_set, suggestions
from interviews.models import Interview, PlannedQuestion
from tests.factories import NOW, make_contact, make_interview
from tests.interviews.addresses import htmx, told, undo_in, url

pytestmark = pytest.mark.usefixtures("clock")
HTMX = htmx("questions")


def plan(interview: Interview, *texts: str, topic: str = "daily_work") -> list[PlannedQuestion]:
    """Questions of that topic, in that order."""
    start = interview.questions.count()
    return [
        interview.questions.create(owner=interview.owner, text=text, topic=topic, position=start + at)
        for at, text in enumerate(texts)
    ]


def texts(interview: Interview) -> list[str]:
    """In the order in which they are asked."""
    return [row.text for row in interview.questions.all()]


@pytest.mark.parametrize("minutes", [10, 20, 30, 45])
def test_the_standard_set_fits_the_minutes(alice: User, minutes: int) -> None:
    chosen = standard_set(bank_of(alice), minutes=minutes, gaps=[])
    total = sum(each.question.minutes for each in chosen)
    assert minutes - 5 <= total <= minutes
    assert sum(each.is_must for each in chosen) <= 4


def test_the_standard_set_is_taken_once(alice_client: Client, scheduled: Interview) -> None:
    for _ in range(2):
        response = alice_client.post(url("planned_standard", scheduled.pk), headers=HTMX)
    assert response.status_code == 200
    keys = list(scheduled.questions.values_list("builtin", flat=True))
    assert len(keys) == len(set(keys)) >= 7
    assert sum(scheduled.questions.values_list("minutes", flat=True)) <= 30
    assert [row.position for row in scheduled.questions.all()] == list(range(len(keys)))


def test_a_question_comes_behind_the_others_on_its_topic(alice: User, scheduled: Interview) -> None:
    plan(scheduled, "Last week?")
    plan(scheduled, "What now?", topic="close")
    bank = {each.key: each for each in bank_of(alice)}
    work = next(each for each in bank.values() if each.topic == "daily_work")
    fit = next(each for each in bank.values() if each.topic == "my_fit")
    take_questions(scheduled, questions=[Served(work), Served(fit), Served(work)][:2])
    assert texts(scheduled) == ["Last week?", work.text, fit.text, "What now?"]


@pytest.mark.parametrize(("to", "order"), [(0, "cab"), (1, "acb"), (2, "abc"), (99, "abc")])
def test_a_question_goes_to_its_place(scheduled: Interview, to: int, order: str) -> None:
    rows = plan(scheduled, *"abc")
    for _ in range(2):
        place_question(rows[2], to=to)
        assert "".join(texts(scheduled)) == order


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_the_focus_goes_with_the_question(alice_client: Client, scheduled: Interview, headers: dict[str, str]) -> None:
    rows = plan(scheduled, *"ab")
    response = alice_client.post(url("planned_place", scheduled.pk, rows[0].pk), {"to": "1"}, headers=headers)
    assert (texts(scheduled), response.content.count(b"autofocus")) == (["b", "a"], 1 if headers else 0)
    assert alice_client.post(url("planned_place", scheduled.pk, rows[0].pk), {"to": "-1"}).status_code == 422


def test_a_topic_moves_with_its_questions(scheduled: Interview) -> None:
    plan(scheduled, *"ab")
    plan(scheduled, *"cd", topic="close")
    place_topic(scheduled, topic="close", to=0)
    assert "".join(texts(scheduled)) == "cdab"
    place_topic(scheduled, topic="nothing", to=0)
    assert "".join(texts(scheduled)) == "cdab"


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_one_of_my_own_is_added(alice_client: Client, scheduled: Interview, headers: dict[str, str]) -> None:
    response = alice_client.post(url("planned_add", scheduled.pk), {"text": " Why? "}, headers=headers)
    row = scheduled.questions.get()
    assert (row.text, row.topic, row.minutes, row.is_must) == ("Why?", "", 2, False)
    assert (response.status_code, b"<html" in response.content) == (200 if headers else 302, False)


@pytest.mark.parametrize("data", [{"text": ""}, {"text": "x" * 301}, {"text": "x", "minutes": "61"}])
def test_one_that_is_wrong_comes_back(alice_client: Client, scheduled: Interview, data: dict[str, str]) -> None:
    response = alice_client.post(url("planned_add", scheduled.pk), data, headers=HTMX)
    assert (response.status_code, bool(told(response)["planned_form"].errors)) == (422, True)
    assert texts(scheduled) == []


def test_it_is_starred_and_changed_in_its_place(alice_client: Client, scheduled: Interview) -> None:
    row = plan(scheduled, "a")[0]
    alice_client.post(url("planned_star", scheduled.pk, row.pk), {"on": "1"}, headers=HTMX)
    row.refresh_from_db()
    assert row.is_must
    address = url("planned_edit", scheduled.pk, row.pk)
    assert b'name="minutes"' in alice_client.get(address, headers=HTMX).content
    data = {"text": "b", "topic": "close", "minutes": "5", "is_must": ""}
    assert alice_client.post(address, data | {"minutes": "0"}, headers=HTMX).status_code == 422
    alice_client.post(address, data, headers=HTMX)
    row.refresh_from_db()
    assert (row.text, row.topic, row.minutes, row.is_must) == ("b", "close", 5, False)


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_one_that_was_taken_out_comes_back(alice_client: Client, scheduled: Interview, headers: dict[str, str]) -> None:
    rows = plan(scheduled, *"abc")
    page = alice_client.post(url("planned_remove", scheduled.pk, rows[1].pk), headers=headers, follow=True)
    assert texts(scheduled) == ["a", "c"]
    for _ in range(2):
        alice_client.post(undo_in(page), headers=headers)
    assert texts(scheduled) == ["a", "b", "c"]


def test_one_that_was_asked_stays(alice_client: Client, scheduled: Interview) -> None:
    row = plan(scheduled, "a")[0]
    PlannedQuestion.objects.update(asked_at=NOW)
    response = alice_client.post(url("planned_remove", scheduled.pk, row.pk), headers=HTMX)
    assert (response.status_code, texts(scheduled)) == (422, ["a"])
    assert "it stays" in response.content.decode()


def test_too_many_minutes_are_said(alice_client: Client, scheduled: Interview) -> None:
    Interview.objects.update(promised_minutes=20)
    plan(scheduled, *"abc")
    PlannedQuestion.objects.update(minutes=9)
    context = told(alice_client.get(url("prepare", scheduled.pk)))
    assert (context["total"], context["promised"], context["beyond"]) == (27, 20, 7)


def test_the_bank_is_there_to_choose_from(alice_client: Client, scheduled: Interview) -> None:
    page = alice_client.get(url("planned_choose", scheduled.pk)).content.decode()
    assert page.count('name="ref"') >= 100
    refs = ["path_in.first_job_to_here", "referrals.next_people", "no.such"]
    alice_client.post(url("planned_choose", scheduled.pk), {"ref": refs})
    assert list(scheduled.questions.values_list("builtin", flat=True)) == refs[:2]


def test_open_gaps_are_those_of_the_paths_and_not_asked_yet(alice: User, grace: Contact, scheduled: Interview) -> None:
    path = alice.careerpaths.create(name="Energy")
    gaps = [alice.informationgaps.create(text=text, kind="entry") for text in ("a", "b", "c")]
    assert open_gaps(scheduled, people=[grace], paths=[]) == []
    grace.paths.add(path, through_defaults={"owner": alice})
    assert paths_of(scheduled, [grace]) == [path]
    alice.gapanswers.create(gap=gaps[0], path=path, state="answered")
    former = make_interview(alice, [grace], state="held")
    former.questions.create(owner=alice, text="x", gap=gaps[1], asked_at=NOW)
    assert open_gaps(scheduled, people=[grace], paths=[path]) == [gaps[2]]


def test_a_gap_is_served_by_a_question_of_its_kind_else_by_its_own_words(alice: User) -> None:
    entry = alice.informationgaps.create(text="How in?", kind="entry")
    odd = alice.informationgaps.create(text="Is there a canteen?")
    offered = suggestions([], bank=bank_of(alice), gaps=[entry, odd])
    assert [(bool(each.ref), each.gap) for each in offered] == [(True, entry), (False, odd)]
    planned = [PlannedQuestion(text="x", gap=entry), PlannedQuestion(text="is there a canteen?")]
    assert suggestions(planned, bank=bank_of(alice), gaps=[entry, odd]) == []


def test_what_was_not_asked_is_offered_again(alice: User, alice_client: Client, grace: Contact) -> None:
    plan(make_interview(alice, [grace], state="held"), "Left over?")
    later = make_interview(alice, [grace], state="scheduled")
    assert [each.text for each in told(alice_client.get(url("prepare", later.pk)))["suggested"]] == ["Left over?"]


def test_the_page_needs_as_many_queries_for_30_rows_as_for_one(
    alice: User, alice_client: Client, scheduled: Interview, django_assert_num_queries, django_assert_max_num_queries
) -> None:
    path = alice.careerpaths.create(name="Energy")
    scheduled.interview_paths.create(owner=alice, path=path)

    def more(start: int, count: int) -> None:
        plan(scheduled, *(f"Question {n}" for n in range(start, start + count)))
        for n in range(start, start + count):
            alice.informationgaps.create(text=f"Gap {n}", kind="entry")
            scheduled.homework.create(owner=alice, text=f"Item {n}")
            person = make_contact(alice, f"Person {n}", introducer=make_contact(alice))
            scheduled.interviewees.create(owner=alice, contact=person)

    more(0, 1)
    with django_assert_max_num_queries(60) as few:
        alice_client.get(url("prepare", scheduled.pk))
    more(1, 29)
    with django_assert_num_queries(len(few)):
        alice_client.get(url("prepare", scheduled.pk))


def test_a_question_keeps_a_gap_that_was_removed(alice: User, alice_client: Client, scheduled: Interview) -> None:
    gap = alice.informationgaps.create(text="Who hires?", trashed_at=NOW)
    row = scheduled.questions.create(owner=alice, text="Who?", gap=gap)
    data = {"text": "Who hires?", "minutes": "3", "gap": gap.pk}
    alice_client.post(url("planned_edit", scheduled.pk, row.pk), data, headers=HTMX)
    row.refresh_from_db()
    assert (row.text, row.gap) == ("Who hires?", gap)
    assert alice_client.post(url("planned_add", scheduled.pk), {"text": "And?", "gap": gap.pk}).status_code == 422


def test_a_suggestion_leaves_out_a_gap_that_was_removed(alice: User, alice_client: Client, grace: Contact) -> None:
    gap = alice.informationgaps.create(text="Who hires?", trashed_at=NOW)
    make_interview(alice, [grace], state="held").questions.create(owner=alice, text="Who?", gap=gap)
    later = make_interview(alice, [grace], state="scheduled")
    assert [(each.text, each.gap) for each in told(alice_client.get(url("prepare", later.pk)))["suggested"]] == [
        ("Who?", None)
    ]


def test_who_was_asked_all_is_still_somebody_talked_with(alice: User, grace: Contact) -> None:
    assert not have_met(later := make_interview(alice, [grace], state="scheduled"), [grace])
    make_interview(alice, [grace], state="held")
    assert have_met(later, [grace])


@pytest.mark.parametrize("ref", ["", "path_in.first_job_to_here"])
def test_two_taps_plan_a_suggestion_once(alice_client: Client, scheduled: Interview, ref: str) -> None:
    for text in ("Who hires?", "who hires?"):
        alice_client.post(url("planned_add", scheduled.pk), {"text": text, "ref": ref}, headers=HTMX)
    assert texts(scheduled) == ["Who hires?"]


def test_the_focus_goes_with_a_topic(alice_client: Client, scheduled: Interview) -> None:
    for topic in ("path_in", "daily_work", "close"):
        plan(scheduled, topic, topic=topic)
    address = url("planned_topic", scheduled.pk)
    for to, button in [("1", "Later: Path in"), ("2", "Earlier: Path in"), ("1", "Earlier: Path in")]:
        page = alice_client.post(address, {"topic": "path_in", "to": to}, headers=HTMX).content.decode()
        assert re.findall(r'aria-label="([^"]*)" autofocus', page) == [button]


@pytest.mark.parametrize(("part", "left"), [("questions", "{}"), ("homework", "person")])
def test_an_edit_is_left_in_its_place(alice_client: Client, scheduled: Interview, part: str, left: str) -> None:
    row = plan(scheduled, "Why?")[0]
    address = url("prepare", scheduled.pk)
    page = alice_client.get(f"{address}?left={left.format(row.pk)}", headers=htmx(part)).content.decode()
    assert (page.lstrip().startswith(f'<section id="{part}"'), page.count(" autofocus")) == (True, 1)
    for bad in ("", "x", "9" * 30, "\0"):
        assert alice_client.get(address, {"left": bad}, headers=htmx(part)).status_code == 200
