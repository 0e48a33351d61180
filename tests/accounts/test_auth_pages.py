"""Nothing of allauth's own look can be reached: its pages, its mails, its messages are all ours."""

import re
from pathlib import Path

import allauth
import pytest
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.account.urls import urlpatterns
from django.conf import settings
from django.core import mail
from django.template import Engine
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.factories import make_user

TEMPLATES = Path(allauth.__file__).parent / "templates" / "account"
SWITCHED_OFF = {  # what these serve is not switched on: codes, phones, passkeys, several addresses
    "base_confirm_code.html",
    "confirm_email_verification_code.html",
    "confirm_login_code.html",
    "confirm_password_reset_code.html",
    "confirm_phone_verification_code.html",
    "email.html",
    "email/login_code_message.txt",
    "email/login_code_subject.txt",
    "email/password_reset_code_message.txt",
    "email/password_reset_code_subject.txt",
    "phone_change.html",
    "request_login_code.html",
    "signup_by_passkey.html",
}
ONLY_EXTENDED = re.compile(r"base_.*\.html|snippets/.*")  # by allauth's pages alone
NAMES = sorted({pattern.name for pattern in urlpatterns})
IN_WORDS = {
    "account_change_password": "Change the password",
    "account_confirm_email": "This link does not work any more",
    "account_email": "Change the e-mail address",
    "account_email_verification_sent": "Check your mail",
    "account_inactive": "This account is switched off",
    "account_login": "Sign in",
    "account_logout": "Sign out?",
    "account_reauthenticate": "Confirm that it is you",
    "account_reset_password": "Reset the password",
    "account_reset_password_done": "Check your mail",
    "account_reset_password_from_key": "This link does not work any more",
    "account_reset_password_from_key_done": "Your new password is set",
    "account_signup": "Create an account",
}
ELSEWHERE = {  # these show no page to this user
    "account_confirm_login_code": "account_login",
    "account_set_password": "account_change_password",
}
ARGUMENTS = {"account_confirm_email": ["x"], "account_reset_password_from_key": ["x", "y-z"]}
FOR_VISITORS = {"account_login", "account_signup", "account_confirm_login_code"}


@pytest.mark.parametrize("name", NAMES)
def test_every_page_of_allauth_is_in_our_look(name: str, alice: User, alice_client: Client) -> None:
    client = Client() if name in FOR_VISITORS else alice_client
    response = client.get(reverse(name, args=ARGUMENTS.get(name, [])))
    if name in ELSEWHERE:
        assert response["Location"] == reverse(ELSEWHERE[name])
        return
    page = response.content.decode()
    assert re.findall(r"<h1[^>]*>(.*?)</h1>", page) == [IN_WORDS[name]]
    assert 'class="plain"' in page
    assert page.count("<title>") == 1 == page.count("· Rapport</title>")
    assert not re.search(r'style="|<style|onclick|placeholder=|<script>', page)


@pytest.mark.parametrize("file", sorted(p for p in TEMPLATES.rglob("*.*")), ids=lambda p: p.name)
def test_every_template_of_allauth_has_ours_in_front(file: Path) -> None:
    name = str(file.relative_to(TEMPLATES))
    if name in SWITCHED_OFF or ONLY_EXTENDED.fullmatch(name):
        return
    found, _ = Engine.get_default().find_template(f"account/{name}")
    assert found.origin.name == str(settings.BASE_DIR / "templates" / "account" / name)


def test_a_first_password(db: None) -> None:
    user = make_user(password="")
    user.set_unusable_password()
    user.save()
    client = Client()
    client.force_login(user)
    assert "<h1>Set a password</h1>" in client.get(reverse("account_set_password")).content.decode()


def test_the_page_behind_the_link_names_the_address(db: None, client: Client) -> None:
    user = make_user("grace@example.com", verified=False)
    key = EmailConfirmationHMAC(EmailAddress.objects.get(user=user)).key
    page = client.get(reverse("account_confirm_email", args=[key])).content.decode()
    assert "<strong>grace@example.com</strong>" in page


def test_mails_speak_plain_text_and_no_words_of_whoever_had_them_sent(db: None, client: Client) -> None:
    there, form = (
        make_user("grace.o'mbeki@example.com"),
        {"name": "You won, see bad.example", "password1": "x-walnut-42"},
    )
    for email in ("wei@example.com", there.email):
        client.post(reverse("account_signup"), form | {"email": email})
    sent, again = mail.outbox
    assert sent.subject == "Confirm your e-mail address"
    assert sent.body.startswith("Hello,\n\nthis address was given to Rapport.")
    assert sent.body.endswith("Rapport, http://127.0.0.1:8000")
    assert "create an account with grace.o'mbeki@example.com." in again.body
    assert not re.search(r"(?i)bad\.example|thank you for using|hello from", f"{sent.body}{again.body}")
