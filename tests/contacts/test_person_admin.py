"""A contact's page in the admin keeps the rules of the person's form."""

import pytest
from django.test import Client

from accounts.models import User
from contacts.actions.reach import Entry, save_channels
from contacts.models import Channel, Contact
from tests.contacts.test_admin import NO_PARTS
from tests.factories import make_contact


@pytest.fixture
def grace(alice: User) -> Contact:
    """A contact with two addresses, the second one preferred."""
    contact = make_contact(alice, "Grace Mbeki", given_name="Grace", family_name="Mbeki")
    save_channels(contact, kind="email", entries=[Entry("a@example.org"), Entry("b@example.org", "", True)])
    return contact


def post(staff: Client, contact: Contact, **fields: str) -> tuple[int, str]:
    """Send the change page with `fields`, "__" standing for "-"; status and text."""
    names = {name.replace("__", "-"): value for name, value in fields.items()}
    said = {"display_name": "Grace Mbeki", "given_name": "Grace", "family_name": "Mbeki"} | NO_PARTS | names
    answer = staff.post(f"/admin/contacts/contact/{contact.pk}/change/", said)
    contact.refresh_from_db()
    return answer.status_code, answer.content.decode()


def rows_of(contact: Contact, *preferred: bool, gone: tuple[int, ...] = ()) -> dict[str, str]:
    """The channels of `contact` as the page's inline sends them."""
    rows = {"channels__TOTAL_FORMS": str(len(preferred)), "channels__INITIAL_FORMS": str(len(preferred))}
    for n, (channel, is_preferred) in enumerate(zip(contact.channels.all(), preferred, strict=True)):
        said = {"id": channel.pk, "contact": contact.pk, "kind": channel.kind, "value": channel.value}
        said |= {"is_preferred": "on"} if is_preferred else {}
        said |= {"DELETE": "on"} if n in gone else {}
        rows |= {f"channels__{n}__{name}": str(value) for name, value in said.items()}
    return rows


def test_the_name_follows_its_parts_and_a_birthday_is_read(staff: Client, grace: Contact) -> None:
    assert post(staff, grace, family_name="Osei", birthday="15 April")[0] == 302
    assert (grace.display_name, grace.birthday) == ("Grace Osei", "--04-15")
    status, text = post(staff, grace, display_name="", given_name="", family_name="", birthday="x")
    assert (status, "Write a name." in text, "Write a day such as" in text) == (200, True, True)


def test_another_address_becomes_the_preferred_one(staff: Client, grace: Contact) -> None:
    assert post(staff, grace, **rows_of(grace, True, False))[0] == 302
    assert list(grace.channels.values_list("is_preferred", flat=True)) == [True, False]
    status, text = post(staff, grace, **rows_of(grace, True, True))
    assert (status, "Only one of a kind can be the preferred one." in text) == (200, True)


def test_without_an_address_the_contact_has_none(staff: Client, grace: Contact) -> None:
    post(staff, grace, **rows_of(grace, False, False, gone=(0, 1)))
    assert (grace.channels.count(), grace.has_email) == (0, False)


def test_an_address_that_is_none_is_refused(staff: Client, grace: Contact) -> None:
    rows = rows_of(grace, False, True) | {"channels__0__value": "half@"}
    status, text = post(staff, grace, **rows)
    assert (status, "“half@” is not an e-mail address." in text) == (200, True)


def test_addresses_paths_and_values_are_kept(staff: Client, alice: User, grace: Contact) -> None:
    energy, day = alice.careerpaths.create(name="Energy"), alice.properties.create(name="First talk", kind="date")
    rows = {"addresses__TOTAL_FORMS": "1", "addresses__0__contact": str(grace.pk), "addresses__0__country": "Kenya"}
    rows |= {"contactpath_set__TOTAL_FORMS": "1", "contactpath_set__0__path": str(energy.pk)}
    rows |= {"property_values__TOTAL_FORMS": "1", "property_values__0__property": str(day.pk)}
    status, text = post(staff, grace, **rows, property_values__0__text="soon")
    assert (status, "“soon” is not a date" in text) == (200, True)
    post(staff, grace, **rows, property_values__0__text="2026-04-15")
    value = grace.property_values.get()
    assert (str(grace.addresses.get()), str(grace.paths.get()), str(value.day)) == ("Kenya", "Energy", "2026-04-15")


def test_a_channel_that_moves_or_goes_takes_the_knowledge_along(staff: Client, alice: User, grace: Contact) -> None:
    other, first = make_contact(alice), grace.channels.get(value="a@example.org")
    Channel.objects.exclude(pk=first.pk).delete()
    staff.post(
        f"/admin/contacts/channel/{first.pk}/change/", {"contact": other.pk, "kind": "email", "value": first.value}
    )
    assert list(alice.contacts.order_by("pk").values_list("has_email", flat=True)) == [False, True]
    staff.post("/admin/contacts/channel/", {"action": "delete_selected", "_selected_action": [first.pk], "post": "yes"})
    assert list(alice.contacts.order_by("pk").values_list("has_email", flat=True)) == [False, False]
