"""Files as tests bring them in: rows as our own JSON, and what came of them."""

from dataclasses import replace
from functools import partial

from accounts.models import User
from contacts.actions.imports import batches
from contacts.exporting.json_file import write_documents
from contacts.importing.rows import Address, Entry, Fact, Job, Row
from contacts.models import Import
from tests import tables
from tests.factories import NOW, make_picture

CALL = Entry(uid="call-1", kind="call", at="2026-01-05", title="About grids")
NOTE = Entry(uid="note-1", kind="note", at="2026-02-01T09:00:00+00:00", body="Likes tea.", is_touch=False)
FULL = Row(
    line=2,
    display_name="Jane Doe",
    uid="jane",
    given_name="Jane",
    birthday="--04-15",
    organization_name="Nordgrid",
    role="Lead analyst",
    past_jobs=(Job(organization="Ward 7", role="Nurse", started_on="2010-01-01", ended_on="2015-01-01"),),
    emails=("jane@example.org", "jane@work.example"),
    phones=("+46 70 174 06 05",),
    links=("https://www.linkedin.com/in/jane", "https://jane.example"),
    labels={"jane@work.example": "work"},
    preferred=frozenset({"jane@work.example"}),
    addresses=(Address(street="Storgatan 1", locality="Malmö", preferred=True),),
    introducer_uid="wei",
    cadence="P1M",
    favourite=True,
    tags=("alumni", "Energy"),
    paths=("Grids",),
    properties=(Fact(name="Shoe size", value="39", kind="number"), Fact(name="Mood", value="calm", kind="choice")),
    notes="From the fair.",
    photo=make_picture(),
    card_lines=(b"X-MOOD:calm", b"X-RAW:\xff"),
    entries=(CALL, NOTE),
)
WEI = Row(line=3, display_name="Wei Tanaka", uid="wei", entries=(CALL,), archived_at="2026-01-01T00:00:00+00:00")
ROWS = (
    FULL,
    replace(FULL, uid="", phones=("+46 70 1",), tags=("tea",), entries=()),
    Row(
        line=4,
        display_name="Noor Haddad",
        uid="noor",
        introducer_name="Jane Doe",
        emails=("noor@example.org",),
        tags=("Energy",),
    ),
    Row(line=5, display_name="Ada Lind", uid="ada", introducer_name="Nobody Known", emails=("ada@example.org",)),
    Row(
        line=6, display_name="Samuel Okafor", uid="sam", emails=("sam@example.org",), introducer_uid="jane", role="Cook"
    ),
    WEI,
)


def open_rows(owner: User, *rows: Row) -> Import:
    """An import of `rows`, read and ready."""
    return open_file(owner, b"".join(write_documents(rows)))


def open_file(owner: User, content: bytes) -> Import:
    """An import of a file, read and ready."""
    batch = batches.open_import(owner, content=content, file_name="people", now=NOW)
    while batches.continue_import(batch.pk, now=NOW):
        pass
    batch.refresh_from_db()
    assert batch.state == "ready", batch.trouble
    return batch


def run(batch: Import) -> Import:
    """Bring in what is clear, as workers do."""
    batches.allow_run(batch, now=NOW)
    while batches.continue_import(batch.pk, now=NOW):
        pass
    batch.refresh_from_db()
    return batch


def undo(batch: Import) -> Import:
    """Take it back, as workers do."""
    batches.allow_undo(batch, now=NOW)
    while batches.continue_import(batch.pk, now=NOW):
        pass
    batch.refresh_from_db()
    return batch


def bring(owner: User, *rows: Row) -> tuple[int, int, int, int]:
    """How many are new, updated, unchanged, to look at; the preview says the same as what comes of it."""
    batch = open_rows(owner, *rows)
    before = batch.rows.counts()
    after = run(batch).rows.counts()
    assert before == after
    new, updated, unchanged, review = (after.get(name, 0) for name in ("new", "update", "unchanged", "review"))
    return new, updated, unchanged, review


BESIDE = (
    *("contacts_import", "contacts_importfile", "contacts_importrow", "contacts_columnmatch"),
    *("contacts_duplicatescan", "contacts_duplicatepair"),
)

everything = partial(tables.everything, beside=BESIDE)
