"""What the thank-you quotes: the takeaways that were chosen, else those that may be quoted, else the first two."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from contacts.models import Contact
from interviews.models import Interview
from outreach.actions.thanking import draft_thank_you, with_quote
from outreach.models import Message
from tests.factories import NOW, make_contact, make_interview


@pytest.fixture
def grace(alice: User) -> Contact:
    """Whom Alice thanks."""
    return make_contact(alice, "Grace Mbeki")


@pytest.fixture
def talk(alice: User, grace: Contact) -> Interview:
    """Half an hour with Grace that ended three hours ago, with two takeaways."""
    talk = make_interview(alice, [grace], state="held", ends_at=timezone.now() - timedelta(hours=3))
    for text in ("Half of the week is meetings", "Grid codes are learned on the job"):
        talk.takeaways.create(owner=alice, text=text)
    return talk


def thank_you(talk: Interview, person: Contact, *, verb: str = "thank_you") -> str:
    """The address of the letter, or of a verb about it."""
    return reverse(f"outreach:{verb}", args=[talk.pk, person.pk])


def test_the_draft_quotes_what_is_wanted_else_what_may_be_quoted(grace: Contact, talk: Interview) -> None:
    first, second = talk.takeaways.all()
    third = talk.takeaways.create(owner=talk.owner, text="Tenders decide", is_quotable=True)

    def quotes(*wanted: int) -> list[str]:
        return [
            line[2:]
            for line in draft_thank_you(talk, grace, now=NOW, quote=wanted).body.splitlines()
            if line[:1] == "–"
        ]

    assert quotes() == ["Tenders decide"]
    assert quotes(second.pk, 0) == ["Grid codes are learned on the job"]
    assert quotes(*(row.pk for row in (first, second, third))) == [row.text for row in (first, second, third)]


def test_a_kept_draft_gets_the_quote_that_it_lacks(alice_client: Client, grace: Contact, talk: Interview) -> None:
    first, second = talk.takeaways.all()
    page = thank_you(talk, grace)
    alice_client.post(page, {"via": "email", "subject": "Thanks", "body": f"Dear Grace,\n– {first}\nBest,\nAlice"})
    for wanted in (f"?quote={second.pk}", f"?quote={second.pk}&quote={first.pk}"):
        shown = alice_client.get(page + wanted).context["form"]["body"].value()
        assert shown == f"Dear Grace,\n– {first}\n– {second}\nBest,\nAlice"
    assert str(second) not in Message.objects.get().body
    for wanted in ("?quote=x", f"?quote={'9' * 30}", "?quote=0"):
        assert str(second) not in alice_client.get(page + wanted).context["form"]["body"].value()


@pytest.mark.parametrize(
    ("body", "wanted"),
    [("Hello\n– …\nBye", "Hello\n– It pays\nBye"), ("Hello\n", "Hello\n\n– It pays"), ("It pays.", "It pays.")],
)
def test_a_quote_finds_its_place(body: str, wanted: str) -> None:
    assert with_quote(body, "It pays") == wanted


def test_the_wrap_up_leads_there(alice_client: Client, grace: Contact, talk: Interview) -> None:
    wrap_up, first = reverse("interviews:wrap_up", args=[talk.pk]), talk.takeaways.earliest("pk")
    address = f"{thank_you(talk, grace)}?quote={first.pk}"
    assert address in alice_client.get(wrap_up).content.decode()
    assert f"– {first}" in alice_client.get(address).content.decode()
    alice_client.post(thank_you(talk, grace, verb="thank_you_sent"))
    assert "?quote=" not in alice_client.get(wrap_up).content.decode()


def test_one_tap_quotes_what_was_learned_and_keeps_what_was_typed(
    alice_client: Client, grace: Contact, talk: Interview
) -> None:
    first, second = talk.takeaways.all()
    second.is_quotable = True
    second.save()
    shown = alice_client.get(thank_you(talk, grace)).content.decode()
    assert re.findall(r'name="quote" value="(\d+)"', shown) == [str(second.pk), str(first.pk)]
    typed = {"via": "email", "subject": "Thanks", "body": "Dear Grace,\n\nThank you.\n\nBest,\nAlice"}
    answer = alice_client.post(thank_you(talk, grace), typed | {"quote": first.pk})
    kept = Message.objects.get()
    assert kept.body.replace("\r", "") == f"Dear Grace,\n\nThank you.\n\n– {first}\n\nBest,\nAlice"
    alice_client.post(answer["Location"], typed | {"body": kept.body, "quote": first.pk})
    assert Message.objects.get().body == kept.body
    assert alice_client.post(answer["Location"], typed | {"quote": "x"}).status_code == 302


def test_a_quote_goes_for_the_open_field_of_a_template(alice_client: Client, grace: Contact, talk: Interview) -> None:
    first, second = talk.takeaways.all()
    typed = {"via": "email", "subject": "Thanks", "body": "Dear Grace, I keep this: {takeaway}"}
    for row in (second, first):
        kept = Message.objects.first()
        said = {"body": kept.body} if kept else {}
        alice_client.post(thank_you(talk, grace), typed | said | {"quote": row.pk})
    draft = Message.objects.get()
    assert draft.fields["takeaway"] == str(second)
    assert draft.body.replace("\r", "") == f"Dear Grace, I keep this: {{takeaway}}\n\n– {first}"


def test_a_template_and_the_prepared_letter_take_turns(alice_client: Client, grace: Contact, talk: Interview) -> None:
    page = thank_you(talk, grace)
    fresh = alice_client.get(page).context["form"]
    prepared = {"via": "email", "subject": fresh["subject"].value(), "body": fresh["body"].value(), "use": "1"}
    answer = alice_client.post(page, prepared | {"template": "thank_you/plain"})
    kept = Message.objects.get()  # nothing was typed, so nothing else is kept
    assert (kept.builtin.partition("@")[0], "{takeaway}" in kept.body) == ("thank_you/plain", True)
    typed = prepared | {"body": kept.body + " And more.", "template": ""}
    alice_client.post(answer["Location"], typed)
    assert sorted(Message.objects.values_list("interview", "body"), key=str) == sorted(
        [(talk.pk, prepared["body"]), (None, typed["body"])], key=str
    )
