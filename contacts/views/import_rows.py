"""The rows of an import as they are shown: what each says, whom it is about, what would change, what can be chosen."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from contacts.actions.reach import normal_form
from contacts.importing import normal
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
TO_COME |= {"refused": "Refused", "skip": "Skip"}
DONE = TO_COME | {"new": "Added", "update": "Updated"}
MOST_SHOWN = 4  # ways to reach somebody
FILLED = {
    "given_name": "given name",
    "family_name": "family name",
    "nickname": "nickname",
    "birthday": "birthday",
    "location": "location",
    "pronouns": "pronouns",
    "time_zone": "time zone",
    "how_met": "how you met",
    "cadence": "how often to keep in touch",
}
KINDS = {"emails": "email", "phones": "phone", "links": "link"}


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


def show_rows(rows: Iterable[Any], region: str) -> list[Shown]:
    """Each of `rows`, which `lean` has read; phone numbers without a country are those of `region`."""
    return [show_row(row, region) for row in rows]


def show_row(row: Any, region: str) -> Shown:
    """One of them."""
    said: dict[str, Any] = row.said or {}
    match = row.contact if row.done else row.match
    shown = Shown(row, match, job=job_of(said), words=words_of(row))
    shown.label, shown.chip = (DONE if row.done else TO_COME)[row.becomes], CHIPS.get(row.becomes, "")
    new = new_reach(said, match, region) if match and not row.done else set()
    values = [value for name in KINDS for value in reach_of(said, name)]
    shown.reach = [(value, value in new) for value in values[:MOST_SHOWN]]
    if not row.done:
        shown.options = options_of(row)
    if match:
        shown.match_job = match.job
        shown.match_reach = [channel.value for channel in known_reach(row, match)][:MOST_SHOWN]
        shown.is_new_job = not row.done and has_new_job(said, match)
        merges = not row.done and row.becomes in {"update", "review"}
        shown.changes = changes_of(row, said, match) if merges else ""
    return shown


def reach_of(said: dict[str, Any], name: str) -> list[str]:
    """The ways of one kind that a row says."""
    return [way["value"] for way in said.get(name, ())]


def known_reach(row: Any, match: Contact) -> list[Any]:
    """How to reach somebody whom the user has; of those who are brought in already the row says it."""
    return [] if row.done else list(match.channels.all())


def job_of(said: dict[str, Any]) -> str:
    """Role and organization, as Contact.job says them."""
    return ", ".join(filter(None, (said.get("role", ""), said.get("organization", ""))))


def new_reach(said: dict[str, Any], match: Contact, region: str) -> set[str]:
    """The addresses, numbers and links that the contact lacks."""
    there = {channel.normal for channel in match.channels.all()}
    found = set()
    for name, kind in KINDS.items():
        for value in reach_of(said, name):
            same = (kind == "link" and normal.linkedin_slug(value)) or normal_form(kind, value, region=region)
            if same and same not in there:
                found.add(value)
    return found


def has_new_job(said: dict[str, Any], match: Contact) -> bool:
    """Whether the row says of the person's work what is not known; what it does not say stays."""
    there = match.organization.name if match.organization else ""
    role, place = said.get("role") or match.role, said.get("organization") or there
    return (role.casefold(), place.casefold()) != (match.role.casefold(), there.casefold())


def changes_of(row: Any, said: dict[str, Any], match: Contact) -> str:
    """What merging writes besides what is marked, in words."""
    history = f"{match.job} goes to history. " if match.job and has_new_job(said, match) else ""
    adds = [words for name, words in FILLED.items() if said.get(name) and not getattr(match, name)]
    there = {tag.name.casefold() for tag in match.tags.all()}
    adds += [f"the tag “{name}”" for name in said.get("tags", ()) if name.casefold() not in there]
    if any(part not in match.notes for part in said.get("notes", "").split("\n\n")):
        adds.append("notes")
    if row.has_photo and not match.photo_digest:
        adds.append("a photo")
    return f"{history}Adds {', '.join(adds)}." if adds else history


def words_of(row: Any) -> str:
    """Why it is what it is."""
    why = str(row.get_why_display()) if row.why else ""
    if row.becomes == "review":
        return " ".join(filter(None, (f"{why[:1].upper()}{why[1:]}.", row.reason)))
    if row.reason or not why or row.becomes not in {"update", "unchanged"}:
        return str(row.reason)
    who = "" if row.match_id else "somebody further up in the file "
    return f"{who}because of the {why}"


def options_of(row: Any) -> list[tuple[str, str, bool]]:
    """What can be chosen: words, choice, and whether it is on."""
    on = row.choice or SUGGESTED.get(row.outcome, "")
    options = [(words, str(choice), choice == on) for words, choice in OPTIONS.get(row.outcome, ())]
    if row.outcome == Outcome.REVIEW and row.match and row.match.trashed_at:
        return options[1:]  # who is in the trash takes nothing
    if row.outcome == Outcome.UPDATE and row.match_id is None:  # only as suggested can it be with whom is not known yet
        options[0] = (options[0][0], "", row.choice == "")
    return options
