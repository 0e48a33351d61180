"""Wrapping up: takeaways added, changed, removed and brought back, and people who were named."""

import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from contacts.models import CareerPath, Contact
from interviews.actions.learning import add_takeaway
from interviews.models import Interview, Takeaway
from tests.factories import NOW, make_contact, make_interview
from tests.interviews.addresses import htmx, told, undo_in, url

pytestmark = pytest.mark.usefixtures("clock")
HTMX = htmx("takeaways")


@pytest.fixture
def takeaway(held: Interview) -> Takeaway:
    """One that is there."""
    return add_takeaway(held, text="Hires on one project")


def texts() -> list[str]:
    """All takeaways."""
    return list(Takeaway.objects.values_list("text", flat=True))


def test_a_takeaway_is_added_and_its_section_drawn_again(alice_client: Client, held: Interview) -> None:
    response = alice_client.post(url("takeaway_add", held.pk), {"text": " On-call one week in six "}, headers=HTMX)
    assert texts() == ["On-call one week in six"]
    assert "On-call one week in six" in response.content.decode()
    assert b"<html" not in response.content


def test_without_script_the_page_comes_back(alice_client: Client, held: Interview, takeaway: Takeaway) -> None:
    posts = {
        url("takeaway_add", held.pk): {"text": "Patience"},
        url("takeaway_edit", held.pk, takeaway.pk): {"text": "Hires on two"},
        url("referral_add", held.pk): {"display_name": "Ada Example", "named_by": held.people.get().pk},
    }
    answers = {alice_client.post(address, data).headers["Location"] for address, data in posts.items()}
    assert answers == {url("wrap_up", held.pk)}
    assert texts() == ["Hires on two", "Patience"]


@pytest.mark.parametrize("text", ["", "   ", "x" * 1001])
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_takeaway_that_is_wrong_comes_back(
    alice_client: Client, held: Interview, text: str, headers: dict[str, str]
) -> None:
    response = alice_client.post(url("takeaway_add", held.pk), {"text": text}, headers=headers)
    assert (response.status_code, list(told(response)["takeaway"].errors)) == (422, ["text"])
    assert texts() == []


def test_a_takeaway_is_changed_in_its_place(alice_client: Client, held: Interview, takeaway: Takeaway) -> None:
    address = url("takeaway_edit", held.pk, takeaway.pk)
    assert 'value="Hires on one project"' in alice_client.get(address, headers=HTMX).content.decode()
    assert alice_client.post(address, {"text": ""}, headers=HTMX).status_code == 422
    alice_client.post(address, {"text": "Hires on two"}, headers=HTMX)
    assert texts() == ["Hires on two"]


def test_an_edit_is_left_in_its_place(alice_client: Client, held: Interview, takeaway: Takeaway) -> None:
    page = alice_client.get(url("wrap_up", held.pk), headers=HTMX).content.decode()
    assert page.lstrip().startswith('<section id="takeaways"')
    assert [mark in page for mark in ("Hires on one project", "id_edit", "<html")] == [True, False, False]


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_takeaway_that_was_removed_comes_back(
    alice_client: Client, held: Interview, takeaway: Takeaway, headers: dict[str, str]
) -> None:
    response = alice_client.post(url("takeaway_remove", held.pk, takeaway.pk), headers=headers)
    assert texts() == []
    page = response if headers else alice_client.get(url("wrap_up", held.pk))
    for _ in range(2):
        alice_client.post(undo_in(page), headers=headers)
    assert texts() == ["Hires on one project"]


def test_a_takeaway_of_another_interview_is_not_found(
    alice: User, alice_client: Client, bob_client: Client, takeaway: Takeaway
) -> None:
    other = make_interview(alice)
    for client, pk in [(alice_client, other.pk), (bob_client, takeaway.interview_id)]:
        for verb in ["takeaway_edit", "takeaway_remove"]:
            assert client.post(url(verb, pk, takeaway.pk), {"text": "Mine"}).status_code == 404
    assert texts() == ["Hires on one project"]


def test_a_person_who_was_named_is_a_lead(alice: User, alice_client: Client, held: Interview, grace: Contact) -> None:
    data = {"named_by": grace.pk, "display_name": "Ada Example", "why": "Runs the data set"}
    response = alice_client.post(url("referral_add", held.pk), data, headers=htmx("referrals"))
    lead = alice.contacts.get(display_name="Ada Example")
    assert (lead.introducer, lead.next_step) == (grace, "request")
    page = response.content.decode()
    assert [words in page for words in ("Runs the data set", "Ada Example is someone to contact now.")] == [True, True]
    assert re.findall(r'name="(\w+)"[^>]* autofocus', page) == ["display_name"]
    assert "<html" not in page


def test_only_someone_in_the_talk_can_have_named(alice: User, alice_client: Client, held: Interview) -> None:
    data = {"named_by": make_contact(alice).pk, "display_name": "Ada Example"}
    response = alice_client.post(url("referral_add", held.pk), data)
    assert (response.status_code, list(told(response)["referral"].errors)) == (422, ["named_by"])


def test_an_incoming_one_has_no_thank_you(alice: User, alice_client: Client) -> None:
    interview = make_interview(alice, state="held", direction="incoming")
    page = alice_client.get(url("wrap_up", interview.pk)).content.decode()
    assert "Thank-you" not in page
    assert f"/interviews/{interview.pk}/thank/" not in page


