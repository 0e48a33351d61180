"""The thank-you: the prepared letter, the page around it, and the word that it was sent."""

from datetime import timedelta
from typing import Any
from urllib.parse import unquote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from contacts.models import Channel, Contact
from interviews.actions.learning import name_person
from interviews.models import Interview, Takeaway
from outreach.actions.thanking import draft_thank_you, send_marked, send_unmarked
from outreach.models import Message, Reminder
from outreach.views.letter import letter_context
from tests.factories import NOW, make_contact, make_interview
from tests.undoing import undo_of


@pytest.fixture
def grace(alice: User) -> Contact:
    grace = make_contact(alice, "Grace Mbeki", given_name="Grace")
    Channel.objects.create(
        owner=alice, contact=grace, kind="email", value="grace@example.org", normal="grace@example.org"
    )
    return grace


@pytest.fixture
def talk(alice: User, grace: Contact) -> Interview:
    """Half an hour with Grace that ended three hours ago, with two takeaways."""
    talk = make_interview(alice, [grace], state="held", ends_at=timezone.now() - timedelta(hours=3))
    for text in ("Half of the week is meetings", "Grid codes are learned on the job"):
        Takeaway.objects.create(owner=alice, interview=talk, text=text)
    return talk


LETTER = {"via": "email", "subject": "Thanks", "body": "Dear Grace, thank you."}
THANK_PAGES = ["thank_you", "thank_you_sent", "thank_you_unsent", "thank_you_snooze", "thank_you_wake"]


def url(name: str, talk: Interview, person: Contact) -> str:
    return reverse(f"outreach:{name}", args=[talk.pk, person.pk])


def test_the_draft_thanks_quotes_confirms_and_asks_for_nothing(alice: User, grace: Contact) -> None:
    talk = make_interview(alice, [grace], state="held", ends_at=NOW - timedelta(days=2))
    Takeaway.objects.create(owner=alice, interview=talk, text="Half of the week is meetings")
    name_person(talk, named_by=grace, display_name="Noor Haddad", now=NOW)
    draft = draft_thank_you(talk, grace, now=NOW)
    assert draft.subject == "Thank you for your time on Sunday"
    assert draft.body == (
        "Dear Grace,\n\n"
        "Thank you for taking the time to talk with me on Sunday.\n\n"
        "This stays with me most:\n– Half of the week is meetings\n\n"
        "I will take it into my next steps.\n\n"
        "Thank you also for pointing me to Noor Haddad. I will get in touch.\n\n"
        "I will let you know how it goes.\n\n"
        "Kind regards,\nAlice Arden"
    )
    assert unmet(draft) == []


def test_without_takeaways_the_draft_leaves_a_gap_and_says_so(alice: User, grace: Contact) -> None:
    draft = draft_thank_you(make_interview(alice, [grace], state="held"), grace, now=NOW)
    assert "This stays with me most:\n– …\n" in draft.body
    assert unmet(draft) == ["Names one thing you learned"]


def unmet(letter: Message) -> list[str]:
    """What the page advises to mend."""
    checks: Any = letter_context(letter, now=NOW)["checks"]
    return [check.words for check in checks if not check.is_met]


def test_sent_thanks_the_person_and_unsent_takes_it_back(alice: User, grace: Contact, talk: Interview) -> None:
    now = timezone.now()
    send_marked(draft_thank_you(talk, grace, now=now), now=now)
    send_marked(draft_thank_you(talk, grace, now=now), now=now + timedelta(hours=1))
    talk.refresh_from_db()
    assert (talk.state, talk.interviewees.get().thanked_at, Message.objects.get().sent_at) == ("thanked", now, now)
    assert grace.interactions.filter(is_touch=True).count() == 1
    send_unmarked(draft_thank_you(talk, grace, now=now), now=now)
    talk.refresh_from_db()
    assert (talk.state, talk.interviewees.get().thanked_at, Message.objects.get().sent_at) == ("held", None, None)
    assert grace.interactions.filter(is_touch=True).count() == 0


def test_the_page_shows_the_letter_and_looking_writes_nothing(
    alice_client: Client, grace: Contact, talk: Interview
) -> None:
    page = alice_client.get(url("thank_you", talk, grace)).content.decode()
    assert "grace@example.org" in page
    assert "– Half of the week is meetings\n– Grid codes are learned on the job" in page
    assert 'href="mailto:grace@example.org?subject=Thank%20you' in page
    assert "20 h left" in page
    assert page.count("<blockquote") == 2
    assert Message.objects.count() == 0


