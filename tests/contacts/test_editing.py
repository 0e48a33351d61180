"""Adding a person and changing one, as pages and as fragments; nothing that was typed is lost."""

import re

import pytest
from django.test import Client

from accounts.models import User
from contacts.actions.people import organization_named, set_tags
from contacts.actions.reach import Entry, save_channels, save_links
from contacts.models import Contact
from tests.factories import make_contact

EVERYTHING = {
    "display_name": "Grace  Mbeki",
    "given_name": "Grace",
    "family_name": "Mbeki",
    "emails": ["grace@example.org", "", "GRACE@example.org", "g@example.net"],
    "phones": ["+46 70 123"],
    "links": ["https://www.linkedin.com/in/grace", "example.org/grace"],
    "organization_name": "Nordgrid",
    "role": "Analyst",
    "time_zone": "Europe/Stockholm",
    "how_met": "At the fair",
    "introducer_name": "tomás rivera",
    "warmth": "warm",
    "cadence": "P3M",
    "tag_names": "energy, Alumni",
    "notes": "Likes tea.\nAnd coffee.",
}
COLUMNS = ("display_name", "given_name", "family_name", "role", "time_zone", "how_met", "warmth", "cadence", "notes")


def whole(contact: Contact) -> dict[str, str]:
    """The contact as the full form would write it."""
    return {name: getattr(contact, name) for name in COLUMNS} | contact.written()


@pytest.fixture
def grace(alice: User) -> Contact:
    """A contact with something in every kind of field."""
    contact = make_contact(
        alice, "Grace Mbeki", organization=organization_named(alice, "Nordgrid"), warmth="warm", role="Analyst"
    )
    set_tags(contact, names=["energy"])
    save_channels(contact, kind="email", entries=[Entry("grace@example.org")])
    save_links(contact, entries=[Entry("https://www.linkedin.com/in/grace")])
    return contact


def test_a_name_is_enough(alice_client: Client, alice: User) -> None:
    answer = alice_client.post("/people/new/", {"display_name": "Grace Mbeki"})
    contact = alice.contacts.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/people/{contact.pk}/")
    assert whole(contact) == dict.fromkeys(EVERYTHING, "") | {"display_name": "Grace Mbeki"}


def test_everything_is_kept(alice_client: Client, alice: User) -> None:
    tomas = make_contact(alice, "Tomás Rivera")
    alice_client.post("/people/new/", EVERYTHING)
    contact = alice.contacts.exclude(pk=tomas.pk).get()
    assert whole(contact) == EVERYTHING | {
        "display_name": "Grace Mbeki",
        "emails": "grace@example.org\ng@example.net",
        "phones": "+46 70 123",
        "links": "https://www.linkedin.com/in/grace\nexample.org/grace",
        "introducer_name": "Tomás Rivera",
        "tag_names": "Alumni, energy",
    }
    assert contact.next_step == "request"


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("display_name", "", "Write a name. Nothing else is needed."),
        ("display_name", "x\0y", "Null characters are not allowed."),
        ("emails", "no address", "“no address” is not an e-mail address."),
        ("links", "javascript:alert(1)", "“javascript:alert(1)” is not a web address."),
        ("links", "x" * 501, "Web address: at most 500 characters."),
        ("emails_label", "x" * 61, "Label: at most 60 characters."),
        ("birthday", "30 Feb", "Write a day such as “15 April”"),
        ("birthday", "1 May 2090", "This day is still to come."),
        ("met_on", "2090-01-01", "This day is still to come."),
        ("met_on", "0001-01-01", "That is too long ago."),
        ("addresses_country", "x" * 101, "Country: at most 100 characters."),
        ("links", "http://se.linkedin.com/in/GRACE/", "“Grace Mbeki” already has this LinkedIn profile."),
        ("time_zone", "Europe/Atlantis", "“Europe/Atlantis” is not a time zone."),
        ("introducer_name", "Nobody", "Nobody among your people is called “Nobody”."),
        ("introducer_name", "Bob’s friend", "Nobody among your people is called “Bob’s friend”."),
        ("tag_names", "a, " + "x" * 61, "A tag has at most 60 characters."),
        ("warmth", "hot", "hot is not one of the available choices."),
    ],
)
@pytest.mark.parametrize("url", ["/people/new/", "/people/{0.pk}/edit/"])
def test_what_is_wrong_is_said_and_nothing_is_lost(
    alice_client: Client, alice: User, bob: User, grace: Contact, url: str, field: str, value: str, message: str
) -> None:
    make_contact(bob, "Bob’s friend")
    other = make_contact(alice, "Wei Tanaka")
    answer = alice_client.post(
        url.format(other),
        {"display_name": "Kept", "emails": "kept@example.org", "notes": "Kept as well."} | {field: value},
    )
    text = answer.content.decode().replace("&#x27;", "'").replace("&quot;", '"')
    assert (answer.status_code, message in text, "Kept as well." in text) == (422, True, True)
    assert sorted(alice.contacts.values_list("display_name", flat=True)) == ["Grace Mbeki", "Wei Tanaka"]


def test_of_two_people_with_one_name_the_number_tells(alice_client: Client, alice: User) -> None:
    first, second = make_contact(alice, "Wei Tanaka", role="Nurse"), make_contact(alice, "wei tanaka")
    answer = alice_client.post("/people/new/", {"display_name": "Noor", "introducer_name": "Wei Tanaka"})
    assert f"“Wei Tanaka #{first.pk}” (Nurse)" in answer.content.decode()
    alice_client.post("/people/new/", {"display_name": "Noor", "introducer_name": f"Wei Tanaka #{second.pk}"})
    noor = alice.contacts.get(display_name="Noor")
    assert (noor.introducer, noor.written()["introducer_name"]) == (second, f"wei tanaka #{second.pk}")


