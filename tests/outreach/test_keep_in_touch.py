"""Keep in touch: ideal and latest, pauses, "not now", birthdays; and the command that works out the same."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse

from contacts.actions.merging.merge import merge_contacts
from contacts.actions.merging.part import part_contacts
from contacts.actions.people import put_off_touch
from contacts.actions.progress import record_progress
from contacts.actions.timeline import log_touch
from contacts.forms.person import PersonForm
from contacts.models import Contact
from interviews.actions.progress import refresh_people
from outreach.views.day import read_day
from tests.factories import NOW, make_contact, make_interview

DAY = timedelta(days=1)


def person(owner, name="Grace Mbeki", *, touched=NOW - 40 * DAY, **fields):
    contact = make_contact(owner, name, **fields)
    log_touch(contact, now=touched)
    return contact


def due(contact):
    """When the next step is due, as the list keeps it; and as the command works it out."""
    contact.refresh_from_db()
    kept = contact.next_step_due_at
    call_command("recompute_progress", verbosity=0)
    contact.refresh_from_db()
    assert contact.next_step_due_at == kept
    return kept


@pytest.mark.parametrize(
    ("fields", "after"),
    [
        ({"cadence": "P1M"}, datetime(2026, 11, 15, 12, tzinfo=UTC)),  # from 15 October, over the change of clocks
        ({"cadence": "P1M", "cadence_most": "P3M"}, datetime(2026, 11, 15, 12, tzinfo=UTC)),
        ({"cadence_most": "P3M"}, datetime(2027, 1, 15, 12, tzinfo=UTC)),
        ({"cadence": "P1M", "paused_until": date(2026, 12, 1)}, datetime(2026, 11, 30, 23, tzinfo=UTC)),
        ({"cadence": "P1M", "paused_until": date(2026, 11, 1)}, datetime(2026, 11, 15, 12, tzinfo=UTC)),
        ({"cadence": "P1M", "put_off_on": date(2026, 11, 24)}, datetime(2026, 12, 24, 12, tzinfo=UTC)),
        ({"cadence": "P2W", "put_off_on": date(2026, 10, 1)}, datetime(2026, 10, 29, 12, tzinfo=UTC)),
        ({"paused_until": date(2026, 12, 1)}, None),
    ],
)
def test_when_one_is_in_touch(alice, fields, after):
    touched = datetime(2026, 10, 15, 11, tzinfo=UTC)
    contact = person(alice, touched=touched, **fields)
    assert due(contact) == after


def test_not_now_counts_one_interval_until_the_next_touch(alice):
    contact = person(alice, cadence="P2W", touched=NOW - 20 * DAY)
    put_off_touch(contact, on=NOW.date())
    assert due(contact) == NOW + 14 * DAY
    log_touch(contact, now=NOW + 3 * DAY)
    assert due(contact) == NOW + 17 * DAY


@pytest.mark.parametrize(("days", "late"), [(20, False), (35, True)])
def test_late_is_what_passed_the_latest(alice, days, late):
    person(alice, touched=NOW - days * DAY, cadence="P2W", cadence_most="P1M")
    assert [row.is_late for row in read_day(alice, now=NOW).touches] == [late]


@pytest.mark.usefixtures("clock")
def test_not_now_on_today_and_its_undo(alice, alice_client):
    contact = person(alice, cadence="P2W")
    alice_client.post(reverse("outreach:today_put_off", args=[contact.pk]))
    assert read_day(alice, now=NOW).touches == []
    alice_client.post(reverse("outreach:today_put_on", args=[contact.pk]))
    assert [row.contact for row in read_day(alice, now=NOW).touches] == [contact]


@pytest.mark.parametrize(
    ("birthday", "now", "shown"),
    [
        ("1990-11-24", NOW, True),
        ("--11-24", NOW, True),
        ("--11-25", NOW, False),
        ("--11-25", datetime(2026, 11, 24, 23, 30, tzinfo=UTC), True),  # it is the 25th in Stockholm
        ("1992-02-29", datetime(2027, 2, 28, 12, tzinfo=UTC), True),
        ("1992-02-29", datetime(2028, 2, 28, 12, tzinfo=UTC), False),
        ("1992-02-29", datetime(2028, 2, 29, 12, tzinfo=UTC), True),
    ],
)
def test_a_birthday_that_is_wanted_is_on_today(alice, birthday, now, shown):
    make_contact(alice, "Ada One", birthday=birthday, wants_birthday=True)
    make_contact(alice, "Bo Two", birthday=birthday)
    assert [(row.kind, str(row.contact)) for row in read_day(alice, now=now).soft] == [("birthday", "Ada One")] * shown


def test_a_birthday_is_done_by_being_in_touch(alice):
    contact = make_contact(alice, birthday="--11-24", wants_birthday=True)
    log_touch(contact, now=NOW)
    record_progress(contact)
    assert read_day(alice, now=NOW).soft == []


def test_monthly_at_the_latest_keeps_its_day_too(alice):
    contact = person(alice, cadence_most="P1M", touched=datetime(2026, 1, 31, 12, tzinfo=UTC))
    log_touch(contact, now=datetime(2026, 2, 28, 12, tzinfo=UTC))
    assert due(contact) == datetime(2026, 3, 31, 11, tzinfo=UTC)  # the same wall time, after the change of clocks


@pytest.mark.usefixtures("clock")
def test_not_now_is_offered_and_taken_only_where_something_comes_back(alice, alice_client):
    contact = make_contact(alice, "Grace Mbeki", touch_on=NOW.date())
    record_progress(contact)
    (row,) = read_day(alice, now=NOW).touches
    url = reverse("outreach:today_put_off", args=[contact.pk])
    page = alice_client.post(url, follow=True)
    contact.refresh_from_db()
    assert (row.has_interval, contact.put_off_on) == (False, None)
    assert "Nothing says how often to be in touch with Grace Mbeki." in page.text
    assert url not in alice_client.get("/").text


def typed(contact, **fields):
    only = next(iter(fields))
    form = PersonForm(fields, owner=contact.owner, instance=contact, only=only, now=NOW)
    if form.is_valid():
        form.save()
    return {name: list(errors) for name, errors in form.errors.items()}


@pytest.mark.parametrize(("name", "value"), [("cadence_most", "P1M"), ("cadence", "P1Y")])
def test_the_latest_does_not_come_before_the_ideal(alice, name, value):
    contact = person(alice, cadence="P6M", cadence_most="P6M")
    words = "“At the latest” cannot come before how often you mean to be in touch."
    assert typed(contact, **{name: value}) == {name: [words]}


def test_their_days_off_move_the_nudge(alice):
    contact = make_contact(alice, "Grace Mbeki")
    asked_at = datetime(2026, 11, 20, 12, tzinfo=UTC)  # Friday: the nudge is due on the next one
    talk = make_interview(alice, [contact], state="requested", requested_at=asked_at, state_changed_at=asked_at)
    refresh_people(talk, now=NOW)
    contact.refresh_from_db()
    assert typed(contact, weekend="fri_sat") == {}
    assert (contact.next_step_due_at, due(contact)) == (datetime(2026, 11, 29, 8, tzinfo=UTC),) * 2


def test_a_merge_keeps_what_the_other_said_of_keeping_in_touch(alice):
    kept = make_contact(alice, "Anna One")
    said = {"cadence_most": "P3M", "paused_until": date(2027, 5, 1), "wants_birthday": True, "weekend": "fri_sat"}
    gone = make_contact(alice, "Anna Two", **said)
    keys, was = [kept.pk, gone.pk], Contact.objects.values(*said).get(pk=kept.pk)
    merge = merge_contacts(kept, gone=gone, now=NOW)
    assert Contact.objects.values(*said).get(pk=kept.pk) == said
    part_contacts(merge, now=NOW)
    assert [Contact.objects.values(*said).get(pk=pk) for pk in keys] == [was, said]
