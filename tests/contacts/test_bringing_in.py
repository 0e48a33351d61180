"""Rows become contacts once: matched by profile, then by address, never by name alone; nothing known is erased."""

import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from contacts.actions.bringing_in import BroughtIn, import_rows
from contacts.actions.people import trash_contact
from contacts.actions.reach import Entry, save_channels, save_links
from contacts.importing.files import read_file
from contacts.importing.refusing import NO_TABLE
from contacts.importing.rows import Row
from contacts.models import Contact, Interaction, Organization, OrganizationAlias
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
    how_met="Connected on LinkedIn, 12 Mar 2024",
    notes="From the fair.",
)


def bring(owner: User, *rows: Row) -> tuple[int, int, int, int]:
    """New, updated, unchanged, skipped."""
    counts = import_rows(owner, rows, now=NOW)
    return counts.new, counts.updated, counts.unchanged, counts.skipped


def test_a_row_becomes_a_contact_and_no_touch(alice: User) -> None:
    assert bring(alice, JANE) == (1, 0, 0, 0)
    jane = alice.contacts.get()
    assert (str(jane), jane.role, str(jane.organization), jane.how_met) == (
        "Jane Doe",
        "Analyst",
        "Nordgrid",
        JANE.how_met,
    )
    assert (jane.last_touch_at, jane.next_step, Interaction.objects.count()) == (None, "", 0)
    said = jane.written()
    assert (said["emails"], said["links"], said["tag_names"]) == (JANE.emails[0], JANE.links[0], "alumni")


@pytest.mark.parametrize("name", ["Connections.csv", "connections-german.csv", "people.vcf"])
def test_the_same_file_twice_changes_nothing(alice: User, bob: User, name: str) -> None:
    rows = read_file((FILES / name).read_bytes()).rows
    count = len(rows)
    assert (bring(bob, *rows), bring(alice, *rows), bring(alice, *rows)) == (
        (count, 0, 0, 0),
        (count, 0, 0, 0),
        (0, 0, count, 0),
    )
    assert (alice.contacts.count(), Interaction.objects.count()) == (count, 0)


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
    bring(alice, JANE)
    assert (Contact.objects.get(pk=by_profile.pk).role, Contact.objects.get(pk=by_address.pk).role) == ("Analyst", "")


def test_two_profiles_are_two_people_whatever_address_they_share(alice: User) -> None:
    twin = replace(JANE, display_name="June Doe", links=("https://www.linkedin.com/in/june",))
    assert [bring(alice, JANE, twin), bring(alice, JANE, twin)] == [(2, 0, 0, 0), (0, 0, 2, 0)]


def test_a_shared_mailbox_needs_the_name_too(alice: User) -> None:
    desk = Row(line=1, display_name="Wei Tanaka", emails=("info@example.org",))
    other = replace(desk, display_name="Noor Haddad")
    assert [bring(alice, desk, other), bring(alice, desk, other)] == [(2, 0, 0, 0), (0, 0, 2, 0)]


def test_without_profile_and_address_the_number_and_the_name_tell(alice: User) -> None:
    phone = Row(line=1, display_name="Wei Tanaka", phones=("+46 70 1",))
    house = replace(phone, display_name="Noor Haddad")
    assert [bring(alice, phone, house), bring(alice, phone, house)] == [(2, 0, 0, 0), (0, 0, 2, 0)]


def test_who_has_only_a_name_and_a_job_is_not_doubled_and_not_mixed_up(alice: User) -> None:
    plain = Row(line=1, display_name="Wei Tanaka", role="Nurse", organization_name="Ward 7")
    other = replace(plain, role="Baker")
    assert [bring(alice, plain, other), bring(alice, plain, other)] == [(2, 0, 0, 0), (0, 0, 2, 0)]


def test_one_person_twice_in_a_file_is_one_person(alice: User) -> None:
    assert bring(alice, JANE, replace(JANE, line=3, phones=("+46 70 1",))) == (1, 1, 0, 0)
    assert alice.contacts.count() == 1


def test_who_is_in_the_trash_stays_there(alice: User) -> None:
    bring(alice, JANE)
    trash_contact(alice.contacts.get(), now=NOW)
    assert bring(alice, replace(JANE, role="Lead")) == (0, 0, 0, 1)
    assert alice.contacts.trashed().get().role == "Analyst"


def test_what_is_too_long_is_cut_and_whole_in_the_notes(alice: User) -> None:
    long = replace(JANE, role="r" * 201, notes="", tags=("t" * 61,))
    assert [bring(alice, long), bring(alice, long)] == [(1, 0, 0, 0), (0, 0, 1, 0)]
    jane = alice.contacts.get()
    assert (jane.role, jane.notes) == ("r" * 199 + "…", "r" * 201 + "\n\n" + "t" * 61)


