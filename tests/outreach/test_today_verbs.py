"""The ticks of Today: what each writes, how it is undone, and what the page gets back."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from accounts.models import User
from contacts.actions.progress import record_progress
from contacts.models import Contact
from interviews.actions.progress import refresh_people
from interviews.actions.promising import add_promise
from interviews.models import Interview
from outreach.views.doing import doing
from tests.factories import NOW, make_contact, make_interview

DAY = timedelta(days=1)
pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def grace(alice: User) -> Contact:
    """Someone of Alice's to keep in touch with."""
    contact = make_contact(alice, "Grace Mbeki", cadence="P1M", how_met="<b>met</b>")
    Contact.objects.filter(pk=contact.pk).update(created_at=NOW - 32 * DAY)
    contact.refresh_from_db()
    record_progress(contact)
    return contact


def asked(owner: User, contact: Contact, state: str = "requested") -> Interview:
    """An interview asked for nine days ago."""
    interview = make_interview(owner, [contact], state=state, requested_at=NOW - 9 * DAY)
    refresh_people(interview, now=NOW)
    return interview


def row_post(client: Client, url: str, contact: Contact) -> str:
    """What htmx gets for a POST from the contact's row."""
    headers = {"HX-Request": "true", "HX-Target": f"it-{contact.pk}"}
    return client.post(url, headers=headers).content.decode()


def step(contact: Contact) -> tuple[str, datetime | None, int]:
    """What is asked of the contact, since when they were not in touch, and how long their history is."""
    contact.refresh_from_db()
    return contact.next_step, contact.last_touch_at, contact.interactions.count()


def test_in_touch_and_undo(alice_client: Client, grace: Contact) -> None:
    before = step(grace)
    html = row_post(alice_client, f"/today/{grace.pk}/touched/", grace)
    assert step(grace) == ("keep_in_touch", NOW, 1)
    undo = f"/today/{grace.pk}/unlog/{grace.interactions.get().pk}/"
    assert f'<li id="it-{grace.pk}" hidden></li>' in html
    assert f'hx-post="{undo}" hx-target="#it-{grace.pk}"' in html
    assert '<p id="live" hx-swap-oob="innerHTML">In touch with Grace Mbeki.</p>' in html
    html = row_post(alice_client, undo, grace)
    assert step(grace) == before
    assert f'<li class="item" data-row hx-sync="this:drop" id="it-{grace.pk}">' in html
    assert "&lt;b&gt;met&lt;/b&gt;" in html


def test_the_sentence_and_the_badge_follow_each_row(alice_client: Client, grace: Contact) -> None:
    def said(html: str) -> tuple[str, int]:
        """The sentence out of band, and how many badges show one next step."""
        sentence = html.partition('<p id="sentence" hx-swap-oob="innerHTML">')[2].partition("</p>")[0]
        return sentence, html.count('<span class="count hot">1<')

    left = ("", 0)
    back = ("One person to keep in touch with.", 1)
    assert said(row_post(alice_client, f"/today/{grace.pk}/touched/", grace)) == left
    undo = f"/today/{grace.pk}/unlog/{grace.interactions.get().pk}/"
    assert said(row_post(alice_client, undo, grace)) == back


def test_nudged_and_undo(alice: User, alice_client: Client, grace: Contact) -> None:
    interview = asked(alice, grace)
    before = step(grace)
    row_post(alice_client, f"/today/{grace.pk}/nudged/{interview.pk}/", grace)
    assert step(grace)[1:] == (NOW, 1)
    assert grace.next_step != "nudge"
    row_post(alice_client, f"/today/{grace.pk}/unlog/{grace.interactions.get().pk}/", grace)
    assert step(grace) == before
    assert before[0] == "nudge"


def test_a_step_of_an_interview_is_not_unlogged(alice: User, alice_client: Client, grace: Contact) -> None:
    interview = asked(alice, grace)
    row_post(alice_client, f"/today/{grace.pk}/moved/{interview.pk}/agreed/", grace)
    row_post(alice_client, f"/today/{grace.pk}/unlog/{grace.interactions.get().pk}/", grace)
    assert "part of its history" in alice_client.get("/").content.decode()
    assert interview.moves.count() == 1


