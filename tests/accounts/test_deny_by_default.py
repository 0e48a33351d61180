"""Whoever is not signed in is sent to sign in, by a full navigation when htmx asks."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User


@pytest.mark.parametrize("name", ["accounts:settings", "accounts:theme", "accounts:mail_list"])
def test_a_page_asks_to_sign_in(name: str, db: None, client: Client) -> None:
    url = reverse(name)
    assert client.get(url)["Location"] == f"/accounts/login/?next={url}"


@pytest.mark.parametrize(
    ("page", "back"),
    [("http://testserver/settings/?x=1", "/settings/%3Fx%3D1"), ("http://evil.example.com/", "/"), ("", "/")],
)
def test_htmx_is_sent_away_as_a_whole_page(page: str, back: str, db: None, client: Client) -> None:
    headers = {"HX-Request": "true"} | ({"HX-Current-URL": page} if page else {})
    response = client.post(reverse("accounts:theme"), headers=headers)
    assert (response.status_code, response["HX-Redirect"]) == (200, f"/accounts/login/?next={back}")
    assert response.content == b""


def test_nobody_is_led_back_to_a_verb(db: None, client: Client) -> None:
    assert client.post(reverse("accounts:theme"))["Location"] == "/accounts/login/?next=/"


def test_what_was_written_is_given_back_when_the_sign_in_has_ended(db: None, client: Client) -> None:
    typed = {"text": "Likes <b>tea</b>\nand trains", "kind": "note", "new_password": "correct horse battery"}
    answer = client.post(
        reverse("contacts:person_note", args=[7]), typed, headers={"Referer": "http://testserver/people/7/"}
    )
    page = answer.content.decode()
    assert (answer.status_code, "Likes &lt;b&gt;tea&lt;/b&gt;\nand trains</textarea>" in page) == (403, True)
    assert ('href="/accounts/login/?next=/people/7/"' in page, "battery" in page) == (True, False)


def test_what_was_being_written_stays_when_htmx_meets_the_end_of_the_sign_in(db: None, client: Client) -> None:
    headers = {
        "HX-Request": "true",
        "HX-Target": "rest",
        "HX-Current-URL": "http://testserver/outreach/compose/?kind=x",
    }
    answer = client.post(reverse("outreach:compose"), {"body": "Dear Grace, it has been a while."}, headers=headers)
    page = answer.content.decode()
    assert (answer.status_code, answer["HX-Retarget"], "HX-Redirect" in answer) == (401, "#main", False)
    assert ("it has been a while.</textarea>" in page, "next=/outreach/compose/%3Fkind%3Dx" in page) == (True, True)
    assert "<html" not in page
    assert " readonly autofocus " in page  # who types on presses nothing


def test_a_verb_without_words_leads_to_its_page_by_way_of_the_sign_in(db: None, client: Client) -> None:
    for referer, back in (("http://testserver/people/7/?q=a", "/people/7/%3Fq%3Da"), ("http://evil.example.com/", "/")):
        answer = client.post(reverse("contacts:person_touch", args=[7]), headers={"Referer": referer})
        assert answer["Location"] == f"/accounts/login/?next={back}"


def test_answers_vary_on_htmx(alice_client: Client) -> None:
    vary = alice_client.get(reverse("accounts:settings"))["Vary"]
    assert {"HX-Request", "HX-Target"} <= set(vary.split(", "))


def test_a_switched_off_user_is_out_at_once(alice: User, alice_client: Client) -> None:
    alice.is_active = False
    alice.save()
    assert alice_client.get("/settings/")["Location"] == "/accounts/login/?next=/settings/"


def test_the_strict_policy_is_on_sign_in(db: None, client: Client) -> None:
    policy = client.get(reverse("account_login"))["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_a_zone_that_this_machine_does_not_know_spoils_no_page(alice: User, alice_client: Client) -> None:
    User.objects.filter(pk=alice.pk).update(time_zone="Mars/Olympus")
    form = alice_client.get("/settings/").context["form"]
    assert (form["time_zone"].value(), User.objects.get().zone.key) == ("Mars/Olympus", "UTC")
