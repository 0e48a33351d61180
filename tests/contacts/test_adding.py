"""Quick add: a bare name at once, all else shown first; who may be the same is named before anything is saved."""

import pytest

from contacts.models import Channel, Contact
from tests.factories import make_contact

URL, READING = "/people/add/", "/people/add/reading/"
MAILBOX = "Jane Doe <jane@example.org>"


def understood(response):
    """What the page shows as understood, and the ids of those who may be the same."""
    form = response.context["form"]
    return {f.name: f.value() for f in form.shown()}, [twin.contact.pk for twin in response.context["twins"]]


def test_a_bare_name_is_saved_at_once(alice, alice_client):
    response = alice_client.post(URL, {"line": " Jane  Doe "})
    jane = alice.contacts.get()
    assert (response.status_code, response["Location"]) == (302, f"/people/{jane.pk}/")
    assert str(jane) == "Jane Doe"


@pytest.mark.parametrize("line", ["Jane D", "X & Y"])
def test_a_letter_alone_may_be_part_of_a_name(alice, alice_client, line):
    make_contact(alice, "Jane Doe")
    assert alice_client.post(URL, {"line": line}).status_code == 302
    assert alice.contacts.filter(display_name=line).exists()


def test_what_is_more_than_a_name_is_shown_first_and_then_saved(alice, alice_client):
    response = alice_client.post(URL, {"line": "Jane Doe, Analyst, Nordgrid\njane@example.org\n+46 70 123 45 67"})
    assert (response.status_code, alice.contacts.count()) == (200, 0)
    fields, twins = understood(response)
    assert twins == []
    assert fields == {
        "display_name": "Jane Doe",
        "role": "Analyst",
        "organization_name": "Nordgrid",
        "emails": "jane@example.org",
        "phones": "+46 70 123 45 67",
    }
    line = response.context["line"]
    saved = alice_client.post(URL, {"line": line, "read": line} | fields | {"role": "Lead analyst"})
    jane = alice.contacts.get()
    assert saved["Location"] == f"/people/{jane.pk}/"
    assert (jane.job, jane.has_email) == ("Lead analyst, Nordgrid", True)
    assert sorted(jane.channels.values_list("normal", flat=True)) == ["+46701234567", "jane@example.org"]


def test_a_card_keeps_all_that_it_says(alice, alice_client):
    card = (
        "BEGIN:VCARD\nVERSION:3.0\nFN:Jane Doe\nN:Doe;Jane;;Dr.;\nBDAY:1990-04-15\nCATEGORIES:energy,alumni\nEND:VCARD"
    )
    fields, _ = understood(alice_client.post(URL, {"line": card}))
    alice_client.post(URL, {"line": card, "read": card} | fields)
    jane = alice.contacts.get()
    assert (jane.given_name, jane.family_name, jane.name_prefix, jane.birthday) == ("Jane", "Doe", "Dr.", "1990-04-15")
    assert [tag.name for tag in jane.tags.all()] == ["alumni", "energy"]


def test_fields_of_a_text_that_was_changed_since_are_read_anew(alice, alice_client):
    response = alice_client.post(URL, {"line": MAILBOX, "read": "Jane", "display_name": "Jane"})
    assert understood(response)[0] == {"display_name": "Jane Doe", "emails": "jane@example.org"}
    assert alice.contacts.count() == 0


def test_the_address_may_carry_the_text(alice_client):
    response = alice_client.get(URL, {"line": MAILBOX})
    assert understood(response) == ({"display_name": "Jane Doe", "emails": "jane@example.org"}, [])


def test_the_fragment_shows_what_is_understood_and_saves_nothing(alice, alice_client):
    headers = {"HX-Request": "true", "HX-Target": "add-reading"}
    response = alice_client.post(READING, {"line": MAILBOX}, headers=headers)
    assert understood(response)[0] == {"display_name": "Jane Doe", "emails": "jane@example.org"}
    assert "<html" not in response.text
    assert alice_client.post(READING, {"line": ""}, headers=headers).text.split() == [
        "<p",
        'id="live"',
        'hx-swap-oob="innerHTML"></p>',
    ]
    assert alice.contacts.count() == 0


