"""A person in two windows at once: what one saves stays, unless the other one says that it may go."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from contacts.actions.people import set_tags
from contacts.models import Contact
from tests.browsing import untouched
from tests.factories import NOW, make_contact

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def grace(alice: User) -> Contact:
    """Somebody of whom much is known."""
    grace = make_contact(
        alice,
        "Grace Mbeki",
        given_name="Grace",
        family_name="Mbeki",
        role="Analyst",
        notes="One\n\n  two",
        source="event",
        birthday="--04-15",
        met_on=NOW.date(),
        is_favourite=True,
        time_zone="Europe/Paris",
    )
    grace.channels.create(owner=alice, kind="email", value="g@example.org", normal="g@example.org", label="work")
    grace.channels.create(owner=alice, kind="phone", value="+46 8 123", normal="+468123", is_preferred=True)
    set_tags(grace, names=["Energy", "Tea"])
    grace.contactpath_set.create(owner=alice, path=alice.careerpaths.create(name="Grids"))
    size = alice.properties.create(name="Shoe size", kind="number", position=0)
    grace.property_values.create(owner=alice, property=size, text="42", number=42)
    return grace


def opened(client: Client, grace: Contact, *, field: str = "") -> tuple[str, dict[str, Any]]:
    """The address of a form in a window, and what it would send as it stands."""
    url = (
        reverse("contacts:person_field", args=[grace.pk, field])
        if field
        else reverse("contacts:person_edit", args=[grace.pk])
    )
    return url, untouched(client.get(url).content.decode(), url)


def test_what_another_window_saved_stays_where_nothing_was_typed(alice_client: Client, grace: Contact) -> None:
    url, first = opened(alice_client, grace)
    second = dict(first)
    more = {
        "emails": ["g@example.org", "new@example.org"],
        "emails_label": ["work", ""],
        "tag_names": "Tea",
        "paths": [],
    }
    alice_client.post(
        url, first | more | {"role": "Lead", "notes": "Three", "birthday": "15 April 1990", "source": "cold"}
    )
    answer = alice_client.post(url, second | {"how_met": "At the fair"})
    assert answer.status_code == 302
    grace.refresh_from_db()
    assert (grace.role, grace.notes, grace.birthday, grace.source) == ("Lead", "Three", "1990-04-15", "cold")
    assert [one.value for one in grace.channels.order_by("pk")] == ["g@example.org", "+46 8 123", "new@example.org"]
    assert (grace.how_met, [str(tag) for tag in grace.tags.all()], grace.paths.count()) == ("At the fair", ["Tea"], 0)


def test_a_form_that_nobody_touched_changes_nothing(alice_client: Client, grace: Contact) -> None:
    url, sent = opened(alice_client, grace)
    seen = []
    for _ in range(2):
        assert alice_client.post(url, sent).status_code == 302
        there = Contact.objects.get(pk=grace.pk)
        seen.append((there.written(), Contact.objects.values().get(pk=grace.pk) | {"updated_at": None}))
    assert (seen[0], there.written()) == (seen[1], grace.written())


def test_what_both_have_changed_is_asked_about_and_nothing_is_lost(alice_client: Client, grace: Contact) -> None:
    url, sent = opened(alice_client, grace)
    alice_client.post(url, sent | {"role": "Lead <b>", "phones": ["+46 8 999"]})
    mine = sent | {"role": "Head", "phones": ["+46 8 777"], "how_met": "At the fair"}
    answer = alice_client.post(url, mine)
    page = answer.content.decode()
    assert answer.status_code == 422
    for said in ("changed this to “Lead &lt;b&gt;” since", "changed this to “+46 8 999” since"):
        assert said in page
    again = untouched(page, url)
    assert [again[name] for name in ("role", "how_met")] == [["Head"], ["At the fair"]]
    assert alice_client.post(url, again).status_code == 302
    grace.refresh_from_db()
    assert (grace.role, grace.how_met, grace.channels.get(kind="phone").value) == ("Head", "At the fair", "+46 8 777")


def test_notes_edited_in_place_in_two_windows_are_both_seen(alice_client: Client, grace: Contact) -> None:
    url, sent = opened(alice_client, grace, field="notes")
    alice_client.post(url, sent | {"notes": "From the train"})
    answer = alice_client.post(
        url, sent | {"notes": "From the desk"}, headers={"HX-Request": "true", "HX-Target": "edit-notes"}
    )
    assert "changed this to “From the train” since" in answer.content.decode()
    again = untouched(answer.content.decode(), url)
    alice_client.post(url, again)
    grace.refresh_from_db()
    assert grace.notes == "From the desk"


@pytest.mark.parametrize("seen", ["", "{", "[1]", '{"role": 5, "notes": null}', "[" * 9_000])
def test_a_form_that_does_not_say_what_it_showed_is_saved_as_it_is(
    alice_client: Client, grace: Contact, seen: str
) -> None:
    url, sent = opened(alice_client, grace)
    assert alice_client.post(url, sent | {"seen": seen, "how_met": "At the fair"}).status_code == 302
    assert alice_client.post(url, sent | {"seen": "", "role": "Head"}).status_code == 302
    grace.refresh_from_db()
    assert grace.role == "Head"
