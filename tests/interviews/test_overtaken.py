"""Of whom time alone has made something else the next step, and that nobody is told twice."""

from datetime import datetime, timedelta

import pytest

from accounts.models import User
from contacts.actions.progress import record_progress
from contacts.models import Contact
from interviews.actions.overtaken import overtaken
from interviews.actions.progress import refresh_contacts
from interviews.actions.promising import add_promise
from tests.factories import NOW, make_contact, make_interview

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
MIDNIGHT = datetime.fromisoformat("2026-11-26T23:00:00+00:00")  # as 27 November begins in Stockholm


def brought_up_to_date(at: datetime, grace: Contact) -> str:
    """What is asked of Grace after everyone was refreshed who is to be; then nobody is."""
    refresh_contacts(Contact.objects.filter(pk__in=overtaken(now=at)), now=at)
    assert overtaken(now=at) == []
    grace.refresh_from_db()
    return grace.next_step


@pytest.mark.parametrize("due", [MIDNIGHT, NOW + 7 * DAY])
def test_a_promise_that_falls_due_goes_before_a_request(alice: User, grace: Contact, due: datetime) -> None:
    promise = add_promise(make_interview(alice, [grace], state="thanked"), by="me", text="Send it", now=NOW)
    type(promise).objects.update(created_at=NOW, due_on=(NOW + 3 * DAY).date() if due == MIDNIGHT else None)
    make_interview(alice, [grace], state="idea")
    refresh_contacts([grace], now=NOW)
    early = due - timedelta(seconds=1)
    assert [brought_up_to_date(at, grace) for at in (NOW, early, due)] == ["request", "request", "promise"]


@pytest.mark.parametrize(("direction", "end"), [("outgoing", "thank"), ("incoming", "wrap_up")])
def test_a_promise_that_is_due_waits_for_todays_talk(alice: User, grace: Contact, direction: str, end: str) -> None:
    make_interview(alice, [grace], state="scheduled", ends_at=NOW + DAY, direction=direction)
    add_promise(make_interview(alice, [grace], state="thanked"), by="me", text="It", due_on=NOW.date(), now=NOW)
    times = NOW, NOW + DAY / 2, NOW + DAY - HOUR, NOW + DAY
    assert [brought_up_to_date(at, grace) for at in times] == ["promise", "talk", "talk", end]


def test_a_talk_that_is_set_keeps_in_touch(alice: User, grace: Contact) -> None:
    Contact.objects.filter(pk=grace.pk).update(cadence="P2W", created_at=NOW - 30 * DAY)
    refresh_contacts([make_interview(alice, [grace], state="scheduled").people.get()], now=NOW)
    assert [brought_up_to_date(at, grace) for at in (NOW, NOW + DAY)] == ["talk", "thank"]


def test_a_promise_goes_before_an_older_cadence_once_it_is_due(alice: User, grace: Contact) -> None:
    Contact.objects.filter(pk=grace.pk).update(cadence="P2W", created_at=NOW - 13 * DAY)
    add_promise(
        make_interview(alice, [grace], state="thanked"), by="me", text="It", due_on=(NOW + 3 * DAY).date(), now=NOW
    )
    times = NOW, NOW + 2 * DAY, MIDNIGHT
    assert [brought_up_to_date(at, grace) for at in times] == ["keep_in_touch", "keep_in_touch", "promise"]
    record_progress(grace)
    assert grace.next_step == "promise"


def test_an_incoming_talk_that_is_over_waits_behind_todays(alice: User, grace: Contact) -> None:
    make_interview(alice, [grace], state="scheduled", ends_at=NOW - HOUR, direction="incoming")
    refresh_contacts(make_interview(alice, [grace], state="scheduled", ends_at=NOW + HOUR).people.all(), now=NOW)
    assert brought_up_to_date(NOW, grace) == "talk"


def test_who_was_thanked_beforehand_owes_nothing(alice: User, grace: Contact) -> None:
    talk = make_interview(alice, [grace, make_contact(alice)], state="scheduled")
    talk.interviewees.filter(contact=grace).update(thanked_at=NOW)
    refresh_contacts(talk.people.all(), now=NOW)
    assert [brought_up_to_date(at, grace) for at in (NOW, NOW + DAY)] == ["talk", ""]
