"""Interviews in the admin: one's own rows and choices, plans and bulk edits through the actions, no growing queries."""

from datetime import date, time, timedelta
from re import findall
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.messages import get_messages
from django.test import Client

from accounts.models import User
from accounts.zones import resolve
from contacts.actions.people import trash_contact
from contacts.models import Contact, Interaction
from interviews.actions.learning import add_takeaway, name_person
from interviews.actions.moves import move
from interviews.actions.promising import add_promise
from interviews.models import Interview, Interviewee, Move, NoteLine, Promise, Referral, Takeaway
from tests.accounts.admin_kit import assert_stranger_is_out, listed_ids, make_staff, url_of
from tests.factories import NOW, make_contact, make_interview
from tests.tables import everything

pytestmark = pytest.mark.usefixtures("clock", "_staff")
MODELS = [Interview, Interviewee, Takeaway, Referral, Move]


@pytest.fixture
def _staff(alice: User) -> None:
    """Alice may use the admin; as a superuser she meets only her own rows all the same."""
    make_staff(alice, superuser=True)


def world(owner: User) -> Interview:
    """An interview with something in every table."""
    grace = make_contact(owner)
    interview = make_interview(owner, [grace, make_contact(owner)], state="scheduled", ends_at=NOW - timedelta(hours=2))
    move(interview, to="held", now=NOW)
    add_takeaway(interview, text="Patience")
    name_person(interview, named_by=grace, display_name=f"Lead {interview.pk}", now=NOW)
    return interview


def act(client: Client, action: str, *rows: Any, **more: Any) -> list[str]:
    """Run a bulk action; returns what it says."""
    data = {"action": action, "_selected_action": [row.pk for row in rows], "state": "", "days": ""} | more
    answer = client.post(url_of("changelist", type(rows[0])), data)
    said = [str(message) for message in get_messages(answer.wsgi_request)]
    client.get(url_of("changelist", type(rows[0])))  # shows the messages, so that they are not said again
    return said


def form_of(interview: Interview | None = None, people: list[Contact] | None = None, **fields: Any) -> dict[str, Any]:
    """The fields of the change page as a browser would send them."""
    parts = list(interview.interviewees.all()) if interview else []
    data: dict[str, Any] = {"direction": "outgoing", "medium": "", "notes": "", "purpose": "", "place": "", "link": ""}
    for prefix, rows in [("interviewees", parts), ("takeaways", []), ("referrals", [])]:
        data |= {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": len(rows)}
    for n, part in enumerate(parts):
        data |= {f"interviewees-{n}-id": part.pk, f"interviewees-{n}-interview": part.interview_id}
        data |= {f"interviewees-{n}-contact": part.contact_id}
    for n, person in enumerate(people or []):
        data |= {f"interviewees-{n}-contact": person.pk, "interviewees-TOTAL_FORMS": n + 1}
    when = ["day", "wall_time", "zone", "planned_minutes"] if interview else []
    return data | {name: getattr(interview, name) or "" for name in when} | fields


@pytest.mark.parametrize("model", MODELS)
def test_everyone_meets_only_their_own(alice: User, bob: User, alice_client: Client, model: type[Any]) -> None:
    world(alice)
    world(bob)
    assert listed_ids(alice_client, model) == set(model.objects.filter(owner=alice).values_list("pk", flat=True))
    if model is not Move:
        assert_stranger_is_out(alice_client, model.objects.filter(owner=bob).first())


@pytest.mark.parametrize("model", [Interview, Interviewee, Takeaway, Referral])
def test_rows_are_found_by_name(alice: User, alice_client: Client, model: type[Any]) -> None:
    interview = make_interview(alice, [grace := make_contact(alice, "Ada Example")], state="held")
    add_takeaway(interview, text="Patience")
    name_person(interview, named_by=grace, display_name="Bo Example", now=NOW)
    world(alice)
    assert len(listed_ids(alice_client, model, "?q=ada+example")) == 1


def test_a_state_is_set_by_moving_and_refusals_are_told(alice: User, alice_client: Client) -> None:
    held = make_interview(alice, [make_contact(alice, "Grace Mbeki")], state="held")
    idea = make_interview(alice, [make_contact(alice, "Wei Tanaka")])
    assert act(alice_client, "set_state", held, idea, state="thanked") == [
        "Now “Thanked”. 1 interview.",
        "Wei Tanaka: An interview that is “To contact” cannot become “Thanked”.",
    ]
    assert [i.state for i in Interview.objects.order_by("pk")] == ["thanked", "idea"]
    assert held.interviewees.get().thanked_at == NOW
    assert LogEntry.objects.get().get_change_message() == "Now “Thanked”."


def test_rescheduling_keeps_the_wall_time_and_the_history(
    alice: User, alice_client: Client, scheduled: Interview
) -> None:
    idea = make_interview(alice, [make_contact(alice, "Wei Tanaka")])
    assert act(alice_client, "reschedule", scheduled, idea, days="7") == [
        "Rescheduled by 7 days. 1 interview.",
        "Wei Tanaka: It has no day yet.",
    ]
    scheduled.refresh_from_db()
    assert (scheduled.day, scheduled.moves.get().to_state) == (date(2026, 12, 2), "scheduled")


@pytest.mark.parametrize("action", ["set_state", "reschedule"])
def test_a_bulk_edit_without_its_value_does_nothing(alice_client: Client, scheduled: Interview, action: str) -> None:
    (message,) = act(alice_client, action, scheduled)
    assert message.endswith("beside the action.")
    assert Interview.objects.get().state_changed_at == scheduled.state_changed_at


def test_a_strangers_row_is_not_moved(bob: User, alice_client: Client) -> None:
    theirs = make_interview(bob, state="scheduled")
    act(alice_client, "set_state", theirs, state="cancelled")
    assert Interview.objects.get().state == "scheduled"


def test_a_changed_day_is_planned(alice_client: Client, scheduled: Interview, grace: Contact) -> None:
    data = form_of(scheduled, day="2026-12-01", purpose="Pay")
    assert alice_client.post(url_of("change", Interview, scheduled.pk), data).status_code == 302
    scheduled.refresh_from_db()
    grace.refresh_from_db()
    assert (scheduled.day, scheduled.purpose) == (date(2026, 12, 1), "Pay")
    assert (grace.next_step_due_at, scheduled.moves.count()) == (scheduled.starts_at, 1)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"day": "9999-12-31"}, "between 1970 and 2199"),
        ({"day": ""}, "A plan has a day and a time zone."),
        ({"zone": "Mars/Base"}, "is not a time zone"),
    ],
)
def test_a_plan_that_cannot_be_is_refused(
    alice_client: Client, scheduled: Interview, fields: dict[str, Any], message: str
) -> None:
    answer = alice_client.post(url_of("change", Interview, scheduled.pk), form_of(scheduled, **fields))
    assert (answer.status_code, message in answer.content.decode()) == (200, True)
    assert Interview.objects.get().starts_at == scheduled.starts_at