@pytest.mark.parametrize("line", ["", "  ", "BEGIN:VCARD\nEND:VCARD"])
def test_a_text_without_a_name_is_refused(alice, alice_client, line):
    response = alice_client.post(URL, {"line": line})
    assert response.status_code == 422
    assert "No name is in this yet." in response.text
    assert alice.contacts.count() == 0


def test_a_name_that_is_too_long_comes_back_whole(alice, alice_client):
    response = alice_client.post(URL, {"line": "x" * 201})
    assert (response.status_code, alice.contacts.count()) == (422, 0)
    assert understood(response)[0] == {"display_name": "x" * 201}


def test_a_field_that_is_wrong_comes_back(alice, alice_client):
    data = {"line": MAILBOX, "read": MAILBOX, "display_name": "Jane Doe", "emails": "jane at example"}
    response = alice_client.post(URL, data)
    assert response.status_code == 422
    assert response.context["form"].errors == {"emails": ["“jane at example” is not an e-mail address."]}
    assert alice.contacts.count() == 0


@pytest.fixture
def jane(alice, bob):
    """Alice's Jane Doe, with one channel of each kind; Bob has one just like her."""
    for owner in (bob, alice):
        contact = make_contact(owner, "Jane Doe")
        for kind, normal in (("email", "jane@example.org"), ("phone", "+46701234567"), ("linkedin", "jane-doe")):
            Channel.objects.create(owner=owner, contact=contact, kind=kind, value=normal, normal=normal)
    return contact


TWINS = {
    "Jane Doe": "the same name",
    "JANE DÖE": "the same name",
    "Jane Dow": "a name much like it",
    "Jnae Doe": "a name much like it",
    "Doe Jane": "a name much like it",
    "J. Smith <JANE@example.org>": "the same e-mail address",
    "Somebody Else +46 70-123 45 67": "the same phone number",
    "https://se.linkedin.com/in/Jane-Doe/?x=1": "the same LinkedIn profile",
}


@pytest.mark.parametrize("line", TWINS)
def test_who_may_be_the_same_is_named_before_it_is_saved(alice, alice_client, jane, line):
    response = alice_client.post(URL, {"line": line})
    assert [(twin.contact, twin.why) for twin in response.context["twins"]] == [(jane, TWINS[line])]
    assert f'<a href="/people/{jane.pk}/">Jane Doe</a>' in response.text
    assert (response.status_code, alice.contacts.count()) == (200, 1)


@pytest.mark.parametrize("line", ["Jane", "Janet Doering", "John Dough", "Doe"])
def test_other_names_are_other_people(alice, alice_client, jane, line):
    assert alice_client.post(URL, {"line": line}).status_code == 302
    assert alice.contacts.count() == 2


def test_whoever_has_seen_the_warning_may_add_another(alice, alice_client, jane):
    response = alice_client.post(URL, {"line": "Jane Doe", "read": "Jane Doe", "seen": str(jane.pk)})
    assert (response.status_code, alice.contacts.count()) == (302, 2)


def test_one_profile_is_never_on_two_people(alice, alice_client, jane):
    line = "https://www.linkedin.com/in/jane-doe"
    data = {"line": line, "read": line, "seen": str(jane.pk), "display_name": "Jane", "links": line}
    response = alice_client.post(URL, data)
    assert response.status_code == 422
    assert "already has this LinkedIn profile" in str(response.context["form"].errors["links"])
    assert alice.contacts.count() == 1


def test_someone_in_the_trash_is_named_as_such(alice, alice_client, jane, now):
    Contact.objects.filter(pk=jane.pk).update(trashed_at=now)
    assert "the same name, in the trash" in alice_client.post(URL, {"line": "Jane Doe"}).text


def test_as_many_queries_for_one_twin_as_for_thirty(alice, alice_client, django_assert_max_num_queries):
    for more in (1, 29):
        for _ in range(more):
            make_contact(alice, "Jane Doe")
        with django_assert_max_num_queries(9):
            alice_client.post(READING, {"line": MAILBOX})
