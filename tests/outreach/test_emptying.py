"""The trash is emptied after 30 days: who goes, what goes with them, and what stays with others."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from contacts.actions.timeline import log_interaction
from contacts.actions.undoing import remember
from contacts.models import Channel, Contact, Interaction, InteractionPerson, PastJob, Photo, Undo
from interviews.actions.learning import name_person
from interviews.models import Interview, Referral, Takeaway
from outreach import tasks
from outreach.actions.emptying import empty_trash
from outreach.models import Message
from tests.factories import NOW, make_contact, make_interview

LONG_AGO = NOW - timedelta(days=30)


def away(owner: User, name: str = "Grace Mbeki", **fields: object) -> Contact:
    """Somebody whose time in the trash is just over."""
    return make_contact(owner, name, **{"trashed_at": LONG_AGO} | fields)


def left() -> dict[str, int]:
    """How many rows each table of people, interviews and messages holds."""
    models = [m for app in ("contacts", "interviews", "outreach") for m in apps.get_app_config(app).get_models()]
    return {m._meta.label: number for m in models if (number := m._default_manager.count())}


def test_after_30_days_and_not_before(alice: User, bob: User) -> None:
    away(alice)
    away(bob)
    stay = [
        away(alice, "Later", trashed_at=LONG_AGO + timedelta(seconds=1)),
        away(alice, "Archived", trashed_at=None, archived_at=LONG_AGO),
        make_contact(alice, "Here"),
    ]
    assert (empty_trash(now=NOW), set(Contact.objects.all()), empty_trash(now=NOW)) == (2, set(stay), 0)


def test_somebody_goes_whole_but_for_what_the_user_learned(alice: User) -> None:
    grace = away(alice)
    theirs = {"owner": alice, "contact": grace}
    talk = make_interview(alice, [grace], state="held")
    Takeaway.objects.create(owner=alice, interview=talk, said_by=grace, text="Tenders decide")
    Message.objects.create(**theirs, interview=talk, subject="Thanks", body="Dear")
    log_interaction(alice, kind="call", people=[grace], happened_at=LONG_AGO, body="Secret")
    Photo.objects.create(**theirs, large=b"large", small=b"small")
    job = PastJob.objects.create(**theirs, role="Apprentice")
    remember(grace, rows=[job], now=NOW)
    Channel.objects.create(**theirs, kind="email", value="g@example.org", normal="g@example.org")
    empty_trash(now=NOW)
    assert left() == {"interviews.Takeaway": 1}
    learned = Takeaway.objects.get()
    assert (learned.said_by, learned.interview, learned.said_on) == (None, None, talk.day)


def test_what_others_took_part_in_stays_with_them(alice: User) -> None:
    grace, tomas = away(alice), make_contact(alice, "Tomás Rivera")
    talk = make_interview(alice, [grace, tomas], state="held")
    lunch = log_interaction(alice, kind="meeting", people=[grace, tomas], happened_at=NOW)
    empty_trash(now=NOW)
    assert list(Interview.objects.values_list("pk", "people")) == [(talk.pk, tomas.pk)]
    assert list(InteractionPerson.objects.values_list("interaction", "contact")) == [(lunch.pk, tomas.pk)]


def test_both_of_an_interview_go_at_different_times(alice: User) -> None:
    grace, tomas = away(alice), away(alice, "Tomás Rivera", trashed_at=NOW)
    make_interview(alice, [grace, tomas], state="held")
    log_interaction(alice, kind="meeting", people=[grace, tomas], happened_at=LONG_AGO)
    assert [(empty_trash(now=NOW + timedelta(days=at)), Interview.objects.count()) for at in (0, 30)] == [
        (1, 1),
        (1, 0),
    ]
    assert Interaction.objects.count() == 0


def test_whom_they_introduced_or_named_stays(alice: User) -> None:
    grace, tomas = away(alice), make_contact(alice, "Tomás Rivera")
    talk = make_interview(alice, [grace, tomas], state="held")
    lead = name_person(talk, named_by=grace, display_name="Wei Tanaka", now=NOW).contact
    assert lead.next_step == "request"
    empty_trash(now=NOW)
    lead.refresh_from_db()
    assert (lead.introducer, lead.next_step, Referral.objects.count()) == (None, "", 0)


def test_nobody_elses_rows_and_no_other_rows_go(alice: User, bob: User) -> None:
    for owner in (alice, bob):
        stays = make_contact(owner, "Wei Tanaka")
        make_interview(owner, [stays], state="held")
        log_interaction(owner, kind="call", people=[stays], happened_at=NOW)
    before = left()
    make_interview(alice, [away(alice)], state="held")
    empty_trash(now=NOW)
    assert left() == before


def test_many_go_in_chunks_with_few_questions(alice: User) -> None:
    for name in ("A", "B", "C", "D", "E"):
        log_interaction(alice, kind="call", people=[away(alice, name)], happened_at=LONG_AGO)
    with CaptureQueriesContext(connection) as few:
        assert empty_trash(now=NOW, chunk=2) == 5
    for number in range(60):
        away(alice, f"N{number}")
    with CaptureQueriesContext(connection) as many:
        assert empty_trash(now=NOW, chunk=100) == 60
    assert (Contact.objects.count(), len(many) < len(few)) == (0, True)


def test_undo_is_forgotten_after_a_day(alice: User) -> None:
    contact = make_contact(alice)
    for hours in (23, 24):
        remember(contact, now=NOW - timedelta(hours=hours))
    empty_trash(now=NOW)
    assert [step.created_at for step in Undo.objects.all()] == [NOW - timedelta(hours=23)]


@pytest.mark.parametrize("way", ["celery", "send_due"])
def test_both_ways_in(alice: User, way: str) -> None:
    away(alice, trashed_at=LONG_AGO - timedelta(days=999))  # by the real clock, too
    tasks.empty_trash() if way == "celery" else call_command("send_due")
    assert Contact.objects.count() == 0


@pytest.mark.usefixtures("clock")
def test_the_pages_say_until_when(alice: User, alice_client: Client) -> None:
    grace = away(alice, trashed_at=NOW - timedelta(days=10))
    html = alice_client.get(f"/people/{grace.pk}/").content.decode()
    assert "deleted for good" in html
    assert "30 days" in alice_client.get("/people/trash/").content.decode()
