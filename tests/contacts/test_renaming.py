"""A tag or an organization with another name: saved views and changes under way go along."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from contacts.actions.bulk import changes
from contacts.actions.people import organization_named, tag_named
from contacts.actions.renaming import follow_name
from contacts.models import BulkChange, Organization, SavedView, Tag
from tests.factories import NOW, make_contact


def queries(owner: User) -> list[str]:
    """What the owner's views ask for."""
    return [view.query for view in owner.savedviews.order_by("pk")]


def keep(owner: User, *asked: str) -> None:
    """Views of these queries."""
    for n, query in enumerate(asked):
        SavedView.objects.create(owner=owner, name=f"View {n}", query=query)


def test_views_ask_for_the_new_name_of_a_tag(alice: User, bob: User) -> None:
    asked = ["tag=Grid+%26+Co&sort=-last", "tag=grid+%26+co", "q=Grid+%26+Co", "organization=Grid+%26+Co", "tag=Other"]
    for owner in (alice, bob):
        keep(owner, *asked)
    tag = Tag.objects.create(owner=alice, name="Énergie")
    follow_name(tag, was="Grid & Co")
    assert queries(alice) == ["tag=%C3%89nergie&sort=-last", "tag=%C3%89nergie", *asked[2:]]
    assert queries(bob) == asked


def test_views_ask_for_the_new_name_of_an_organization(alice: User, alice_client: Client) -> None:
    organization: Any = organization_named(alice, "Nordgrid")
    keep(alice, "organization=nordgrid&columns=name&columns=tags", "tag=Nordgrid")
    url = f"/organizations/{organization.pk}/edit/"
    assert alice_client.post(url, {"name": "Sydgrid", "alias_names": ""}).status_code == 302
    assert queries(alice) == ["organization=Sydgrid&columns=name&columns=tags", "tag=Nordgrid"]


def test_a_change_under_way_puts_on_the_tag_of_the_new_name(alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changes, "AT_ONCE", 0)
    monkeypatch.setattr(changes, "start", lambda *words: None)
    make_contact(alice)
    change = changes.begin_change(alice, people=alice.contacts.all(), verb="tag", value="Old", now=NOW)
    tag: Any = tag_named(alice, "Old")
    tag.name = "New"
    tag.save()
    follow_name(tag, was="Old")
    changes.continue_change(change.pk, now=NOW)
    assert [name for (name,) in Tag.objects.values_list("name")] == ["New"]
    assert BulkChange.objects.get().value == "New"


@pytest.mark.parametrize("model", [Tag, Organization])
def test_the_admin_does_the_same(alice: User, alice_client: Client, model: Any) -> None:
    alice.is_staff = alice.is_superuser = True
    alice.save()
    kind = model._meta.model_name
    row = model.objects.create(owner=alice, name="Old")
    keep(alice, f"{kind}=Old")
    sent: dict[str, Any] = {"name": "New", "_save": "Save"}
    if model is Organization:
        sent |= {"kind": "", "aliases-TOTAL_FORMS": 0, "aliases-INITIAL_FORMS": 0}
    assert alice_client.post(f"/admin/contacts/{kind}/{row.pk}/change/", sent).status_code == 302
    assert queries(alice) == [f"{kind}=New"]
