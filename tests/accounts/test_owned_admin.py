"""The base of the admin: own rows, own choices, own filters, for superusers too."""

import pytest
from django.test import Client

from accounts.models import User
from contacts.models import Channel, Contact, ContactTag, Organization, Tag
from tests.accounts import admin_kit
from tests.accounts.admin_kit import listed_ids, make_staff, offered_ids, url_of
from tests.factories import make_contact

pytestmark = pytest.mark.urls("tests.accounts.owned_site")
NO_INLINES = {
    f"{prefix}-{count}": "0"
    for prefix in ("channels", "contacttag_set")
    for count in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")
}
CONTACT = {"display_name": "Grace Mbeki", "warmth": "", "cadence": ""}


@pytest.fixture(params=[False, True], ids=["staff", "superuser"])
def staff(request: pytest.FixtureRequest, alice: User) -> User:
    return make_staff(alice, superuser=request.param)


def test_a_stranger_s_row_is_out_of_reach(staff: User, bob: User, alice_client: Client) -> None:
    mine = make_contact(staff)
    admin_kit.assert_stranger_is_out(alice_client, make_contact(bob), site="owned")
    assert listed_ids(alice_client, Contact, site="owned") == {mine.pk}


def test_choices_are_own_rows(staff: User, bob: User, alice_client: Client) -> None:
    mine, _ = (Organization.objects.create(owner=u, name="Fjord Power") for u in (staff, bob))
    tag, _ = (Tag.objects.create(owner=u, name="energy") for u in (staff, bob))
    assert offered_ids(alice_client, Contact, "organization", site="owned") == {mine.pk}
    assert offered_ids(alice_client, Contact, "contacttag_set-__prefix__-tag", site="owned") == {tag.pk}


def test_a_stranger_s_row_cannot_be_chosen(staff: User, bob: User, alice_client: Client) -> None:
    theirs = Organization.objects.create(owner=bob, name="Fjord Power")
    data = CONTACT | NO_INLINES | {"organization": theirs.pk}
    response = alice_client.post(url_of("add", Contact, site="owned"), data)
    assert "organization" in response.context["adminform"].form.errors
    assert staff.contacts.count() == 0


def test_filters_offer_own_rows(staff: User, bob: User, alice_client: Client) -> None:
    for user, name in ((staff, "Fjord"), (staff, "Lagoon"), (bob, "Glacier")):
        Organization.objects.create(owner=user, name=name)
        Tag.objects.create(owner=user, name=name)
    changelist = alice_client.get(url_of("changelist", Contact, site="owned")).context["cl"]
    offered = [{label for _, label in spec.lookup_choices} for spec in changelist.filter_specs]
    assert offered == [{"Fjord", "Lagoon"}, {"Fjord", "Lagoon"}]


def test_autocomplete_finds_own_rows(staff: User, bob: User, alice_client: Client) -> None:
    mine = make_contact(staff, "Grace Mbeki")
    make_contact(bob, "Grace Okafor")
    query = {"term": "Grace", "app_label": "contacts", "model_name": "contact", "field_name": "introducer"}
    results = alice_client.get("/owned/autocomplete/", query).json()["results"]
    assert results == [{"id": str(mine.pk), "text": "Grace Mbeki"}]


def test_new_rows_and_their_parts_belong_to_the_user(staff: User, alice_client: Client) -> None:
    tag = Tag.objects.create(owner=staff, name="energy")
    parts = {
        "channels-TOTAL_FORMS": "1",
        "channels-0-kind": "email",
        "channels-0-value": "grace@example.com",
        "contacttag_set-TOTAL_FORMS": "1",
        "contacttag_set-0-tag": tag.pk,
    }
    alice_client.post(url_of("add", Contact, site="owned"), CONTACT | NO_INLINES | parts)
    rows = [Contact.objects.get(), Channel.objects.get(), ContactTag.objects.get()]
    assert [row.owner for row in rows] == [staff, staff, staff]


def test_a_name_used_twice_is_a_message(staff: User, bob: User, alice_client: Client) -> None:
    Tag.objects.create(owner=staff, name="energy")
    Tag.objects.create(owner=bob, name="policy")
    again = alice_client.post(url_of("add", Tag, site="owned"), {"name": "Energy"})
    assert "tag_name_once" in str(again.context["adminform"].form.errors)
    alice_client.post(url_of("add", Tag, site="owned"), {"name": "policy"})
    assert sorted(staff.tags.values_list("name", flat=True)) == ["energy", "policy"]


def test_a_list_asks_once(staff: User, alice_client: Client) -> None:
    def make_row() -> None:
        number = Organization.objects.count()
        organization = Organization.objects.create(owner=staff, name=f"Lagoon {number}")
        make_contact(staff, organization=organization)

    admin_kit.assert_same_queries(alice_client, url_of("changelist", Contact, site="owned"), make_row)


def test_others_than_staff_stay_out(alice: User, alice_client: Client) -> None:
    response = alice_client.get(url_of("changelist", Contact, site="owned"))
    assert response["Location"].startswith("/owned/login/")


@pytest.mark.parametrize("number", ["x", "", "9" * 30])
def test_what_is_no_number_chooses_no_row(staff: User, alice_client: Client, number: str) -> None:
    sent = {"action": "delete_selected", "_selected_action": [str(make_contact(staff).pk), number], "post": "yes"}
    answer = alice_client.post(url_of("changelist", Contact, site="owned"), sent, follow=True)
    assert "Choose the rows once more." in answer.content.decode()
    assert staff.contacts.count() == 1
