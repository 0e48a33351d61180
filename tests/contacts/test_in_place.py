"""The parts of a person's page that open in their place: each comes back as it stands, and Undo puts it back."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from contacts.actions.hanging import read_hanging
from contacts.actions.merging.merge import merge_contacts
from contacts.actions.paths import set_paths
from contacts.actions.people import organization_named, set_tags
from contacts.actions.properties import set_property
from contacts.actions.reach import Entry, save_addresses, save_channels, save_links
from contacts.models import Contact, Undo
from tests.factories import NOW, make_contact
from tests.undoing import undo_of

FIELDS = ["emails", "phones", "links", "addresses", "tag_names", "paths"]
COLUMNS = ("display_name", "given_name", "pronouns", "role", "organization", "job_started_on", "introducer", "cadence")


def inside(name: str) -> Any:
    """What htmx says of a request from the form of the field."""
    return {"HX-Request": "true", "HX-Target": f"edit-{name}"}


def all_of(contact: Contact) -> dict[str, Any]:
    """The contact as its rows say."""
    contact = Contact.objects.get(pk=contact.pk)
    properties = [f"property_{one.pk}" for one in contact.owner.properties.all()]
    return {name: getattr(contact, name) for name in COLUMNS} | read_hanging(contact, [*FIELDS, *properties])


@pytest.fixture
def grace(alice: User) -> Contact:
    """A contact with something in each part."""
    marta = make_contact(alice, "Marta Lindqvist")
    contact = make_contact(alice, "Grace Mbeki", given_name="Grace", role="Analyst", introducer=marta)
    contact.organization = organization_named(alice, "Nordgrid")
    contact.save()
    save_channels(contact, kind="email", entries=[Entry("g@example.org", "work", True), Entry("grace@example.org")])
    save_channels(contact, kind="phone", entries=[Entry("+46 70 174 06 05")])
    save_links(contact, entries=[Entry("https://www.linkedin.com/in/Grace/?trk=x"), Entry("https://example.org/g")])
    save_addresses(contact, entries=[{"locality": "Ely", "country": "UK"}])
    set_tags(contact, names=["energy, renewable"])
    set_paths(contact, paths=[alice.careerpaths.create(name="Planner")])
    set_property(contact, property=alice.properties.create(name="Blog", kind="link"), text="https://example.org/blog")
    return contact


CHANGES: list[tuple[str, dict[str, Any], str]] = [
    ("name", {"display_name": "Grace Osei", "pronouns": "they/them"}, '<p class="meta">they/them</p>'),
    ("job", {"role": "Lead", "organization_name": "Caruna"}, ">Caruna</a>"),
    ("emails", {"emails": ["new@example.org"], "emails_label": ["home"]}, 'href="mailto:new@example.org"'),
    ("phones", {"phones": ["+46 70 174 06 17"]}, 'href="tel:+46701740617"'),
    (
        "links",
        {"links": ["linkedin.com/in/grace-o/?x=1"]},
        '<a class="trunc" href="https://www.linkedin.com/in/grace-o"',
    ),
    ("addresses", {"addresses_locality": ["Bath"], "addresses_country": ["UK"]}, "Bath<br>UK"),
    ("tag_names", {"tag_names": "alumni"}, '<span class="trunc">alumni</span>'),
    ("introducer_name", {"introducer_name": "Wei Tanaka"}, ">Wei Tanaka</a>"),
    ("cadence", {"cadence": "P1M"}, "Every month"),
    ("property", {"property": "https://example.net/"}, 'href="https://example.net/"'),
]


@pytest.mark.parametrize(("name", "data", "shown"), CHANGES, ids=[name for name, *_ in CHANGES])
def test_a_part_is_saved_in_its_place_and_taken_back(
    alice_client: Client, alice: User, grace: Contact, name: str, data: dict[str, Any], shown: str
) -> None:
    make_contact(alice, "Wei Tanaka")
    if name == "property":
        name = f"property_{alice.properties.get().pk}"
        data = {name: data["property"]}
    before, url = all_of(grace), f"/people/{grace.pk}/field/{name}/"
    answer = alice_client.post(url, data, headers=inside(name))
    html = answer.content.decode()
    assert (shown in html, "saved." in html, f'id="field-{name}"' in html, "<html" in html) == (True, True, True, False)
    assert all_of(grace) != before
    back = alice_client.post(undo_of(answer), headers={"HX-Request": "true", "HX-Target": f"field-{name}"})
    assert ("Taken back." in back.content.decode(), f'id="field-{name}"' in back.content.decode()) == (True, True)
    assert (all_of(grace), Undo.objects.count()) == (before, 0)


def test_paths_are_taken_back_too(alice_client: Client, alice: User, grace: Contact) -> None:
    before, other = all_of(grace), alice.careerpaths.create(name="Nurse")
    url = f"/people/{grace.pk}/field/paths/"
    form = alice_client.get(url, headers={"HX-Request": "true", "HX-Target": "field-paths"}).content.decode()
    assert form.count(" autofocus") == 1
    answer = alice_client.post(url, {"paths": [other.pk]}, headers=inside("paths"))
    assert ("Nurse" in answer.content.decode(), all_of(grace)["paths"]) == (True, [other.pk])
    alice_client.post(undo_of(answer))
    assert all_of(grace) == before


def test_a_new_job_shows_on_the_whole_page_and_is_taken_back(alice_client: Client, grace: Contact) -> None:
    before, url = all_of(grace), f"/people/{grace.pk}/field/job/"
    data = {"role": "Lead", "organization_name": "Caruna", "is_new_job": "on"}
    answer = alice_client.post(url, data, headers=inside("job"))
    assert (answer["HX-Redirect"], grace.past_jobs.count()) == (f"/people/{grace.pk}/", 1)
    alice_client.post(undo_of(alice_client.get(f"/people/{grace.pk}/")))
    assert (all_of(grace), grace.past_jobs.count(), grace.interactions.count()) == (before, 0, 0)


def test_what_is_gone_or_taken_since_stays_away(alice_client: Client, alice: User, grace: Contact) -> None:
    url = f"/people/{grace.pk}/field/"
    links = alice_client.post(f"{url}links/", {"links": ""}, headers=inside("links"))
    led = alice_client.post(f"{url}introducer_name/", {"introducer_name": ""}, headers=inside("introducer_name"))
    save_links(make_contact(alice, "Wei"), entries=[Entry("https://www.linkedin.com/in/grace")])
    alice.contacts.filter(display_name="Marta Lindqvist").delete()
    for answer in (links, led):
        alice_client.post(undo_of(answer))
    assert (all_of(grace)["links"], all_of(grace)["introducer"]) == ([("https://example.org/g", "", False)], None)


def hang_more_on(contact: Contact) -> None:
    """Something in each part that several things can stand in."""
    owner = contact.owner
    save_channels(contact, kind="email", entries=[Entry("more@example.org", "", True)])
    save_channels(contact, kind="phone", entries=[Entry("+46 70 174 06 44")])
    save_links(contact, entries=[Entry("https://example.org/more")])
    save_addresses(contact, entries=[{"locality": "Oslo", "is_preferred": True}])
    set_tags(contact, names=["more"])
    set_paths(contact, paths=[owner.careerpaths.create(name="Banker")])


SINCE: list[tuple[str, dict[str, Any], list[Any]]] = [
    (
        "emails",
        {"emails": ["new@example.org", "grace@example.org"], "emails_label": ["", "home"]},
        [
            ("g@example.org", "work", False),
            ("grace@example.org", "", False),
            ("more@example.org", "", True),
        ],
    ),
    ("phones", {"phones": ""}, [("+46 70 174 06 05", "", False), ("+46 70 174 06 44", "", False)]),
    (
        "links",
        {"links": ["https://example.org/g", "https://example.org/new"]},
        [
            (f"https://{link}", "", False)
            for link in ("example.org/g", "example.org/more", "www.linkedin.com/in/Grace/?trk=x")
        ],
    ),
    ("addresses", {"addresses_locality": ["Bath"]}, ["Ely", "Oslo preferred"]),
    ("tag_names", {"tag_names": "alumni"}, ["energy, renewable", "more"]),
    ("paths", {"saved": ""}, ["Banker", "Planner"]),
]


@pytest.mark.parametrize(("name", "data", "expected"), SINCE, ids=[name for name, *_ in SINCE])
def test_undo_of_a_part_leaves_what_a_merge_brought(
    alice_client: Client, alice: User, grace: Contact, name: str, data: dict[str, Any], expected: list[Any]
) -> None:
    answer = alice_client.post(f"/people/{grace.pk}/field/{name}/", data, headers=inside(name))
    other = make_contact(alice, "Grace M.")
    hang_more_on(other)
    merge_contacts(grace, gone=other, now=NOW)
    alice_client.post(undo_of(answer))
    found = all_of(grace)[name]
    if name == "addresses":
        found = [f"{one['locality']}{' preferred' if one['is_preferred'] else ''}" for one in found]
    elif name in ("tag_names", "paths"):
        there = grace.tags if name == "tag_names" else grace.paths
        found = there.values_list("name", flat=True)
    assert sorted(found) == expected


def test_undo_of_a_part_leaves_what_was_changed_or_removed_since(
    alice_client: Client, alice: User, grace: Contact
) -> None:
    blog = alice.properties.get()
    url = f"/people/{grace.pk}/field/"
    steps = [
        alice_client.post(f"{url}{name}/", data, headers=inside(name))
        for name, data in (
            ("emails", {"emails": ["g@example.org", "grace@example.org"], "emails_label": ["home", "home"]}),
            (f"property_{blog.pk}", {f"property_{blog.pk}": "https://example.net/"}),
        )
    ]
    save_channels(grace, kind="email", entries=[Entry("g@example.org", "school")])
    set_property(grace, property=blog, text="https://example.com/")
    for step in steps:
        alice_client.post(undo_of(step))
    found = all_of(grace)
    assert found["emails"] == [("g@example.org", "school", False)]
    assert found[f"property_{blog.pk}"] == "https://example.com/"


def test_undo_of_a_part_leaves_what_it_added_and_the_user_changed_since(
    alice_client: Client, alice: User, grace: Contact
) -> None:
    url, added = f"/people/{grace.pk}/field/emails/", ["g@example.org", "new@example.org", "other@example.org"]
    data = {"emails": added, "emails_label": ["work", "", ""], "emails_preferred": "2"}
    step = alice_client.post(url, data, headers=inside("emails"))
    entries = [Entry("g@example.org", "work", True), Entry("new@example.org", "school"), Entry("other@example.org")]
    save_channels(grace, kind="email", entries=entries)
    alice_client.post(undo_of(step))
    # What is only no longer preferred, because another is, has not been changed.
    assert sorted(all_of(grace)["emails"]) == [
        ("g@example.org", "work", True),
        ("grace@example.org", "", False),
        ("new@example.org", "school", False),
    ]


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("emails", {"emails": ["ok@example.org", "half@"]}, "is not an e-mail address."),
        ("links", {"links": ["javascript:alert(1)"]}, "is not a web address."),
        ("tag_names", {"tag_names": "x" * 61}, "A tag has at most 60 characters."),
        ("introducer_name", {"introducer_name": "Nobody"}, "Nobody among your people"),
        ("name", {"display_name": " "}, "Write a name."),
    ],
)
def test_what_is_wrong_stays_in_its_place(
    alice_client: Client, grace: Contact, name: str, data: dict[str, Any], message: str
) -> None:
    before = all_of(grace)
    answer = alice_client.post(f"/people/{grace.pk}/field/{name}/", data, headers=inside(name))
    html = answer.content.decode()
    assert (answer.status_code, f'id="edit-{name}"' in html, message in html) == (422, True, True)
    assert (all_of(grace), 'aria-invalid="true"' in html) == (before, True)


@pytest.mark.parametrize("name", ["name", "job", "introducer_name", *FIELDS])
def test_a_part_opens_from_the_page_and_can_be_left(alice_client: Client, grace: Contact, name: str) -> None:
    url = f"/people/{grace.pk}/field/{name}/"
    page = alice_client.get(f"/people/{grace.pk}/").content.decode()
    assert f'hx-get="{url}" hx-target="#field-{name}"' in page
    left = alice_client.get(url, headers=inside(name)).content.decode()
    assert (left.count(" autofocus"), f'id="field-{name}"' in left, "toast" in left) == (1, True, False)
    assert "<html" in alice_client.get(url).content.decode()


def test_what_else_says_the_name_follows(alice_client: Client, grace: Contact) -> None:
    url = f"/people/{grace.pk}/field/name/"
    html = alice_client.post(url, {"display_name": "Zoë Ng", "given_name": ""}, headers=inside("name")).content.decode()
    assert "<title>Zoë Ng · Rapport</title>" in html
    assert '<span hx-swap-oob="innerHTML:[data-who]">Zoë Ng</span>' in html
    assert '<span class="clamp">Zoë Ng</span>' in html


@pytest.mark.parametrize(
    ("name", "told"), [("cadence", "next-step"), ("introducer_name", "next-step"), ("phones", None)]
)
def test_the_page_asks_for_the_next_step_once_it_changed(
    alice_client: Client, grace: Contact, name: str, told: str | None
) -> None:
    data = {"cadence": "P2W", "introducer_name": "", "phones": ""}
    answer = alice_client.post(f"/people/{grace.pk}/field/{name}/", {name: data[name]}, headers=inside(name))
    assert "".join(json.loads(answer.headers.get("HX-Trigger-After-Settle", "{}"))) == (told or "")
    assert 'hx-trigger="next-step from:body"' in alice_client.get(f"/people/{grace.pk}/").content.decode()


def test_undo_of_another_day_says_that_it_is_too_late(alice_client: Client, grace: Contact) -> None:
    answer = alice_client.post(f"/people/{grace.pk}/field/phones/", {"phones": ""}, headers=inside("phones"))
    Undo.objects.update(created_at=NOW - timedelta(days=900))
    late = alice_client.post(undo_of(answer), headers={"HX-Request": "true", "HX-Target": "field-phones"})
    assert (late["HX-Redirect"], all_of(grace)["phones"]) == (f"/people/{grace.pk}/", [])


def test_without_script_undo_is_offered_on_the_page(alice_client: Client, grace: Contact) -> None:
    before = all_of(grace)
    answer = alice_client.post(f"/people/{grace.pk}/field/emails/", {"emails": "new@example.org"}, follow=True)
    assert "E-mail: saved." in answer.content.decode()
    assert "Taken back." in alice_client.post(undo_of(answer), follow=True).content.decode()
    assert all_of(grace) == before


def test_a_person_in_the_trash_is_read_only(alice_client: Client, alice: User, grace: Contact) -> None:
    Contact.objects.filter(pk=grace.pk).update(trashed_at=NOW, notes="Likes tea.")
    html = alice_client.get(f"/people/{grace.pk}/").content.decode()
    assert ("Likes tea." in html, "/field/" in html, "Edit notes" in html) == (True, False, False)


def test_a_profile_shows_as_its_slug(alice_client: Client, grace: Contact) -> None:
    html = alice_client.get(f"/people/{grace.pk}/").content.decode()
    assert 'href="https://www.linkedin.com/in/grace" rel="noopener noreferrer">linkedin.com/in/grace</a>' in html
