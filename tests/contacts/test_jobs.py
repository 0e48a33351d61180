"""A contact's jobs: what a new one keeps of the old one, and what it puts on the timeline."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError

from accounts.models import User
from contacts.actions.jobs import change_job
from contacts.actions.people import organization_named
from contacts.models import Contact, Interaction, PastJob
from tests.factories import NOW, make_contact

SPRING, AUTUMN = date(2024, 3, 1), date(2026, 10, 1)


@pytest.fixture
def grace(alice: User) -> Contact:
    """An analyst since spring."""
    nordgrid = organization_named(alice, "Nordgrid")
    return make_contact(alice, "Grace Mbeki", role="Analyst", organization=nordgrid, job_started_on=SPRING)


def test_a_new_job_keeps_the_old_one_with_its_dates(alice: User, grace: Contact) -> None:
    caruna = organization_named(alice, "Caruna")
    _, past = change_job(grace, role="Lead analyst", organization=caruna, started_on=AUTUMN, now=NOW)
    assert past is not None
    assert (str(past), past.started_on, past.ended_on, past.owner) == ("Analyst, Nordgrid", SPRING, AUTUMN, alice)
    grace.refresh_from_db()
    assert (grace.job, grace.job_started_on, grace.last_touch_at) == ("Lead analyst, Caruna", AUTUMN, None)
    entry = Interaction.objects.get()
    assert (entry.kind, entry.is_touch, entry.title, entry.happened_at) == (
        "job",
        False,
        "New job: Lead analyst, Caruna (before: Analyst, Nordgrid)",
        datetime(2026, 10, 1, 10, tzinfo=UTC),  # noon in Stockholm
    )


def test_the_former_job_is_read_from_the_row(grace: Contact) -> None:
    grace.role, grace.job_started_on = "Lead analyst", None  # as a bound form leaves the object
    _, past = change_job(grace, role="Lead analyst", organization=grace.organization, started_on=AUTUMN, now=NOW)
    assert (past and past.role, past and past.started_on) == ("Analyst", SPRING)


def test_without_a_day_the_change_is_told_now(grace: Contact) -> None:
    _, past = change_job(grace, role="Adviser", organization=None, started_on=None, now=NOW)
    assert (past and past.ended_on, Interaction.objects.get().happened_at) == (None, NOW)


def test_who_begins_later_today_does_not_change_jobs_in_the_future(grace: Contact) -> None:
    change_job(grace, role="Adviser", organization=None, started_on=date(2026, 12, 1), now=NOW)
    assert Interaction.objects.get().happened_at == NOW


def test_the_first_job_leaves_no_past_one(alice: User) -> None:
    contact = make_contact(alice)
    assert change_job(contact, role="Nurse", organization=None, started_on=None, now=NOW)[1] is None
    assert (PastJob.objects.count(), Interaction.objects.get().title) == (0, "New job: Nurse")


def test_a_job_does_not_begin_before_the_former(grace: Contact) -> None:
    with pytest.raises(ValidationError, match="began on 1 March 2024"):
        change_job(grace, role="Adviser", organization=None, started_on=date(2024, 2, 29), now=NOW)
    grace.refresh_from_db()
    assert (grace.role, PastJob.objects.count(), Interaction.objects.count()) == ("Analyst", 0, 0)


def test_long_words_are_cut_on_the_timeline_only(grace: Contact) -> None:
    change_job(grace, role="A" * 200, organization=None, started_on=None, now=NOW)
    assert (len(grace.role), Interaction.objects.get().title[-2:]) == (200, "A…")


def test_a_job_may_end_without_another(grace: Contact) -> None:
    change_job(grace, role="", organization=None, started_on=AUTUMN, now=NOW)
    assert (grace.job, Interaction.objects.get().title) == ("", "Left: Analyst, Nordgrid")
