"""Marked lines of the notes: each becomes a takeaway, a lead or a promise with one tap, or is left."""

from uuid import uuid4

import pytest
from django.test import Client

from accounts.models import User
from contacts.models import Contact
from interviews.actions.learning import take_line
from interviews.actions.promising import promise_line
from interviews.models import Interview, NoteLine
from tests.factories import NOW, make_contact
from tests.interviews.addresses import htmx, told, undo_in, url

pytestmark = pytest.mark.usefixtures("clock")


def line(interview: Interview, tag: str, text: str, **more: object) -> NoteLine:
    """A line of the notes."""
    row = {"interview": interview, "key": uuid4(), "tag": tag, "text": text, "said_at": NOW}
    return NoteLine.objects.create(owner=interview.owner, **row, **more)


def shown(client: Client, interview: Interview) -> list[str]:
    """The lines that the page offers."""
    context = told(client.get(url("wrap_up", interview.pk)))
    return [row.text for name in ("learned", "leads", "to_do") for row in context[name]]


def test_marked_lines_are_offered(alice_client: Client, held: Interview) -> None:
    for tag in ("", "takeaway", "quote", "follow_up", "lead"):
        line(held, tag, tag or "note")
    line(held, "lead", "gone", removed_at=NOW)
    assert shown(alice_client, held) == ["takeaway", "quote", "lead", "follow_up"]


@pytest.mark.parametrize("tag", ["takeaway", "quote"])
def test_one_tap_makes_a_takeaway_about_the_question_s_gap(
    alice: User, alice_client: Client, held: Interview, tag: str
) -> None:
    gap = alice.informationgaps.create(text="What does it pay?")
    question = held.questions.create(owner=alice, text="What do juniors earn?", gap=gap)
    row = line(held, tag, "x" * 2000, question=question)
    for status in (200, 404):
        response = alice_client.post(url("line_take", held.pk, row.pk), headers=htmx("takeaways"))
        assert response.status_code == status
    takeaway = held.takeaways.get()
    assert (takeaway.text, takeaway.gap, shown(alice_client, held)) == ("x" * 1000, gap, [])


def test_a_takeaway_is_about_the_only_path_of_the_talk(alice: User, alice_client: Client, held: Interview) -> None:
    path = alice.careerpaths.create(name="Grid planner")
    held.paths.add(path, through_defaults={"owner": alice})
    alice_client.post(url("line_take", held.pk, line(held, "takeaway", "Hires on one project").pk))
    assert held.takeaways.get().path == path


@pytest.mark.parametrize(
    ("text", "name", "why"),
    [
        ("Łukasz Nowak", "Łukasz Nowak", ""),
        ("Łukasz Nowak, runs the data set", "Łukasz Nowak", "runs the data set"),
        ("Anne-Marie Weber - hires juniors", "Anne-Marie Weber", "hires juniors"),
        ("Wei Tanaka: ask, soon", "Wei Tanaka", "ask, soon"),
    ],
)
def test_one_tap_makes_a_lead(alice_client: Client, held: Interview, text: str, name: str, why: str) -> None:
    alice_client.post(url("line_take", held.pk, line(held, "lead", text).pk), headers=htmx("referrals"))
    referral = held.referrals.select_related("contact").get()
    assert (referral.contact.display_name, referral.why, referral.contact.next_step) == (name, why, "request")
    assert shown(alice_client, held) == []


def test_a_lead_who_may_be_known_is_asked_about(
    alice: User, alice_client: Client, held: Interview, grace: Contact
) -> None:
    ravi = make_contact(alice, "Ravi Menon")
    row = line(held, "lead", "Ravi Menon, Windwise")
    response = alice_client.post(url("line_take", held.pk, row.pk), headers=htmx("referrals"))
    form = told(response)["referral"]
    assert (response.status_code, list(form.errors), form["why"].value()) == (422, ["person"], "Windwise")
    assert (held.referrals.count(), shown(alice_client, held)) == (0, ["Ravi Menon, Windwise"])
    sent = {field.html_name: field.value() for field in form if field.value() is not None}
    alice_client.post(url("referral_add", held.pk), sent | {"person": ravi.pk}, headers=htmx("referrals"))
    assert (held.referrals.get().contact, shown(alice_client, held)) == (ravi, [])


def test_of_two_who_may_have_named_a_lead_one_is_chosen(
    alice: User, alice_client: Client, held: Interview, grace: Contact
) -> None:
    held.interviewees.create(owner=alice, contact=make_contact(alice, "Marta Lindqvist"))
    row = line(held, "lead", "Ravi Menon, Windwise")
    response = alice_client.post(url("line_take", held.pk, row.pk), headers=htmx("referrals"))
    form = told(response)["referral"]
    assert (response.status_code, list(form.errors), form["named_by"].value()) == (422, ["named_by"], None)
    assert '<option value="" selected>Choose</option>' in str(form["named_by"])
    assert (held.referrals.count(), shown(alice_client, held)) == (0, ["Ravi Menon, Windwise"])


@pytest.mark.parametrize("headers", [{}, htmx("promises")])
def test_one_tap_makes_a_promise_and_asks_by_whom_and_when(
    alice_client: Client, held: Interview, headers: dict[str, str]
) -> None:
    row = line(held, "follow_up", "Send the lesson")
    page = alice_client.post(url("line_take", held.pk, row.pk), headers=headers, follow=True)
    promise = held.promises.get()
    assert (promise.by, promise.text, shown(alice_client, held)) == ("me", "Send the lesson", [])
    assert (told(page)["edited_promise"], told(page)["editing"]["by"].value()) == (promise.pk, "me")


@pytest.mark.parametrize(("tag", "target"), [("takeaway", "takeaways"), ("follow_up", "promises")])
def test_what_was_made_of_a_line_goes_by_undo(alice_client: Client, held: Interview, tag: str, target: str) -> None:
    row = line(held, tag, "Patience")
    page = alice_client.post(url("line_take", held.pk, row.pk), headers=htmx(target))
    alice_client.post(undo_in(page), headers=htmx(target))
    made = (held.takeaways.count(), held.promises.count())
    assert (made, shown(alice_client, held)) == ((0, 0), ["Patience"])


def test_two_taps_that_overlap_make_one(held: Interview) -> None:
    for make, tag in [(take_line, "takeaway"), (promise_line, "follow_up")]:
        row = line(held, tag, "Patience")
        assert [bool(make(row, now=NOW)) for _ in range(2)] == [True, False]
    assert (held.takeaways.count(), held.promises.count()) == (1, 1)


def test_a_line_that_was_left_is_offered_again_by_undo(alice_client: Client, held: Interview) -> None:
    row = line(held, "takeaway", "Patience")
    page = alice_client.post(url("line_leave", held.pk, row.pk), headers=htmx("takeaways")).content.decode()
    undo = url("line_offer", held.pk, row.pk)
    assert (undo in page, shown(alice_client, held)) == (True, [])
    alice_client.post(undo, headers=htmx("takeaways"))
    assert (shown(alice_client, held), held.takeaways.count()) == (["Patience"], 0)
