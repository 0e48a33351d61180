"""Which mails come, changed from a mail without signing in; and the brief's one-click stop."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from outreach.emails import LinkAction, sign_link, sign_preferences
from outreach.models import Reminder
from tests.outreach.test_links import HEADERS

SWITCHES = ("remind_early", "remind_final", "brief_daily", "plan_weekly")


def url(user: User, **ago: float) -> str:
    return reverse("outreach:preferences", args=[sign_preferences(user, now=timezone.now() - timedelta(**ago))])


def switches(user: User) -> tuple[bool, ...]:
    return User.objects.values_list(*SWITCHES).get(pk=user.pk)


def test_a_get_shows_four_switches_and_nobody(client: Client, alice: User) -> None:
    before = User.objects.values().get(pk=alice.pk)
    answer = client.get(url(alice))
    page = answer.content.decode()
    assert [f'name="{name}"' in page for name in SWITCHES] == [True] * 4
    assert [private for private in (alice.email, alice.name or "Alice") if private in page] == []
    assert {name: answer[name] for name in HEADERS} == HEADERS
    assert User.objects.values().get(pk=alice.pk) == before


def test_a_post_saves_them_and_nothing_else(alice: User, bob: User) -> None:
    scanner = Client(enforce_csrf_checks=True)
    answer = scanner.post(url(alice), {"brief_daily": "on", "remind_final": "on", "name": "Mallory", "is_staff": "on"})
    assert "Saved." in answer.content.decode()
    assert switches(alice) == (False, True, True, False)
    assert switches(bob) == (True, True, False, False)
    assert User.objects.filter(name="Mallory").exists() is User.objects.filter(is_staff=True).exists() is False


@pytest.mark.parametrize(("days", "status"), [(29, 200), (31, 410)])
def test_a_link_is_good_for_thirty_days(client: Client, alice: User, days: int, status: int) -> None:
    assert client.get(url(alice, days=days)).status_code == status


def test_no_other_token_opens_it(client: Client, alice: User) -> None:
    brief = alice.reminders.create(kind="brief", day=date(2026, 11, 24), due_at=timezone.now())
    other = sign_link(brief, LinkAction.STOP, now=timezone.now())
    assert client.get(reverse("outreach:preferences", args=[other])).status_code == 404
    assert (
        client.get(reverse("outreach:unsubscribe", args=[sign_preferences(alice, now=timezone.now())])).status_code
        == 404
    )
    User.objects.filter(pk=alice.pk).update(is_active=False)
    assert client.get(url(alice)).status_code == 404


@pytest.mark.parametrize(("kind", "switch"), [("brief", "brief_daily"), ("plan", "plan_weekly")])
def test_one_click_stops_a_brief(client: Client, alice: User, kind: str, switch: str) -> None:
    User.objects.filter(pk=alice.pk).update(brief_daily=True, plan_weekly=True)
    row = Reminder.objects.create(owner=alice, kind=kind, day=date(2026, 11, 24), due_at=timezone.now())
    stop = reverse("outreach:unsubscribe", args=[sign_link(row, LinkAction.STOP, now=timezone.now())])
    assert "Stop these mails" in client.get(stop).content.decode()
    page = client.post(stop, {"List-Unsubscribe": "One-Click"}).content.decode()
    assert "These reminders are off" in page
    on = dict(zip(SWITCHES, switches(alice), strict=True))
    assert [name for name, is_on in on.items() if not is_on] == [switch]
    assert "These reminders are off" in client.post(stop).content.decode()


def test_a_link_that_puts_off_a_brief_is_none(client: Client, alice: User) -> None:
    row = Reminder.objects.create(owner=alice, kind="brief", day=date(2026, 11, 24), due_at=timezone.now())
    later = sign_link(row, LinkAction.LATER, now=timezone.now())
    assert client.post(reverse("outreach:reminder_link", args=[later])).status_code == 404
