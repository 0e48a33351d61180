"""The time cases T16 to T30 of the design (docs/reliability.md): what changes between the end and the mail."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.utils import timezone

from accounts.models import User
from interviews.actions.planning import shift
from interviews.models import Interview
from outreach import tasks
from outreach.actions.snoozing import NothingOwedError, snooze_reminder
from outreach.actions.ticking import tick
from outreach.models import Delivery, Heartbeat, Message, Reminder
from tests.factories import NOW, make_contact, make_interview, make_user
from tests.outreach.clockwork import HOURS, change, play, round_at, sent
from tests.outreach.test_times import NEW_YORK, at, held

DAY = timedelta(days=1)


def test_t16_moved_before_the_end_is_one_reminder_at_the_new_time(alice: User) -> None:
    talk = make_interview(alice, state="scheduled", ends_at=NOW + 2 * HOURS)
    round_at(NOW)
    shift(talk, days=1, now=NOW)
    play(NOW + 2 * HOURS, NOW + 96 * HOURS)
    assert sent(alice) == [("early", "2026-11-25 17:00 CET"), ("final", "2026-11-26 15:00 CET")]


def test_t17_an_end_edited_after_sending_sends_nothing_again(alice: User) -> None:
    talk = held(alice)
    play(NOW, NOW + 3 * HOURS)
    change(talk, ends_at=NOW + HOURS)
    play(NOW + 3 * HOURS, NOW + 96 * HOURS)
    assert sent(alice) == [("early", "2026-11-24 15:00 CET"), ("final", "2026-11-25 14:00 CET")]


def test_t18_moved_to_a_future_date_after_sending_is_a_new_occurrence(alice: User) -> None:
    talk = held(alice)
    play(NOW, NOW + 3 * HOURS)
    shift(talk, days=2, now=NOW + 3 * HOURS)
    play(NOW + 3 * HOURS, NOW + 96 * HOURS)
    assert sent(alice) == [
        ("early", "2026-11-24 15:00 CET"),
        ("early", "2026-11-26 15:00 CET"),
        ("final", "2026-11-27 13:00 CET"),
    ]


def test_t19_cancelled_before_it_is_due(alice: User) -> None:
    talk = held(alice)
    round_at(NOW)
    change(talk, state="cancelled")
    play(NOW + HOURS, NOW + 96 * HOURS)
    assert (sent(alice), set(alice.reminders.values_list("state", flat=True))) == ([], {"cancelled"})


def test_t19_cancelled_between_queue_and_sender(alice: User) -> None:
    talk = held(alice, NOW - 2 * HOURS)
    tick(now=NOW)
    change(talk, state="cancelled")
    assert round_at(NOW) == 0
    assert (alice.deliveries.get().state, len(mail.outbox)) == ("cancelled", 0)


T20 = {
    "due in the future": (1 * HOURS, [("early", "2026-11-24 15:00 CET"), ("final", "2026-11-25 13:00 CET")]),
    "due up to 72 hours ago": (95 * HOURS, [("final", "2026-11-28 12:00 CET")]),
    "due longer ago": (96 * HOURS, []),
}


@pytest.mark.parametrize(("after", "expected"), T20.values(), ids=T20.keys())
def test_t20_called_off_and_on_again(alice: User, after: timedelta, expected: list) -> None:
    talk = held(alice)
    tick(now=NOW)
    change(talk, state="cancelled")
    tick(now=NOW + timedelta(minutes=30))
    change(talk, state="held")
    play(NOW + after, NOW + after + 96 * HOURS)
    assert sent(alice) == expected


def test_t21_thanked_before_it_is_due(alice: User) -> None:
    talk = held(alice)
    play(NOW, NOW + 3 * HOURS)
    talk.interviewees.update(thanked_at=NOW + 4 * HOURS)
    play(NOW + 4 * HOURS, NOW + 96 * HOURS)
    assert sent(alice) == [("early", "2026-11-24 15:00 CET")]


def test_t22_a_draft_is_not_a_thank_you(alice: User) -> None:
    talk = held(alice, NOW - 2 * HOURS)
    person = talk.people.get()
    Message.objects.create(owner=alice, interview=talk, contact=person, subject="Thank you", body="…")
    assert round_at(NOW) == 1
    assert f"/interviews/{talk.pk}/thank/{person.pk}/" in str(mail.outbox[0].body)


def test_t23_of_three_the_one_not_thanked_is_named(alice: User) -> None:
    people = [make_contact(alice, name) for name in ("Grace Mbeki", "Wei Tanaka", "Noor Haddad")]
    talk = make_interview(alice, people, state="held", ends_at=NOW - 2 * HOURS)
    talk.interviewees.filter(contact__in=people[:2]).update(thanked_at=NOW)
    assert round_at(NOW) == 1
    assert ["Noor" in mail.outbox[0].subject, "Grace" in str(mail.outbox[0].body)] == [True, False]


T24 = {
    "30 hours later": (30 * HOURS, [("final", "2026-11-24 13:00 CET")]),
    "10 days later": (10 * DAY, []),
}


@pytest.mark.parametrize(("after", "expected"), T24.values(), ids=T24.keys())
def test_t24_entered_long_after_it_ended(alice: User, after: timedelta, expected: list) -> None:
    held(alice, NOW - after)
    play(NOW, NOW + 96 * HOURS)
    assert sent(alice) == expected


def test_t25_five_hundred_past_interviews_send_nothing(alice: User) -> None:
    rows = [
        Interview(owner=alice, state="held", state_changed_at=NOW, starts_at=ended - HOURS, ends_at=ended)
        for ended in (NOW - 4 * DAY - n * DAY for n in range(500))
    ]
    person = make_contact(alice)
    for row in Interview.objects.bulk_create(rows):
        row.interviewees.create(owner=alice, contact=person)
    play(NOW, NOW + 48 * HOURS)
    assert (alice.reminders.count(), len(mail.outbox)) == (0, 0)


def snoozed(alice: User, until: datetime) -> Reminder:
    held(alice, NOW - 24 * HOURS)
    round_at(NOW)
    final = alice.reminders.get(state="sent")
    snooze_reminder(final, until=until, now=NOW + HOURS)
    return final


def test_t27_put_off_to_the_next_morning_over_a_clock_change(db: None) -> None:
    owner = make_user(time_zone=NEW_YORK, remind_early=False)
    ended = at(NEW_YORK, 2026, 10, 30, 14, 30)
    held(owner, ended)
    play(ended, ended + 25 * HOURS)
    snooze_reminder(owner.reminders.get(), until=at(NEW_YORK, 2026, 11, 1, 9, 0), now=ended + 25 * HOURS)
    play(ended + 25 * HOURS, ended + 96 * HOURS)
    assert sent(owner) == [("final", "2026-11-01 09:00 EST")]
    assert len(mail.outbox) == 2


def test_t27_put_off_twice_is_once(alice: User) -> None:
    final = snoozed(alice, NOW + 4 * HOURS)
    stale = Reminder(pk=final.pk, interview_id=final.interview_id, version=1)
    assert snooze_reminder(stale, until=NOW + 5 * HOURS, now=NOW + HOURS) is False
    play(NOW + HOURS, NOW + 96 * HOURS)
    assert (sent(alice), len(mail.outbox)) == ([("final", "2026-11-24 17:00 CET")], 2)


def test_t27_put_off_after_the_thanks_is_refused(alice: User) -> None:
    final = snoozed(alice, NOW + 4 * HOURS)
    final.talk.interviewees.update(thanked_at=NOW + HOURS)
    with pytest.raises(NothingOwedError):
        snooze_reminder(final, until=NOW + 5 * HOURS, now=NOW + HOURS)


T28: dict[str, dict[str, Any]] = {
    "switched off": {"is_active": False},
    "refused": {"mail_refused_at": NOW, "mail_refused_reason": "550 No such user"},
    "unverified": {},
}


@pytest.mark.parametrize("case", T28)
def test_t28_who_cannot_get_mail_loses_nothing(alice: User, case: str) -> None:
    held(alice, NOW - 2 * HOURS)
    change(alice, **T28[case])
    EmailAddress.objects.filter(user=alice).update(verified=case != "unverified")
    assert (round_at(NOW), alice.reminders.get(kind="thank_early").state) == (0, "scheduled")
    change(alice, is_active=True, mail_refused_at=None)
    EmailAddress.objects.filter(user=alice).update(verified=True)
    assert round_at(NOW + HOURS) == 1


def test_t28_a_deleted_user_gets_no_mail(alice: User) -> None:
    held(alice, NOW - 2 * HOURS)
    tick(now=NOW)
    alice.delete()
    assert (round_at(NOW), Delivery.objects.count(), len(mail.outbox)) == (0, 0, 0)


def test_t29_only_the_clock_of_the_database_counts(alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    held(alice, datetime.now(UTC) - HOURS, people=1)
    monkeypatch.setattr(timezone, "now", lambda: datetime.now(UTC) + DAY)  # this worker's clock runs a day ahead
    monkeypatch.setattr("time.time", lambda: 0.0)
    tasks.tick()
    assert (alice.deliveries.count(), alice.reminders.filter(state="scheduled").count()) == (0, 2)
    assert Heartbeat.objects.get().at < datetime.now(UTC)


def test_t30_two_due_within_ten_minutes_share_a_mail(alice: User) -> None:
    held(alice, NOW - 2 * HOURS)
    held(alice, NOW - 2 * HOURS + timedelta(minutes=9))
    held(alice, NOW - 2 * HOURS + timedelta(minutes=11))
    assert round_at(NOW) == 1
    assert sorted(alice.reminders.filter(kind="thank_early").values_list("state", flat=True)) == [
        "scheduled",
        "sent",
        "sent",
    ]