@pytest.mark.parametrize("to", ["agreed", "no_reply"])
def test_moved_and_back(alice: User, alice_client: Client, grace: Contact, to: str) -> None:
    interview = asked(alice, grace)
    html = row_post(alice_client, f"/today/{grace.pk}/moved/{interview.pk}/{to}/", grace)
    interview.refresh_from_db()
    undo = f"/today/{grace.pk}/back/{interview.pk}/requested/"
    assert (interview.state, undo in html) == (to, True)
    html = row_post(alice_client, undo, grace)
    interview.refresh_from_db()
    assert (interview.state, interview.requested_at, "9 days" in html) == ("requested", NOW - 9 * DAY, True)


def test_asked_makes_the_interview_of_a_lead(alice: User, alice_client: Client, grace: Contact) -> None:
    lead = make_contact(alice, "Noor Haddad", introducer=grace)
    record_progress(lead)
    html = row_post(alice_client, f"/today/{lead.pk}/asked/", lead)
    interview = alice.interviews.get()
    assert (interview.state, interview.requested_at, step(lead)[0]) == ("requested", NOW, "nudge")
    assert f"/today/{lead.pk}/back/{interview.pk}/idea/" in html
    row_post(alice_client, f"/today/{lead.pk}/back/{interview.pk}/idea/", lead)
    assert step(lead)[0] == "request"


def test_offered_waits_three_days(alice: User, alice_client: Client, grace: Contact) -> None:
    asked(alice, grace, "agreed")
    row_post(alice_client, f"/today/{grace.pk}/offered/", grace)
    assert step(grace)[1:] == (NOW, 1)
    assert grace.snoozed_until == NOW + 3 * DAY
    html = row_post(alice_client, f"/today/{grace.pk}/unlog/{grace.interactions.get().pk}/", grace)
    assert (step(grace)[1:], grace.snoozed_until, "Offer times" in html) == ((None, 0), None, True)


def test_a_talk_they_asked_for_is_wrapped_up(alice: User, alice_client: Client) -> None:
    interview = make_interview(alice, state="scheduled", direction="incoming", ends_at=NOW - DAY)
    someone = interview.people.get()
    row_post(alice_client, f"/today/{someone.pk}/wrapped/{interview.pk}/", someone)
    interview.refresh_from_db()
    assert interview.state == "closed"
    html = row_post(alice_client, f"/today/{someone.pk}/back/{interview.pk}/held/", someone)
    assert "They asked you" in html


@pytest.mark.parametrize(
    ("until", "end"),
    [
        ("3h", "2026-11-24T15:00:00+00:00"),
        ("tomorrow", "2026-11-25T08:00:00+00:00"),
        ("week", "2026-11-30T08:00:00+00:00"),
    ],
)
def test_put_off_and_back(alice_client: Client, grace: Contact, until: str, end: str) -> None:
    headers = {"HX-Request": "true", "HX-Target": f"it-{grace.pk}"}
    alice_client.post(f"/today/{grace.pk}/snooze/", {"until": until}, headers=headers)
    grace.refresh_from_db()
    assert grace.snoozed_until == datetime.fromisoformat(end)
    html = row_post(alice_client, f"/today/{grace.pk}/wake/", grace)
    grace.refresh_from_db()
    assert (grace.snoozed_until, f'id="it-{grace.pk}">' in html) == (None, True)


def test_put_off_until_nonsense(alice_client: Client, grace: Contact) -> None:
    response = alice_client.post(f"/today/{grace.pk}/snooze/", {"until": "never"})
    grace.refresh_from_db()
    assert (response.status_code, grace.snoozed_until) == (422, None)
    assert "Select a valid choice" in response.content.decode()


def test_without_script(alice_client: Client, grace: Contact) -> None:
    response = alice_client.post(f"/today/{grace.pk}/touched/", follow=True)
    undo = f"/today/{grace.pk}/unlog/{grace.interactions.get().pk}/"
    assert response.redirect_chain == [("/", 302)]
    assert f'<form method="post" action="{undo}">' in response.content.decode()


