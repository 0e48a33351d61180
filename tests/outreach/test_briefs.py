"""The daily brief and the weekly plan: what they say, with what they share a mail, and when none comes."""

from datetime import date, datetime, time, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from threading import Barrier, Thread

import pytest
from django.core import mail
from django.db import connection

from accounts.models import User
from contacts.models import Contact
from interviews.actions.progress import refresh_contacts
from outreach.actions.sending import claim, send_claimed
from outreach.actions.ticking import tick
from outreach.models import Heartbeat, Reminder
from tests.factories import NOW, make_contact, make_interview, make_user
from tests.outreach.clockwork import HOURS, change, local, play, round_at
from tests.outreach.test_times import NEW_YORK, at, held

MORNING = at("Europe/Stockholm", 2026, 11, 24, 8, 0)  # a Tuesday


@pytest.fixture
def reader(db: None) -> User:
    """Wants a brief at eight, when quiet hours end, and nothing else."""
    return make_user(
        "reader@example.com",
        time_zone="Europe/Stockholm",
        brief_daily=True,
        brief_at=time(8),
        remind_early=False,
        remind_final=False,
    )


def nudge_due(owner: User, name: str = "Ada Moreno") -> Contact:
    """Somebody who was asked ten days ago and has not answered."""
    person = make_contact(owner, name)
    make_interview(owner, [person], state="requested", requested_at=NOW - timedelta(days=10))
    refresh_contacts([person], now=NOW)
    return person


def run(start: datetime, end: datetime) -> None:
    """As `play`, where the scan ran until `start`."""
    Heartbeat.objects.update_or_create(name="tick", defaults={"at": start})
    play(start, end)


def read(number: int = -1) -> EmailMessage:
    return message_from_bytes(mail.outbox[number].message().as_bytes(), policy=policy.default)


def text(kind: str = "plain", number: int = -1) -> str:
    body = read(number).get_body((kind,))
    assert body is not None
    return body.get_content().replace("\r\n", "\n")


def went(owner: User) -> list[tuple[str, str]]:
    rows = owner.reminders.filter(state="sent").order_by("delivery__sent_at", "pk").select_related("delivery")
    return [(row.kind, local(row.delivery.sent_at, owner)) for row in rows if row.delivery and row.delivery.sent_at]


def test_it_says_the_talks_and_what_is_due_in_todays_order(reader: User) -> None:
    make_interview(reader, [make_contact(reader, "Wei Tanaka")], state="scheduled", ends_at=NOW + 2 * HOURS)
    held(reader, NOW - 20 * HOURS)
    nudge_due(reader)
    assert round_at(MORNING) == 1
    assert read()["Subject"] == "Tuesday: 1 conversation, 2 to do"
    body = text()
    assert "14:30–15:00 Wei Tanaka" in body
    assert (
        body.index("Wei Tanaka") < body.index("- Thank ") < body.index("- Nudge Ada Moreno, 9 days without an answer")
    )
    assert "Nudge Ada Moreno" in text("html")


def test_more_than_seven_are_a_number_and_a_link(reader: User) -> None:
    for number in range(9):
        nudge_due(reader, f"Person {number}")
    round_at(MORNING)
    assert text().count("- Nudge") == 7
    assert "\nand 2 more:\nhttp://127.0.0.1:8000/\n" in text()


def test_nothing_due_is_no_mail_and_is_not_asked_again(reader: User) -> None:
    make_contact(reader)
    run(MORNING - HOURS, MORNING + 12 * HOURS)
    row = reader.reminders.get(day=date(2026, 11, 24))
    assert (len(mail.outbox), row.state, row.delivery is not None) == (0, "cancelled", True)
    nudge_due(reader)
    run(MORNING + 12 * HOURS, MORNING + 20 * HOURS)
    assert len(mail.outbox) == 0


def test_it_comes_once_a_day(reader: User) -> None:
    nudge_due(reader)
    run(MORNING - 20 * HOURS, MORNING + 40 * HOURS)
    assert went(reader) == [("brief", f"2026-11-{day} 08:00 CET") for day in (24, 25)]


def test_t3_quiet_hours_hold_it_back(reader: User) -> None:
    change(reader, brief_at=time(5), quiet_end=time(6, 15))
    nudge_due(reader)
    run(MORNING - 20 * HOURS, MORNING)
    assert went(reader) == [("brief", "2026-11-24 06:15 CET")]


