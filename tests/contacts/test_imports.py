"""Rows become contacts once: matched by uid, profile, address, never by a name alone; nothing known is erased."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from contacts.actions.imports import batches, running
from contacts.actions.imports.keys import keyed
from contacts.actions.imports.known import Known
from contacts.actions.people import trash_contact
from contacts.actions.reach import Entry, save_channels, save_links
from contacts.importing import rows
from contacts.importing.rows import Row
from contacts.models import Contact, Interaction, Organization, OrganizationAlias
from tests.contacts.bringing import bring, everything, open_rows, run
from tests.factories import NOW, make_contact

FILES = Path(__file__).parent / "files"
JANE = Row(
    line=2,
    display_name="Jane Doe",
    given_name="Jane",
    organization_name="Nordgrid",
    role="Analyst",
    emails=("jane@example.org",),
    links=("https://www.linkedin.com/in/jane",),
    tags=("alumni",),
    how_met="Connected on LinkedIn",
    notes="From the fair.",
)


def test_a_row_becomes_a_contact(alice: User) -> None:
    assert bring(alice, JANE) == (1, 0, 0, 0)
    jane = alice.contacts.get()
    assert (str(jane), jane.role, str(jane.organization), jane.how_met, jane.has_email) == (
        *("Jane Doe", "Analyst", "Nordgrid", JANE.how_met),
        True,
    )
    assert (jane.last_touch_at, jane.next_step, Interaction.objects.count()) == (None, "", 0)
    said = jane.written()
    assert (said["emails"], said["links"], said["tag_names"]) == (JANE.emails[0], JANE.links[0], "alumni")


@pytest.mark.parametrize("name", ["Connections.csv", "connections-german.csv", "people.vcf"])
def test_the_same_file_twice_changes_nothing(alice: User, bob: User, name: str) -> None:
    content, seen = (FILES / name).read_bytes(), []
    for owner in (bob, alice, alice):
        batch = batches.begin_import(owner, content=content, file_name=name, now=NOW)
        batches.run_import(batch, now=NOW)
        seen.append((batch.state, batch.rows.counts(), everything()))
    new, again = seen[1][1], seen[2][1]
    assert [state for state, *_ in seen] == ["done"] * 3
    assert new["new"] == again["unchanged"] == alice.contacts.count()
    assert seen[1][2] == seen[2][2]


def test_a_new_job_is_kept_with_the_old_one_on_the_timeline(alice: User) -> None:
    bring(alice, JANE)
    moved = replace(JANE, role="Lead analyst", organization_name="Caruna")
    assert [bring(alice, moved), bring(alice, moved)] == [(0, 1, 0, 0), (0, 0, 1, 0)]
    jane = alice.contacts.get()
    assert (jane.role, str(jane.organization), jane.last_touch_at) == ("Lead analyst", "Caruna", None)
    entry = Interaction.objects.get()
    assert (entry.kind, entry.title, entry.is_touch, list(entry.people.all())) == (
        "job",
        "New job: Lead analyst, Caruna (before: Analyst, Nordgrid)",
        False,
        [jane],
    )
    assert [(str(past), past.ended_on) for past in jane.past_jobs.all()] == [("Analyst, Nordgrid", None)]


def test_an_older_file_does_not_bring_a_job_back(alice: User) -> None:
    bring(alice, JANE)
    bring(alice, replace(JANE, organization_name="Caruna"))
    assert (bring(alice, JANE), str(alice.contacts.get().organization)) == ((0, 0, 1, 0), "Caruna")


def test_what_is_missing_is_filled_and_what_is_known_stays(alice: User) -> None:
    mine = make_contact(alice, "Jane (fair)", how_met="At the fair", notes="Tea.")
    save_channels(mine, kind="email", entries=[Entry("JANE@example.org")])
    assert bring(alice, JANE) == (0, 1, 0, 0)
    mine.refresh_from_db()
    assert (str(mine), mine.given_name, mine.role, mine.how_met) == ("Jane (fair)", "Jane", "Analyst", "At the fair")
    assert (mine.notes, mine.written()["links"]) == ("Tea.\n\nFrom the fair.", JANE.links[0])
    assert bring(alice, replace(JANE, role="", organization_name="", notes="")) == (0, 0, 1, 0)
    assert Interaction.objects.count() == 0


def test_a_name_alone_never_matches(alice: User) -> None:
    make_contact(alice, "Jane Doe")
    assert bring(alice, JANE) == (1, 0, 0, 0)


def test_the_profile_counts_before_the_address(alice: User) -> None:
    by_profile, by_address = make_contact(alice, "One"), make_contact(alice, "Two")
    save_links(by_profile, entries=map(Entry, JANE.links))
    save_channels(by_address, kind="email", entries=map(Entry, JANE.emails))
    batch = open_rows(alice, JANE)
    assert [(row.outcome, row.match) for row in batch.rows.all()] == [("review", by_profile)]
    batches.choose(batch.rows.all(), choice="update")
    run(batch)
    assert (Contact.objects.get(pk=by_profile.pk).role, Contact.objects.get(pk=by_address.pk).role) == ("Analyst", "")


def test_the_uid_counts_before_the_profile(alice: User) -> None:
    bring(alice, replace(JANE, uid="card-7"))
    other = replace(JANE, uid="card-7", display_name="Jane Roe", links=(), emails=("roe@example.org",))
    assert (bring(alice, other), alice.contacts.get().uid) == ((0, 1, 0, 0), "card-7")


def test_another_uid_of_the_same_person_is_kept_beside_the_first(alice: User) -> None:
    bring(alice, replace(JANE, uid="card-7"))
    named = [bring(alice, replace(JANE, uid="card-8", emails=emails)) for emails in (JANE.emails, ("j@example.net",))]
    assert named == [(0, 1, 0, 0), (0, 1, 0, 0)]
    assert [str(uid) for uid in alice.contacts.get().other_uids.all()] == ["card-8"]


def test_two_profiles_are_two_people_whatever_address_they_share(alice: User) -> None:
    twin = replace(JANE, display_name="June Doe", links=("https://www.linkedin.com/in/june",))
    assert [bring(alice, JANE, twin), bring(alice, JANE, twin)] == [(2, 0, 0, 0), (0, 0, 2, 0)]


def test_a_shared_mailbox_only_suggests(alice: User) -> None:
    desk = Row(line=1, display_name="Wei Tanaka", emails=("info@example.org",))
    other = replace(desk, display_name="Noor Haddad")
    assert [bring(alice, desk), bring(alice, desk, other)] == [(1, 0, 0, 0), (0, 0, 1, 1)]
    assert bring(
        alice, replace(desk, emails=("sales@example.org",)), replace(other, emails=("sales@example.org",))
    ) == (
        *(2, 0, 0),
        0,
    )


def test_name_and_organization_only_suggest(alice: User) -> None:
    make_contact(alice, "jane doe", organization=Organization.objects.create(owner=alice, name="NORDGRID"))
    batch = open_rows(alice, replace(JANE, links=(), emails=("new@example.org",)))
    row = batch.rows.get()
    assert (row.outcome, row.why, row.match) == ("review", "work", alice.contacts.get())
    assert (run(batch).state, alice.contacts.count(), batch.rows.undecided().count()) == ("ready", 1, 1)


def test_of_namesakes_only_who_works_there_is_read_and_suggested(alice: User) -> None:
    group, other = (Organization.objects.create(owner=alice, name=name) for name in ("Nordgrid Group", "Fjord"))
    OrganizationAlias.objects.create(owner=alice, organization=group, name="nordgrid")
    _, jane, _ = (make_contact(alice, "Jane Doe", organization=place) for place in (other, group, other))
    said = replace(JANE, links=(), emails=("new@example.org",))
    batch = open_rows(alice, said)
    assert batch.rows.get().match == jane
    known = Known(batch, now=NOW)
    known.load([keyed(said, "")])
    assert known.people.keys() == {jane.pk}


def test_of_the_timeline_only_what_the_file_tells_of_is_read(alice: User) -> None:
    known = Known(open_rows(alice, JANE), now=NOW)
    entries = tuple(rows.Entry(uid=f"linkedin:{n}", kind="message", at="2026-11-01") for n in range(120))
    with CaptureQueriesContext(connection) as said, connection.cursor() as cursor:
        known.load_entries([keyed(replace(JANE, entries=entries), "")])
        (asked,) = (one["sql"] for one in said.captured_queries if "contacts_interaction" in one["sql"])
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_bitmapscan = off")
        cursor.execute(f"EXPLAIN {asked}")
        assert "interaction_uid_once" in "".join(line for (line,) in cursor)


@pytest.mark.parametrize(("choice", "people"), [("add", 2), ("update", 1)])
def test_a_row_that_needed_a_look_is_brought_in_as_chosen(alice: User, choice: str, people: int) -> None:
    make_contact(alice, "Jane Doe", organization=Organization.objects.create(owner=alice, name="Nordgrid"))
    batch = open_rows(alice, replace(JANE, links=()), Row(line=3, display_name="Wei Tanaka"))
    assert run(batch).state == "done"
    batches.choose(batch.rows.undecided(), choice=choice)
    assert (run(batch).state, alice.contacts.filter(display_name="Jane Doe").count()) == ("done", people)
    assert alice.contacts.filter(role="Analyst").count() == 1


def test_what_is_skipped_is_left_out(alice: User) -> None:
    batch = open_rows(alice, JANE, Row(line=3, display_name="Wei Tanaka"))
    batches.choose(batch.rows.filter(number=1), choice="skip")
    run(batch)
    assert ([str(one) for one in alice.contacts.all()], batch.rows.counts()) == (["Wei Tanaka"], {"new": 1, "skip": 1})


def test_somebody_who_came_since_the_preview_is_not_doubled(alice: User) -> None:
    batch = open_rows(alice, JANE)
    save_links(make_contact(alice, "Jane"), entries=map(Entry, JANE.links))
    assert (run(batch).rows.get().outcome, alice.contacts.get().role) == ("update", "Analyst")


def test_without_profile_and_address_the_number_and_the_name_tell(alice: User) -> None:
    phone = Row(line=1, display_name="Wei Tanaka", phones=("+46 70 1",))
    house = replace(phone, display_name="Noor Haddad")
    assert [bring(alice, phone, house), bring(alice, phone, house)] == [(2, 0, 0, 0), (0, 0, 2, 0)]


def test_who_has_only_a_name_and_a_job_is_not_doubled_and_not_mixed_up(alice: User) -> None:
    plain = Row(line=1, display_name="Wei Tanaka", role="Nurse", organization_name="Ward 7", card_lines=(b"X-A:1",))
    other = replace(plain, role="Baker")
    assert [bring(alice, plain, other, plain), bring(alice, plain, other)] == [(2, 0, 1, 0), (0, 0, 2, 0)]


def test_one_person_twice_in_a_file_is_one_person(alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "CHUNK", 1)
    assert bring(alice, JANE, replace(JANE, phones=("+46 70 1",)), replace(JANE, phones=("+46 70 1",))) == (1, 1, 1, 0)
    assert alice.contacts.count() == 1


def test_who_is_in_the_trash_stays_there_and_needs_a_look(alice: User) -> None:
    bring(alice, JANE)
    trash_contact(alice.contacts.get(), now=NOW)
    before = everything()
    batch = open_rows(alice, replace(JANE, role="Lead"))
    batches.choose(batch.rows.all(), choice="update")
    row = run(batch).rows.get()
    assert (row.outcome, row.done, row.reason.partition(".")[0]) == ("review", False, "Is in the trash")
    assert everything() == before


def test_what_is_too_long_is_cut_and_whole_in_the_notes(alice: User) -> None:
    long = replace(JANE, role="r" * 201, notes="", tags=("t" * 61,))
    assert [bring(alice, long), bring(alice, long)] == [(1, 0, 0, 0), (0, 0, 1, 0)]
    jane = alice.contacts.get()
    assert (jane.role, jane.notes) == ("r" * 199 + "…", "r" * 201 + "\n\n" + "t" * 61)


def test_labels_come_along_and_the_numbers_of_the_users_country_are_one(alice: User) -> None:
    alice.region = "SE"
    alice.save()
    numbers = ("070-174 06 05", "08 123 45 67")
    row = replace(JANE, phones=numbers, labels={numbers[0]: "mobile"}, preferred=frozenset(numbers))
    assert bring(alice, row, replace(row, phones=("+46701740605",))) == (1, 0, 1, 0)
    phones = list(alice.contacts.get().channels.filter(kind="phone").values_list("normal", "label", "is_preferred"))
    assert phones == [("+46701740605", "mobile", True), ("+4681234567", "", False)]


def test_a_number_stays_one_when_the_user_names_their_country(alice: User) -> None:
    row = replace(JANE, phones=("070-174 06 05",))
    bring(alice, row)
    alice.region = "SE"
    alice.save()
    assert (bring(alice, row), alice.contacts.get().channels.filter(kind="phone").count()) == ((0, 0, 1, 0), 1)


def test_an_employer_is_found_by_an_alias(alice: User, bob: User) -> None:
    for owner in (bob, alice):
        group = Organization.objects.create(owner=owner, name="Nordgrid Group")
        OrganizationAlias.objects.create(owner=owner, organization=group, name="nordgrid")
    bring(alice, JANE)
    assert [str(organization) for organization in alice.organizations.all()] == ["Nordgrid Group"]
    assert alice.contacts.get().organization == group


def test_an_entry_of_several_people_is_one(alice: User) -> None:
    call = rows.Entry(uid="call-1", kind="call", at="2026-01-05", title="About grids")
    rest = Row(line=3, display_name="Wei Tanaka", uid="w", entries=(call,))
    both = (replace(JANE, entries=(call,)), rest)
    assert [bring(alice, *both), bring(alice, *both)] == [(2, 0, 0, 0), (0, 0, 2, 0)]
    entry = Interaction.objects.get()
    assert ({str(one) for one in entry.people.all()}, str(entry)) == ({"Jane Doe", "Wei Tanaka"}, "About grids")
    assert {one.last_touch_at for one in alice.contacts.all()} == {entry.happened_at}


def test_a_cadence_asks_for_the_next_step(alice: User) -> None:
    touched = rows.Entry(uid="m-1", kind="message", at="2026-01-31T09:00:00+00:00")
    bring(alice, replace(JANE, cadence="P1M", entries=(touched,)))
    jane = alice.contacts.get()
    due = jane.last_touch_at and jane.last_touch_at + timedelta(days=28)
    assert (jane.next_step, jane.next_step_due_at, jane.cadence_day) == ("keep_in_touch", due, 31)


def test_notes_are_the_same_only_line_by_line(alice: User) -> None:
    bring(alice, replace(JANE, notes="Not tea.\n\nRoom: 12\nFloor: 3"))
    assert bring(alice, replace(JANE, notes="tea\n\nRoom: 1\nFloor: 3")) == (0, 1, 0, 0)
    assert bring(alice, replace(JANE, notes="tea\n\nRoom: 1\nFloor: 3")) == (0, 0, 1, 0)
    assert alice.contacts.get().notes == "Not tea.\n\nRoom: 12\nFloor: 3\n\ntea\n\nRoom: 1"


def test_a_note_is_known_again_in_a_line_that_the_user_went_on_with(alice: User) -> None:
    said = "Met at the fair of the guild in May"
    bring(alice, replace(JANE, notes=said))
    alice.contacts.update(notes=f"{said}, and again in June.")
    assert bring(alice, replace(JANE, notes=said)) == (0, 0, 1, 0)


def test_notes_that_find_no_room_beside_those_that_are_there_are_cut_and_said_to_be(alice: User) -> None:
    make_contact(alice, "Jane Doe", notes="n" * 49_990)
    alice.contacts.update(uid="jane")
    batch = run(open_rows(alice, replace(JANE, uid="jane", notes="From the fair of the guild.")))
    assert (len(alice.contacts.get().notes), batch.rows.get().reason) == (
        50_000,
        "The notes were cut at 50,000 letters.",
    )
