"""Sign-up, sign-in and their kin through allauth: what is asked, what is mailed, what is refused."""

import re
from typing import Any
from unittest.mock import patch

import pytest
from allauth.account.models import EmailAddress
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from accounts.entrance import SignupForm
from accounts.models import User
from outreach.actions.smtp import AnswerLostError
from tests.factories import PASSWORD, make_user

NEW = {"email": "Grace@Example.com", "name": "Grace Mbeki", "password1": PASSWORD, "time_zone": "Africa/Nairobi"}
NEXT_PASSWORD = "copper-lantern-77"


def sign_in(client: Client, password: str = PASSWORD, email: str = "alice@example.com", *, via: str = "") -> Any:
    """Sign in; `via` is what a proxy, or a liar, says the address is."""
    headers = {"X-Forwarded-For": via} if via else None
    return client.post(reverse("account_login"), {"login": email, "password": password}, headers=headers)


def said(response) -> str:
    return response.context["form"].non_field_errors()[0]


def is_in(client: Client) -> bool:
    return client.get(reverse("accounts:settings")).status_code == 200


def link_in(mail) -> str:
    """The path of the first link in a mail, whose host is the one that the settings name."""
    found = re.search(r"(http://127\.0\.0\.1:8000)(/\S+)", mail.body)
    assert found
    return found[2]


def test_sign_up_is_done_by_the_link_and_the_button(db, client: Client, mailoutbox) -> None:
    response = client.post(reverse("account_signup"), NEW)
    assert response["Location"] == reverse("account_email_verification_sent")
    user = User.objects.get()
    assert (user.email, user.name, user.time_zone) == ("grace@example.com", "Grace Mbeki", "Africa/Nairobi")
    assert not is_in(client)
    link = link_in(mailoutbox[0])
    assert "<button" in client.get(link).content.decode()
    assert EmailAddress.objects.get(user=user).verified is False
    assert client.post(link)["Location"] == "/"
    assert EmailAddress.objects.get(user=user).verified is True
    assert is_in(client)


def test_a_link_opened_elsewhere_confirms_and_signs_nobody_in(db, client: Client, mailoutbox) -> None:
    client.post(reverse("account_signup"), NEW)
    elsewhere = Client()
    assert elsewhere.post(link_in(mailoutbox[0]))["Location"] == reverse("account_login")
    assert not is_in(elsewhere)
    assert sign_in(elsewhere, email="grace@example.com")["Location"] == "/"


def test_a_button_pressed_twice_says_that_the_address_is_confirmed(db, client: Client, mailoutbox) -> None:
    client.post(reverse("account_signup"), NEW)
    link = link_in(mailoutbox[0])
    client.post(link)
    pages = [client.post(link), client.get(link), Client().get(link)]
    assert ["<h1>This address is confirmed</h1>" in page.content.decode() for page in pages] == [True] * 3
    assert is_in(client)


def test_opening_the_link_of_another_account_signs_nobody_out(
    db, alice_client: Client, client: Client, mailoutbox
) -> None:
    client.post(reverse("account_signup"), NEW)
    assert "<strong>grace@example.com</strong>" in alice_client.get(link_in(mailoutbox[0])).content.decode()
    assert is_in(alice_client)


@pytest.mark.parametrize("zone", ["", "Mars/Olympus", "Etc/GMT+5", "../etc/passwd", "Europe/Paris'"])
def test_a_zone_that_is_none_stops_nobody(zone: str, db, client: Client) -> None:
    client.post(reverse("account_signup"), NEW | {"time_zone": zone})
    assert User.objects.get().time_zone == "UTC"


def test_sign_up_says_what_is_wrong(db, client: Client) -> None:
    response = client.post(reverse("account_signup"), {"email": "grace", "password1": "12345"})
    assert set(response.context["form"].errors) == {"email", "password1"}
    assert User.objects.count() == 0


LONG = "What stands before the @ is too long: 64 characters are the most."
ADDRESSES = {
    "a" * 64 + "@example.com": [],
    "a" * 65 + "@example.com": [LONG],
    "a" * 260 + "@example.com": [LONG],
    "a" * 60 + "@" + ".".join(["b" * 62] * 3) + ".example": ["This address is too long: 254 characters are the most."],
    "İ@example.com": ["Enter a valid email address."],
    "grace@bücher.example": [],
}


