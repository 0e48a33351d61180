"""Making contacts, putting them aside, and their tags, channels and organizations."""

from datetime import timedelta

from accounts.models import User
from contacts.actions import people
from contacts.models import Organization, Tag
from tests.factories import NOW, make_contact

LATER = NOW + timedelta(hours=1)


def test_a_name_is_enough(alice: User) -> None:
    contact = people.create_contact(alice, display_name="Grace Mbeki")
    assert list(alice.contacts.values_list("pk", "display_name", "next_step")) == [(contact.pk, "Grace Mbeki", "")]


def test_a_new_contact_with_an_introducer_is_a_lead(alice: User) -> None:
    grace = make_contact(alice)
    lead = people.create_contact(alice, display_name="Wei Tanaka", introducer=grace, how_met="Grace named Wei")
    assert (lead.next_step, lead.introducer, lead.how_met) == ("request", grace, "Grace named Wei")


def test_archive_and_trash_are_two_things(alice: User) -> None:
    contact = make_contact(alice)
    for _twice in range(2):
        people.archive_contact(contact, now=NOW)
        people.trash_contact(contact, now=LATER)
    contact.refresh_from_db()
    assert (contact.archived_at, contact.trashed_at) == (NOW, LATER)
    people.restore_contact(contact)
    assert list(alice.contacts.archived()) == [contact]
    people.unarchive_contact(contact)
    assert list(alice.contacts.active()) == [contact]


def test_archiving_again_keeps_the_first_moment(alice: User) -> None:
    contact = make_contact(alice)
    people.archive_contact(contact, now=NOW)
    people.archive_contact(contact, now=LATER)
    contact.refresh_from_db()
    assert contact.archived_at == NOW


def test_a_snoozed_contact_is_not_due_until_it_wakes(alice: User) -> None:
    contact = make_contact(alice, next_step="keep_in_touch", next_step_due_at=NOW)
    people.snooze_contact(contact, until=LATER)
    assert [list(alice.contacts.due(moment)) for moment in (NOW, LATER)] == [[], [contact]]
    people.wake_contact(contact)
    assert list(alice.contacts.due(NOW)) == [contact]


def test_a_cadence_sets_the_next_step(alice: User) -> None:
    contact = make_contact(alice)
    people.set_cadence(contact, cadence="P1M")
    assert contact.next_step == "keep_in_touch"
    people.set_cadence(contact, cadence="")
    contact.refresh_from_db()
    assert (contact.next_step, contact.next_step_due_at) == ("", None)


def test_tags_are_made_once_whatever_the_capitals(alice: User, bob: User) -> None:
    Tag.objects.create(owner=alice, name="Energy")
    Tag.objects.create(owner=bob, name="Policy")
    contact = make_contact(alice)
    people.set_tags(contact, names=["energy", " ENERGY ", "Policy", "", "\0"])
    assert list(contact.tags.values_list("name", flat=True)) == ["Energy", "Policy"]
    assert list(alice.tags.values_list("name", flat=True)) == ["Energy", "Policy"]
    people.set_tags(contact, names=["policy"])
    assert [tag.name for tag in contact.tags.all()] == ["Policy"]


def test_an_organization_is_found_whatever_the_capitals(alice: User, bob: User) -> None:
    Organization.objects.create(owner=bob, name="Nordgrid")
    first = people.organization_named(alice, "Nordgrid")
    assert people.organization_named(alice, "  NORDGRID ") == first
    assert people.organization_named(alice, " ") is None
    assert list(alice.organizations.all()) == [first]
