"""The admin of reminders, mails and letters: own rows, no tokens, and bulk actions that go through the actions."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.db import models
from django.test import Client
from django.utils import timezone

from accounts.models import User
from outreach.models import Delivery, Heartbeat, Message, Reminder
from tests.accounts.admin_kit import listed_ids, make_staff, url_of
from tests.factories import make_contact, make_interview


@pytest.fixture(params=[False, True], ids=["staff", "superuser"])
def staff(request: pytest.FixtureRequest, alice: User) -> User:
    return make_staff(alice, superuser=request.param)


def make_rows(owner: User, *, name: str = "Grace Mbeki", state: str = "dead") -> dict[type[models.Model], Any]:
    """A reminder whose mail failed, and a letter, about one person."""
    now = timezone.now()
    person = make_contact(owner, name)
    talk = make_interview(owner, [person], state="held", ends_at=now - timedelta(hours=3))
    mail = Delivery.objects.create(owner=owner, to_addr=owner.email, state=state, next_at=now, created_at=now)
    reminder = Reminder.objects.create(
        owner=owner, interview=talk, kind="thank_early", occurrence=1, due_at=now, state="failed", delivery=mail
    )
    letter = Message.objects.create(owner=owner, interview=talk, contact=person, subject=f"Thanks {name}", body="Dear")
    return {Reminder: reminder, Delivery: mail, Message: letter}


def act(client: Client, row: models.Model, name: str) -> str:
    data = {"action": name, "_selected_action": [row.pk]}
    return client.post(url_of("changelist", type(row)), data, follow=True).content.decode()


@pytest.mark.parametrize("model", [Reminder, Delivery, Message])
def test_everyone_sees_their_own_rows_only(
    staff: User, bob: User, alice_client: Client, model: type[models.Model]
) -> None:
    mine, theirs = make_rows(staff, name="Ada Mine")[model], make_rows(bob, name="Bea Theirs")[model]
    assert listed_ids(alice_client, model) == {mine.pk}
    assert listed_ids(alice_client, model, "?q=Bea") == set()
    assert listed_ids(alice_client, model, "?q=Ada") == {mine.pk}
    answers = [alice_client.get(url_of("change", model, pk)) for pk in (theirs.pk, 987_654_321)]
    assert [(a.status_code, a["Location"]) for a in answers] == [(302, "/admin/")] * 2
    for name in ("put_off_3h", "send_again", "delete_selected"):
        before = type(theirs)._default_manager.filter(pk=theirs.pk).values().get()
        act(alice_client, theirs, name)
        assert type(theirs)._default_manager.filter(pk=theirs.pk).values().get() == before


@pytest.mark.parametrize("model", [Reminder, Delivery])
def test_what_the_scan_writes_is_looked_at_only_and_no_token_shows(
    staff: User, alice_client: Client, model: type[models.Model]
) -> None:
    rows = make_rows(staff)
    row, mail = rows[model], rows[Delivery]
    pages = [alice_client.get(url_of("changelist", model)), alice_client.get(url_of("change", model, row.pk))]
    for page in pages:
        html = page.content.decode()
        assert (page.status_code, "Grace Mbeki" in html) == (200, True)
        assert str(mail.message_id) not in html
        assert "lease" not in html
    assert alice_client.get(url_of("add", model)).status_code == 403
    assert alice_client.post(url_of("delete", model, row.pk), {"post": "yes"}).status_code == 403
    assert model._default_manager.filter(pk=row.pk).exists()


def test_reminders_are_put_off_together(staff: User, alice_client: Client) -> None:
    reminder, now = make_rows(staff)[Reminder], timezone.now()
    said = act(alice_client, reminder, "put_off_3h")
    assert ("Put off until" in said, "1 reminder." in said) == (True, True)
    assert LogEntry.objects.get().get_change_message().startswith("Put off until")
    reminder.refresh_from_db()
    assert (reminder.state, reminder.snoozed, reminder.version) == ("scheduled", True, 2)
    assert timedelta(0) <= reminder.due_at - now - timedelta(hours=3) < timedelta(minutes=1)
    reminder.interview.interviewees.update(thanked_at=now)
    assert "Nothing to put off" in act(alice_client, reminder, "put_off_week")


def test_failed_mail_is_sent_again_and_the_rest_left_alone(staff: User, alice_client: Client) -> None:
    failed, waiting = make_rows(staff)[Delivery], make_rows(staff, state="pending")[Delivery]
    assert "within a minute. 1 delivery." in act(alice_client, failed, "send_again")
    assert "There was nothing to do." in act(alice_client, waiting, "send_again")
    failed.refresh_from_db()
    assert (failed.state, failed.attempts) == ("pending", 0)


def test_reminders_go_along_with_their_interview(staff: User, alice_client: Client) -> None:
    talk = make_rows(staff)[Reminder].interview
    assert alice_client.post(url_of("delete", type(talk), talk.pk), {"post": "yes"}).status_code == 302
    assert (staff.interviews.count(), Reminder.objects.count()) == (0, 0)


def test_a_superuser_sees_the_state_of_mail_and_nothing_in_it(staff: User, bob: User, alice_client: Client) -> None:
    for state in ("pending", "dead"):
        make_rows(bob, name="Bea Theirs", state=state)
    Delivery.objects.filter(state="dead").update(last_error="550 no such mailbox")
    row = alice_client.get(url_of("changelist", User) + "?o=1").context["cl"].result_list.last()
    seen = (row.email, row.waiting, row.sent, row.failed, row.fault)
    pages = alice_client.get(url_of("change", User, bob.pk), follow=True).content.decode()
    assert ("550 no such mailbox" in pages) == staff.is_superuser
    assert "Bea Theirs" not in pages
    assert seen == ((bob.email, 1, 0, 1, "550 no such mailbox") if staff.is_superuser else (staff.email, 0, 0, 0, None))


def test_a_letter_is_edited_but_not_marked_as_sent(staff: User, alice_client: Client) -> None:
    letter = make_rows(staff)[Message]
    data = {"subject": "Thanks again", "body": "Dear Grace", "sent_at_0": "2026-01-01", "sent_at_1": "10:00"}
    assert alice_client.post(url_of("change", Message, letter.pk), data).status_code == 302
    letter.refresh_from_db()
    assert (letter.subject, letter.body, letter.sent_at) == ("Thanks again", "Dear Grace", None)


def test_the_heartbeat_is_for_superusers_to_look_at(staff: User, alice_client: Client) -> None:
    Heartbeat.objects.create(name="tick", at=timezone.now())
    answer = alice_client.get(url_of("changelist", Heartbeat))
    assert answer.status_code == (200 if staff.is_superuser else 403)
    for page, args in (("add", ()), ("delete", ("tick",))):
        assert alice_client.post(url_of(page, Heartbeat, *args), {"post": "yes"}).status_code == 403