def test_saving_keeps_the_letter(alice_client: Client, grace: Contact, talk: Interview) -> None:
    page = url("thank_you", talk, grace)
    answer = alice_client.post(page, LETTER | {"subject": "Thank you\r\nBcc: x", "body": "Dear Grace, thank you."})
    kept = Message.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, reverse("outreach:message", args=[kept.pk]))
    assert (kept.subject, kept.body, kept.owner, kept.sent_at) == (
        "Thank you Bcc: x",
        "Dear Grace, thank you.",
        talk.owner,
        None,
    )
    for there in (page, answer["Location"]):
        assert alice_client.get(there).context["form"]["body"].value() == "Dear Grace, thank you."


def test_over_htmx_saving_answers_with_the_links_and_the_checks(
    alice_client: Client, grace: Contact, talk: Interview
) -> None:
    answer = alice_client.post(
        url("thank_you", talk, grace),
        LETTER | {"body": "Dear Grace, thank you?"},
        headers={"HX-Request": "true", "HX-Target": "rest"},
    )
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "<html" not in html
    assert unquote(html).count("body=Dear Grace, thank you?") == 3
    assert 'id="checks"' in html
    assert 'hx-swap-oob="true"' in html
    assert Message.objects.get().body == "Dear Grace, thank you?"


@pytest.mark.parametrize("body", ["x" * 20_001, "a\x00b"])
def test_a_letter_that_cannot_be_kept_comes_back(
    alice_client: Client, grace: Contact, talk: Interview, body: str
) -> None:
    for pressed in ({}, {"sent": "1"}):
        answer = alice_client.post(url("thank_you", talk, grace), LETTER | {"body": body} | pressed)
        assert answer.status_code == 422
        assert 'aria-invalid="true"' in answer.content.decode()
    assert Message.objects.count() == 0
    assert talk.interviewees.get().thanked_at is None


def test_i_sent_it_keeps_the_text_thanks_and_offers_undo(alice_client: Client, grace: Contact, talk: Interview) -> None:
    data = LETTER | {"body": "Dear Grace, as I wrote it.", "sent": "1"}
    page = alice_client.post(url("thank_you", talk, grace), data, follow=True).content.decode()
    talk.refresh_from_db()
    assert talk.state == "thanked"
    assert Message.objects.get().body == "Dear Grace, as I wrote it."
    assert "Thank-you to Grace Mbeki marked as sent." in page
    undo = reverse("outreach:message_unsent", args=[Message.objects.get().pk])
    assert f'action="{undo}"' in page
    assert Reminder.objects.filter(state="scheduled").count() == 0
    alice_client.post(undo)
    talk.refresh_from_db()
    assert (talk.state, Message.objects.get().sent_at) == ("held", None)


def test_the_tick_on_today_needs_no_text(alice_client: Client, grace: Contact, talk: Interview) -> None:
    key = f"ty-{talk.pk}-{grace.pk}"
    answer = alice_client.post(
        url("thank_you_sent", talk, grace), headers={"HX-Request": "true", "HX-Target": key}
    ).content.decode()
    assert f'<li id="{key}" hidden></li>' in answer
    assert "marked as sent" in answer
    assert talk.interviewees.get().thanked_at is not None
    assert "This stays" not in Message.objects.get().subject


def test_a_talk_that_has_not_taken_place_is_not_thanked_for(alice: User, alice_client: Client, grace: Contact) -> None:
    coming = make_interview(alice, [grace], state="scheduled", ends_at=timezone.now() + timedelta(days=1))
    page = alice_client.post(url("thank_you_sent", coming, grace), follow=True).content.decode()
    assert Message.objects.count() == 0
    assert "The talk has not taken place yet." in page
    assert 'name="sent"' not in alice_client.get(url("thank_you", coming, grace)).content.decode()
    page = alice_client.post(url("thank_you", coming, grace), LETTER | {"sent": "1"}).content.decode()
    assert "The talk has not taken place yet." in page
    assert (coming.interviewees.get().thanked_at, Message.objects.get().sent_at) == (None, None)


@pytest.mark.parametrize(("state", "owed"), [("held", True), ("cancelled", False), ("no_show", False)])
def test_a_talk_that_did_not_take_place_has_no_clock(
    alice: User, alice_client: Client, grace: Contact, state: str, owed: bool
) -> None:
    talk = make_interview(alice, [grace], state=state, ends_at=timezone.now() - timedelta(hours=3))
    page = alice_client.get(reverse("outreach:thank_you", args=[talk.pk, grace.pk])).content.decode()
    shown = [words in page for words in ("h left", "Not now", "You talked on", "I sent it")]
    assert shown == [owed] * 4


@pytest.mark.parametrize(("chosen", "hours"), [("3h", 3.0), ("tomorrow", None), ("week", None)])
def test_snooze_moves_the_mail_and_hides_the_row(
    alice: User, alice_client: Client, grace: Contact, talk: Interview, chosen: str, hours: float | None
) -> None:
    before = timezone.now()
    alice_client.post(url("thank_you_snooze", talk, grace), {"until": chosen})
    reminder = Reminder.objects.get(snoozed=True)
    assert reminder.state == "scheduled"
    if hours:
        assert timedelta(0) <= reminder.due_at - before - timedelta(hours=hours) < timedelta(minutes=1)
    else:
        local = reminder.due_at.astimezone(alice.zone)
        assert (local.hour, local.minute) == (9, 0)
    assert "Thank Grace" not in main_of(alice_client)


