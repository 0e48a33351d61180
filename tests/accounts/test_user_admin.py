"""Accounts in the admin: staff meet only themselves, superusers the accounts, and sign-in is allauth's."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.accounts.admin_kit import listed_ids, make_staff, url_of
from tests.factories import make_contact


def test_staff_see_themselves(alice: User, bob: User, alice_client: Client) -> None:
    make_staff(alice)
    assert listed_ids(alice_client, User) == {alice.pk}
    assert alice_client.get(url_of("change", User, bob.pk))["Location"] == reverse("admin:index")
    assert alice_client.post(url_of("change", User, alice.pk), {"is_superuser": "on"}).status_code == 403
    alice.refresh_from_db()
    assert alice.is_superuser is False


def test_superusers_see_accounts_and_nothing_of_their_content(alice: User, bob: User, alice_client: Client) -> None:
    make_staff(alice, superuser=True)
    bob.about_me = "Beekeeper at heart"
    bob.save()
    make_contact(bob, "Noor Haddad")
    assert listed_ids(alice_client, User) == {alice.pk, bob.pk}
    page = alice_client.get(url_of("change", User, bob.pk)).content.decode()
    assert "bob@example.com" in page
    assert not [secret for secret in (bob.password, bob.about_me, "Noor Haddad", "md5$") if secret in page]


def test_a_superuser_may_let_in_and_shut_out(alice: User, bob: User, alice_client: Client) -> None:
    make_staff(alice, superuser=True)
    alice_client.post(url_of("change", User, bob.pk), {"is_staff": "on", "email": "mallory@example.com"})
    bob.refresh_from_db()
    assert (bob.is_staff, bob.is_active, bob.email) == (True, False, "bob@example.com")


@pytest.mark.parametrize("page", ["add", "delete"])
def test_accounts_are_neither_added_nor_deleted_here(page: str, alice: User, bob: User, alice_client: Client) -> None:
    make_staff(alice, superuser=True)
    url = url_of(page, User, *([bob.pk] if page == "delete" else []))
    assert alice_client.post(url, {"post": "yes"}).status_code == 403
    assert User.objects.count() == 2


def test_the_admin_sends_strangers_to_our_sign_in(db: None, client: Client) -> None:
    expected = f"{reverse('account_login')}?next=/admin/"
    assert client.get("/admin/")["Location"] == "/admin/login/?next=/admin/"
    assert client.get("/admin/login/?next=/admin/")["Location"].replace("%2F", "/") == expected
    assert client.post("/admin/login/", {"username": "a", "password": "b"}).status_code == 302


def test_a_password_is_changed_where_tries_are_counted(alice: User, alice_client: Client) -> None:
    make_staff(alice)
    assert alice_client.get("/admin/password_change/")["Location"] == reverse("account_change_password")


def test_others_than_staff_stay_out(alice_client: Client) -> None:
    assert alice_client.get("/admin/login/").status_code == 403
    assert alice_client.get("/admin/")["Location"].startswith("/admin/login/")


def test_addresses_and_groups_are_not_edited_here(alice: User, alice_client: Client) -> None:
    make_staff(alice, superuser=True)
    pages = ["/admin/account/emailaddress/", "/admin/auth/group/", "/admin/account/emailconfirmation/"]
    assert [alice_client.get(page).status_code for page in pages] == [404, 404, 404]
