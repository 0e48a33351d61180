"""The pages of a contact's jobs: a new one, putting one of before right, removing it, and Undo of each."""

import pytest
from django.test import Client

from accounts.models import User
from contacts.actions.people import organization_named
from contacts.models import Contact, Interaction, PastJob
from tests.factories import make_contact
from tests.undoing import undo_of

JOB = ("role", "organization__name", "job_started_on")


@pytest.fixture
def grace(alice: User) -> Contact:
    """An analyst who was an apprentice before."""
    contact = make_contact(alice, "Grace Mbeki", role="Analyst", organization=organization_named(alice, "Nordgrid"))
    PastJob.objects.create(owner=alice, contact=contact, role="Apprentice")
    return contact


def state(contact: Contact) -> tuple[object, ...]:
    """The contact's jobs, and what the timeline says."""
    entries = list(Interaction.objects.values_list("title", flat=True))
    return Contact.objects.values_list(*JOB).get(pk=contact.pk), list(PastJob.objects.values_list()), entries


def test_a_new_job_and_back(alice_client: Client, grace: Contact) -> None:
    before = state(grace)
    said = {"role": "Lead analyst", "organization_name": "Caruna", "started_on": "2026-11-01"}
    answer = alice_client.post(f"/people/{grace.pk}/jobs/new/", said, follow=True)
    html = answer.content.decode()
    assert ("Lead analyst at Caruna" in html, "since November 2026" in html, "Analyst, Nordgrid" in html) == (True,) * 3
    assert PastJob.objects.count() == 2
    alice_client.post(undo_of(answer))
    assert state(grace) == before


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"role": "", "organization_name": " "}, "Say what they do, or where."),
        ({"role": "Adviser", "started_on": "2001-01-01"}, "The job before began on 1 March 2024"),
        ({"role": "Adviser", "started_on": "0001-01-01"}, "Check the year."),
        ({"role": "Adviser", "started_on": "soon"}, "Enter a valid date."),
    ],
)
def test_a_new_job_that_cannot_be(alice_client: Client, grace: Contact, said: dict[str, str], message: str) -> None:
    Contact.objects.filter(pk=grace.pk).update(job_started_on="2024-03-01")
    before = state(grace)
    answer = alice_client.post(f"/people/{grace.pk}/jobs/new/", said)
    assert (answer.status_code, message in answer.content.decode(), state(grace)) == (422, True, before)


def test_a_past_job_is_put_right_and_back(alice_client: Client, grace: Contact) -> None:
    before, job = state(grace), PastJob.objects.get()
    url = f"/people/{grace.pk}/jobs/{job.pk}/edit/"
    said = {"role": "Trainee", "organization_name": "Caruna", "started_on": "2019-01-01", "ended_on": "2021-01-01"}
    answer = alice_client.post(url, said, follow=True)
    job.refresh_from_db()
    assert (str(job), job.ended_on and job.ended_on.year) == ("Trainee, Caruna", 2021)
    assert 'value="2019-01-01"' in alice_client.get(url).content.decode()
    alice_client.post(undo_of(answer))
    assert state(grace) == before
    wrong = alice_client.post(url, said | {"ended_on": "2018-01-01"})
    assert (wrong.status_code, "This is before they began." in wrong.content.decode()) == (422, True)


def test_a_past_job_is_removed_and_put_back(alice_client: Client, grace: Contact) -> None:
    before, job = state(grace), PastJob.objects.get()
    answer = alice_client.post(f"/people/{grace.pk}/jobs/{job.pk}/remove/", follow=True)
    assert PastJob.objects.count() == 0
    alice_client.post(undo_of(answer))
    assert state(grace) == before


def test_an_employer_that_has_gone_stays_away(alice: User, alice_client: Client, grace: Contact) -> None:
    PastJob.objects.update(organization=grace.organization)
    answer = alice_client.post(f"/people/{grace.pk}/jobs/{PastJob.objects.get().pk}/remove/", follow=True)
    alice.organizations.all().delete()
    alice_client.post(undo_of(answer))
    assert str(PastJob.objects.get()) == "Apprentice"


def test_a_strangers_jobs(bob_client: Client, grace: Contact) -> None:
    job = PastJob.objects.get()
    before = state(grace)
    for url in ("new/", f"{job.pk}/edit/", f"{job.pk}/remove/"):
        assert bob_client.post(f"/people/{grace.pk}/jobs/{url}", {"role": "Mine"}).status_code == 404
    assert state(grace) == before


def test_a_favourite_by_form_and_over_htmx(alice_client: Client, bob_client: Client, grace: Contact) -> None:
    url = f"/people/{grace.pk}/favourite/"
    assert alice_client.post(url, {"on": "1"})["Location"] == f"/people/{grace.pk}/"
    assert bob_client.post(url, {"on": "0"}).status_code == 404
    assert Contact.objects.get(pk=grace.pk).is_favourite
    html = alice_client.post(
        url, {"on": "0"}, headers={"HX-Request": "true", "HX-Target": "favourite"}
    ).content.decode()
    assert ('aria-pressed="false"' in html, "<html" in html) == (True, False)
    assert not Contact.objects.get(pk=grace.pk).is_favourite
