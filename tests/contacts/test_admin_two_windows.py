"""The admin in two windows: what another one changed stays, is said where both did, and no row is taken for another."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from contacts.actions.timeline import log_interaction
from contacts.models import Contact
from tests.browsing import untouched
from tests.factories import NOW, make_contact

LIST = "/admin/contacts/contact/?place=active"
MEANWHILE = "Changed elsewhere meanwhile: "


@pytest.fixture
def two(alice: User) -> list[Contact]:
    """Two people as the list has them; the first with two addresses and notes of two lines."""
    grace = make_contact(alice, "Grace Mbeki", given_name="Grace", family_name="Mbeki", notes="One\ntwo")
    for address in ("a@example.org", "b@example.org"):
        alice.channels.create(contact=grace, kind="email", value=address, normal=address)
    return [grace, make_contact(alice, "Wei Tanaka")]


def opened(staff: Client, url: str) -> dict[str, Any]:
    """What the page would send as it stands."""
    return untouched(staff.get(url).content.decode(), "") | {"_save": "Save"}


def said(alice: User, *names: str) -> list[Any]:
    """What the people say there by now, in the order of their names."""
    return list(alice.contacts.order_by("sort_name").values_list(*names))


def test_saving_a_list_leaves_what_changed_meanwhile(staff: Client, alice: User, two: list[Contact]) -> None:
    sent = opened(staff, LIST) | {"form-1-cadence": "P1M"}
    Contact.objects.filter(pk=two[0].pk).update(warmth="close")
    staff.post(LIST, sent)
    assert said(alice, "warmth", "cadence") == [("close", ""), ("", "P1M")]


def test_what_both_changed_in_a_list_is_asked_once(staff: Client, alice: User, two: list[Contact]) -> None:
    sent = opened(staff, LIST) | {"form-0-warmth": "warm"}
    Contact.objects.filter(pk=two[0].pk).update(warmth="close")
    page = staff.post(LIST, sent).content.decode()
    assert f"{MEANWHILE}“Close”. Save again to write over that." in page
    assert said(alice, "warmth") == [("close",), ("",)]
    staff.post(LIST, untouched(page, "") | {"_save": "Save"})
    assert said(alice, "warmth") == [("warm",), ("",)]


def test_a_refused_list_shows_each_form_beside_its_row(staff: Client, two: list[Contact]) -> None:
    sent = opened(staff, LIST) | {"form-1-cadence": "never"}
    Contact.objects.filter(pk=two[0].pk).update(trashed_at=NOW)  # the list would be of one by now
    answer = staff.post(LIST, sent)
    shown = answer.context["cl"]
    assert [row.pk for row in shown.result_list] == [form.instance.pk for form in shown.formset.forms]
    assert "Grace Mbeki" in answer.content.decode()


def test_a_row_that_is_gone_costs_the_others_nothing(staff: Client, alice: User, two: list[Contact]) -> None:
    sent = opened(staff, LIST) | {"form-1-cadence": "P1M"}
    two[0].delete()
    page = staff.post(LIST, sent, follow=True).content.decode()
    assert "1 row is there no longer, and was left out." in page
    assert said(alice, "cadence") == [("P1M",)]


def test_a_page_leaves_what_changed_meanwhile(staff: Client, alice: User, two: list[Contact]) -> None:
    url = f"/admin/contacts/contact/{two[0].pk}/change/"
    sent = opened(staff, url) | {"given_name": "Gracia", "channels-1-label": "work"}
    guild = alice.organizations.create(name="Guild")
    news = {"family_name": "Osei", "display_name": "Grace Osei", "notes": "Three", "organization": guild}
    Contact.objects.filter(pk=two[0].pk).update(**news, birthday="--04-15", is_favourite=True)
    alice.channels.get(value="a@example.org").delete()
    assert staff.post(url, sent).status_code == 302
    names = ("display_name", "notes", "organization", "birthday", "is_favourite")
    assert said(alice, *names)[0] == ("Gracia Osei", "Three", guild.pk, "--04-15", True)
    assert list(alice.channels.values_list("value", "label")) == [("b@example.org", "work")]


def test_what_both_changed_on_a_page_is_asked_once(staff: Client, alice: User, two: list[Contact]) -> None:
    url = f"/admin/contacts/contact/{two[0].pk}/change/"
    sent = opened(staff, url) | {"notes": "Mine\r\nalone", "met_on": "2026-01-02"}
    Contact.objects.filter(pk=two[0].pk).update(notes="Theirs", met_on="2026-02-03")
    page = staff.post(url, sent).content.decode()
    assert (f"{MEANWHILE}“Theirs”." in page, f"{MEANWHILE}“3 Feb 2026”." in page) == (True, True)
    assert staff.post(url, untouched(page, "") | {"_save": "Save"}).status_code == 302
    assert said(alice, "notes")[0] == ("Mine\nalone",)


def test_an_entry_that_is_worded_anew_stays_at_its_instant(staff: Client, alice: User, two: list[Contact]) -> None:
    at = NOW.replace(microsecond=123_456)  # Undo knows the entry by it
    entry = log_interaction(alice, kind="call", people=two, happened_at=at, title="Grids")
    url = f"/admin/contacts/interaction/{entry.pk}/change/"
    assert staff.post(url, opened(staff, url) | {"title": "Smart grids"}).status_code == 302
    entry.refresh_from_db()
    assert (entry.title, entry.happened_at) == ("Smart grids", at)
