"""People who were named: a new lead, or somebody known who is linked and not doubled."""

import pytest
from django.test import Client

from accounts.models import User
from contacts.models import Contact
from interviews.models import Interview
from tests.factories import make_contact
from tests.interviews.addresses import htmx, told, undo_in, url

pytestmark = pytest.mark.usefixtures("clock")
HTMX = htmx("referrals")


def post(client: Client, interview: Interview, grace: Contact, **data: object) -> int:
    """Name somebody; the status."""
    sent = {"named_by": grace.pk, "display_name": "Ravi Menon"} | data
    return client.post(url("referral_add", interview.pk), sent, headers=HTMX).status_code


def test_all_that_they_said_is_kept(alice_client: Client, held: Interview, grace: Contact) -> None:
    post(alice_client, held, grace, role="Pilot", why="Flies", may_use_name="yes", will_introduce="no")
    row = held.referrals.select_related("contact").get()
    assert (row.why, row.may_use_name, row.will_introduce) == ("Flies", True, False)
    lead = row.contact
    assert (lead.role, lead.source, lead.introducer, lead.next_step) == ("Pilot", "referral", grace, "request")


def test_who_is_known_is_asked_about_and_linked(
    alice: User, alice_client: Client, held: Interview, grace: Contact
) -> None:
    ravi = make_contact(alice, "Ravi Menon")
    assert post(alice_client, held, grace, display_name=" ravi  menon") == 422
    assert post(alice_client, held, grace, person=ravi.pk) == 200
    ravi.refresh_from_db()
    assert (held.referrals.get().contact, ravi.introducer, alice.contacts.count()) == (ravi, grace, 2)


def test_an_introducer_who_is_known_stays(alice: User, alice_client: Client, held: Interview, grace: Contact) -> None:
    marta = make_contact(alice, "Marta Lindqvist")
    ravi = make_contact(alice, "Ravi Menon", introducer=marta)
    post(alice_client, held, grace, person=ravi.pk)
    ravi.refresh_from_db()
    assert ravi.introducer == marta
    assert "already here" in alice_client.get(url("wrap_up", held.pk)).content.decode()


def test_who_introduced_the_other_is_not_introduced_back(
    alice: User, alice_client: Client, held: Interview, grace: Contact
) -> None:
    ravi = make_contact(alice, "Ravi Menon")
    Contact.objects.filter(pk=grace.pk).update(introducer=ravi)
    post(alice_client, held, grace, person=ravi.pk)
    ravi.refresh_from_db()
    assert (held.referrals.count(), ravi.introducer) == (1, None)


def test_somebody_else_of_that_name_is_a_new_lead(
    alice: User, alice_client: Client, held: Interview, grace: Contact
) -> None:
    make_contact(alice, "Ravi Menon")
    assert post(alice_client, held, grace, person="new") == 200
    assert alice.contacts.filter(display_name="Ravi Menon").count() == 2


def test_of_two_of_one_name_both_are_kept(alice_client: Client, held: Interview, grace: Contact) -> None:
    for person, why in [("", "Flies"), ("new", "Hires")]:
        assert post(alice_client, held, grace, person=person, why=why) == 200
    assert list(held.referrals.values_list("contact__display_name", "why")) == [
        ("Ravi Menon", "Flies"),
        ("Ravi Menon", "Hires"),
    ]


@pytest.mark.parametrize(("said", "role"), [("", "Pilot"), ("Captain", "Captain")])
def test_what_who_is_known_does_is_kept(
    alice: User, alice_client: Client, held: Interview, grace: Contact, said: str, role: str
) -> None:
    ravi = make_contact(alice, "Ravi Menon", role="Pilot")
    post(alice_client, held, grace, person=ravi.pk, role=said)
    ravi.refresh_from_db()
    assert ravi.role == role


def test_what_is_said_of_who_is_listed_is_not_dropped(
    alice: User, alice_client: Client, held: Interview, grace: Contact
) -> None:
    ravi = make_contact(alice, "Ravi Menon")
    statuses = [post(alice_client, held, grace, person=ravi.pk, why=why) for why in ("Flies", "Hires")]
    assert (statuses, held.referrals.get().why) == ([200, 422], "Flies")


def test_a_strangers_contact_cannot_be_linked(bob: User, alice_client: Client, held: Interview, grace: Contact) -> None:
    theirs = make_contact(bob, "Ravi Menon")
    assert post(alice_client, held, grace, person=theirs.pk) == 422
    assert held.referrals.count() == 0


def test_what_was_said_of_them_is_changed(alice_client: Client, held: Interview, grace: Contact) -> None:
    post(alice_client, held, grace, may_use_name="yes", role="Pilot")
    row = held.referrals.get()
    address = url("referral_edit", held.pk, row.pk)
    form = told(alice_client.get(address, headers=HTMX))["editing"]
    assert (form["may_use_name"].value(), form["role"].value()) == ("yes", "Pilot")
    said = {"why": "Hires", "may_use_name": "", "will_introduce": "yes", "role": "Captain"}
    assert alice_client.post(address, said | {"role": "x" * 201}, headers=HTMX).status_code == 422
    alice_client.post(address, said, headers=HTMX)
    row = held.referrals.select_related("contact").get()
    assert (row.why, row.may_use_name, row.will_introduce, row.contact.role) == ("Hires", None, True, "Captain")
    assert row.contact.past_jobs.count() == 0


def test_a_link_that_was_removed_comes_back(alice: User, alice_client: Client, held: Interview, grace: Contact) -> None:
    post(alice_client, held, grace, why="Flies")
    before = held.referrals.values().get()
    page = alice_client.post(url("referral_remove", held.pk, before["id"]), headers=HTMX)
    assert (held.referrals.count(), alice.contacts.count()) == (0, 2)
    alice_client.post(undo_in(page), headers=HTMX)
    assert held.referrals.values().get() == before


def test_a_removed_link_to_who_is_gone_stays_away(
    alice: User, alice_client: Client, held: Interview, grace: Contact
) -> None:
    post(alice_client, held, grace)
    row = held.referrals.get()
    page = alice_client.post(url("referral_remove", held.pk, row.pk), follow=True)
    row.contact.delete()
    again = alice_client.post(undo_in(page), follow=True)
    assert "what it belonged to is gone" in again.content.decode()
    assert held.referrals.count() == 0
