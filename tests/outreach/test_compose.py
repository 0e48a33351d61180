"""The compose page: nothing kept by looking, everything by typing; fields, preview, ways out, "Did you send it?"."""

from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from contacts.models import Channel, Contact
from outreach.emails import compose_links
from outreach.models import Delivery, Introduction, Message, Template
from tests.factories import NOW, make_contact, make_interview
from tests.undoing import undo_of

LIVE = {"HX-Request": "true", "HX-Target": "rest"}
TYPED = {"via": "email", "subject": "A question", "body": "Dear {first_name}, may I ask you? {my_name}"}


@pytest.fixture
def grace(alice: User) -> Contact:
    grace = make_contact(alice, "Grace Mbeki", given_name="Grace")
    owned = {"owner": alice, "contact": grace}
    Channel.objects.create(kind="email", value="grace@example.org", normal="grace@example.org", **owned)
    return grace


@pytest.fixture
def draft(alice: User, grace: Contact) -> Message:
    return Message.objects.create(owner=alice, contact=grace, kind="request", **TYPED)


def url(contact: Contact, **query: Any) -> str:
    return reverse("outreach:compose", query={"contact": contact.pk} | query)


def page_of(letter: Message) -> str:
    return reverse("outreach:message", args=[letter.pk])


def verb(name: str, letter: Message) -> str:
    return reverse(f"outreach:message_{name}", args=[letter.pk])


def test_looking_shows_a_filled_draft_and_keeps_nothing(alice_client: Client, grace: Contact) -> None:
    page = unescape(alice_client.get(url(grace)).content.decode())
    assert "Dear {first_name},\n\n{about_me}. I am exploring {path}." in page
    assert "Dear <mark>Grace</mark>," in page
    assert '<mark class="miss">why_you</mark>' in page
    assert 'name="value_why_you"' in page
    assert 'id="open-mail"' not in page
    assert Message.objects.count() == 0


def test_what_is_typed_is_kept_once_and_the_address_becomes_the_drafts(alice_client: Client, grace: Contact) -> None:
    answer = alice_client.post(url(grace), TYPED | {"draft": "", "value_news": "x"}, headers=LIVE)
    letter = Message.objects.get()
    assert (letter.subject, letter.body, letter.fields) == (TYPED["subject"], TYPED["body"], {"news": "x"})
    assert (answer.status_code, answer["HX-Replace-Url"]) == (200, page_of(letter))
    html = answer.content.decode()
    assert f'name="draft" value="{letter.pk}"' in html
    assert html.count("hx-swap-oob") == 2
    assert "<html" not in html
    alice_client.post(url(grace), TYPED | {"draft": letter.pk, "body": "Other"}, headers=LIVE)
    assert [row.body for row in Message.objects.all()] == ["Other"]


def test_without_script_saving_leads_to_the_draft(alice_client: Client, grace: Contact) -> None:
    answer = alice_client.post(url(grace, kind="nudge"), TYPED)
    letter = Message.objects.get()
    assert (letter.kind, answer.status_code, answer["Location"]) == ("nudge", 302, page_of(letter))


@pytest.mark.parametrize("wrong", [{"body": "x" * 20_001}, {"subject": "x" * 201}, {"body": "a\0b"}, {"via": "fax"}])
def test_what_cannot_be_kept_comes_back(alice_client: Client, draft: Message, wrong: dict[str, str]) -> None:
    answer = alice_client.post(page_of(draft), TYPED | wrong)
    draft.refresh_from_db()
    assert (answer.status_code, draft.body, draft.subject) == (422, TYPED["body"], TYPED["subject"])
    assert 'aria-invalid="true"' in answer.content.decode()


def test_a_value_fills_its_field_and_is_text(alice_client: Client, draft: Message) -> None:
    typed = TYPED | {"body": "Because {why_you}", "value_why_you": "<b>{my_name}</b>\r\nBcc: x"}
    html = alice_client.post(page_of(draft), typed, headers=LIVE).content.decode()
    draft.refresh_from_db()
    assert draft.fields == {"why_you": "<b>{my_name}</b>\nBcc: x"}
    assert "Because <mark>&lt;b&gt;{my_name}&lt;/b&gt;\nBcc: x</mark>" in html
    assert "<b>{my_name}" not in html