@pytest.mark.parametrize(
    ("came_from", "leads_to"),
    [
        ("http://testserver/people/{pk}/?kind=notes", "http://testserver/people/{pk}/?kind=notes"),
        ("http://testserver/today/{pk}/snooze/", "/"),
        ("https://evil.example.org/people/{pk}/", "/"),
    ],
)
def test_a_tick_leads_back_to_its_page(alice_client: Client, grace: Contact, came_from: str, leads_to: str) -> None:
    referer = {"Referer": came_from.format(pk=grace.pk)}
    response = alice_client.post(f"/today/{grace.pk}/wake/", headers=referer)
    assert response["Location"] == leads_to.format(pk=grace.pk)


def test_an_old_page_says_why_nothing_was_done(alice: User, alice_client: Client, grace: Contact) -> None:
    interview = asked(alice, grace, "agreed")
    response = alice_client.post(
        f"/today/{grace.pk}/nudged/{interview.pk}/", headers={"HX-Request": "true", "HX-Target": f"it-{grace.pk}"}
    )
    assert (response.headers["HX-Redirect"], grace.interactions.count()) == ("/", 0)
    assert "can be nudged" in alice_client.get("/").content.decode()


VERBS = (
    "touched/",
    "offered/",
    "asked/",
    "nudged/{i}/",
    "moved/{i}/agreed/",
    "wrapped/{i}/",
    "back/{i}/idea/",
    "wake/",
)


@pytest.mark.parametrize("verb", [*VERBS, "unlog/{e}/", "snooze/"])
def test_a_strangers_rows_do_not_exist(alice: User, bob_client: Client, grace: Contact, verb: str) -> None:
    interview = asked(alice, grace)
    url = f"/today/{grace.pk}/{verb.format(i=interview.pk, e=1)}"
    assert bob_client.post(url, {"until": "3h"}).status_code == 404
    assert bob_client.get(url).status_code == 405
    interview.refresh_from_db()
    assert (interview.state, step(grace)[2], grace.snoozed_until) == ("requested", 0, None)


def test_a_promise_that_is_due_is_kept_and_undone(alice: User, alice_client: Client, grace: Contact) -> None:
    talk = make_interview(alice, [grace], state="thanked")
    first = add_promise(talk, by="me", text="A", due_on=(NOW - 2 * DAY).date(), now=NOW)
    add_promise(talk, by="me", text="B", due_on=(NOW - DAY).date(), now=NOW)
    grace.refresh_from_db()
    before, page = grace.next_step_due_at, alice_client.get("/").content.decode()
    url = f"/today/{grace.pk}/promised/{first.pk}/"
    assert [words in page for words in (url, "One promise to keep.", "Promised")] == [True, True, True]
    html = row_post(alice_client, url, grace)
    undo = f"/today/{grace.pk}/unpromised/{first.pk}/"
    assert f'hx-post="{undo}" hx-target="#it-{grace.pk}"' in html
    grace.refresh_from_db()
    assert before
    assert (grace.next_step, grace.next_step_due_at) == ("promise", before + DAY)
    assert alice.promises.filter(done_at=NOW).get() == first
    assert f'id="it-{grace.pk}"' in row_post(alice_client, undo, grace)
    assert alice.promises.filter(done_at=None).count() == 2


def test_a_promise_to_come_is_not_on_today(alice: User, alice_client: Client) -> None:
    wei = make_contact(alice, "Wei Tanaka")
    talk = make_interview(alice, [wei], state="thanked")
    add_promise(talk, by="me", text="Send the lesson", due_on=(NOW + 5 * DAY).date(), now=NOW)
    assert "Send the lesson" not in alice_client.get("/").content.decode()
    page = alice_client.get(f"/people/{wei.pk}/").content.decode()
    words = ("Keep a promise", "Send the lesson", f"/interviews/{talk.pk}/wrap-up/")
    assert [text for text in words if text not in page] == []


def test_the_palette_says_that_a_promise_is_kept(alice: User, grace: Contact) -> None:
    talk = make_interview(alice, [grace], state="thanked")
    promise = add_promise(talk, by="me", text="Send it", due_on=(NOW - 2 * DAY).date(), now=NOW)
    grace.refresh_from_db()
    one = doing(alice, grace, now=NOW)
    assert one
    assert (one.words, one.url) == (
        "keep the promise to Grace Mbeki",
        f"/today/{grace.pk}/promised/{promise.pk}/",
    )
