"""A talk with a day and no time is on that day everywhere, wherever it was planned and wherever one is."""

import re
from datetime import UTC, date, datetime, timedelta
from html import unescape
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse

from accounts.forms import SettingsForm
from accounts.models import User
from contacts.models import Contact
from interviews.actions.overtaken import overtaken
from interviews.actions.planning import create_interview, plan
from interviews.actions.progress import refresh_contacts
from interviews.models import Interview
from outreach.actions.agenda import read_week
from outreach.views.day import read_day
from tests.factories import NOW, make_contact

ZONES = ["Asia/Tokyo", "Pacific/Kiritimati", "America/Los_Angeles"]


def talk_on(owner: User, day: date, zone: str) -> Interview:
    """A talk with Grace Mbeki on a day without a time."""
    interview = create_interview(owner, contacts=[make_contact(owner, "Grace Mbeki")], now=NOW)
    plan(interview, day=day, wall_time=None, zone=zone, planned_minutes=None, now=NOW)
    return interview


def told(client: Client, name: str, *args: int) -> str:
    """The words on a page."""
    page = client.get(reverse(name, args=args)).content.decode()
    return " ".join(unescape(re.sub(r"<title>.*?</title>|<[^>]+>", " ", page, flags=re.DOTALL)).split())


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize("zone", ZONES)
def test_every_page_says_the_day_and_no_hour(alice: User, alice_client: Client, zone: str) -> None:
    talk = talk_on(alice, date(2026, 12, 1), zone)
    person = talk.people.get().pk
    pages = [told(alice_client, f"interviews:{name}", talk.pk) for name in ("prepare", "wrap_up")]
    pages += [told(alice_client, "outreach:person", person), told(alice_client, "outreach:outreach")]
    pages += [told(alice_client, name) for name in ("outreach:today", "contacts:person_list")]
    pages += [told(alice_client, "interviews:interview_list")]
    assert ["Tue 1 Dec" in page for page in pages] == [True] * 7
    assert not re.findall(r"Mon 30 Nov|Wed 2 Dec|Tue 1 Dec,? \d\d:\d\d", " ".join(pages))


def test_whoever_moves_keeps_the_day(alice: User, alice_client: Client, clock: None) -> None:
    talk = talk_on(alice, date(2026, 12, 31), "Europe/Stockholm")
    form = SettingsForm(instance=alice)
    data = {name: value for name, value in form.initial.items() if value is not None}
    form = SettingsForm(data | {"time_zone": "America/New_York"}, instance=alice)
    assert form.is_valid(), form.errors
    form.save()
    assert "Talk Thu 31 Dec" in (page := told(alice_client, "outreach:person", talk.people.get().pk))
    assert not re.findall(r"30 Dec|31 Dec,? \d\d:\d\d", page)


@pytest.mark.parametrize("zone", ZONES)
def test_the_week_and_its_mail_have_it_on_its_day(alice: User, zone: str) -> None:
    talk_on(alice, date(2026, 11, 26), zone)
    week = [len(each.interviews) for each in read_day(alice, now=NOW).week]
    assert week == [0, 0, 0, 1, 0, 0, 0]
    assert [talk.when for talk in read_week(alice, now=NOW).talks] == ["Thu 26 Nov"]
    evening = datetime(2026, 11, 25, 20, tzinfo=UTC)
    assert (read_day(alice, now=evening).sentence, read_day(alice, now=evening + timedelta(hours=4)).sentence) == (
        "",
        "One conversation.",
    )


@pytest.mark.parametrize("zone", ZONES)
def test_it_is_todays_talk_from_the_noon_before_and_nobody_is_told_twice(alice: User, zone: str) -> None:
    talk = talk_on(alice, date(2026, 11, 28), zone)
    Contact.objects.update(told_step="request")
    begins = datetime(2026, 11, 28, tzinfo=ZoneInfo("Europe/Stockholm"))
    early, soon = begins - timedelta(hours=12, seconds=1), begins - timedelta(hours=12)
    people = [contact.pk for contact in talk.people.all()]
    assert (overtaken(now=early), overtaken(now=soon)) == ([], people)
    refresh_contacts(talk.people.all(), now=soon)
    assert overtaken(now=soon) == []