def test_the_thank_you_is_one_click_away(alice_client: Client, held: Interview, grace: Contact) -> None:
    assert f"/interviews/{held.pk}/thank/{grace.pk}/" in alice_client.get(url("wrap_up", held.pk)).content.decode()


def test_a_takeaway_says_what_it_speaks_to(
    alice: User, alice_client: Client, held: Interview, takeaway: Takeaway
) -> None:
    path, gap = alice.careerpaths.create(name="Grid planner"), alice.informationgaps.create(text="What does it pay?")
    said = {"path": path.pk, "gap": gap.pk, "speaks": "for", "strength": "first", "is_quotable": "on"}
    address = url("takeaway_edit", held.pk, takeaway.pk)
    page = alice_client.post(address, {"text": "46 thousand"} | said, headers=HTMX).content.decode()
    takeaway.refresh_from_db()
    kept = (takeaway.path, takeaway.gap, takeaway.speaks, takeaway.strength, takeaway.is_quotable)
    assert kept == (path, gap, "for", "first", True)
    words = ("What does it pay?", "Grid planner", "for it", "first-hand", "may be quoted")
    assert [text for text in words if text not in page] == []


def test_only_ones_own_paths_and_gaps_can_be_spoken_to(
    bob: User, alice_client: Client, held: Interview, takeaway: Takeaway
) -> None:
    path, gap = bob.careerpaths.create(name="Bob's"), bob.informationgaps.create(text="Bob's question")
    data = {"text": "Mine", "path": path.pk, "gap": gap.pk}
    response = alice_client.post(url("takeaway_edit", held.pk, takeaway.pk), data)
    assert (response.status_code, sorted(told(response)["editing"].errors)) == (422, ["gap", "path"])


def test_the_page_needs_as_many_queries_for_30_rows_as_for_one(
    alice: User, alice_client: Client, held: Interview, grace: Contact
) -> None:
    paths = [alice.careerpaths.create(name=name) for name in ("Grid planner", "Baker")]
    held.paths.set(paths, through_defaults={"owner": alice})

    def more(*numbers: int) -> int:
        for n in numbers:
            spread(held, grace, paths[0], n)
        with CaptureQueriesContext(connection) as captured:
            alice_client.get(url("wrap_up", held.pk))
        return len(captured)

    assert more(0) == more(*range(1, 30))


def spread(talk: Interview, grace: Contact, path: CareerPath, n: int) -> None:
    """One more row of everything that the page lists."""
    owner = talk.owner
    heard, silent = (owner.informationgaps.create(text=f"{word} {n}?") for word in ("Heard", "Silent"))
    silent.answers.create(owner=owner, path=path, state="partly", answer="So far")
    owner.takeaways.create(interview=talk, text="So it is", gap=heard, path=path)
    owner.referrals.create(interview=talk, named_by=grace, contact=make_contact(owner, f"Lead {n}"))
    owner.promises.create(interview=talk, by="me", text=f"Send {n}")
    question = talk.questions.create(owner=owner, text=f"Question {n}")
    for tag in ("takeaway", "lead", "follow_up"):
        owner.notelines.create(interview=talk, key=uuid4(), text=tag, tag=tag, said_at=NOW, question=question)
    owner.attachments.create(interview=talk, name="cv.txt", media_type="text/plain", size=2)
    talk.interviewees.create(owner=owner, contact=make_contact(owner))


def test_a_removed_takeaway_comes_back_with_all_it_said(
    alice: User, alice_client: Client, held: Interview, takeaway: Takeaway
) -> None:
    gap, path = alice.informationgaps.create(text="What does it pay?"), alice.careerpaths.create(name="Grid planner")
    Takeaway.objects.update(gap=gap, path=path, speaks="against", is_quotable=True)
    before = Takeaway.objects.values().get()
    page = alice_client.post(url("takeaway_remove", held.pk, takeaway.pk), follow=True)
    path.delete()
    alice_client.post(undo_in(page))
    assert Takeaway.objects.values().get() == before | {"path_id": None}


def test_a_takeaway_keeps_a_question_that_was_removed(
    alice: User, alice_client: Client, held: Interview, takeaway: Takeaway
) -> None:
    gap = alice.informationgaps.create(text="What does it pay?", trashed_at=NOW)
    Takeaway.objects.update(gap=gap)
    address = url("takeaway_edit", held.pk, takeaway.pk)
    form = told(alice_client.get(address))["editing"]
    assert form["gap"].value() in dict(form.fields["gap"].choices)
    alice_client.post(address, {"text": "Pays well", "gap": gap.pk})
    takeaway.refresh_from_db()
    assert (takeaway.text, takeaway.gap) == ("Pays well", gap)


def test_an_edit_leaves_who_said_it(alice: User, alice_client: Client) -> None:
    talk = make_interview(alice, [make_contact(alice), make_contact(alice)], state="held")
    other = make_contact(alice)
    piece = add_takeaway(talk, text="46", said_by=other)
    page = url("takeaway_edit", talk.pk, piece.pk)
    assert f'value="{other.pk}" selected' in alice_client.get(page).content.decode()
    alice_client.post(page, {"text": "47", "said_by": other.pk})
    piece.refresh_from_db()
    assert (piece.text, piece.said_by) == ("47", other)
