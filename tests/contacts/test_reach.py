"""Channels and postal addresses: what is kept of them, what two are compared by, and which one is preferred."""

from importlib import import_module

import pytest
from django.apps import apps

from accounts.models import User
from contacts.actions import reach
from contacts.actions.reach import Entry
from contacts.importing import normal
from contacts.models import Channel, Contact
from tests.factories import make_contact


def channels(contact: Contact) -> list[tuple[str, str, str]]:
    """Kind, value and normal form of each."""
    return list(contact.channels.order_by("pk").values_list("kind", "value", "normal"))


def test_channels_are_compared_by_their_normal_form(alice: User) -> None:
    contact = make_contact(alice)
    reach.save_channels(
        contact, kind="email", entries=[Entry("Grace@Example.org"), Entry("grace@example.org"), Entry("")]
    )
    reach.save_channels(contact, kind="phone", entries=[Entry("+46 (0)70 123"), Entry("ask Wei")])
    assert channels(contact) == [
        ("email", "Grace@Example.org", "grace@example.org"),
        ("phone", "+46 (0)70 123", "+46070123"),
        ("phone", "ask Wei", "ask wei"),
    ]


def labels(contact: Contact) -> list[tuple[str, str, bool]]:
    """Value, label and whether it is preferred, of each."""
    return list(contact.channels.order_by("pk").values_list("value", "label", "is_preferred"))


def test_labels_and_the_preferred_one_are_kept_and_change(alice: User) -> None:
    contact = make_contact(alice)
    first = [Entry("a@example.org", "work", True), Entry("b@example.org", " my  home ", True)]
    then = [Entry("A@example.org", "old"), Entry("b@example.org", "home", True), Entry("c@example.org")]
    for entries, kept in ((first, [first[0], ("b@example.org", "my home", False)]), (then, then), (then[:0], [])):
        reach.save_channels(contact, kind="email", entries=entries)
        assert (labels(contact), contact.has_email) == ([tuple(one) for one in kept], bool(kept))
        assert Contact.objects.get().has_email == bool(kept)


def test_a_number_from_the_users_country_is_the_same_as_with_its_code(alice: User) -> None:
    alice.region = "SE"
    contact = make_contact(alice)
    reach.save_channels(contact, kind="phone", entries=[Entry("070-174 06 05"), Entry("+46 70 174 06 05")])
    assert channels(contact) == [("phone", "070-174 06 05", "+46701740605")]


def test_addresses_are_kept_in_order_without_empty_ones(alice: User) -> None:
    contact = make_contact(alice)
    home = {"label": "home", "street": "1 High St", "postcode": "", "locality": "Ely", "region": "", "country": "UK"}
    entries: list[dict[str, str | bool]] = [
        home | {"is_preferred": True},
        {"label": "work"},
        {"country": "Kenya", "is_preferred": True},
    ]
    for _twice in range(2):
        reach.save_addresses(contact, entries=entries)
    work = dict.fromkeys(home, "") | {"country": "Kenya", "is_preferred": False}
    assert [reach.address_parts(one) for one in contact.addresses.all()] == [home | {"is_preferred": True}, work]


def test_a_linkedin_address_among_links_is_known_as_such(alice: User) -> None:
    contact = make_contact(alice)
    reach.save_links(
        contact, entries=[Entry("https://se.linkedin.com/in/Grace-Mbeki/?x=1"), Entry("example.org/grace/")]
    )
    assert channels(contact) == [
        ("linkedin", "https://se.linkedin.com/in/Grace-Mbeki/?x=1", "grace-mbeki"),
        ("link", "example.org/grace/", "example.org/grace"),
    ]


def test_one_profile_belongs_to_one_contact(alice: User, bob: User) -> None:
    url = "https://www.linkedin.com/in/grace"
    first, second, strangers = make_contact(alice), make_contact(alice), make_contact(bob)
    for contact in (first, strangers):
        reach.save_links(contact, entries=[Entry(url)])
    with pytest.raises(reach.LinkedInTakenError) as refused:
        reach.save_links(second, entries=[Entry(url)])
    assert refused.value.contact == first
    assert Channel.objects.count() == 2


def test_phones_from_before_are_renormalised_and_none_is_lost(alice: User) -> None:
    migration = import_module("contacts.migrations.0007_phones_in_e164")
    User.objects.update(region="SE")
    contact = make_contact(alice)
    for value in ("070-174 06 05", "+46 70 174 06 05", "ask Wei"):
        contact.channels.create(owner=alice, kind="phone", value=value, normal=normal.phone(value))
    migration.renormalise(apps, None)
    assert [same for _, _, same in channels(contact)] == ["0701740605", "+46701740605", "ask wei"]
    contact.channels.filter(normal="+46701740605").delete()
    migration.renormalise(apps, None)
    assert [same for _, _, same in channels(contact)] == ["+46701740605", "ask wei"]