def test_a_snooze_is_undone(alice: User, alice_client: Client, grace: Contact, talk: Interview) -> None:
    alice_client.post(url("thank_you_snooze", talk, grace), {"until": "3h"})
    key = f"ty-{talk.pk}-{grace.pk}"
    headers = {"HX-Request": "true", "HX-Target": key}
    row = alice_client.post(url("thank_you_wake", talk, grace), headers=headers).content.decode()
    assert f'id="{key}"' in row
    reminder = Reminder.objects.get()
    assert talk.ends_at is not None
    assert (reminder.snoozed, reminder.state, reminder.due_at) == (
        False,
        "scheduled",
        talk.ends_at + timedelta(hours=2),
    )
    assert "Thank Grace" in main_of(alice_client)


def test_a_late_one_can_be_put_off_but_stays_on_today(alice: User, alice_client: Client, grace: Contact) -> None:
    late = make_interview(alice, [grace], state="held", ends_at=timezone.now() - timedelta(hours=30))
    said = alice_client.post(url("thank_you_snooze", late, grace), {"until": "week"}, follow=True).content.decode()
    assert "It stays on Today, as the 24 hours are over." in said
    assert Reminder.objects.get().snoozed is True
    assert "Thank Grace" in main_of(alice_client)


def test_a_late_row_stays_in_its_place_with_undo(alice: User, alice_client: Client, grace: Contact) -> None:
    late = make_interview(alice, [grace], state="held", ends_at=timezone.now() - timedelta(hours=30))
    headers = {"HX-Request": "true", "HX-Target": f"ty-{late.pk}-{grace.pk}"}
    answer = alice_client.post(url("thank_you_snooze", late, grace), {"until": "3h"}, headers=headers)
    html = answer.content.decode()
    assert (answer.status_code, html.count(f'id="ty-{late.pk}-{grace.pk}"'), "<html" in html) == (200, 1, False)
    assert undo_of(answer) == url("thank_you_wake", late, grace)


def test_putting_off_a_talk_with_two_clears_both_rows(alice: User, alice_client: Client, grace: Contact) -> None:
    wei = make_contact(alice, "Wei Tanaka")
    talk = make_interview(alice, [grace, wei], state="held", ends_at=timezone.now() - timedelta(hours=3))
    headers = {"HX-Request": "true", "HX-Target": f"ty-{talk.pk}-{grace.pk}"}
    answer = alice_client.post(url("thank_you_snooze", talk, grace), {"until": "3h"}, headers=headers)
    assert answer["HX-Redirect"] == "/"
    html = alice_client.get("/").content.decode()
    assert "You will be reminded to thank Grace Mbeki and Wei Tanaka in 3 hours." in html
    assert 'id="ty-' not in html


def main_of(browser: Client) -> str:
    """Today without its frame."""
    return browser.get("/").content.decode().split("<main", 1)[1].split("</main")[0]


def test_an_unknown_snooze_changes_nothing(alice_client: Client, grace: Contact, talk: Interview) -> None:
    answer = alice_client.post(url("thank_you_snooze", talk, grace), {"until": "never"})
    assert answer.status_code == 422
    assert Reminder.objects.count() == 0


@pytest.mark.parametrize("name", THANK_PAGES)
def test_a_strangers_thank_you_is_not_there(bob_client: Client, grace: Contact, talk: Interview, name: str) -> None:
    answer = bob_client.post(url(name, talk, grace), LETTER | {"until": "3h"})
    assert answer.status_code == 404
    assert Message.objects.count() == 0
    assert talk.interviewees.get().thanked_at is None


def test_what_they_asked_me_for_owes_no_thanks(alice: User, alice_client: Client, grace: Contact) -> None:
    talk = make_interview(alice, [grace], state="held", direction="incoming")
    assert alice_client.get(url("thank_you", talk, grace)).status_code == 404


def test_the_page_takes_as_many_queries_for_a_full_talk(
    alice: User, alice_client: Client, grace: Contact, talk: Interview
) -> None:
    name_person(talk, named_by=grace, display_name="Noor Haddad", now=NOW)
    with CaptureQueriesContext(connection) as few:
        alice_client.get(url("thank_you", talk, grace))
    for number in range(30):
        Takeaway.objects.create(owner=alice, interview=talk, text=f"Thing {number}")
        name_person(talk, named_by=grace, display_name=f"Lead {number}", now=NOW)
    with CaptureQueriesContext(connection) as many:
        alice_client.get(url("thank_you", talk, grace))
    assert len(many) == len(few)