@pytest.mark.parametrize(("address", "errors"), ADDRESSES.items(), ids=range(len(ADDRESSES)))
def test_an_address_that_no_server_takes_is_refused(address: str, errors: list[str], alice, alice_client) -> None:
    pages = [Client().post(reverse("account_signup"), NEW | {"email": address})]
    pages.append(alice_client.post(reverse("account_email"), {"email": address, "action_add": "1"}))
    said = [page.context["form"].errors["email"] if page.status_code == 422 else [] for page in pages]
    assert said == [errors, errors]
    assert User.objects.exclude(pk=alice.pk).exists() is not bool(errors)


def test_a_taken_address_is_told_by_mail_alone(alice: User, client: Client, mailoutbox) -> None:
    response = client.post(reverse("account_signup"), NEW | {"email": alice.email})
    assert response["Location"] == reverse("account_email_verification_sent")
    assert User.objects.count() == 1
    assert [(m.to, m.subject) for m in mailoutbox] == [([alice.email], "You have an account already")]


def test_wrong_password_and_unknown_address_get_the_same_answer(alice: User, client: Client) -> None:
    answers = {said(sign_in(client, "wrong")), said(sign_in(client, "wrong", "nobody@example.com"))}
    assert answers == {"No account has this e-mail address with this password."}


def test_an_unconfirmed_address_does_not_come_in(db, client: Client, mailoutbox) -> None:
    user = make_user(verified=False)
    assert sign_in(client, email=user.email)["Location"] == reverse("account_email_verification_sent")
    assert not is_in(client)
    assert [m.subject for m in mailoutbox] == ["Confirm your e-mail address"]


def test_capitals_in_the_address_do_not_matter(alice: User, client: Client) -> None:
    assert sign_in(client, email="ALICE@example.com")["Location"] == "/"


def test_a_session_is_new_after_sign_in(alice: User, client: Client) -> None:
    client.get(reverse("account_login"))
    session = client.session
    session["planted"] = "by someone"
    session.save()
    planted = str(session.session_key)
    client.cookies["sessionid"] = planted
    sign_in(client)
    assert client.cookies["sessionid"].value != planted


def test_the_sixth_bad_sign_in_is_refused_even_with_the_right_password(alice: User, client: Client) -> None:
    for _ in range(5):
        assert "No account has" in said(sign_in(client, "wrong"))
    refusal = "Too many tries. Wait five minutes and try again, or reset the password."
    assert said(sign_in(client, "wrong")) == refusal
    assert said(sign_in(client, PASSWORD)) == refusal
    assert not is_in(client)


def test_a_forged_address_does_not_help(db, client: Client) -> None:
    answers = [said(sign_in(client, "wrong", f"user{n}@example.com", via=f"203.0.113.{n}")) for n in range(11)]
    assert ["Too many" in answer for answer in answers] == [False] * 10 + [True]


def test_behind_one_proxy_its_word_counts(db, client: Client, settings: Settings) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    answers = [
        said(sign_in(client, "wrong", f"user{n}@example.com", via=f"10.0.0.{n}, 203.0.113.9")) for n in range(11)
    ]
    assert "Too many" in answers[-1]


def test_too_many_sign_ups_get_our_page(db, client: Client) -> None:
    answers = [client.post(reverse("account_signup"), {}) for _ in range(21)]
    assert [a.status_code for a in answers] == [422] * 20 + [429]
    assert "<h1>Too many tries</h1>" in answers[-1].content.decode()


def test_a_password_is_reset_by_a_link_that_works_once(alice: User, client: Client, mailoutbox) -> None:
    other_device = Client()
    sign_in(other_device)
    client.post(reverse("account_reset_password"), {"email": alice.email}, headers={"Host": "localhost"})
    link = link_in(mailoutbox[0])
    form_url = client.get(link)["Location"]
    client.post(form_url, {"password1": NEXT_PASSWORD, "password2": NEXT_PASSWORD})
    assert not is_in(other_device)
    assert sign_in(Client(), NEXT_PASSWORD)["Location"] == "/"
    assert "does not work any more" in Client().get(link).content.decode()
    assert [m.subject for m in mailoutbox] == ["Choose a new password", "Your password was reset"]


