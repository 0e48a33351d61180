"""Contacts in the admin: own rows and choices alone, bulk edits by the actions, everything logged."""

import re
from datetime import time
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.admin import owned
from accounts.models import User
from contacts.actions.bulk import changes
from contacts.actions.people import create_contact, organization_named, set_tags, trash_contact
from contacts.actions.reach import Entry, save_channels
from contacts.actions.timeline import log_interaction
from contacts.models import BulkChange, Channel, Contact, Interaction, InteractionPerson
from tests.factories import NOW, make_contact

PARTS = ("channels", "addresses", "contacttag_set", "contactpath_set", "property_values")
NO_PARTS = {f"{part}-{count}_FORMS": "0" for part in PARTS for count in ("TOTAL", "INITIAL")}
MODELS = ["contact", "organization", "tag", "channel", "contacttag", "interaction", "interactionperson"]


@pytest.fixture
def staff(alice: User, alice_client: Client) -> Client:
    """Alice, who may use the admin; even as a superuser she meets only her own rows."""
    alice.is_staff = alice.is_superuser = True
    alice.save()
    return alice_client


def world(owner: User, name: str) -> Contact:
    """A contact with something in every table."""
    contact = make_contact(owner, name, organization=organization_named(owner, f"{name} Ltd"))
    set_tags(contact, names=[f"{name} tag"])
    save_channels(contact, kind="email", entries=[Entry(f"{name.split()[0].lower()}@example.org")])
    log_interaction(owner, kind="call", people=[contact], happened_at=NOW, title=f"{name} call")
    return contact


