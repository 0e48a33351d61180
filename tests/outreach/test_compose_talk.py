"""“Write” on a person with a talk: the letter is about that talk, and fits the day."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from interviews.actions.progress import refresh_people
from tests.factories import NOW, make_contact, make_interview

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
MARK = re.compile("<mark>(.*?)</mark>")
pytestmark = pytest.mark.usefixtures("clock")


def compose(client: Client, **query: Any) -> str:
    """The page on which the letter is written."""
    return client.get(reverse("outreach:compose", query=query)).content.decode()


@pytest.mark.parametrize(
    ("ahead", "subject"),
    [(4 * HOUR, "Until {day}"), (DAY, "Our talk on {day}"), (9 * DAY, "Our talk on {day}")],
)
def test_who_has_a_talk_ahead_is_told_its_day_hour_and_place(
    alice: User, alice_client: Client, ahead: timedelta, subject: str
) -> None:
    grace = make_contact(alice, "Grace Mbeki", given_name="Grace")
    later = make_interview(alice, [grace], state="scheduled", ends_at=NOW + 20 * DAY, place="Elsewhere")
    talk = make_interview(alice, [grace], state="scheduled", ends_at=NOW + ahead, place="Café Exempel")
    refresh_people(later, now=NOW)
    page = compose(alice_client, contact=grace.pk)
    assert (f'value="{subject}"' in page, "no value yet" in page, "the day before" in page) == (True, False, False)
    filled = MARK.findall(page)
    assert "Café Exempel" in filled
    assert filled == MARK.findall(compose(alice_client, contact=grace.pk, kind="confirm", interview=talk.pk))


def test_a_letter_of_another_kind_is_about_no_talk(alice: User, alice_client: Client) -> None:
    talk = make_interview(alice, [make_contact(alice, "Grace Mbeki")], state="scheduled", ends_at=NOW + DAY)
    refresh_people(talk, now=NOW)
    contact = talk.people.get()
    alice_client.post(
        reverse("outreach:compose", query={"contact": contact.pk, "kind": "update"}),
        {"via": "email", "subject": "A", "body": "B"},
    )
    assert alice.messages.get().interview is None