def test_a_new_one_is_made_as_on_the_page(alice: User, alice_client: Client, grace: Contact) -> None:
    data = form_of(people=[grace], day="2026-12-01", zone="Europe/Stockholm")
    assert alice_client.post(url_of("add", Interview), data).status_code == 302
    interview = alice.interviews.get()
    grace.refresh_from_db()
    assert (interview.state, interview.moves.get().from_state) == ("scheduled", "idea")
    assert grace.next_step == "talk"


def test_an_interview_with_nobody_is_refused(alice: User, alice_client: Client) -> None:
    assert alice_client.post(url_of("add", Interview), form_of()).status_code == 200
    assert alice.interviews.count() == 0


def test_a_stranger_is_no_interviewee(alice: User, bob: User, alice_client: Client) -> None:
    theirs = make_contact(bob)
    assert alice_client.post(url_of("add", Interview), form_of(people=[theirs])).status_code == 200
    assert alice.interviews.count() == 0


def test_deleting_brings_next_steps_up_to_date(alice: User, alice_client: Client, grace: Contact) -> None:
    for page in ["change", "bulk"]:
        interview = make_interview(alice, [grace])
        Contact.objects.filter(pk=grace.pk).update(stage="idea", next_step="request")
        if page == "change":
            alice_client.post(url_of("delete", Interview, interview.pk), {"post": "yes"})
        else:
            act(alice_client, "delete_selected", interview, post="yes")
        grace.refresh_from_db()
        assert (grace.stage, grace.next_step, Interview.objects.count()) == ("", "", 0)


def test_deleting_keeps_what_was_learned_with_its_day_and_undo_brings_the_talk_back(
    alice: User, alice_client: Client, held: Interview
) -> None:
    alice.takeaways.create(text="Pilots fund themselves", interview=held)
    beside = {"interviews_removal", "django_admin_log", "contacts_contact"}
    before = everything(beside=beside)
    answer = alice_client.post(url_of("delete", Interview, held.pk), {"post": "yes"}, follow=True)
    assert alice.takeaways.get().said_on == held.day
    (undo,) = findall(r'<form method="post" action="([^"]+/restore/[^"]*)"', answer.content.decode())
    alice_client.post(undo)
    assert everything(beside=beside) == before


