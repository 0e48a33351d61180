"""Organizations: list, page, editing, and two that become one and part again."""

import pytest
from django.test import Client

from accounts.models import User
from contacts.actions.organizations import MergeError, merge_organizations, part_organizations
from contacts.actions.people import organization_named
from contacts.models import Contact, Organization, PastJob
from tests.factories import NOW, make_contact, make_interview


@pytest.fixture
def caruna(alice: User) -> Organization:
    """The one that stays."""
    return Organization.objects.create(owner=alice, name="Caruna", kind="employer", notes="Grid company.")


@pytest.fixture
def oy(alice: User) -> Organization:
    """The same under another name."""
    return Organization.objects.create(owner=alice, name="Caruna Oy", website="https://caruna.example", notes="Espoo.")


def names(client: Client, **query: str) -> list[str]:
    """The organizations that the list shows."""
    return [str(one) for one in client.get("/organizations/", query).context["organizations"]]


def test_the_list_is_mine_in_the_order_of_folded_names(alice_client: Client, alice: User, bob: User) -> None:
    for owner, name in [(alice, "Zoo"), (alice, "Änggården"), (alice, "apple"), (bob, "Bobs")]:
        Organization.objects.create(owner=owner, name=name)
    assert names(alice_client) == ["Änggården", "apple", "Zoo"]
    assert names(alice_client, q="GÅRD") == ["Änggården"]


def test_pages_follow_each_other(alice_client: Client, alice: User) -> None:
    Organization.objects.bulk_create(Organization(owner=alice, name=f"Guild {n:03}") for n in range(53))
    first = alice_client.get("/organizations/")
    rest = names(alice_client, after=first.context["more"])
    assert [str(one) for one in first.context["organizations"]] + rest == [f"Guild {n:03}" for n in range(53)]


def test_the_list_counts_people(alice_client: Client, alice: User, caruna: Organization) -> None:
    make_contact(alice, organization=caruna)
    make_contact(alice, organization=caruna, trashed_at=NOW)
    assert [one.people_count for one in alice_client.get("/organizations/").context["organizations"]] == [1]


def test_its_page_tells_of_people_of_former_people_and_of_talks(
    alice_client: Client, alice: User, caruna: Organization
) -> None:
    hanna, marta = make_contact(alice, "Hanna Virtanen", organization=caruna), make_contact(alice, "Marta Lindqvist")
    PastJob.objects.create(owner=alice, contact=marta, organization=caruna, role="Planner")
    talk = make_interview(alice, [hanna], state="held")
    make_interview(alice, [marta], state="held")
    page = alice_client.get(caruna.get_absolute_url())
    assert [*page.context["people"]] == [hanna]
    assert [job.contact for job in page.context["former"]] == [marta]
    assert [row.interview for row in page.context["talks"]] == [talk]


def test_what_is_written_is_kept(alice_client: Client, alice: User, caruna: Organization) -> None:
    said = {"name": "Caruna Group", "kind": "employer", "website": "", "notes": "New.", "alias_names": "Caruna\nCGR"}
    assert alice_client.post(f"/organizations/{caruna.pk}/edit/", said).status_code == 302
    caruna.refresh_from_db()
    assert (caruna.name, caruna.notes, [*map(str, caruna.aliases.all())]) == ("Caruna Group", "New.", ["CGR", "Caruna"])
    assert organization_named(alice, "cgr") == caruna


@pytest.mark.parametrize("said", [{"name": ""}, {"name": "caruna oy"}, {"name": "x", "alias_names": "Caruna Oy"}])
def test_a_name_that_is_none_or_taken_comes_back(
    alice_client: Client, caruna: Organization, oy: Organization, said: dict[str, str]
) -> None:
    answer = alice_client.post(f"/organizations/{caruna.pk}/edit/", {"kind": ""} | said)
    assert (answer.status_code, bool(answer.context["form"].errors)) == (422, True)
    caruna.refresh_from_db()
    assert caruna.name == "Caruna"


def test_one_becomes_part_of_another_with_all_that_belongs_to_it(
    alice_client: Client, alice: User, caruna: Organization, oy: Organization
) -> None:
    hanna = make_contact(alice, organization=oy)
    job = PastJob.objects.create(owner=alice, contact=hanna, organization=oy)
    answer = alice_client.post(f"/organizations/{caruna.pk}/merge/", {"organization_name": "caruna oy"})
    assert answer["Location"] == caruna.get_absolute_url()
    for row in (hanna, job, caruna):
        row.refresh_from_db()
    assert (hanna.organization, job.organization) == (caruna, caruna)
    assert (caruna.website, caruna.notes) == ("https://caruna.example", "Grid company.\n\nEspoo.")
    assert organization_named(alice, "Caruna Oy") == caruna
    assert alice_client.get(f"/organizations/{oy.pk}/")["Location"] == caruna.get_absolute_url()


def test_a_merge_is_taken_back_whole(alice: User, caruna: Organization, oy: Organization) -> None:
    hanna, moved_on = make_contact(alice, organization=oy), make_contact(alice, organization=oy)
    stays = make_contact(alice, organization=caruna)
    merge = merge_organizations(caruna, gone=Organization.objects.get(pk=oy.pk), now=NOW)
    Contact.objects.filter(pk=moved_on.pk).update(organization=None)
    assert part_organizations(merge, now=NOW) == part_organizations(merge, now=NOW) == oy
    assert dict(Contact.objects.values_list("pk", "organization")) == {
        hanna.pk: oy.pk,
        moved_on.pk: None,
        stays.pk: caruna.pk,
    }
    rows = {
        one.name: (one.website, one.notes, one.created_at, one.aliases.count()) for one in alice.organizations.all()
    }
    assert rows == {
        "Caruna": ("", "Grid company.", caruna.created_at, 0),
        "Caruna Oy": ("https://caruna.example", "Espoo.", oy.created_at, 0),
    }


def test_what_was_written_since_stays_when_a_merge_is_taken_back(
    alice: User, caruna: Organization, oy: Organization
) -> None:
    merge = merge_organizations(caruna, gone=oy, now=NOW)
    Organization.objects.filter(pk=caruna.pk).update(notes="Rewritten.")
    part_organizations(merge, now=NOW)
    caruna.refresh_from_db()
    assert (caruna.notes, caruna.website) == ("Rewritten.", "")


def test_a_name_taken_since_is_said(alice_client: Client, alice: User, caruna: Organization, oy: Organization) -> None:
    merge = merge_organizations(caruna, gone=oy, now=NOW)
    caruna.aliases.all().delete()
    Organization.objects.create(owner=alice, name="caruna OY")
    with pytest.raises(MergeError, match="Rename it first"):
        part_organizations(merge, now=NOW)
    page = alice_client.post(f"/organizations/merges/{merge.pk}/part/", follow=True)
    assert "Rename it first" in page.content.decode()


@pytest.mark.parametrize(("name", "words"), [("Caruna", "itself"), ("Nowhere", "no organization"), ("", "required")])
def test_no_merge_with_itself_or_with_none(alice_client: Client, caruna: Organization, name: str, words: str) -> None:
    answer = alice_client.post(f"/organizations/{caruna.pk}/merge/", {"organization_name": name})
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_a_strangers_organization_is_none(alice_client: Client, bob: User, caruna: Organization) -> None:
    Organization.objects.create(owner=bob, name="Bobs")
    answer = alice_client.post(f"/organizations/{caruna.pk}/merge/", {"organization_name": "Bobs"})
    assert (answer.status_code, bob.organizations.count()) == (422, 1)