def test_t9_another_zone_before_it_is_due(reader: User) -> None:
    nudge_due(reader)
    run(MORNING - 20 * HOURS, MORNING - 20 * HOURS)
    change(reader, time_zone=NEW_YORK)
    play(MORNING - 19 * HOURS, MORNING + 12 * HOURS)
    assert went(reader) == [("brief", "2026-11-23 08:00 EST"), ("brief", "2026-11-24 08:00 EST")]


def test_a_change_after_it_went_makes_no_second(reader: User) -> None:
    nudge_due(reader)
    round_at(MORNING)
    change(reader, time_zone=NEW_YORK, brief_at=time(9))
    run(MORNING + HOURS, MORNING + 14 * HOURS)
    assert went(reader) == [("brief", "2026-11-24 02:00 EST")]


GAPS = {
    "T6 Cairo": ("Africa/Cairo", time(0), (2026, 4, 24), "2026-04-24 01:00 EEST"),
    "T6 Santiago": ("America/Santiago", time(0, 30), (2026, 9, 6), "2026-09-06 01:00 -03"),
    "T7 Lord Howe": ("Australia/Lord_Howe", time(1, 45), (2026, 4, 5), "2026-04-05 01:45 +11"),
    "T5 New York": (NEW_YORK, time(1, 30), (2026, 11, 1), "2026-11-01 01:30 EDT"),
}


@pytest.mark.parametrize(("zone", "wall", "day", "expected"), GAPS.values(), ids=GAPS.keys())
def test_once_on_the_days_when_clocks_change(
    reader: User, zone: str, wall: time, day: tuple[int, int, int], expected: str
) -> None:
    change(reader, time_zone=zone, brief_at=wall, quiet_start=time(12), quiet_end=time(12))
    held(reader, at(zone, *day, 12) - 48 * HOURS)
    run(at(zone, *day, 12) - 24 * HOURS, at(zone, *day, 23))
    assert went(reader) == [("brief", expected)]


def test_t26_after_three_days_down_there_is_one(reader: User) -> None:
    nudge_due(reader)
    round_at(MORNING - 80 * HOURS)
    play(MORNING + HOURS, MORNING + 10 * HOURS)
    assert went(reader) == [("brief", "2026-11-24 09:00 CET")]


def test_t30_a_brief_and_a_thank_you_within_ten_minutes_are_one_mail(reader: User) -> None:
    change(reader, remind_final=True)
    held(reader, MORNING + timedelta(minutes=5) - 24 * HOURS)
    nudge_due(reader)
    round_at(MORNING - HOURS)
    assert round_at(MORNING) == 1
    assert {row.kind: row.state for row in reader.reminders.filter(due_at__lte=MORNING + HOURS)} == {
        "brief": "sent",
        "thank_final": "sent",
    }
    assert reader.deliveries.count() == 1
    assert read()["Subject"].endswith("5 minutes left; Tuesday: 1 to do")
    assert text().count("I have sent it:") == 1
    assert text().count("Stop these mails:") == 2


def test_t30_a_brief_that_says_nothing_else_leaves_the_thank_you_alone(reader: User) -> None:
    change(reader, remind_final=True)
    held(reader, MORNING - 24 * HOURS)
    round_at(MORNING - HOURS)
    assert round_at(MORNING) == 1
    assert read()["Subject"].startswith("Thank ")
    assert "to do" not in read()["Subject"]


def test_switched_off_between_queue_and_sender(reader: User) -> None:
    nudge_due(reader)
    tick(now=MORNING)
    claimed = claim(now=MORNING)
    change(reader, brief_daily=False)
    assert (send_claimed(claimed, now=MORNING), len(mail.outbox)) == (0, 0)
    assert reader.deliveries.get().state == "cancelled"


def test_two_ticks_plan_and_queue_one(reader: User) -> None:
    nudge_due(reader)
    tick(now=MORNING)
    tick(now=MORNING)
    assert (reader.deliveries.count(), reader.reminders.filter(state="queued").count()) == (1, 1)


def test_a_thank_you_in_it_can_be_ticked_by_its_link(reader: User) -> None:
    talk = held(reader, MORNING - 20 * HOURS)
    Reminder.objects.create(
        owner=reader, interview=talk, kind="thank_early", occurrence=1, due_at=NOW, state="cancelled"
    )
    round_at(MORNING)
    assert "I have sent it:\n  http://127.0.0.1:8000/r/" in text()