def test_a_talk_with_files_too_big_for_undo_is_not_deleted(
    alice: User, alice_client: Client, held: Interview, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("interviews.admin.interviews.MOST_BYTES", -1)
    page = alice_client.get(url_of("delete", Interview, held.pk)).content.decode()
    assert "too big for Undo: delete them first" in page
    alice_client.post(url_of("delete", Interview, held.pk), {"post": "yes"})
    act(alice_client, "delete_selected", held, post="yes")
    assert alice.interviews.count() == 1


def test_people_are_marked_as_thanked_and_back(alice_client: Client, held: Interview, grace: Contact) -> None:
    part = held.interviewees.get()
    assert act(alice_client, "mark_thanked", part) == ["Thanked. 1 interviewee."]
    held.refresh_from_db()
    assert held.state == "thanked"
    assert act(alice_client, "mark_not_thanked", part) == ["Not thanked. 1 interviewee."]
    held.refresh_from_db()
    assert (held.state, grace.interactions.count()) == ("held", 0)


def test_the_history_is_read_only(alice: User, bob: User, alice_client: Client) -> None:
    made, theirs = world(alice).moves.get(), world(bob).moves.get()
    assert alice_client.get(url_of("change", Move, theirs.pk)).status_code == 302
    assert alice_client.get(url_of("add", Move)).status_code == 403
    assert alice_client.post(url_of("change", Move, made.pk), {"to_state": "idea"}).status_code == 403
    alice_client.post(url_of("delete", Move, made.pk), {"post": "yes"})
    alice_client.post(url_of("delete", Interaction, made.interaction_id), {"post": "yes"})
    assert set(Move.objects.values_list("to_state", flat=True)) == {"held"}


def test_one_that_was_thanked_cannot_become_theirs(alice: User, alice_client: Client) -> None:
    talk = make_interview(alice, state="thanked")
    answer = alice_client.post(url_of("change", Interview, talk.pk), form_of(talk, direction="incoming"))
    talk.refresh_from_db()
    assert (answer.status_code, talk.direction) == (200, "outgoing")
    assert "it is you who asked" in answer.content.decode()


def test_who_is_in_the_trash_is_not_to_be_thanked(alice: User, alice_client: Client) -> None:
    talk = make_interview(alice, state="held")
    trash_contact(talk.people.get(), now=NOW)
    page = alice_client.get(f"/interviews/{talk.pk}/wrap-up/").content.decode()
    assert ["/thank/" in page, "in the trash" in page] == [False, True]


def test_notes_are_read_here_and_not_written(alice: User, alice_client: Client) -> None:
    interview = make_interview(alice, [make_contact(alice)], notes="Mine", their_questions="How?")
    fields = form_of(interview, notes="", their_questions="", purpose="Pay")
    assert alice_client.post(url_of("change", Interview, interview.pk), fields).status_code == 302
    interview.refresh_from_db()
    assert (interview.notes, interview.their_questions, interview.purpose) == ("Mine", "How?", "Pay")


def test_a_line_that_is_changed_here_is_a_newer_one(alice: User, alice_client: Client) -> None:
    interview = make_interview(alice, [make_contact(alice)])
    line = NoteLine.objects.create(owner=alice, interview=interview, key=uuid4(), text="Hires", said_at=NOW)
    row = {"form-0-id": line.pk, "form-0-tag": "quote", "_save": "1"}
    data = row | {"form-TOTAL_FORMS": 1, "form-INITIAL_FORMS": 1}
    assert alice_client.post(url_of("changelist", NoteLine), data).status_code == 302
    line.refresh_from_db()
    assert (line.tag, line.version) == ("quote", 2)


def test_a_promise_changed_here_changes_the_next_step(alice: User, alice_client: Client) -> None:
    grace = make_contact(alice)
    interview = make_interview(alice, [grace], state="closed")
    promise = add_promise(interview, by="me", text="Send it", now=NOW)
    row = {"form-0-id": promise.pk, "form-0-due_on": "2030-01-02", "_save": "1"}
    data = row | {"form-TOTAL_FORMS": 1, "form-INITIAL_FORMS": 1}
    assert alice_client.post(url_of("changelist", Promise), data).status_code == 302
    grace.refresh_from_db()
    due_at = resolve(date(2030, 1, 2), time.min, alice.zone)
    assert (grace.next_step, grace.next_step_due_at) == ("promise", due_at)
    act(alice_client, "delete_selected", promise, post="yes")
    grace.refresh_from_db()
    assert (Promise.objects.count(), grace.next_step) == (0, "")
