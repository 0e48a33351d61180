"""Promises, how it felt, and when to be in touch again: what is kept, and the next step that follows."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from accounts.models import User
from contacts.actions.progress import record_progress
from contacts.actions.timeline import log_touch
from contacts.models import Contact
from interviews.actions.promising import add_promise, keep_promise
from interviews.models import Interview, Promise
from tests.factories import NOW, make_interview
from tests.interviews.addresses import htmx, told, undo_in, url

pytestmark = pytest.mark.usefixtures("clock")
HTMX = htmx("promises")
DAY = timedelta(days=1)
MIDNIGHT = datetime(2026, 11, 26, 23, 0, tzinfo=UTC)  # as 27 November begins in Paris


@pytest.fixture
def thanked(alice: User, grace: Contact) -> Interview:
    """A talk that asks nothing by itself any more."""
    alice.time_zone = "Europe/Paris"
    alice.save()
    return make_interview(alice, [grace], state="thanked")


def step(contact: Contact) -> tuple[str, datetime | None]:
    """What is asked of the contact, and when."""
    contact.refresh_from_db()
    return contact.next_step, contact.next_step_due_at


def test_a_promise_is_the_next_step_of_who_took_part(alice_client: Client, thanked: Interview, grace: Contact) -> None:
    data = {"text": "Send the lesson", "by": "me", "due_on": "2026-11-27"}
    page = alice_client.post(url("promise_add", thanked.pk), data, headers=HTMX).content.decode()
    assert ("Send the lesson" in page, step(grace)) == (True, ("promise", MIDNIGHT))


def test_one_without_a_day_is_asked_about_a_week_later(thanked: Interview, grace: Contact) -> None:
    promise = add_promise(thanked, by="me", text="Send it", now=NOW)
    assert step(grace) == ("promise", promise.created_at + 7 * DAY)


def test_what_they_promised_is_no_step_of_mine(thanked: Interview, grace: Contact) -> None:
    add_promise(thanked, by="them", text="Introduce me", due_on=NOW.date(), now=NOW)
    assert step(grace) == ("", None)


def test_of_two_promises_the_first_is_due(thanked: Interview, grace: Contact) -> None:
    late, soon = (add_promise(thanked, by="me", text="It", due_on=(NOW + n * DAY).date(), now=NOW) for n in (9, 3))
    assert step(grace) == ("promise", MIDNIGHT)
    keep_promise(soon, now=NOW)
    assert step(grace) == ("promise", MIDNIGHT + 6 * DAY)
    keep_promise(late, now=NOW)
    assert step(grace) == ("", None)


@pytest.mark.parametrize(
    ("state", "days", "asked"),
    [
        *[("agreed", days, "reply") for days in (-1, 30)],
        ("held", -1, "thank"),
        ("scheduled", 0, "promise"),  # the talk is tomorrow
        ("scheduled", 3, "talk"),
        ("requested", 0, "promise"),
        ("requested", 30, "nudge"),  # of which one is due in six days
        ("idea", 0, "promise"),
        ("idea", 1, "request"),
    ],
)
def test_a_promise_waits_for_its_day(
    alice: User, thanked: Interview, grace: Contact, state: str, days: int, asked: str
) -> None:
    make_interview(alice, [grace], state=state)
    add_promise(thanked, by="me", text="Send it", due_on=(NOW + days * DAY).date(), now=NOW)
    assert step(grace)[0] == asked


@pytest.mark.parametrize(("day", "asked"), [("2026-11-26", "keep_in_touch"), ("2026-11-27", "promise")])
def test_a_touch_meant_for_an_earlier_day_goes_before_it(
    alice_client: Client, thanked: Interview, grace: Contact, day: str, asked: str
) -> None:
    alice_client.post(url("reflect", thanked.pk), {"next_touch_on": day})
    promise = add_promise(thanked, by="me", text="Send it", due_on=(NOW + 3 * DAY).date(), now=NOW)
    assert step(grace)[0] == asked
    keep_promise(promise, now=NOW)
    assert step(grace)[0] == "keep_in_touch"


def test_kept_and_not_kept_after_all(alice_client: Client, thanked: Interview, grace: Contact) -> None:
    promise = add_promise(thanked, by="me", text="Send it", now=NOW)
    page = alice_client.post(url("promise_keep", thanked.pk, promise.pk), headers=HTMX).content.decode()
    undo = url("promise_reopen", thanked.pk, promise.pk)
    assert (undo in page, Promise.objects.get().done_at, step(grace)[0]) == (True, NOW, "")
    alice_client.post(undo, headers=HTMX)
    assert (Promise.objects.get().done_at, step(grace)[0]) == (None, "promise")


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_one_is_put_right_in_its_place(
    alice_client: Client, thanked: Interview, grace: Contact, headers: dict[str, str]
) -> None:
    address = url("promise_edit", thanked.pk, add_promise(thanked, by="them", text="Send it", now=NOW).pk)
    page = alice_client.get(address, headers=headers).content.decode()
    assert len(re.findall(r'value="Send it"[^>]* autofocus', page)) == 1
    said = {"text": "Send the lesson", "by": "me", "due_on": "2026-11-27"}
    response = alice_client.post(address, said | {"due_on": "9999-12-31"}, headers=headers)
    assert (response.status_code, list(told(response)["editing"].errors)) == (422, ["due_on"])
    alice_client.post(address, said, headers=headers)
    row = Promise.objects.get()
    assert (row.text, row.by, str(row.due_on)) == ("Send the lesson", "me", "2026-11-27")
    assert step(grace) == ("promise", MIDNIGHT)


def test_a_promise_that_was_removed_comes_back(alice_client: Client, thanked: Interview, grace: Contact) -> None:
    promise = add_promise(thanked, by="me", text="Send it", due_on=NOW.date(), now=NOW)
    before = Promise.objects.values().get()
    page = alice_client.post(url("promise_remove", thanked.pk, promise.pk), headers=HTMX)
    assert (Promise.objects.count(), step(grace)[0]) == (0, "")
    alice_client.post(undo_in(page), headers=HTMX)
    assert (Promise.objects.values().get(), step(grace)[0]) == (before, "promise")


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "soon"])
def test_a_day_that_cannot_be_is_refused(alice_client: Client, thanked: Interview, day: str) -> None:
    promise = {"text": "Send it", "by": "me", "due_on": day}
    response = alice_client.post(url("promise_add", thanked.pk), promise)
    assert (response.status_code, list(told(response)["promise"].errors)) == (422, ["due_on"])
    response = alice_client.post(url("reflect", thanked.pk), {"next_touch_on": day})
    assert (response.status_code, list(told(response)["reflection"].errors)) == (422, ["next_touch_on"])
    assert Promise.objects.count() == 0


def test_how_it_felt_and_the_next_touch_are_kept(alice_client: Client, thanked: Interview, grace: Contact) -> None:
    alice_client.post(url("reflect", thanked.pk), {"feeling": "4", "next_touch_on": "2026-11-27"})
    thanked.refresh_from_db()
    assert (thanked.feeling, str(thanked.next_touch_on)) == (4, "2026-11-27")
    assert step(grace) == ("keep_in_touch", MIDNIGHT)
    alice_client.post(url("reflect", thanked.pk), {})
    assert step(grace) == ("", None)


def test_the_next_touch_stays_until_its_day(alice_client: Client, thanked: Interview, grace: Contact) -> None:
    alice_client.post(url("reflect", thanked.pk), {"next_touch_on": "2026-11-27"})
    log_touch(grace, now=NOW)
    assert step(grace) == ("keep_in_touch", MIDNIGHT)
    log_touch(grace, now=NOW + 4 * DAY)
    assert step(grace) == ("", None)


def test_of_cadence_and_next_touch_the_earlier_is_due(thanked: Interview, grace: Contact) -> None:
    Contact.objects.filter(pk=grace.pk).update(cadence="P1M", stage="thanked", touch_on="2026-11-27")
    record_progress(grace)
    assert step(grace)[1] == MIDNIGHT
