"""Undo puts everything back byte for byte; what was changed since stays, and is named."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.models import User
from contacts.actions.imports import batches, running, undoing
from contacts.actions.merging.merge import merge_contacts
from contacts.actions.merging.part import part_contacts
from contacts.actions.people import set_tags, trash_contact
from contacts.actions.reach import Entry, save_channels, save_links
from contacts.actions.timeline import log_interaction
from contacts.importing.rows import Row
from contacts.models import CardLines, Contact, CustomProperty, Import, Interaction, Organization, PastJob, Tag
from contacts.views.import_words import told
from tests.contacts.bringing import FULL, ROWS, WEI, everything, open_rows, run, undo
from tests.factories import NOW, make_contact, make_interview


@pytest.fixture
def account(alice: User, bob: User) -> dict[str, Contact]:
    """People of whom some will be in the file."""
    energy = Tag.objects.create(owner=alice, name="energy")
    jane = make_contact(alice, "Jane D.", role="Analyst", notes="Tea.", cadence="P3M")
    jane.organization = Organization.objects.create(owner=alice, name="Caruna")
    jane.save()
    save_channels(jane, kind="email", entries=[Entry("JANE@example.org", "", True)])
    set_tags(jane, names=[energy.name])
    log_interaction(alice, kind="call", people=[jane], happened_at=NOW - timedelta(days=400))
    CardLines.objects.create(owner=alice, contact=jane, content=b"X-OLD:1")
    sam = make_contact(alice, "Samuel Okafor")
    save_channels(sam, kind="email", entries=[Entry("sam@example.org")])
    make_interview(alice, [sam])
    make_contact(bob, "Jane Doe", notes="Bob's")
    return {"jane": jane, "sam": sam}


@pytest.mark.parametrize("chunk", [1, 2, 500])
def test_an_import_of_everything_is_undone_byte_for_byte(
    alice: User, account: dict[str, Contact], monkeypatch: pytest.MonkeyPatch, chunk: int
) -> None:
    monkeypatch.setattr(running, "CHUNK", chunk)
    monkeypatch.setattr(undoing, "CHUNK", chunk)
    before = everything()
    batch = run(open_rows(alice, *ROWS))
    after = everything()
    jane = alice.contacts.get(pk=account["jane"].pk)
    assert batch.rows.counts() == {"new": 3, "update": 3}
    assert (str(jane.introducer), jane.role, str(jane.organization), jane.next_step) == (
        *("Wei Tanaka", "Lead analyst", "Nordgrid"),
        "keep_in_touch" if jane.cadence else "",
    )
    undo(batch)
    assert (batch.state, [(row.name, row.reason) for row in batch.rows.kept()]) == ("undone", [])
    assert told(batch, batch.rows.counts_by_done()) == "Everything is as it was before."
    assert everything() == before
    assert before != after


def test_the_file_again_after_undo_comes_to_the_same_as_the_first_time(
    alice: User, account: dict[str, Contact]
) -> None:
    first = run(open_rows(alice, *ROWS)).rows.counts()
    undo(Import.objects.get())
    assert run(open_rows(alice, *ROWS)).rows.counts() == first


def test_the_whole_file_twice_changes_nothing(alice: User, account: dict[str, Contact]) -> None:
    run(open_rows(alice, *ROWS))
    before = everything()
    assert run(open_rows(alice, *ROWS)).rows.counts() == {"unchanged": 6}
    assert everything() == before


def test_somebody_new_who_was_changed_since_stays_whole(alice: User) -> None:
    batch = run(open_rows(alice, *ROWS))
    people = {str(one): one for one in alice.contacts.all()}
    make_interview(alice, [people["Noor Haddad"]])
    save_links(people["Ada Lind"], entries=[Entry("https://ada.example")])
    trash_contact(people["Samuel Okafor"], now=NOW)
    undo(batch)
    kept = [(name, undoing.KEPT) for name in ("Noor Haddad", "Ada Lind", "Samuel Okafor")]
    kept.insert(0, ("Jane Doe", undoing.INTRODUCED))
    assert [(row.name, row.reason) for row in batch.rows.kept()] == kept
    assert [str(one) for one in alice.contacts.order_by("pk")] == [name for name, _ in kept]


def test_an_entry_that_was_changed_since_keeps_whoever_it_came_with(alice: User) -> None:
    batch = run(open_rows(alice, FULL, WEI))
    Interaction.objects.filter(uid="note-1").update(body="Likes coffee.")
    undo(batch)
    assert ([str(one) for one in alice.contacts.all()], [str(row.name) for row in batch.rows.kept()]) == (
        ["Jane Doe"],
        ["Jane Doe"],
    )
    assert {entry.body for entry in Interaction.objects.all()} == {"", "Likes coffee."}


def test_of_somebody_who_was_there_what_the_user_wrote_stays_and_the_rest_goes_back(
    alice: User, account: dict[str, Contact]
) -> None:
    batch = run(open_rows(alice, *ROWS))
    jane = alice.contacts.get(pk=account["jane"].pk)
    jane.notes, jane.birthday = "My own words.", "1990-04-15"
    jane.save()
    set_tags(jane, names=["energy", "alumni", "mine"])
    touch = log_interaction(alice, kind="call", people=[jane], happened_at=NOW)
    undo(batch)
    jane.refresh_from_db()
    said = (jane.notes, jane.birthday, jane.job, jane.written()["emails"], jane.has_email, jane.last_touch_at)
    assert said == ("My own words.", "1990-04-15", "Analyst, Caruna", "JANE@example.org", True, touch.happened_at)
    assert {tag.name for tag in jane.tags.all()} == {"energy", "mine"}
    assert [row.reason for row in batch.rows.kept()] == ["Changed since the import, and kept: notes, birthday."]
    assert not PastJob.objects.exists()


def test_a_job_is_kept_or_put_back_as_a_whole(alice: User, account: dict[str, Contact]) -> None:
    batch = run(open_rows(alice, FULL, WEI))
    Contact.objects.filter(pk=account["jane"].pk).update(role="Chief")
    undo(batch)
    jane = alice.contacts.get(pk=account["jane"].pk)
    assert (jane.role, str(jane.organization)) == ("Chief", "Nordgrid")
    assert "role, organization" in batch.rows.kept().get().reason


def test_what_came_with_it_stays_where_somebody_needs_it(alice: User) -> None:
    batch = run(open_rows(alice, FULL, WEI))
    make_contact(alice, "Other", organization=Organization.objects.get(name="Nordgrid"))
    set_tags(make_contact(alice, "Another"), names=["alumni"])
    CustomProperty.objects.filter(name="Mood").update(choices=["calm", "wild"])
    undo(batch)
    found: list[Any] = [*alice.organizations.all(), *alice.tags.all(), *alice.properties.all()]
    assert sorted(map(str, found)) == ["Mood", "Nordgrid", "alumni"]
    assert [row.reason for row in batch.rows.kept()] == ["Changed since, and kept: Mood."]


def test_whoever_introduced_somebody_since_stays(alice: User) -> None:
    batch = run(open_rows(alice, *ROWS))
    other = make_contact(alice, "Other", introducer=alice.contacts.get(display_name="Ada Lind"))
    undo(batch)
    assert [str(one) for one in alice.contacts.order_by("pk")] == ["Ada Lind", str(other)]


LATER = replace(
    FULL, introducer_uid="", emails=("jane@example.org", "j@new.example"), tags=("tea",), nickname="J", notes="Later."
)


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize("is_there", [False, True])
def test_who_was_kept_because_of_a_later_import_goes_when_that_one_is_undone(
    alice: User, alice_client: Client, is_there: bool
) -> None:
    if is_there:
        run(open_rows(alice, replace(LATER, notes="", role="", emails=(), tags=(), nickname="")))
    before = everything()
    first, later = run(open_rows(alice, replace(FULL, introducer_uid=""), WEI)), run(open_rows(alice, LATER))
    page = reverse("contacts:import_batch", args=[first.pk])
    undo(first)
    assert [row.name for row in first.rows.kept()] == ["Jane Doe"]
    undo(later)
    assert ("Undo what was kept" in alice_client.get(page).content.decode(), everything() == before) == (True, False)
    undo(first)
    assert (first.state, first.rows.kept().count(), everything() == before) == ("undone", 0, True)
    assert "Undo what was kept" not in alice_client.get(page).content.decode()


def test_who_was_merged_when_the_import_was_undone_goes_when_the_merge_is_undone(alice: User) -> None:
    other = make_contact(alice, "Jane D.")
    before = everything()
    batch = run(open_rows(alice, FULL, WEI))
    merge = merge_contacts(other, gone=alice.contacts.get(uid="jane"), now=NOW)
    assert [row.reason for row in undo(batch).rows.kept()] == [undoing.GONE, undoing.INTRODUCED]
    part_contacts(merge, now=NOW)
    undo(batch)
    left = everything()
    assert (batch.rows.kept().count(), {name for name in left if left[name] != before[name]}) == (
        *(0, {"contacts_contactmerge"}),
    )


def test_what_the_user_has_changed_stays_each_time(alice: User, account: dict[str, Contact]) -> None:
    batch = run(open_rows(alice, *ROWS))
    Contact.objects.filter(pk=account["jane"].pk).update(notes="My own words.")
    Contact.objects.filter(uid="noor").update(notes="My own words.")
    said = [[(row.name, row.reason) for row in undo(batch).rows.kept()] for _ in range(3)]
    assert (said[0], len(said[0])) == (said[2], 2)
    assert (said[1], alice.contacts.filter(notes="My own words.").count()) == (said[0], 2)


def test_what_came_first_with_an_import_and_was_needed_by_a_later_one_goes_with_that(alice: User) -> None:
    before = everything()
    first = run(open_rows(alice, Row(line=1, display_name="Ada", tags=("tea",), organization_name="Nordgrid")))
    later = run(open_rows(alice, Row(line=1, display_name="Bo", tags=("tea",), organization_name="Nordgrid")))
    undo(first)
    assert (alice.tags.count(), alice.organizations.count(), first.rows.kept().count()) == (1, 1, 0)
    undo(later)
    assert everything() == before


def test_what_a_merge_would_bring_back_is_still_needed(alice: User) -> None:
    batch = run(open_rows(alice, replace(FULL, introducer_uid="")))
    mine = make_contact(alice, "Wei", organization=Organization.objects.get(name="Nordgrid"), role="Cook")
    merge = merge_contacts(make_contact(alice, "Wei T.", role="Cook", organization=None), gone=mine, now=NOW)
    alice.contacts.update(organization=None)
    undo(batch)
    part_contacts(merge, now=NOW)
    assert alice.contacts.get(pk=mine.pk).job == "Cook, Nordgrid"


def test_after_30_days_nothing_is_undone(alice: User) -> None:
    batch = run(open_rows(alice, FULL))
    late = NOW + timedelta(days=31)
    assert (batches.undo_import(batch, now=late).state, alice.contacts.count()) == ("done", 1)
    batches.forget_imports(now=late)
    assert (Import.objects.exists(), alice.contacts.count()) == (False, 1)


def test_who_was_deleted_since_is_named(alice: User, account: dict[str, Contact]) -> None:
    batch = run(open_rows(alice, FULL, WEI))
    alice.contacts.filter(pk=account["jane"].pk).delete()
    undo(batch)
    assert [(row.name, row.reason) for row in batch.rows.kept()] == [("Jane Doe", undoing.GONE)]


def test_two_things_of_one_number_are_not_taken_for_one(alice: User) -> None:
    for table in (Tag, Organization):  # a table counts for itself, so that two rows may have the same number
        with connection.cursor() as cursor:
            cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), 700000)", [table._meta.db_table])
    batch = run(open_rows(alice, Row(line=1, display_name="Jane Doe", tags=("energy",), organization_name="Nordgrid")))
    assert alice.tags.get().pk == alice.organizations.get().pk
    alice.tags.update(name="power")
    undo(batch)
    found = [str(one) for one in (*alice.tags.all(), *alice.organizations.all())]
    assert (found, [row.reason for row in batch.rows.kept()]) == (["power"], ["Changed since, and kept: power."])


def test_what_came_in_with_a_remark_is_taken_back_too(alice: User) -> None:
    batch = run(open_rows(alice, replace(FULL, notes="n" * 50_001), replace(WEI, photo=b"no picture")))
    assert [bool(row.reason) for row in batch.rows.order_by("number")] == [True, True]
    undo(batch)
    assert (batch.rows.kept().count(), alice.contacts.count()) == (0, 0)


SAYS_WHO = replace(WEI, uid="", display_name="Jane Doe", emails=("jane@example.org",), archived_at="", entries=())


def test_who_introduced_somebody_alone_is_a_change_that_is_foreseen_and_undone(alice: User) -> None:
    run(open_rows(alice, replace(SAYS_WHO, introducer_name=""), WEI))
    before, said = everything(), replace(SAYS_WHO, introducer_name="Wei Tanaka")
    batch = open_rows(alice, said)
    assert (batch.rows.get().outcome, batch.rows.get().foreseen) == ("update", {"introducer": True})
    run(batch)
    assert (batch.rows.counts(), str(alice.contacts.get(display_name="Jane Doe").introducer)) == (
        *({"update": 1}, "Wei Tanaka"),
    )
    assert open_rows(alice, said).rows.counts() == {"unchanged": 1}
    undo(batch)
    assert (batch.state, batch.done, batch.rows.kept().count(), everything() == before) == ("undone", 1, 0, True)


def test_of_who_introduced_somebody_alone_what_was_changed_since_stays(alice: User) -> None:
    run(open_rows(alice, replace(SAYS_WHO, introducer_name=""), WEI))
    batch = run(open_rows(alice, replace(SAYS_WHO, introducer_name="Wei Tanaka")))
    jane = alice.contacts.get(display_name="Jane Doe")
    assert jane.next_step == "request"
    log_interaction(alice, kind="call", people=[jane], happened_at=NOW)
    undo(batch)
    jane.refresh_from_db()
    assert (jane.introducer, jane.next_step, batch.rows.kept().get().reason) == (
        *(None, "", "Changed since the import, and kept."),
    )
    assert batch.rows.kept().get().contact == jane


def test_a_file_of_which_somebody_is_in_is_not_read_again_so_that_they_can_be_taken_back(alice: User) -> None:
    batch = open_rows(alice, *ROWS)
    running.bring_rows(batch, list(batch.rows.filter(number=6)), now=NOW)
    Import.objects.update(state="failed", started_at=NOW)
    assert batches.read_again(batch, now=NOW).state == "failed"
    undo(Import.objects.get())
    assert (alice.contacts.count(), Import.objects.get().state) == (0, "undone")
