"""The whole contact on its form, with and without JavaScript: names, rows, a new job, properties, paths."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from contacts.actions.people import organization_named
from contacts.actions.reach import Entry, save_channels, save_links
from contacts.models import Contact
from tests.factories import make_contact

HTMX = {"HX-Request": "true", "HX-Target": "rows-emails"}


def channels(contact: Contact, kind: str = "email") -> list[tuple[str, str, bool]]:
    """Value, label, preferred."""
    return list(contact.channels.filter(kind=kind).values_list("value", "label", "is_preferred"))


@pytest.fixture
def grace(alice: User) -> Contact:
    """A contact with a name in parts, a job and two addresses."""
    job = {"organization": organization_named(alice, "Nordgrid"), "role": "Analyst", "job_started_on": date(2020, 1, 1)}
    contact = make_contact(alice, "Grace Mbeki", given_name="Grace", family_name="Mbeki", **job)
    save_channels(contact, kind="email", entries=[Entry("g@example.org", "work"), Entry("home@example.org", "", True)])
    return contact


def test_a_name_in_parts_is_enough(alice_client: Client, alice: User) -> None:
    alice_client.post("/people/new/", {"display_name": " ", "given_name": "Grace", "family_name": "Mbeki"})
    assert str(alice.contacts.get()) == "Grace Mbeki"


@pytest.mark.parametrize(
    ("display", "then"), [("Grace Mbeki", "Grace Osei"), ("Prof Grace", "Prof Grace"), ("", "Grace Osei")]
)
def test_the_display_name_follows_unless_it_is_the_users_own(
    alice_client: Client, grace: Contact, display: str, then: str
) -> None:
    data = {"display_name": display, "given_name": "Grace", "family_name": "Osei"}
    alice_client.post(f"/people/{grace.pk}/edit/", data)
    grace.refresh_from_db()
    assert (grace.display_name, grace.sort_name) == (then, then.casefold())


def test_one_part_changed_in_its_place_takes_the_name_along(alice_client: Client, grace: Contact) -> None:
    alice_client.post(f"/people/{grace.pk}/field/family_name/", {"family_name": "Osei"})
    grace.refresh_from_db()
    assert grace.display_name == "Grace Osei"


def test_the_name_is_changed_in_one_place(alice_client: Client, grace: Contact) -> None:
    headers = {"HX-Request": "true", "HX-Target": "edit-name"}
    answer = alice_client.post(
        f"/people/{grace.pk}/field/name/", {"display_name": "王小明", "family_name": "王"}, headers=headers
    )
    grace.refresh_from_db()
    assert (grace.display_name, grace.family_name, grace.given_name) == ("王小明", "王", "")
    assert ("王小明" in answer.content.decode(), "<html" in answer.content.decode()) == (True, False)


def test_everything_rare_is_kept(alice_client: Client, alice: User) -> None:
    said = {"display_name": "Grace", "pronouns": "they/them", "nickname": "G", "phonetic_name": "Greis"}
    said |= {"met_on": "2019-05-04", "source": "alumni", "relationship": "mentor", "is_favourite": "on"}
    said |= {"birthday": "29 Feb", "location": "Ely"}
    alice_client.post("/people/new/", said)
    grace = alice.contacts.get()
    kept = {name: getattr(grace, name) for name in said}
    assert kept == said | {"birthday": "--02-29", "met_on": date(2019, 5, 4), "is_favourite": True}
    page = alice_client.get(f"/people/{grace.pk}/edit/").content.decode()
    assert ('value="29 February"' in page, page.count('<details class="fold" open>')) == (True, 2)


def test_labels_and_the_preferred_one_are_kept(alice_client: Client, grace: Contact) -> None:
    rows = {
        "emails": ["", "new@example.org", "g@example.org"],
        "emails_label": ["x", "school", "work"],
        "emails_preferred": "2",
    }
    alice_client.post(f"/people/{grace.pk}/field/emails/", rows)
    assert channels(grace) == [("g@example.org", "work", True), ("new@example.org", "school", False)]
    alice_client.post(f"/people/{grace.pk}/field/emails/", {"emails": ""})
    grace.refresh_from_db()
    assert (channels(grace), grace.has_email) == ([], False)


def test_postal_addresses_are_kept(alice_client: Client, grace: Contact) -> None:
    rows = {
        "addresses_street": ["", "1 High St"],
        "addresses_locality": ["Nairobi", "Ely"],
        "addresses_label": ["home", ""],
    }
    alice_client.post(f"/people/{grace.pk}/field/addresses/", rows | {"addresses_preferred": "1"})
    kept = list(grace.addresses.values_list("street", "locality", "label", "is_preferred"))
    assert kept == [("", "Nairobi", "home", False), ("1 High St", "Ely", "", True)]


@pytest.mark.parametrize(
    ("button", "then"),
    [
        ({"add": "emails"}, ["a@example.org", "half@", ""]),
        ({"drop": "emails-0"}, ["half@", ""]),
        ({"drop": "emails-7"}, ["a@example.org", "half@", ""]),
        ({"drop": "emails-x"}, ["a@example.org", "half@", ""]),
    ],
)
@pytest.mark.parametrize("url", ["/people/new/", "/people/{0.pk}/edit/"])
def test_a_row_more_or_less_loses_nothing_and_saves_nothing(
    alice_client: Client, alice: User, grace: Contact, url: str, button: dict[str, str], then: list[str]
) -> None:
    typed = {"display_name": "", "emails": ["a@example.org", "half@"], "emails_label": ["work", ""], "met_on": "soon"}
    answer = alice_client.post(url.format(grace), typed | {"birthday": "x", "is_favourite": "on"} | button)
    form, page = answer.context["form"], answer.content.decode()
    assert (answer.status_code, form.errors, alice.contacts.count()) == (200, {}, 1)
    assert [page.count(f'name="emails" value="{value}"') for value in then] == [1] * len(then)
    assert (form["met_on"].value(), form["birthday"].value(), form["is_favourite"].value()) == ("soon", "x", True)


def test_a_row_more_over_htmx_is_the_rows_alone(alice_client: Client, grace: Contact) -> None:
    for url in ("/people/new/", f"/people/{grace.pk}/edit/", f"/people/{grace.pk}/field/emails/"):
        answer = alice_client.post(url, {"emails": ["a@example.org"], "add": "emails"}, headers=HTMX).content.decode()
        assert (answer.count('id="rows-emails"'), "<html" in answer, answer.count(" autofocus")) == (1, False, 1)
        assert f'hx-post="{url}"' in answer


def test_a_button_that_names_no_rows_is_like_save(alice_client: Client, alice: User) -> None:
    alice_client.post("/people/new/", {"display_name": "Grace", "add": "role"})
    assert str(alice.contacts.get()) == "Grace"


def test_a_wrong_row_is_marked_and_all_rows_come_back(alice_client: Client, grace: Contact) -> None:
    answer = alice_client.post(f"/people/{grace.pk}/edit/", {"display_name": "G", "emails": ["a@example.org", "half@"]})
    page = answer.content.decode()
    assert (answer.status_code, page.count('aria-invalid="true"')) == (422, 1)
    assert ("“half@” is not an e-mail address." in page, 'value="a@example.org"' in page) == (True, True)
    assert channels(grace)[0][0] == "g@example.org"


def test_a_missing_name_is_said_beside_what_else_is_wrong(alice_client: Client, alice: User) -> None:
    answer = alice_client.post("/people/new/", {"display_name": "", "birthday": "soon", "emails": "half@"})
    assert (set(answer.context["form"].errors), alice.contacts.count()) == ({"display_name", "birthday", "emails"}, 0)


JOB = {"role": "Lead analyst", "organization_name": "Caruna", "job_started_on": "2024-02-01"}


def test_a_new_job_keeps_the_former_one(alice_client: Client, grace: Contact) -> None:
    alice_client.post(f"/people/{grace.pk}/field/job/", JOB | {"is_new_job": "on"})
    grace.refresh_from_db()
    assert (grace.job, grace.job_started_on) == ("Lead analyst, Caruna", date(2024, 2, 1))
    former = grace.past_jobs.get()
    assert (str(former), former.started_on, former.ended_on) == (
        "Analyst, Nordgrid",
        date(2020, 1, 1),
        date(2024, 2, 1),
    )


@pytest.mark.parametrize(
    ("more", "past"),
    [
        ({}, 0),
        ({"is_new_job": "on", "role": "Analyst", "organization_name": "nordgrid"}, 0),
        ({"is_new_job": "on", "job_started_on": "2020-01-01"}, 1),
    ],
)
def test_a_correction_keeps_nothing(alice_client: Client, grace: Contact, more: dict[str, str], past: int) -> None:
    assert alice_client.post(f"/people/{grace.pk}/edit/", {"display_name": "Grace"} | JOB | more).status_code == 302
    assert [job.ended_on for job in grace.past_jobs.all()] == [None] * past


def test_a_job_cannot_begin_before_the_former(alice_client: Client, grace: Contact) -> None:
    data = JOB | {"is_new_job": "on", "job_started_on": "2019-01-01"}
    answer = alice_client.post(f"/people/{grace.pk}/edit/", {"display_name": "Grace"} | data)
    assert (answer.status_code, "The job before began on 1 January 2020" in answer.content.decode()) == (422, True)


def test_properties_are_fields_of_the_form(alice_client: Client, alice: User, bob: User, grace: Contact) -> None:
    score = alice.properties.create(name="Score", kind="number")
    bobs = bob.properties.create(name="Bob’s own")
    hidden = alice.properties.create(name="Gone", archived_at=grace.created_at)
    data = {
        "display_name": "Grace",
        f"property_{score.pk}": "1.5",
        f"property_{bobs.pk}": "x",
        f"property_{hidden.pk}": "x",
    }
    page = alice_client.get(f"/people/{grace.pk}/edit/").content.decode()
    assert ("Score" in page, "Bob’s own" in page, "Gone" in page) == (True, False, False)
    alice_client.post(f"/people/{grace.pk}/edit/", data)
    assert list(grace.property_values.values_list("property__name", "text")) == [("Score", "1.5")]
    url = f"/people/{grace.pk}/field/property_{score.pk}/"
    headers = {"HX-Request": "true", "HX-Target": f"edit-property_{score.pk}"}
    assert alice_client.post(url, {f"property_{score.pk}": "many"}, headers=headers).status_code == 422
    assert "Not said" in alice_client.post(url, {f"property_{score.pk}": ""}, headers=headers).content.decode()
    assert grace.property_values.count() == 0
    assert alice_client.get(f"/people/{grace.pk}/field/property_{bobs.pk}/").status_code == 404


def test_paths_are_ones_own(alice_client: Client, alice: User, bob: User, grace: Contact) -> None:
    energy, bobs = alice.careerpaths.create(name="Energy"), bob.careerpaths.create(name="Bob’s path")
    url = f"/people/{grace.pk}/edit/"
    assert "Bob’s path" not in alice_client.get(url).content.decode()
    assert alice_client.post(url, {"display_name": "Grace", "paths": [energy.pk, bobs.pk]}).status_code == 422
    alice_client.post(url, {"display_name": "Grace", "paths": [energy.pk]})
    assert [path.name for path in grace.paths.all()] == ["Energy"]
    alice_client.post(f"/people/{grace.pk}/field/paths/", {"csrfmiddlewaretoken": "x"})
    assert grace.paths.count() == 0


@pytest.mark.parametrize(
    ("name", "data", "shown"),
    [
        ("birthday", {"birthday": "15.4.1990"}, "15 April 1990"),
        ("met_on", {"met_on": "2019-05-04"}, "4 May 2019"),
        ("source", {"source": "alumni"}, "Alumni"),
        ("is_favourite", {"is_favourite": "on"}, "Yes"),
    ],
)
def test_fields_are_shown_in_words(
    alice_client: Client, grace: Contact, name: str, data: dict[str, str], shown: str
) -> None:
    headers = {"HX-Request": "true", "HX-Target": f"edit-{name}"}
    answer = alice_client.post(f"/people/{grace.pk}/field/{name}/", data, headers=headers).content.decode()
    assert (f'<span class="value">{shown}</span>' in answer, 'id="edit-' in answer) == (True, False)


def test_a_profile_that_is_taken_names_whose_it_is(alice_client: Client, alice: User, grace: Contact) -> None:
    save_links(make_contact(alice, "Wei Tanaka"), entries=[Entry("linkedin.com/in/wei")])
    answer = alice_client.post(f"/people/{grace.pk}/field/links/", {"links": "https://de.linkedin.com/in/WEI/"})
    assert (answer.status_code, "“Wei Tanaka” already has" in answer.content.decode()) == (422, True)


def test_the_form_asks_the_same_for_1_and_30_of_everything(alice_client: Client, alice: User, grace: Contact) -> None:
    asked = []
    for count in (1, 29):
        for n in range(count):
            grace.channels.create(owner=alice, kind="link", value=f"x{count}-{n}", normal=f"x{count}-{n}")
            grace.addresses.create(owner=alice, country=f"{count}-{n}")
            alice.properties.create(name=f"P{count}-{n}").values.create(owner=alice, contact=grace, text="x")
            grace.paths.add(alice.careerpaths.create(name=f"{count}-{n}"), through_defaults={"owner": alice})
        with CaptureQueriesContext(connection) as queries:
            alice_client.get(f"/people/{grace.pk}/edit/")
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_a_name_alone_costs_few_statements(alice_client: Client, alice: User, django_assert_max_num_queries) -> None:
    alice_client.get("/people/new/")
    with django_assert_max_num_queries(6):
        alice_client.post("/people/new/", {"display_name": "Grace"})
    assert alice.contacts.count() == 1
