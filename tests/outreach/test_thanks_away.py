"""A thank-you that is to leave from here: Today says when, and lets it be taken back."""

from datetime import timedelta

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from outreach.actions.posting import post_letter
from outreach.models import Message
from outreach.views.day import read_day
from tests.factories import make_interview
from tests.outreach.posting import make_account, make_letter, make_reader


def test_today_says_when_it_goes_out_and_takes_it_back(alice: User, alice_client: Client) -> None:
    now = timezone.now()
    make_account(alice)
    grace = make_reader(alice)
    talk = make_interview(alice, [grace], state="held", ends_at=now - timedelta(hours=3))
    letter = make_letter(alice, grace, kind="thank_you", interview=talk)
    post_letter(letter, at=now + timedelta(hours=3), now=now)
    unsend, sent = (reverse(f"outreach:message_{verb}", args=[letter.pk]) for verb in ("unsend", "sent"))
    page = alice_client.get("/").content.decode()
    assert ("Goes out" in page, unsend in page, "Write it" in page) == (True, True, False)
    assert "thank-you to send" not in read_day(alice, now=now).sentence
    alice_client.post(unsend, headers={"Referer": "http://testserver/"})
    page = alice_client.get("/").content.decode()
    assert ("Goes out" in page, "Write it" in page, sent in page) == (False, True, False)
    assert "One thank-you to send" in read_day(alice, now=now).sentence


def test_one_of_which_nobody_knows_says_so(alice: User, alice_client: Client) -> None:
    now = timezone.now()
    make_account(alice)
    grace = make_reader(alice)
    talk = make_interview(alice, [grace], state="held", ends_at=now - timedelta(hours=3))
    letter = make_letter(alice, grace, kind="thank_you", interview=talk)
    delivery = post_letter(letter, at=now, now=now)
    alice.deliveries.filter(pk=delivery.pk).update(state="unknown")
    page = alice_client.get("/").content.decode()
    assert "Unknown: look in your Sent folder" in page
    assert reverse("outreach:message", args=[Message.objects.get().pk]) in page
