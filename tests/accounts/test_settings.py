"""What a user sets for themselves."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse

from accounts.forms import region_choices, zone_choices
from accounts.models import User
from accounts.zones import zone_names

URL = "/settings/"
ANSWERS = {
    "name": "Alice A. Arden",
    "about_me": "A nurse who wonders about product work.",
    "time_zone": "Asia/Tokyo",
    "region": "SE",
    "theme": "dark",
    "quiet_start": "22:30",
    "quiet_end": "06:00",
    "remind_final": "on",
    "final_ignores_quiet": "on",
}


def test_the_page_shows_what_is_set(alice: User, alice_client: Client) -> None:
    response = alice_client.get(URL)
    assert response.context["form"].initial["time_zone"] == "Europe/Stockholm"
    local = response.context["now"].astimezone(ZoneInfo("Europe/Stockholm"))
    assert f"{local:%H:%M}</time> now" in response.content.decode()


def test_a_refused_address_is_told(alice: User, alice_client: Client, now: datetime) -> None:
    assert "was refused" not in alice_client.get(URL).content.decode()
    User.objects.filter(pk=alice.pk).update(mail_refused_at=now, mail_refused_reason="550 no such user")
    assert "no reminder is sent: 550 no such user." in alice_client.get(URL).content.decode()


def test_answers_are_kept(alice: User, bob: User, alice_client: Client) -> None:
    before = User.objects.filter(pk=bob.pk).values().get()
    response = alice_client.post(URL, ANSWERS, follow=True)
    assert response.redirect_chain == [(URL, 302)]
    assert "Settings saved" in response.content.decode()
    kept = User.objects.filter(pk=alice.pk).values(*ANSWERS, "remind_early", "single_keys").get()
    switches = {"remind_early": False, "single_keys": False, "remind_final": True, "final_ignores_quiet": True}
    assert kept == ANSWERS | switches | {"quiet_start": time(22, 30), "quiet_end": time(6)}
    assert User.objects.filter(pk=bob.pk).values().get() == before


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("time_zone", "Mars/Olympus"),
        ("time_zone", ""),
        ("time_zone", "../../etc/passwd"),
        ("region", "ZZ"),
        ("theme", "sepia"),
        ("quiet_start", "25:00"),
        ("quiet_end", ""),
        ("about_me", "x" * 2001),
        ("name", "a\0b"),
    ],
)
def test_what_cannot_be_is_refused(field: str, value: str, alice: User, alice_client: Client) -> None:
    before = User.objects.filter(pk=alice.pk).values().get()
    response = alice_client.post(URL, ANSWERS | {field: value})
    assert (response.status_code, set(response.context["form"].errors)) == (422, {field})
    assert User.objects.filter(pk=alice.pk).values().get() == before


@pytest.mark.parametrize(
    ("start", "end", "error"),
    [
        ("08:00", "08:00", None),
        ("04:01", "00:00", None),
        ("04:00", "00:00", "These quiet hours last 20 hours"),
        ("08:00", "07:00", "These quiet hours last 23 hours"),
    ],
)
def test_t8_quiet_hours_leave_some_of_the_day(
    start: str, end: str, error: str | None, alice: User, alice_client: Client
) -> None:
    response = alice_client.post(URL, ANSWERS | {"quiet_start": start, "quiet_end": end})
    alice.refresh_from_db()
    if error is None:
        assert (f"{alice.quiet_start:%H:%M}", f"{alice.quiet_end:%H:%M}") == (start, end)
    else:
        assert response.context["form"].errors["quiet_end"][0].startswith(error)
        assert alice.quiet_start == time(21)


def test_nobody_makes_themselves_staff(alice: User, alice_client: Client) -> None:
    alice_client.post(URL, ANSWERS | {"is_staff": "on", "is_superuser": "on", "email": "mallory@example.com"})
    alice.refresh_from_db()
    assert (alice.is_staff, alice.is_superuser, alice.email) == (False, False, "alice@example.com")


def test_a_zone_set_by_other_ways_stays(alice: User, alice_client: Client) -> None:
    User.objects.filter(pk=alice.pk).update(time_zone="Etc/GMT+5")
    assert '<option value="Etc/GMT+5" selected>' in alice_client.get(URL).content.decode()


def test_the_choices() -> None:
    offered = [name for _, zones in zone_choices() for name, _ in zones]
    assert sorted(offered) == sorted(zone_names())
    labels = dict(choice for _, zones in zone_choices() for choice in zones)
    assert (labels["Europe/Paris"], labels["UTC"]) == ("Paris (Europe)", "UTC")
    assert labels["America/Argentina/Buenos_Aires"] == "Buenos Aires, Argentina (America)"
    regions = dict(region_choices())
    assert (regions["SE"], regions["US"], regions["XK"]) == ("Sweden (+46)", "United States (+1)", "Kosovo (+383)")
    assert {len(code) for code in regions} == {0, 2}


@pytest.mark.parametrize(
    ("before", "asked", "after"),
    [("", "dark", "dark"), ("dark", "light", "light"), ("", None, "light"), ("dark", None, ""), ("light", "x", "dark")],
)
def test_the_theme(before: str, asked: str | None, after: str, alice: User, alice_client: Client) -> None:
    User.objects.filter(pk=alice.pk).update(theme=before)
    data = {} if asked is None else {"theme": asked}
    response = alice_client.post(reverse("accounts:theme"), data, headers={"HX-Request": "true"})
    alice.refresh_from_db()
    assert (response.status_code, response.content, alice.theme) == (204, b"", after)
    assert alice_client.get(reverse("accounts:theme")).status_code == 405


@pytest.mark.parametrize(
    ("referer", "target"),
    [
        ("http://testserver/people/?q=grace", "http://testserver/people/?q=grace"),
        ("https://evil.example.com/", URL),
        ("//evil.example.com/", URL),
        ("javascript:alert(1)", URL),
        ("", URL),
    ],
)
def test_without_script_the_theme_leads_back(referer: str, target: str, alice_client: Client) -> None:
    response = alice_client.post(reverse("accounts:theme"), {"theme": "dark"}, headers={"Referer": referer})
    assert response["Location"] == target