def test_reset_for_an_unknown_address_looks_the_same(alice: User, client: Client, mailoutbox) -> None:
    paths = [
        client.post(reverse("account_reset_password"), {"email": email}, follow=True).context["request"].path
        for email in (alice.email, "nobody@example.com")
    ]
    assert paths == [reverse("account_reset_password_done")] * 2
    assert [m.subject for m in mailoutbox] == ["Choose a new password", "There is no account with this address"]


def test_a_changed_password_keeps_this_session_and_ends_the_others(alice: User, client: Client, mailoutbox) -> None:
    other_device = Client()
    for browser in (client, other_device):
        sign_in(browser)
    answers = {"oldpassword": PASSWORD, "password1": NEXT_PASSWORD, "password2": NEXT_PASSWORD}
    response = client.post(reverse("account_change_password"), answers)
    assert response["Location"] == reverse("accounts:settings")
    assert (is_in(client), is_in(other_device)) == (True, False)
    assert [m.subject for m in mailoutbox] == ["Your password was changed"]


def test_an_address_changes_when_the_new_one_is_confirmed(alice: User, alice_client, mailoutbox, now) -> None:
    User.objects.update(mail_refused_at=now, mail_refused_reason="550 no such user")
    asked = alice_client.post(reverse("account_email"), {"email": "alice@example.org", "action_add": "1"})
    assert mailoutbox == []
    alice_client.post(asked["Location"], {"password": PASSWORD, "next": reverse("account_email")})
    alice.refresh_from_db()
    assert alice.email == "alice@example.com"
    alice_client.post(link_in(mailoutbox[0]))
    alice.refresh_from_db()
    assert (alice.email, alice.mail_refused_at, alice.mail_refused_reason) == ("alice@example.org", None, "")
    told = ["alice@example.org", "alice@example.com"]
    assert [m.to[0] for m in mailoutbox if m.subject != "Your e-mail address is confirmed"] == told
    assert reverse("account_reset_password") not in mailoutbox[-1].body  # it would find no account


def test_an_address_is_changed_only_by_who_knows_the_password(alice: User, alice_client: Client, mailoutbox) -> None:
    response = alice_client.post(reverse("account_email"), {"email": "mallory@example.com", "action_add": "1"})
    assert response["Location"].startswith(reverse("account_reauthenticate"))
    alice_client.post(response["Location"], {"password": "wrong"})
    assert mailoutbox == []


def test_sign_out_takes_a_post(alice_client: Client) -> None:
    alice_client.get(reverse("account_logout"))
    assert is_in(alice_client)
    alice_client.post(reverse("account_logout"))
    assert not is_in(alice_client)


def test_a_dead_mail_server_spoils_no_page(db, client: Client, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    response = client.post(reverse("account_signup"), NEW)
    assert response["Location"] == reverse("account_email_verification_sent")
    assert [str(m) for m in get_messages(response.wsgi_request)] == [
        "The mail could not be sent. Try again in a few minutes."
    ]


def test_a_mail_server_that_hangs_up_before_it_answers_spoils_no_page(db, client: Client) -> None:
    with patch("django.core.mail.backends.locmem.EmailBackend.send_messages", side_effect=AnswerLostError("closed")):
        response = client.post(reverse("account_signup"), NEW)
    assert response["Location"] == reverse("account_email_verification_sent")
    assert User.objects.get().email == NEW["email"].lower()


@pytest.mark.parametrize("place", ["https://evil.example.com/", "//evil.example.com", "javascript:alert(1)"])
def test_sign_in_leads_nowhere_else(place: str, alice: User, client: Client) -> None:
    url = reverse("account_login") + "?next=" + place
    assert client.post(url, {"login": alice.email, "password": PASSWORD, "next": place})["Location"] == "/"


def test_two_sign_ups_at_once_make_one_account(db, client: Client, mailoutbox, monkeypatch) -> None:
    client.post(reverse("account_signup"), NEW)
    monkeypatch.setattr(SignupForm, "validate_unique_email", lambda form, value: value)  # neither saw the other
    answers = [client.post(reverse("account_signup"), NEW | {"name": "Second"}) for _ in range(2)]
    assert [answer["Location"] for answer in answers] == [reverse("account_email_verification_sent")] * 2
    assert list(User.objects.values_list("email", "name")) == [(NEW["email"].lower(), NEW["name"])]
    assert EmailAddress.objects.count() == 1