def test_a_field_can_be_struck(alice_client: Client, draft: Message) -> None:
    alice_client.post(page_of(draft), TYPED | {"body": "Hello\n\n{why_you}\n\nBye", "strike": "why_you"})
    draft.refresh_from_db()
    assert draft.body == "Hello\n\nBye"


def test_a_button_that_only_has_the_focus_does_nothing(alice_client: Client, draft: Message) -> None:
    pressed = {"strike": "first_name", "use": "1", "sent": "1", "here": "now"}
    alice_client.post(page_of(draft), TYPED | pressed, headers=LIVE)
    draft.refresh_from_db()
    assert (draft.body, draft.sent_at, Delivery.objects.count()) == (TYPED["body"], None, 0)


def test_the_ways_out_carry_the_filled_letter(alice_client: Client, draft: Message) -> None:
    page = unescape(alice_client.get(page_of(draft)).content.decode())
    assert "mailto:grace@example.org?subject=A%20question&body=Dear%20Grace%2C%20may%20I%20ask%20you%3F%20Alice" in page
    assert 'data-copy-text="Dear Grace, may I ask you? Alice Arden"' in page
    assert "Did you send it?" not in page


def test_a_way_out_asks_whether_it_was_sent_until_not_yet(alice_client: Client, draft: Message) -> None:
    html = alice_client.post(page_of(draft), TYPED | {"way": "gmail"}, headers=LIVE).content.decode()
    draft.refresh_from_db()
    assert ("Did you send it?" in html, draft.way, draft.opened_at is None) == (True, "gmail", False)
    assert "Did you send it?" in alice_client.get(reverse("outreach:message_list")).content.decode()
    alice_client.post(verb("opened", draft), {"way": ""})
    draft.refresh_from_db()
    assert (draft.way, draft.opened_at) == ("", None)


def test_i_sent_it_keeps_what_is_typed_and_is_undone(alice_client: Client, grace: Contact) -> None:
    page = alice_client.post(url(grace), TYPED | {"sent": "1", "body": "Dear {first_name}!"}, follow=True)
    letter = Message.objects.select_related("interview").get()
    assert (letter.sent_body, letter.body, letter.way) == ("Dear Grace!", "Dear {first_name}!", "mail")
    assert letter.interview is not None
    assert letter.interview.state == "requested"
    assert "Request to Grace Mbeki marked as sent." in page.content.decode()
    alice_client.post(verb("unsent", letter))
    letter.refresh_from_db()
    assert (letter.sent_at, letter.interview) == (None, None)


def test_a_letter_with_an_open_field_is_not_marked_as_sent(alice_client: Client, draft: Message) -> None:
    answer = alice_client.post(page_of(draft), TYPED | {"sent": "1", "body": "{why_you}"})
    draft.refresh_from_db()
    assert (answer.status_code, draft.sent_at, draft.body) == (422, None, "{why_you}")
    assert "Still to fill or to strike: why_you." in answer.content.decode()


def test_a_reply_is_pasted_kept_and_undone(alice_client: Client, draft: Message) -> None:
    alice_client.post(verb("sent", draft))
    page = alice_client.get(page_of(draft)).content.decode()
    assert "Dear Grace, may I ask you? Alice Arden" in page
    answer = alice_client.post(verb("replied", draft), {"text": "Yes, gladly."})
    draft.refresh_from_db()
    assert draft.reply is not None
    assert (draft.reply.body, answer.status_code) == ("Yes, gladly.", 302)
    assert "Yes, gladly." in alice_client.get(page_of(draft)).content.decode()
    alice_client.post(verb("unreplied", draft))
    draft.refresh_from_db()
    assert (draft.replied_at, draft.reply) == (None, None)


def test_a_draft_is_removed_and_comes_back(alice_client: Client, draft: Message) -> None:
    answer = alice_client.post(verb("remove", draft), follow=True)
    assert verb("restore", draft) in answer.content.decode()
    assert alice_client.get(page_of(draft)).status_code == 404
    alice_client.post(verb("restore", draft))
    assert alice_client.get(page_of(draft)).status_code == 200


def test_another_template_begins_anew_and_keeps_what_was_typed(alice_client: Client, draft: Message) -> None:
    answer = alice_client.post(page_of(draft), TYPED | {"use": "1", "template": "request/shared"})
    assert answer["Location"] == url(draft.contact, kind="request", template="request/shared")
    page = alice_client.get(answer["Location"]).content.decode()
    assert "{connection} suggested that I write to you." in page
    assert [row.body for row in Message.objects.all()] == [TYPED["body"]]


