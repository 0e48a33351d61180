"""What lists show of a contact follows from touches, cadence, introducer, and what interviews say."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from contacts.actions.progress import KEPT, Progress, add_months, record_progress
from contacts.actions.timeline import log_interaction, remove_interaction
from contacts.models import Contact, Interaction
from tests.factories import NOW, make_contact

DUE = NOW + timedelta(hours=3)


def kept(contact: Contact) -> dict[str, object]:
    """The kept columns as the database has them."""
    return Contact.objects.values(*KEPT).get(pk=contact.pk)


def nothing(**but: object) -> dict[str, object]:
    """The kept columns of a contact of whom nothing is known, `but` for some."""
    blank = dict.fromkeys(KEPT) | {"stage": "", "told_step": "", "told_is_due": False, "next_step": ""}
    return blank | but


def touch(contact: Contact, happened_at: datetime = NOW) -> Interaction:
    """A call with the contact."""
    return log_interaction(contact.owner, kind="call", people=[contact], happened_at=happened_at)


def test_a_name_alone_asks_nothing(alice: User) -> None:
    contact = make_contact(alice)
    record_progress(contact)
    assert kept(contact) == nothing()


def test_what_interviews_say_is_kept(alice: User) -> None:
    contact = make_contact(alice, cadence="P1M")
    record_progress(contact, told=Progress("requested", "nudge", DUE, NOW))
    touch(contact)
    told = nothing(stage="requested", next_step="nudge", next_step_due_at=DUE, waiting_since=NOW, last_touch_at=NOW)
    told |= {"told_step": "nudge", "told_due_at": DUE, "cadence_day": NOW.day}
    assert kept(contact) == told
    assert {name: getattr(contact, name) for name in KEPT} == told


def test_interviews_that_ask_nothing_any_more_leave_the_cadence(alice: User) -> None:
    contact = make_contact(alice, cadence="P2W")
    record_progress(contact, told=Progress("held", "thank", DUE))
    touch(contact)
    record_progress(contact, told=Progress("thanked"))
    step = nothing(stage="thanked", next_step="keep_in_touch", next_step_due_at=NOW + timedelta(weeks=2))
    assert kept(contact) == step | {"last_touch_at": NOW}
    touch(contact, NOW + timedelta(days=1))
    assert contact.next_step_due_at == NOW + timedelta(weeks=2, days=1)
    assert contact.stage == "thanked"


@pytest.mark.parametrize(
    ("told", "due", "step"),
    [
        ("talk", NOW + timedelta(weeks=3), "talk"),
        *[(told, NOW + timedelta(weeks=3), "keep_in_touch") for told in ("promise", "nudge")],
        *[(told, NOW + timedelta(weeks=2), told) for told in ("promise", "nudge")],  # at the same instant
        *[(told, NOW + timedelta(weeks=3), told) for told in ("thank", "wrap_up", "reply")],
        ("promise", NOW, "promise"),
        ("request", None, "request"),
    ],
)
def test_what_is_due_before_it_goes_before_what_interviews_ask(
    alice: User, told: str, due: datetime | None, step: str
) -> None:
    contact = make_contact(alice, cadence="P2W")
    touch(contact)
    record_progress(contact, told=Progress("thanked", told, due))
    assert (contact.next_step, contact.told_step, contact.told_due_at) == (step, told, due)


def test_what_interviews_said_comes_back_once_one_was_in_touch(alice: User) -> None:
    contact = make_contact(alice, cadence="P2W")
    touch(contact, NOW - timedelta(weeks=3))
    record_progress(contact, told=Progress("thanked", "promise", DUE))
    assert contact.next_step == "keep_in_touch"
    touch(contact)
    assert (contact.next_step, contact.next_step_due_at) == ("promise", DUE)


def test_cadence_counts_from_creation_when_never_touched(alice: User) -> None:
    contact = make_contact(alice, cadence="P2W")
    Contact.objects.filter(pk=contact.pk).update(created_at=NOW)
    record_progress(contact)
    assert kept(contact) == nothing(next_step="keep_in_touch", next_step_due_at=NOW + timedelta(weeks=2))


@pytest.mark.parametrize(
    ("cadence", "touched", "due"),
    [
        ("P1M", datetime(2026, 1, 31, 9, tzinfo=UTC), datetime(2026, 2, 28, 9, tzinfo=UTC)),
        ("P1M", datetime(2026, 2, 28, 9, tzinfo=UTC), datetime(2026, 3, 28, 9, tzinfo=UTC)),
        ("P1M", datetime(2026, 3, 10, 9, tzinfo=UTC), datetime(2026, 4, 10, 8, tzinfo=UTC)),  # 10:00 in Stockholm
        ("P3M", datetime(2026, 11, 30, 9, tzinfo=UTC), datetime(2027, 2, 28, 9, tzinfo=UTC)),
        ("P6M", datetime(2026, 11, 24, 9, tzinfo=UTC), datetime(2027, 5, 24, 8, tzinfo=UTC)),
        ("P1Y", datetime(2024, 2, 29, 9, tzinfo=UTC), datetime(2025, 2, 28, 9, tzinfo=UTC)),
    ],
)
def test_cadence_is_counted_in_the_owners_calendar(alice: User, cadence: str, touched: datetime, due: datetime) -> None:
    contact = make_contact(alice, cadence=cadence)
    touch(contact, touched)
    assert contact.next_step_due_at == due


def test_monthly_from_the_31st_does_not_drift() -> None:
    start = datetime(2026, 1, 31, tzinfo=UTC).date()
    assert [add_months(start, n).isoformat() for n in (1, 2, 11, 12)] == [
        "2026-02-28",
        "2026-03-31",
        "2026-12-31",
        "2027-01-31",
    ]


def test_a_lead_is_to_be_asked_until_touched(alice: User) -> None:
    lead = make_contact(alice, introducer=make_contact(alice))
    record_progress(lead)
    assert kept(lead) == nothing(next_step="request")
    touch(lead)
    assert kept(lead) == nothing(last_touch_at=NOW)


def test_a_note_is_no_touch(alice: User) -> None:
    contact = make_contact(alice)
    log_interaction(alice, kind="note", people=[contact], happened_at=NOW, body="Likes tea.")
    assert kept(contact) == nothing()


def test_an_older_entry_never_moves_last_contact_back(alice: User) -> None:
    contact = make_contact(alice)
    newest = touch(contact)
    touch(contact, NOW - timedelta(days=30))
    assert contact.last_touch_at == NOW
    remove_interaction(newest)
    assert kept(contact) == nothing(last_touch_at=NOW - timedelta(days=30))


def test_one_entry_may_be_about_several_people(alice: User) -> None:
    grace, tomas = make_contact(alice, "Grace Mbeki"), make_contact(alice, "Tomás Rivera")
    entry = log_interaction(alice, kind="meeting", people=[tomas, grace, grace], happened_at=NOW, title="Lunch")
    assert list(entry.people.order_by("pk")) == [grace, tomas]
    assert [kept(grace), kept(tomas)] == [nothing(last_touch_at=NOW)] * 2


def touch_on(contact: Contact, *days: str) -> list[str]:
    """Touch the contact at noon on each day; the due days that follow."""
    due = []
    for day in days:
        touch(contact, datetime.fromisoformat(f"{day}T12:00+01:00"))
        due.append(contact.next_step_due_at.date().isoformat() if contact.next_step_due_at else "")
    return due


@pytest.mark.parametrize(
    ("cadence", "touched", "due"),
    [
        ("P1M", "2026-01-31 2026-02-28 2026-03-31", "2026-02-28 2026-03-31 2026-04-30"),
        ("P1M", "2026-01-31 2026-02-28 2026-03-31 2026-04-30", "2026-02-28 2026-03-31 2026-04-30 2026-05-31"),
        ("P1M", "2026-01-30 2026-02-28", "2026-02-28 2026-03-30"),
        ("P1M", "2026-01-31 2026-02-27", "2026-02-28 2026-03-27"),  # any other day is kept from then on
        ("P1M", "2026-01-31 2026-03-01", "2026-02-28 2026-04-01"),
        ("P1M", "2026-01-31 2026-02-28 2026-02-28", "2026-02-28 2026-03-31 2026-03-31"),
        ("P1M", "2026-02-28", "2026-03-28"),
        ("P3M", "2025-11-30 2026-02-28", "2026-02-28 2026-05-30"),
        ("P1Y", "2024-02-29 2025-02-28 2026-02-28 2027-02-28", "2025-02-28 2026-02-28 2027-02-28 2028-02-29"),
        ("P2W", "2026-01-31 2026-02-28", "2026-02-14 2026-03-14"),
    ],
)
def test_t32_a_cadence_keeps_its_anchor(alice: User, cadence: str, touched: str, due: str) -> None:
    contact = make_contact(alice, cadence=cadence)
    assert touch_on(contact, *touched.split()) == due.split()
    before = kept(contact)
    record_progress(contact, told=Progress())
    assert kept(contact) == before


def test_t32_whatever_the_order_of_writing_down_and_of_removing(alice: User) -> None:
    contact = make_contact(alice, cadence="P1M")
    assert touch_on(contact, "2026-02-28", "2026-01-31", "2026-01-10")[1:] == ["2026-03-31", "2026-03-31"]
    remove_interaction(contact.interactions.get(happened_at__date="2026-01-31"))
    contact.refresh_from_db()
    assert (contact.cadence_day, contact.next_step_due_at) == (28, datetime(2026, 3, 28, 11, tzinfo=UTC))


def test_t32_before_any_touch_it_counts_from_when_the_contact_was_made(alice: User) -> None:
    contact = make_contact(alice, cadence="P1M")
    Contact.objects.filter(pk=contact.pk).update(created_at=datetime(2026, 1, 31, 11, tzinfo=UTC))
    record_progress(contact)
    assert (contact.cadence_day, contact.next_step_due_at) == (31, datetime(2026, 2, 28, 11, tzinfo=UTC))
    assert touch_on(contact, "2026-02-28") == ["2026-03-31"]


def test_the_day_is_looked_up_only_at_the_end_of_a_short_month(alice: User) -> None:
    contact = make_contact(alice, cadence="P1M")
    counts = []
    for day in ("2026-03-10", "2026-03-31", "2026-04-30"):
        with CaptureQueriesContext(connection) as queries:
            touch_on(contact, day)
        counts.append(len(queries))
    assert counts == [counts[0], counts[0], counts[0] + 1]
