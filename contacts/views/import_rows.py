"""The rows of an import as they are shown: what each says, whom it is about, what would change, what can be chosen."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from contacts.actions.imports.telling import Told
from contacts.actions.jobs import JOB
from contacts.actions.progress import QUIET
from contacts.importing import normal
from contacts.importing.documents.document import REACH
from contacts.models import Contact, ImportRow

Outcome, Choice, Why = ImportRow.Outcome, ImportRow.Choice, ImportRow.Why
Option = tuple[str, str]  # words, choice
THREE: list[Option] = [("Merge", Choice.UPDATE), ("Keep both", Choice.ADD), ("Skip", Choice.SKIP)]
OPTIONS: dict[str, list[Option]] = {
    Outcome.NEW: [("Add", Choice.ADD), ("Skip", Choice.SKIP)],
    Outcome.UPDATE: THREE,
    Outcome.REVIEW: THREE,
    Outcome.UNCHANGED: [("Leave as it is", Choice.SUGGESTED), ("Keep both", Choice.ADD)],
}
SUGGESTED = {Outcome.NEW: Choice.ADD, Outcome.UPDATE: Choice.UPDATE}
CHIPS = {"new": "good", "update": "info", "review": "due", "refused": "late"}
TO_COME = {"new": "New", "update": "Updates", "review": "Needs a look", "unchanged": "Unchanged"}
TO_COME |= {"refused": "Refused", "skip": "Skipped"}
DONE = TO_COME | {"new": "Added", "update": "Updated"}
MOST_SHOWN = 4  # ways to reach somebody
MOST_NAMED = 5  # of a kind
# What of the columns that merging writes is said in other words than their own; what lists show is marked or not said.
COLUMNS = {
    "how_met": "how you met",
    "met_on": "when you met",
    "cadence": "how often to keep in touch",
    "job_started_on": "since when in this role",
    "is_favourite": "the mark as a favourite",
}
MARKED = {"role", "organization_id"}
LAST = {"notes": "notes", "photo_digest": "a photo"}
ROWS = {  # by the name of the model, one of them and more of them
    "contacttag": ("the tag “{}”", "tags"),
    "contactpath": ("the career path “{}”", "career paths"),
    "propertyvalue": ("the property “{}”", "properties"),
    "postaladdress": ("the address “{}”", "addresses"),
    "pastjob": ("the past job “{}”", "past jobs"),
    "interactionperson": ("the entry “{}”", "entries"),
    "channel": ("{}", "ways to reach them"),
    "otheruid": ("the file’s name for the card", "names of cards"),
    "cardlines": ("what only other programs read", ""),
}


@dataclass
class Shown:
    """A row for the page; `words` say why it is what it is, `changes` what merging would write."""

    row: ImportRow
    match: Contact | None
    job: str = ""
    is_new_job: bool = False
    reach: list[tuple[str, bool]] = field(default_factory=list)  # value, whether the contact lacks it
    match_job: str = ""
    match_reach: list[str] = field(default_factory=list)
    options: list[tuple[str, str, bool]] = field(default_factory=list)  # words, choice, whether it is on
    label: str = ""
    chip: str = ""
    words: str = ""
    changes: str = ""
    is_added: bool = False  # it became somebody new, who says nothing that the row does not


def show_rows(rows: Iterable[Any]) -> list[Shown]:
    """Each of `rows`, which `lean` has read."""
    return [show_row(row) for row in rows]


def show_row(row: Any) -> Shown:
    """One of them."""
    said: dict[str, Any] = row.said or {}
    match = row.contact if row.done else row.match
    shown = Shown(row, match, job=job_of(said), words=words_of(row))
    shown.label, shown.chip = (DONE if row.done else TO_COME)[row.becomes], CHIPS.get(row.becomes, "")
    merges = not row.done and row.becomes in {"update", "review", "unchanged"} and not (match and match.trashed_at)
    told: Told = (row.foreseen or {}) if merges else {}
    values, new = [way["value"] for name in REACH for way in said.get(name, ())], set(told.get("channel", ()))
    shown.reach = [(value, normal.clean(value) in new) for value in values[:MOST_SHOWN]]
    shown.is_new_job = not MARKED.isdisjoint(told.get("columns", ()))
    shown.changes = changes_of(told, marked={normal.clean(value) for value, _ in shown.reach})
    shown.is_added = row.done and row.becomes == "new"
    if not row.done:
        shown.options = options_of(row)
    if match:
        shown.match_job = match.job
        shown.match_reach = [channel.value for channel in known_reach(row, match)][:MOST_SHOWN]
    return shown


def known_reach(row: Any, match: Contact) -> list[Any]:
    """How to reach somebody whom the user has; of those who are brought in already the row says it."""
    return [] if row.done else list(match.channels.all())


def job_of(said: dict[str, Any]) -> str:
    """Role and organization, as Contact.job says them."""
    return ", ".join(filter(None, (said.get("role", ""), said.get("organization", ""))))


def changes_of(told: Told, *, marked: set[str]) -> str:
    """What merging writes besides what is marked, in words."""
    columns = told.get("columns", ())
    history = f"{told['left']} goes to history." if told.get("left") else ""
    hidden = (MARKED | QUIET | (set(JOB) if history else set())) - LAST.keys()
    adds = [words_of_column(name) for name in columns if name not in hidden and name not in LAST]
    adds += ["who introduced them"] if told.get("introducer") else []
    for name, (one, more) in ROWS.items():
        called = [value for value in told.get(name, ()) if name != "channel" or value not in marked]
        adds += [one.format(value) for value in called[:MOST_NAMED]]
        adds += [f"{len(called) - MOST_NAMED:,} more {more}"] if len(called) > MOST_NAMED else []
    adds += [words for name, words in LAST.items() if name in columns]
    stays = ", ".join(map(words_of_column, told.get("stays", ())))
    kept = f"Stays as it is, though the file says otherwise: {stays}." if stays else ""
    return " ".join(filter(None, (history, f"Adds {', '.join(adds)}." if adds else "", kept)))


def words_of_column(name: str) -> str:
    """What a column of a contact is called."""
    field: Any = Contact._meta.get_field(name)
    return COLUMNS.get(name) or str(field.verbose_name)


def words_of(row: Any) -> str:
    """Why it is what it is."""
    why = str(row.get_why_display()) if row.why else ""
    if row.becomes == "review":
        return " ".join(filter(None, (f"{why[:1].upper()}{why[1:]}.", row.reason)))
    if row.reason or not why or row.becomes not in {"update", "unchanged"}:
        return str(row.reason)
    who = "" if row.match_id else "somebody further up in the file "
    return f"{who}because of the {why}"


def all_chosen(count: int, *, of: str, choice: str, **_: Any) -> str:
    """What was chosen for all rows of a kind at once, such as "38 rows: Skip."."""
    words = {str(value): words for words, value in OPTIONS.get(of, ())}.get(choice, "As suggested")
    return f"{count:,} {'row' if count == 1 else 'rows'}: {words}."


def options_of(row: Any) -> list[tuple[str, str, bool]]:
    """What can be chosen: words, choice, and whether it is on."""
    on = row.choice or SUGGESTED.get(row.outcome, "")
    options = [(words, str(choice), choice == on) for words, choice in OPTIONS.get(row.outcome, ())]
    if row.outcome == Outcome.REVIEW and row.match and row.match.trashed_at:
        return options[1:]  # who is in the trash takes nothing
    if row.outcome == Outcome.UPDATE and row.match_id is None:  # only as suggested can it be with whom is not known yet
        options[0] = (options[0][0], "", row.choice == "")
    return options