def test_many_rows_go_in_by_chunks(alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("contacts.actions.bringing_in.CHUNK", 2)
    rows = [Row(line=n, display_name=f"P {n}", emails=(f"p{n % 4}@example.org",)) for n in range(5)]
    assert import_rows(alice, rows, now=NOW) == BroughtIn(new=4, unchanged=1)


def run(*arguments: str) -> str:
    """What the command prints."""
    out = io.StringIO()
    call_command("import_contacts", *arguments, stdout=out, stderr=out)
    return out.getvalue()


def test_the_command_says_what_became_of_every_row(alice: User) -> None:
    arguments = (str(FILES / "Connections.csv"), "--owner", "ALICE@example.com", "--json")
    refused = {"line": 10, "reason": "It has 8 values for 7 columns."}
    said = {"format": "LinkedIn connections", "new": 4, "updated": 0, "unchanged": 0, "skipped": 1, "refused": 1}
    assert json.loads(run(*arguments)) == said | {"errors": [refused]}
    assert json.loads(run(*arguments)) == said | {"new": 0, "unchanged": 4, "errors": [refused]}
    assert run(*arguments[:3]).splitlines() == [
        "LinkedIn connections: 0 new, 0 updated, 4 unchanged, 1 skipped, 1 refused.",
        "line 10: It has 8 values for 7 columns.",
    ]


@pytest.mark.parametrize(
    ("file", "owner", "message"),
    [
        (str(FILES / "people.vcf"), "nobody@example.org", "Nobody signs in as nobody@example.org."),
        ("/nowhere/file.csv", "alice@example.com", "Cannot read /nowhere/file.csv: No such file or directory."),
        (__file__, "alice@example.com", f"{__file__}: {NO_TABLE}"),
    ],
)
def test_the_command_refuses_in_one_sentence(alice: User, file: str, owner: str, message: str) -> None:
    with pytest.raises(CommandError) as refused:
        run(file, "--owner", owner)
    assert str(refused.value) == message


def test_labels_come_along_and_the_numbers_of_the_users_country_are_one(alice: User) -> None:
    alice.region = "SE"
    alice.save()
    numbers = ("070-174 06 05", "08 123 45 67")
    row = replace(JANE, phones=numbers, labels={numbers[0]: "mobile"}, preferred=frozenset(numbers))
    assert bring(alice, row, replace(row, phones=("+46701740605",))) == (1, 0, 1, 0)
    jane = alice.contacts.get()
    phones = list(jane.channels.filter(kind="phone").values_list("normal", "label", "is_preferred"))
    assert (phones, jane.has_email) == ([("+46701740605", "mobile", True), ("+4681234567", "", False)], True)


def test_an_address_that_a_file_adds_is_known_on_the_contact(alice: User) -> None:
    bring(alice, replace(JANE, emails=()), JANE)
    assert alice.contacts.get().has_email


def test_an_employer_is_found_by_an_alias(alice: User, bob: User) -> None:
    for owner in (bob, alice):
        group = Organization.objects.create(owner=owner, name="Nordgrid Group")
        OrganizationAlias.objects.create(owner=owner, organization=group, name="nordgrid")
    bring(alice, JANE)
    assert [str(organization) for organization in alice.organizations.all()] == ["Nordgrid Group"]
    assert alice.contacts.get().organization == group


def test_a_number_stays_one_when_the_user_names_their_country(alice: User) -> None:
    row = replace(JANE, phones=("070-174 06 05",))
    bring(alice, row)
    alice.region = "SE"
    alice.save()
    assert (bring(alice, row), alice.contacts.get().channels.filter(kind="phone").count()) == ((0, 0, 1, 0), 1)


def test_the_parts_of_a_name_and_a_birthday_are_filled_in_once(alice: User) -> None:
    parts = {"name_prefix": "Dr.", "middle_name": "M.", "nickname": "JD", "birthday": "--04-15"}
    row = replace(JANE, name_prefix="Dr.", middle_name="M.", nickname="JD", birthday="--04-15")
    bring(alice, JANE, row, replace(JANE, birthday="1990-01-01"))
    jane = alice.contacts.get()
    assert ({name: getattr(jane, name) for name in parts}, str(jane)) == (parts, "Jane Doe")


def test_a_new_row_costs_two_statements_and_a_known_one_none(alice: User) -> None:
    def rows(count: int) -> list[Row]:
        return [
            Row(line=n, display_name=f"P{n}", emails=(f"p{n}@example.org",), phones=(f"+4670174{n:04}",))
            for n in range(count)
        ]

    asked = []
    for count in (1, 31, 31, 1):  # new, 30 of them new, all known, one known
        with CaptureQueriesContext(connection) as queries:
            bring(alice, *rows(count))
        asked.append(len(queries))
    _, more, known, one = asked
    assert (more - known, known - one) == (30 * 2, 0), asked