def act(client: Client, action: str, *contacts: Contact, **more: str) -> str:
    """Run a bulk action on the list and return what the list then says."""
    data = {"action": action, "_selected_action": [c.pk for c in contacts], "tag": "", "cadence": ""} | more
    answer = client.post("/admin/contacts/contact/", data, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("model", MODELS)
def test_lists_and_pages_hold_ones_own_rows(staff: Client, alice: User, bob: User, model: str) -> None:
    world(alice, "Grace Mbeki")
    world(bob, "Grace Stranger")
    listed = staff.get(f"/admin/contacts/{model}/?q=grace").content.decode()
    assert ("Grace Mbeki" in listed, "Stranger" in listed) == (True, False)
    theirs = getattr(bob, f"{model}s").get()
    page = staff.get(f"/admin/contacts/{model}/{theirs.pk}/change/", follow=True)
    assert "Stranger" not in page.content.decode()


@pytest.mark.parametrize("model", MODELS)
def test_lists_ask_the_same_for_1_and_30_rows(staff: Client, alice: User, model: str) -> None:
    asked = []
    for count in (1, 29):
        for n in range(count):
            world(alice, f"P{count}-{n} Doe")
        with CaptureQueriesContext(connection) as queries:
            staff.get(f"/admin/contacts/{model}/")
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_what_chooses_all_is_found_by_its_script(staff: Client, alice: User) -> None:
    make_contact(alice)
    page = staff.get("/admin/contacts/contact/").content.decode()
    assert re.search(r'<input type="hidden" name="select_across" class="select-across"', page)


def test_choices_are_ones_own(staff: Client, alice: User, bob: User) -> None:
    world(alice, "Grace Mbeki")
    world(bob, "Grace Stranger")
    query = {"app_label": "contacts", "model_name": "contact", "field_name": "introducer", "term": "gra"}
    found = staff.get("/admin/autocomplete/", query).json()["results"]
    assert [choice["text"] for choice in found] == ["Grace Mbeki"]
    assert "Grace Stranger tag" not in staff.get("/admin/contacts/contact/").content.decode()


@pytest.mark.parametrize(
    ("action", "more", "column", "then"),
    [
        ("archive", {}, "archived_at", True),
        ("trash", {}, "trashed_at", True),
        ("change_cadence", {"cadence": "P1M"}, "next_step", True),
        ("change_cadence", {"cadence": "P9Z"}, "next_step", False),
    ],
)
def test_bulk_actions_change_ones_own_and_are_logged(
    staff: Client, alice: User, bob: User, action: str, more: dict[str, str], column: str, then: bool
) -> None:
    mine, theirs = make_contact(alice), make_contact(bob)
    act(staff, action, mine, theirs, **more)
    assert [bool(value) for value in Contact.objects.order_by("pk").values_list(column, flat=True)] == [then, False]
    logged = list(LogEntry.objects.order_by("pk").values_list("content_type__model", "object_id"))
    assert logged == ([("bulkchange", str(BulkChange.objects.get().pk)), ("contact", str(mine.pk))] if then else [])


def test_back_from_archive_and_trash(staff: Client, alice: User) -> None:
    contact = make_contact(alice, archived_at=NOW, trashed_at=NOW)
    act(staff, "unarchive", contact)
    act(staff, "restore", contact)
    assert list(alice.contacts.active()) == [contact]


def test_tag_and_untag(staff: Client, alice: User) -> None:
    grace, wei = make_contact(alice, "Grace"), make_contact(alice, "Wei")
    set_tags(grace, names=["Energy"])
    assert "1 person tagged “Energy”, 1 was so already." in act(staff, "tag", grace, wei, tag="energy")
    act(staff, "untag", grace, tag="ENERGY")
    assert [grace.written()["tag_names"], wei.written()["tag_names"]] == ["", "Energy"]
    assert "Write the tag beside the action." in act(staff, "tag", grace)
    assert "There is no tag “x”." in act(staff, "untag", grace, tag="x")
    assert "Write the tag beside the action." in act(staff, "untag", grace)


def test_what_a_bulk_action_did_is_undone_on_its_page(staff: Client, alice: User) -> None:
    grace, wei = make_contact(alice, warmth="warm"), make_contact(alice)
    said = act(staff, "change_warmth", grace, wei, warmth="close")
    change = BulkChange.objects.get()
    assert f'Close: 2 people. <a href="/people/changes/{change.pk}/">See it, or undo it</a>' in said
    staff.post(f"/people/changes/{change.pk}/undo/")
    assert list(alice.contacts.order_by("pk").values_list("warmth", flat=True)) == ["warm", ""]


def test_all_there_are_is_a_job(staff: Client, alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changes, "AT_ONCE", 1)
    grace, _ = make_contact(alice), make_contact(alice)
    said = act(staff, "archive", grace, select_across="1")
    change = BulkChange.objects.get()
    page = f'<a href="/people/changes/{change.pk}/">See how far it is</a>'
    assert (change.total, change.done, f"Archive 2 people: under way. {page}" in said) == (2, 0, True)


def test_an_export_waits_on_its_page(staff: Client, alice: User) -> None:
    said = act(staff, "export", make_contact(alice, "Grace Mbeki"))
    change = BulkChange.objects.get()
    assert f'1 person exported. <a href="/people/changes/{change.pk}/">Get the file</a>' in said
    file: Any = staff.get(f"/people/changes/{change.pk}/file/")
    assert b"Grace Mbeki" in file.getvalue()


def test_people_are_moved_to_an_organization(staff: Client, alice: User) -> None:
    grace, nordgrid = make_contact(alice), organization_named(alice, "Nordgrid")
    assert "Moved to Nordgrid. 1 contact." in act(staff, "move", grace, organization="NORDGRID")
    grace.refresh_from_db()
    assert (grace.organization, alice.pastjobs.count()) == (nordgrid, 0)
    assert "Write the organization beside the action." in act(staff, "move", grace, organization=" ")


def test_what_goes_row_by_row_is_not_done_to_any_number(
    staff: Client, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(owned, "EACH", 1)
    grace, _ = (make_contact(alice, trashed_at=NOW) for _ in range(2))
    assert "This can be done to 1 at once. Choose fewer." in act(staff, "restore", grace, select_across="1")
    act(staff, "restore", grace)
    assert list(alice.contacts.filter(trashed_at=None)) == [grace]


def test_people_are_put_off_together(staff: Client, alice: User) -> None:
    person = make_contact(alice, cadence="P1M")
    assert "Choose for how long" in act(staff, "put_off", person, days="")
    assert "Put off until" in act(staff, "put_off", person, days="7")
    person.refresh_from_db()
    assert person.snoozed_until is not None
    assert person.snoozed_until.astimezone(alice.zone).time() == time(9)
    assert LogEntry.objects.get().object_id == str(person.pk)


def test_whom_a_deleted_contact_introduced_is_no_lead(staff: Client, alice: User) -> None:
    introducer = make_contact(alice)
    lead = create_contact(alice, display_name="Noor Haddad", introducer=introducer)
    trash_contact(introducer, now=NOW)
    assert lead.next_step == "request"
    staff.post(f"/admin/contacts/contact/{introducer.pk}/delete/", {"post": "yes"})
    assert [(c.next_step, c.introducer) for c in alice.contacts.all()] == [("", None)]


def test_cadence_edited_in_the_list_sets_the_next_step(staff: Client, alice: User) -> None:
    contact = make_contact(alice)
    form = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1", "form-0-id": str(contact.pk), "_save": "Save"}
    staff.post("/admin/contacts/contact/", form | {"form-0-warmth": "warm", "form-0-cadence": "P2W"})
    contact.refresh_from_db()
    assert (contact.warmth, contact.cadence, contact.next_step) == ("warm", "P2W", "keep_in_touch")


def page_of(contact: Contact, *channels: tuple[str, str], **more: str) -> dict[str, str]:
    """The change page's form, with new channels."""
    form: dict[str, str] = {"display_name": str(contact)} | NO_PARTS
    form |= {"channels-TOTAL_FORMS": str(len(channels)), "channels-INITIAL_FORMS": "0"}
    for at, (kind, value) in enumerate(channels):
        form |= {f"channels-{at}-kind": kind, f"channels-{at}-value": value, f"channels-{at}-contact": str(contact.pk)}
    return form | more


def test_channels_are_kept_with_their_normal_form(staff: Client, alice: User) -> None:
    contact, introducer = make_contact(alice), make_contact(alice)
    form = page_of(contact, ("email", "A@Example.org"), ("email", "b@example.org"), introducer=str(introducer.pk))
    assert staff.post(f"/admin/contacts/contact/{contact.pk}/change/", form).status_code == 302
    assert list(Channel.objects.values_list("owner", "normal")) == [
        (alice.pk, "a@example.org"),
        (alice.pk, "b@example.org"),
    ]
    contact.refresh_from_db()
    assert contact.next_step == "request"


@pytest.mark.parametrize(
    ("channels", "message"),
    [
        ([("email", "a@example.org"), ("email", "A@example.org")], "Please correct the duplicate"),
        ([("linkedin", "https://www.linkedin.com/in/taken")], "already has this LinkedIn profile."),
        ([("linkedin", "https://example.org/")], "not the address of a LinkedIn profile"),
    ],
)
def test_channels_that_cannot_be_kept_are_said(
    staff: Client, alice: User, channels: list[tuple[str, str]], message: str
) -> None:
    contact, other = make_contact(alice), make_contact(alice)
    save_channels(other, kind="linkedin", entries=[Entry("https://www.linkedin.com/in/taken")])
    answer = staff.post(f"/admin/contacts/contact/{contact.pk}/change/", page_of(contact, *channels))
    text = answer.content.decode()
    assert (answer.status_code, message in text, "linkedin_once" in text) == (200, True, False)
    assert Channel.objects.count() == 1


def test_only_what_is_in_the_trash_is_deleted_for_good(staff: Client, alice: User) -> None:
    kept, gone = make_contact(alice), make_contact(alice)
    trash_contact(gone, now=NOW)
    urls = [f"/admin/contacts/contact/{contact.pk}/delete/" for contact in (kept, gone)]
    assert [staff.post(url, {"post": "yes"}).status_code for url in urls] == [403, 302]
    assert list(alice.contacts.all()) == [kept]


def test_last_touch_follows_what_is_deleted(staff: Client, alice: User) -> None:
    grace, wei = world(alice, "Grace Mbeki"), world(alice, "Wei Tanaka")
    entry = Interaction.objects.get(people=grace)
    staff.post(f"/admin/contacts/interaction/{entry.pk}/delete/", {"post": "yes"})
    row = InteractionPerson.objects.get(contact=wei)
    chosen = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
    staff.post("/admin/contacts/interactionperson/", chosen)
    assert list(alice.contacts.values_list("last_touch_at", flat=True)) == [None, None]


def test_no_admin_for_those_who_are_not_staff(bob_client: Client) -> None:
    urls = [f"/admin/contacts/{model}/" for model in MODELS]
    assert [bob_client.get(url)["Location"] for url in urls] == [f"/admin/login/?next={url}" for url in urls]


def test_whom_a_deleted_person_introduced_is_a_lead_no_more(staff: Client, alice: User) -> None:
    grace = create_contact(alice, display_name="Grace Mbeki")
    lead = create_contact(alice, display_name="Wei Tanaka", introducer=grace)
    assert lead.next_step == "request"
    trash_contact(grace, now=NOW)
    staff.post(f"/admin/contacts/contact/{grace.pk}/delete/", {"post": "yes"})
    lead.refresh_from_db()
    assert (lead.introducer, lead.next_step, alice.contacts.count()) == (None, "", 1)


EMPTY = dict.fromkeys(["given_name", "family_name", "role", "time_zone", "how_met", "warmth", "cadence", "notes"], "")


def test_nobody_introduces_themselves(staff: Client, alice: User) -> None:
    grace = make_contact(alice, "Grace Mbeki")
    said = EMPTY | NO_PARTS | {"display_name": "Grace", "organization": "", "introducer": grace.pk}
    answer = staff.post(f"/admin/contacts/contact/{grace.pk}/change/", said)
    grace.refresh_from_db()
    assert (answer.status_code, grace.introducer, grace.display_name) == (200, None, "Grace Mbeki")


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_no_entry_in_a_year_that_no_page_can_show(staff: Client, alice: User, day: str) -> None:
    said = {"kind": "note", "happened_at_0": day, "happened_at_1": "23:59", "title": "x", "body": ""}
    parts = {f"interactionperson_set-{count}_FORMS": 0 for count in ("TOTAL", "INITIAL")}
    answer = staff.post("/admin/contacts/interaction/add/", said | parts)
    assert (answer.status_code, alice.interactions.count()) == (200, 0)


FILTERS = ["stage__exact=%00", "q=%00", "stage__exact=nonsense", "p=99999999999999999999", "tags__id__exact=x"]
ODD = ["happened_at__year=9999&happened_at__month=12&happened_at__day=31", "kind__exact=%00", "o=99.-99.x"]


@pytest.mark.parametrize("address", [*(f"contact/?{f}" for f in FILTERS), *(f"interaction/?{f}" for f in ODD)])
def test_a_filter_that_makes_no_sense_is_no_fault(staff: Client, address: str) -> None:
    assert staff.get(f"/admin/contacts/{address}", follow=True).status_code == 200