def test_linkedin_has_no_subject_and_counts_characters(alice_client: Client, draft: Message) -> None:
    Channel.objects.create(
        owner=draft.owner, contact=draft.contact, kind="linkedin", value="https://www.linkedin.com/in/g", normal="g"
    )
    html = alice_client.post(page_of(draft), TYPED | {"via": "linkedin"}, headers=LIVE).content.decode()
    assert ("pv-sub" in html, "Open in mail" in html) == (False, False)
    assert "38 of 300 characters" in html
    assert 'href="https://www.linkedin.com/in/g"' in html


def test_a_thank_you_of_a_talk_is_taken_up_where_it_is_kept(alice: User, alice_client: Client, grace: Contact) -> None:
    talk = make_interview(alice, [grace], state="held")
    kept = Message.objects.create(owner=alice, contact=grace, interview=talk, kind="thank_you", body="Kept")
    answer = alice_client.get(url(grace, kind="thank_you", interview=talk.pk))
    assert answer["Location"] == page_of(kept)


def test_the_note_to_forward_stands_apart(alice: User, alice_client: Client, grace: Contact) -> None:
    noor = make_contact(alice, "Noor Haddad")
    asked = Introduction.objects.create(
        owner=alice, connector=grace, target=noor, note="About me: <3", state_changed_at=NOW
    )
    page = alice_client.get(url(grace, kind="intro_request", introduction=asked.pk)).content.decode()
    assert "introduce me to <mark>Noor Haddad</mark>?" in page
    assert 'data-copy-text="About me: &lt;3"' in page


def test_without_a_person_one_is_chosen(alice: User, alice_client: Client, grace: Contact) -> None:
    make_contact(alice, "Wei Tanaka")
    page = alice_client.get(reverse("outreach:compose"), {"who": "Grace", "kind": "update"}).content.decode()
    main = page.split("<main", 1)[1]
    assert f"?contact={grace.pk}&amp;kind=update" in main
    assert "Wei Tanaka" not in main


def test_a_strangers_letter_and_person_are_not_there(bob: User, bob_client: Client, draft: Message) -> None:
    assert bob_client.get(url(draft.contact)).status_code == 404
    assert bob_client.post(page_of(draft), TYPED).status_code == 404
    own = make_contact(bob)
    assert bob_client.post(url(own), TYPED | {"draft": draft.pk}).status_code == 404
    talk = make_interview(draft.owner, [draft.contact])
    hers = Template.objects.create(owner=draft.owner, kind="nudge", name="Hers", body="Hm?")
    bob_client.post(url(own, interview=talk.pk, template=hers.pk), TYPED)
    assert [(row.contact, row.interview, row.template) for row in bob.messages.all()] == [(own, None, None)]


def test_four_thousand_characters_and_emoji_go_by_the_clipboard(alice_client: Client, draft: Message) -> None:
    body = "Grüße 👩🏽‍🔬\r\n" * 400
    links = compose_links("grace@example.org", "Grüße 🙂", body)
    assert (links.fits, parse_qs(urlsplit(links.mailto).query)) == (False, {"subject": ["Grüße 🙂"]})
    short = compose_links("grace@example.org", "🙂", "👩🏽‍🔬\nÆ")
    assert parse_qs(urlsplit(short.mailto).query)["body"] == ["👩🏽‍🔬\r\nÆ"]
    html = alice_client.post(page_of(draft), TYPED | {"body": body}, headers=LIVE).content.decode()
    assert "too long for a link" in html
    assert html.count("data-copy-text") == 4


def test_the_list_takes_as_many_queries_for_many(alice: User, alice_client: Client, grace: Contact) -> None:
    def queries(number: int) -> int:
        for one in range(number):
            Message.objects.create(owner=alice, contact=make_contact(alice), kind="request", subject=f"S{one}")
            Message.objects.create(owner=alice, contact=grace, kind="request", subject=f"T{one}", sent_at=NOW)
        with CaptureQueriesContext(connection) as seen:
            alice_client.get(reverse("outreach:message_list"))
        return len(seen)

    assert queries(1) == queries(29)


def test_undo_of_sent_stands_in_the_toast(alice_client: Client, draft: Message) -> None:
    assert undo_of(alice_client.post(verb("sent", draft), follow=True)) == verb("unsent", draft)
