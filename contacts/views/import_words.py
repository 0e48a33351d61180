"""An import in words: what came of it."""

from datetime import datetime

from contacts.actions.bulk.words import people
from contacts.models import Import
from contacts.querysets.previewing import ADDED, AFTER, GONE, REFUSED, REVIEW, UNCHANGED, UPDATED, Counts, rows_in
from contacts.querysets.working import KEPT_FOR, UNDOABLE

State = Import.State


def counted(counts: Counts) -> str:
    """Such as "38 people added, 3 updated, 2 unchanged."; "" where nobody came in."""
    numbers = [ADDED.counted(counts), UPDATED.counted(counts), UNCHANGED.counted(counts)]
    said = [f"{people(numbers[0])} added"] if numbers[0] else []
    for number, words in zip(numbers[1:], ("updated", "unchanged"), strict=True):
        if number:
            said.append(f"{number:,} {words}" if said else f"{people(number)} {words}")
    return f"{', '.join(said)}." if said else ""


def rows(count: int) -> str:
    """Such as "1 row", "1,240 rows"."""
    return f"{count:,} {'row' if count == 1 else 'rows'}"


def told(batch: Import, counts: Counts) -> str:
    """What has come of an import that is over."""
    came = ADDED.counted(counts) + UPDATED.counted(counts)
    left = rows_in(counts)
    match batch.state:
        case State.UNDONE:
            return not_taken_back(came, GONE.counted(counts))
        case State.CANCELLED if batch.is_cut_short:
            return f"Stopped while the file was read, after {rows(batch.done)}. Nothing was saved."
        case State.CANCELLED if not came:
            return "Stopped before anybody was brought in. Nothing was saved."
        case State.CANCELLED:
            rest = f" {rows(left)} had not been begun." if left else ""
            return f"Stopped. {counted(counts)} They stay, unless you undo it.{rest}"
        case State.FAILED if not came:
            return "Nothing was saved."
        case State.FAILED:
            return f"{counted(counts)} They stay, unless you undo it."
    return " ".join(filter(None, (counted(counts) or "Nobody was added.", still_open(counts))))


def not_taken_back(stay: int, gone: int) -> str:
    """What an Undo has left of an import: people who stay, and rows whose people are `gone`."""
    said = [f"{people(stay)} {'stays' if stay == 1 else 'stay'}, because they were changed since."] if stay else []
    if gone:
        said.append(f"{people(gone)} {'is' if gone == 1 else 'are'} no longer there: merged or deleted since.")
    return f"{' '.join(said)} Everything else is as it was before." if said else "Everything is as it was before."


def still_open(counts: Counts) -> str:
    """What a finished import has left."""
    refused, review = REFUSED.counted(counts), REVIEW.counted(counts)
    said = f"{rows(refused)} can’t be read. " if refused else ""
    said += f"{review:,} {'needs' if review == 1 else 'need'} a look." if review else ""
    return said.strip()


def summary(batch: Import, counts: Counts) -> str:
    """One line about an import for the list of them."""
    if batch.state in {State.READY, State.MAPPING}:
        kinds = [(kind.counted(counts), kind.tally) for kind in AFTER]
        return f"{rows(rows_in(counts))} to bring in." if any(count for count, _ in kinds) else ""
    if batch.state == State.WAITING:
        return ""
    if batch.state == State.READING:
        return f"{batch.done:,} rows read."
    if batch.is_open:
        return f"{batch.done:,} of {batch.total:,} rows."
    return told(batch, counts)


def may_be_undone(batch: Import, counts: Counts, now: datetime) -> bool:
    """What Import.can_be_undone says of one that stands, without asking the database for each of many."""
    came = ADDED.counted(counts) + UPDATED.counted(counts)
    return bool(came and batch.state in UNDOABLE and batch.started_at and batch.started_at > now - KEPT_FOR)
