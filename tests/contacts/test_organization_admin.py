"""Organizations and changes of many in the admin: found by any name, merged, parted, undone."""

from django.contrib.admin.models import LogEntry
from django.test import Client
from django.utils import timezone

from accounts.models import User
from contacts.actions.bulk.changes import begin_change
from contacts.actions.organizations import set_aliases
from contacts.models import BulkChange, Organization, OrganizationMerge
from tests.accounts.admin_kit import listed_ids, url_of
from tests.factories import make_contact


def act(client: Client, action: str, *rows: BulkChange | Organization | OrganizationMerge, into: str = "") -> str:
    """Run an action on the list and return what the list then says."""
    chosen = {"action": action, "_selected_action": [row.pk for row in rows], "into": into}
    return client.post(url_of("changelist", type(rows[0])), chosen, follow=True).content.decode()


def test_an_organization_is_found_by_any_name_without_accents(staff: Client, alice: User) -> None:
    guild = Organization.objects.create(owner=alice, name="Łódź Energy Guild")
    set_aliases(guild, names=["LEG 100%"])
    Organization.objects.create(owner=alice, name="Fjord Power")
    found = [
        listed_ids(staff, Organization, f"?q={term}") for term in ("guild+lodz", "leg", "100%25", "1%25", "lodz+x")
    ]
    assert found == [{guild.pk}, {guild.pk}, {guild.pk}, set(), set()]


def test_organizations_are_merged_and_parted(staff: Client, alice: User, bob: User) -> None:
    kept, gone = (Organization.objects.create(owner=alice, name=name) for name in ("Nordgrid", "Nordgrid AS"))
    theirs = Organization.objects.create(owner=bob, name="Nordgrid AS")
    person = make_contact(alice, organization=gone)
    assert "Merged into “Nordgrid”. 1 organization." in act(staff, "merge", gone, kept, theirs, into="NORDGRID")
    person.refresh_from_db()
    assert (person.organization, set(Organization.objects.all())) == (kept, {kept, theirs})
    assert "Taken back. 1 organization merge." in act(staff, "part", OrganizationMerge.objects.get())
    person.refresh_from_db()
    assert (person.organization, alice.organizations.count()) == (gone, 2)
    assert [entry.change_message for entry in LogEntry.objects.order_by("pk")] == [
        "Merged into “Nordgrid”.",
        "Taken back.",
    ]


def test_nothing_is_merged_into_nothing(staff: Client, alice: User) -> None:
    gone = Organization.objects.create(owner=alice, name="Nordgrid AS")
    assert "Write beside the action which organization they become." in act(staff, "merge", gone, into="Unheard of")
    assert alice.organizations.count() == 1


def test_a_change_is_undone_in_its_list(staff: Client, alice: User) -> None:
    person = make_contact(alice, warmth="new")
    change = begin_change(alice, people=alice.contacts.all(), verb="warmth", value="warm", now=timezone.now())
    assert "Undone, or being undone." in act(staff, "undo", change)
    person.refresh_from_db()
    assert person.warmth == "new"
    adding, deleting = (url_of("add", BulkChange), url_of("delete", BulkChange, change.pk))
    assert [staff.post(url).status_code for url in (adding, deleting)] == [403, 403]
