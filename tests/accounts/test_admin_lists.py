"""Lists of the admin: capped counts, controls as Django's, filters that stay short."""

import re

import pytest
from django import forms
from django.db import connection
from django.forms.renderers import DjangoTemplates
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.admin import filters, pages
from accounts.admin.controls import Controls
from accounts.models import User
from contacts.models import Contact, Organization, Tag
from tests.accounts.admin_kit import listed_ids, make_staff, url_of
from tests.factories import make_contact

pytestmark = pytest.mark.urls("tests.accounts.owned_site")


@pytest.fixture
def staff(alice: User) -> User:
    """Alice, who may use the admin."""
    return make_staff(alice)


@pytest.fixture
def _short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lists of two rows a page that go no further than four."""
    monkeypatch.setattr(pages, "MOST", 4)
    monkeypatch.setattr("tests.accounts.owned_site.ContactAdmin.list_per_page", 2)


@pytest.mark.usefixtures("_short")
@pytest.mark.parametrize(("rows", "said", "last"), [(1, "1 contact", 1), (4, "4 contacts", 2), (6, "4+ contacts", 2)])
def test_a_list_counts_no_further_than_it_has_to(
    staff: User, alice_client: Client, rows: int, said: str, last: int
) -> None:
    for _ in range(rows):
        make_contact(staff)
    url = url_of("changelist", Contact, site="owned")
    page = alice_client.get(url)
    text = " ".join(re.sub("<[^>]+>", " ", page.content.decode()).split())
    assert (f" {said} " in f"{text} ", page.context["cl"].paginator.num_pages) == (True, last)
    final = alice_client.get(f"{url}?p={last}").content.decode()
    assert ("No more than 4 are listed." in final) is (rows > 4)
    assert alice_client.get(f"{url}?p={last + 1}").status_code == (302 if last > 1 else 200)


@pytest.mark.usefixtures("_short")
def test_what_fits_on_a_page_is_not_counted(staff: User, alice_client: Client) -> None:
    make_contact(staff)
    with CaptureQueriesContext(connection) as asked:
        alice_client.get(url_of("changelist", Contact, site="owned"))
    assert [query["sql"] for query in asked if "COUNT(" in query["sql"]] == []


def test_a_filter_of_many_choices_is_a_box(
    staff: User, alice_client: Client, bob: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filters, "CLICKED", 1)
    energy, school = (Organization.objects.create(owner=staff, name=name) for name in ("Fjord Energy", "School"))
    theirs = Organization.objects.create(owner=bob, name="School")
    one, other, _ = (
        make_contact(owner, organization=o) for owner, o in ((staff, energy), (staff, school), (bob, theirs))
    )
    url = url_of("changelist", Contact, site="owned")
    assert 'name="organization_named"' in alice_client.get(url).content.decode()
    found = [listed_ids(alice_client, Contact, f"?organization_named={typed}", "owned") for typed in ("scho", "", "x")]
    assert found == [{other.pk}, {one.pk, other.pk}, set()]


def test_tags_that_are_typed_find_each_once(staff: User, alice_client: Client) -> None:
    person = make_contact(staff)
    for name in ("energy", "energy policy"):
        person.contacttag_set.create(owner=staff, tag=Tag.objects.create(owner=staff, name=name))
    page = alice_client.get(url_of("changelist", Contact, site="owned") + "?tags_named=energy&role=")
    assert [row.pk for row in page.context["cl"].result_list] == [person.pk]


class EveryControl(forms.Form):
    """Controls with what needs escaping, with and without a value."""

    text = forms.CharField(initial='"<b>&', max_length=9, widget=forms.TextInput(attrs={"class": "wide"}))
    empty = forms.CharField(required=False, disabled=True)
    hidden = forms.CharField(widget=forms.HiddenInput, initial=0)
    number = forms.IntegerField(initial=1000, min_value=0)
    day = forms.DateField(initial="2026-11-22")
    yes = forms.BooleanField(initial=True)
    choice = forms.ChoiceField(choices=[("", "–"), ("a", "A & B"), ("Group", [("b", "<i>")])], initial="a")


def test_controls_are_as_django_writes_them() -> None:
    ours, djangos = (EveryControl(renderer=renderer) for renderer in (Controls(), DjangoTemplates()))
    both = [{field.name: re.sub(r"\s+", " ", str(field)).replace("> <", "><") for field in f} for f in (ours, djangos)]
    assert both[0] == both[1]
    assert Controls().render("django/forms/errors/list/default.html", {"errors": []}) == ""