def test_the_full_form_changes_what_it_shows(alice_client: Client, grace: Contact) -> None:
    before, url = whole(grace), f"/people/{grace.pk}/edit/"
    form = alice_client.get(url).context["form"]
    assert (form["role"].value(), form["links"].value()[0]["value"]) == ("Analyst", "https://www.linkedin.com/in/grace")
    alice_client.post(url, before | {"role": "Lead analyst", "tag_names": ""})
    assert whole(Contact.objects.get(pk=grace.pk)) == before | {"role": "Lead analyst", "tag_names": ""}


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("role", "Lead analyst", "Lead analyst"),
        ("warmth", "close", "Close"),
        ("cadence", "P1M", "Every month"),
        ("organization_name", "Caruna", "Caruna"),
        ("tag_names", "alumni, energy", '<span class="trunc">alumni</span></a><a class="chip"'),
        ("emails", "a@example.org", 'href="mailto:a@example.org"'),
        ("notes", "Likes tea.", "Likes tea."),
        ("how_met", "", ""),
    ],
)
def test_one_field_is_changed_in_its_place(
    alice_client: Client, grace: Contact, name: str, value: str, shown: str
) -> None:
    url, before = f"/people/{grace.pk}/field/{name}/", whole(grace)
    form = alice_client.get(url, headers={"HX-Request": "true", "HX-Target": f"field-{name}"}).content.decode()
    assert (f'id="edit-{name}"' in form, "<html" in form, "autofocus" in form) == (True, False, True)
    headers = {"HX-Request": "true", "HX-Target": f"edit-{name}"}
    answer = alice_client.post(url, {name: value}, headers=headers).content.decode()
    assert (f'id="field-{name}"' in answer, 'id="edit-' in answer, shown in answer) == (True, False, True)
    assert whole(Contact.objects.get(pk=grace.pk)) == before | {name: value}


def test_a_field_can_be_left_as_it_was(alice_client: Client, grace: Contact) -> None:
    headers = {"HX-Request": "true", "HX-Target": "edit-role"}
    answer = alice_client.get(f"/people/{grace.pk}/field/role/", headers=headers).content.decode()
    assert ('id="field-role"' in answer, "Analyst" in answer, "<form" in answer) == (True, True, False)


def test_a_wrong_value_brings_the_field_back(alice_client: Client, grace: Contact) -> None:
    headers = {"HX-Request": "true", "HX-Target": "edit-display_name"}
    answer = alice_client.post(f"/people/{grace.pk}/field/display_name/", {"display_name": " "}, headers=headers)
    text = answer.content.decode()
    assert (answer.status_code, 'id="edit-display_name"' in text, "<html" in text) == (422, True, False)


def test_a_field_is_changed_without_script(alice_client: Client, grace: Contact) -> None:
    url = f"/people/{grace.pk}/field/role/"
    assert "<html" in alice_client.get(url).content.decode()
    assert alice_client.post(url, {"role": "Nurse"})["Location"] == f"/people/{grace.pk}/"
    assert alice_client.post(url, {"role": "x" * 201}).status_code == 422
    assert Contact.objects.get(pk=grace.pk).role == "Nurse"


def test_there_is_no_such_field(alice_client: Client, grace: Contact) -> None:
    assert [alice_client.get(f"/people/{grace.pk}/field/{n}/").status_code for n in ("owner", "stage")] == [404, 404]


@pytest.mark.parametrize("path", ["edit/", "field/role/"])
def test_a_stranger_finds_nothing(bob_client: Client, grace: Contact, path: str) -> None:
    url, before = f"/people/{grace.pk}/{path}", whole(grace)
    answers = [bob_client.get(url), bob_client.post(url, {"display_name": "Mine", "role": "Mine"})]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert whole(Contact.objects.get(pk=grace.pk)) == before


def test_options_are_ones_own_people(alice_client: Client, alice: User, bob: User) -> None:
    make_contact(bob, "Wei Stranger")
    organization_named(bob, "Nordgrid of Bob")
    organization_named(alice, "Nordgrid")
    twins = [make_contact(alice, "Wei Tanaka", role="Nurse"), make_contact(alice, "Wei Tanaka")]
    people = alice_client.get("/people/options/?introducer_name=wei").content.decode()
    assert people.count("<option") == 2
    assert all(f'value="Wei Tanaka #{twin.pk}"' in people for twin in twins)
    assert alice_client.get("/organizations/options/?organization_name=NORD").content.decode().count("<option") == 1
    assert "<option" not in alice_client.get("/people/options/").content.decode()


def test_accents_make_no_difference_to_what_is_offered(alice_client: Client, alice: User, bob: User) -> None:
    organization_named(alice, "Łódź Grid")
    organization_named(bob, "Łódź Health")
    set_tags(make_contact(alice), names=["énergie", "alumni"])
    set_tags(make_contact(bob), names=["énergie of Bob"])
    offered = {
        "/organizations/options/?organization_name=lodz": ["Łódź Grid"],
        "/tags/options/?tag=ENER": ["énergie"],
        "/tags/options/?tag_names=alumni,ener": ["alumni, énergie"],
        "/tags/options/?tag=": ["alumni", "énergie"],
    }
    for url, values in offered.items():
        assert re.findall('<option value="(.*)">', alice_client.get(url).content.decode()) == values