def test_its_headers_stop_the_brief(reader: User) -> None:
    nudge_due(reader)
    round_at(MORNING)
    assert read()["Auto-Submitted"] == "auto-generated"
    assert read()["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "/preferences/" in text()
    assert "You get this as your daily brief." in text()


def test_the_plan_tells_the_week(reader: User) -> None:
    change(reader, brief_daily=False, plan_weekly=True, plan_day=1, plan_at=time(8), weekly_aim=3)
    make_interview(reader, [make_contact(reader, "Wei Tanaka")], state="scheduled", ends_at=NOW + 50 * HOURS)
    nudge_due(reader)
    lead = make_contact(reader, "Noor Haddad")
    make_interview(reader, [lead], state="idea")
    gone = make_contact(reader, "Thrown Away", trashed_at=NOW)
    make_interview(reader, [gone], state="scheduled", ends_at=NOW + 50 * HOURS)
    refresh_contacts([lead], now=NOW)
    run(MORNING - HOURS, MORNING + 30 * HOURS)
    assert went(reader) == [("plan", "2026-11-24 08:00 CET")]
    assert read()["Subject"] == "Your week: 1 conversation, 1 due"
    assert "You aim for 3 conversations a week. 1 planned so far." in text()
    assert "Thu 26 Nov 14:30–15:00 Wei Tanaka" in text()
    assert "People to ask\n\n- Write to Noor Haddad" in text()


def test_birthdays_and_letters_that_were_opened_are_in_it(reader: User) -> None:
    ada = make_contact(reader, "Ada Moreno", birthday="1990-11-24", wants_birthday=True)
    reader.messages.create(contact=make_contact(reader, "Wei Tanaka"), kind="request", opened_at=NOW - 20 * HOURS)
    assert round_at(MORNING) == 1
    said = text()
    assert "Did you send your letter to Wei Tanaka?" in said
    assert f"{ada} has their birthday today" in said


@pytest.mark.django_db(transaction=True)
def test_two_scans_at_once_plan_one_brief(reader: User) -> None:
    nudge_due(reader)
    start = Barrier(2)

    def scan() -> None:
        start.wait(5)
        tick(now=MORNING)
        connection.close()

    threads = [Thread(target=scan) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert reader.reminders.filter(day=MORNING.date()).count() == reader.deliveries.count() == 1


def test_people_to_ask_some_day_are_no_reason_for_a_plan(reader: User) -> None:
    change(reader, brief_daily=False, plan_weekly=True, plan_day=1, plan_at=time(8), weekly_aim=3)
    lead = make_contact(reader, "Noor Haddad")
    make_interview(reader, [lead], state="idea")
    refresh_contacts([lead], now=NOW)
    run(MORNING - HOURS, MORNING + 30 * HOURS)
    assert went(reader) == []


def test_brief_and_plan_at_one_time_are_one_mail_that_says_each_thing_once(reader: User) -> None:
    change(reader, plan_weekly=True, plan_day=1, plan_at=time(8))
    make_interview(reader, [make_contact(reader, "Wei Tanaka")], state="scheduled", ends_at=NOW + HOURS)
    nudge_due(reader)
    assert round_at(MORNING) == 1
    assert read()["Subject"] == "Your week: 1 conversation; Tuesday: 1 to do"
    assert (text().count("Wei Tanaka"), text().count("Nudge Ada")) == (1, 1)


NAMES = ["李小龙", "Ольга Иванова", "محمد علي", "דוד לוי", "ราตรี ใจดี", "Ngô Thị Ánh", "Zoë Ødegård", "प्रिया रमन"]
NAMES += ["Αλέξης", "김민준", "Eve\u202e gnp", "A" * 200, "<b>Bo</b> & {first_name}"]


@pytest.mark.parametrize("name", NAMES)
def test_every_name_is_written_as_a_name(reader: User, name: str) -> None:
    nudge_due(reader, name)
    round_at(MORNING)
    shown = text()
    assert "\u202e" not in shown
    assert name[:2] in shown
    assert "<b>" not in text("html")
    assert read()["Subject"] == "Tuesday: 1 to do"
