"""What the brief tells, in which order, and where each thing leads."""

from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from outreach.actions.agenda import read_day
from outreach.views.day import read_day as read_today
from tests.factories import NOW, make_contact, make_interview
from tests.outreach.clockwork import HOURS, round_at
from tests.outreach.test_briefs import MORNING, nudge_due, reader, text
from tests.outreach.test_times import held

__all__ = ["reader"]  # a fixture


def test_the_order_is_that_of_today(reader: User) -> None:
    for number in range(9):
        nudge_due(reader, f"Person {number}")
    held(reader, NOW - HOURS)
    page, part = read_today(reader, now=NOW), read_day(reader, now=NOW)
    rows: list[Any] = [*page.thanks, *page.wraps, *page.soft][:7]
    assert [item.title.split(" ", 1)[1] for item in part.items] == [row.contact.display_name for row in rows]
    assert (len(part.items), part.more) == (7, 3)


def test_what_asks_for_a_letter_leads_to_that_letter(reader: User) -> None:
    person = nudge_due(reader)
    round_at(MORNING)
    talk = person.interviews.get()
    assert f"/outreach/compose/?contact={person.pk}&kind=nudge&interview={talk.pk}\n" in text()


def test_who_is_to_be_told_how_it_went_stands_behind_a_nudge(reader: User) -> None:
    talk = make_interview(reader, [make_contact(reader, "Ivo Introducer")], state="closed", ends_at=NOW - 99 * HOURS)
    word: dict[str, Any] = {"interview": talk, "contact": talk.people.get(), "due_on": date(2026, 11, 24)}
    reader.follow_ups.create(kind="introducer", **word)
    nudge_due(reader)
    told = [item.title for item in read_day(reader, now=NOW).items]
    assert told == ["Nudge Ada Moreno", "Tell Ivo Introducer how it went"]
    reader.follow_ups.update(dropped_at=NOW)
    assert len(read_day(reader, now=NOW).items) == 1


def test_an_introduction_and_a_promise_of_theirs_are_told(reader: User) -> None:
    connector, target = make_contact(reader, "Cleo Connector"), make_contact(reader, "Tara Target")
    row: dict[str, Any] = {"connector": connector, "target": target, "state_changed_at": NOW - timedelta(days=9)}
    one = reader.introductions.create(state="asked", **row)
    talk = make_interview(reader, [make_contact(reader, "Petra Promised")], state="closed", ends_at=NOW - 99 * HOURS)
    talk.promises.create(owner=reader, by="them", text="the report\r\nBcc: x", due_on=date(2026, 11, 20))
    told = read_day(reader, now=NOW).items
    assert [item.title for item in told] == [
        "Nudge Cleo Connector about Tara Target",
        "Ask Petra Promised about what was promised",
    ]
    assert (told[1].note, told[0].url) == (
        "the report Bcc: x",
        f"http://127.0.0.1:8000/outreach/introductions/{one.pk}/",
    )
    reader.introductions.update(state="introduced")
    assert read_day(reader, now=NOW).items[0].title == "Reply to all: you were introduced to Tara Target"


def test_as_many_queries_for_one_row_as_for_thirty(reader: User) -> None:
    counts: list[Any] = []
    for number in (1, 29):
        for row in range(number):
            nudge_due(reader, f"Person {number}.{row}")
            held(reader, NOW - HOURS)
            make_interview(reader, [make_contact(reader)], state="scheduled", ends_at=NOW + 2 * HOURS)
        with CaptureQueriesContext(connection) as queries:
            read_day(reader, now=NOW)
        counts.append(len(queries))
    assert counts[0] == counts[1]
