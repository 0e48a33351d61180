"""Every form of sign-in and its kin that is refused: 422, what is wrong, and what was typed, but for passwords."""

from typing import Any

import pytest
from allauth.account.forms import EmailAwarePasswordResetTokenGenerator
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse
from django.utils.http import int_to_base36

from accounts.models import User
from tests.factories import PASSWORD, make_user

WRONG = "wrong-walnut-41"


def refused(client: Client, url: str, data: dict[str, str]) -> tuple[int, dict[str, list[str]], dict[str, Any]]:
    """Send the form: the status, what is said of each field, and what the fields hold that can be seen."""
    response = client.post(url, data)
    form = response.context["form"]
    page = response.content.decode()
    assert all(value not in page for name, value in data.items() if "password" in name)
    kept = {name: form[name].value() for name in data if name in form.fields and f'value="{data[name]}"' in page}
    return response.status_code, dict(form.errors), kept


def test_sign_in(alice: User, client: Client) -> None:
    answer = refused(client, reverse("account_login"), {"login": alice.email, "password": WRONG})
    errors = {"__all__": ["No account has this e-mail address with this password."]}
    assert answer == (422, errors, {"login": alice.email})


def test_sign_in_for_the_admin(alice: User, client: Client) -> None:
    url = client.get("/admin/login/")["Location"]
    assert refused(client, url, {"login": "nobody", "password": WRONG})[::2] == (422, {"login": "nobody"})


def test_sign_up(db: None, client: Client) -> None:
    typed = {"email": "grace", "name": "Grace Mbeki", "password1": "brief-41"}
    errors = {
        "email": ["Enter a valid email address."],
        "password1": ["This password is too short. It must contain at least 10 characters."],
    }
    kept = {"email": "grace", "name": "Grace Mbeki"}
    assert refused(client, reverse("account_signup"), typed) == (422, errors, kept)


def test_reset(db: None, client: Client) -> None:
    answer = refused(client, reverse("account_reset_password"), {"email": "grace"})
    assert answer == (422, {"email": ["Enter a valid email address."]}, {"email": "grace"})


def test_a_new_password_by_the_link(alice: User, client: Client) -> None:
    link = [int_to_base36(alice.pk), EmailAwarePasswordResetTokenGenerator().make_token(alice)]
    form_url = client.get(reverse("account_reset_password_from_key", args=link))["Location"]
    answer = refused(client, form_url, {"password1": PASSWORD, "password2": WRONG})
    assert answer == (422, {"password2": ["You must type the same password each time."]}, {})


def test_change(alice: User, alice_client: Client) -> None:
    typed = {"oldpassword": WRONG, "password1": PASSWORD, "password2": PASSWORD}
    answer = refused(alice_client, reverse("account_change_password"), typed)
    assert answer == (422, {"oldpassword": ["That is not your present password."]}, {})


def test_a_first_password(db: None, client: Client) -> None:
    user = make_user(password="")
    user.set_unusable_password()
    user.save()
    client.force_login(user)
    answer = refused(client, reverse("account_set_password"), {"password1": PASSWORD, "password2": WRONG})
    assert answer == (422, {"password2": ["You must type the same password each time."]}, {})


def test_another_address(alice: User, alice_client: Client) -> None:
    answer = refused(alice_client, reverse("account_email"), {"email": alice.email, "action_add": "1"})
    assert answer == (422, {"email": ["That is your address already."]}, {"email": alice.email})
    assert EmailAddress.objects.count() == 1


def test_who_is_there(alice_client: Client) -> None:
    answer = refused(alice_client, reverse("account_reauthenticate"), {"password": WRONG})
    assert answer == (422, {"password": ["That is not your password."]}, {})


@pytest.mark.parametrize("name", ["account_login", "account_signup", "account_reset_password"])
def test_a_form_that_is_only_looked_at_answers_200(db: None, client: Client, name: str) -> None:
    assert client.get(reverse(name)).status_code == 200
