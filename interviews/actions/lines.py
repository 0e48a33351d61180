"""Lines of notes: written, changed, put away and brought back, from any number of devices, and no word of them lost."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction

from interviews.actions.clock import elapsed, ended
from interviews.actions.history import lock
from interviews.models import Interview, NoteLine, PlannedQuestion


@dataclass(frozen=True)
class Written:
    """A line as it was typed; `version` is that of the text it began from, 0 for a new one.

    `said_at` and `second` are None where the page could not tell them.
    """

    key: UUID
    text: str
    tag: str = ""
    question: PlannedQuestion | None = None
    second: int | None = None
    said_at: datetime | None = None
    version: int = 0


@transaction.atomic
def write_line(interview: Interview, written: Written, *, now: datetime) -> NoteLine | None:
    """Keep what was written, and return the line that holds it; None where an empty text had no line.

    What comes twice is kept once. A text that began from an older one than the line has now overwrites nothing: it
    becomes a line beside it, under a key that follows from both. An emptied line is put away with the text it had.
    """
    lock(interview)
    line = interview.lines.filter(key=written.key).first()
    if line is None:
        return _first(interview, written, now=now) if written.text else None
    if written.version != line.version:
        return _beside(interview, line, written, now=now)
    if not written.text:
        return _put_away(line, at=now)
    return _change(line, written)


@transaction.atomic
def remove_line(interview: Interview, line: NoteLine, *, now: datetime) -> None:
    """Put a line away; what it said stays."""
    lock(interview)
    line.refresh_from_db()
    if line.removed_at is None:
        _put_away(line, at=now)


@transaction.atomic
def restore_line(interview: Interview, line: NoteLine) -> None:
    """Bring back a line that was put away."""
    lock(interview)
    line.refresh_from_db()
    if line.removed_at is not None:
        _put_away(line, at=None)


@transaction.atomic
def mark_asked(interview: Interview, question: PlannedQuestion, *, asked: bool, now: datetime) -> None:
    """Tick a question, or untick it; the first tick counts as when it was asked."""
    lock(interview)
    if asked:
        interview.questions.filter(pk=question.pk, asked_at=None).update(asked_at=now)
    else:
        interview.questions.filter(pk=question.pk).update(asked_at=None)


def _first(interview: Interview, written: Written, *, now: datetime) -> NoteLine:
    """A new line; one that answers a question says that it was asked."""
    said_at = min(written.said_at or now, now)
    if written.question is not None:
        mark_asked(interview, written.question, asked=True, now=said_at)
    over = ended(interview)
    runs = over is None or said_at <= over
    second = elapsed(interview, at=said_at) if written.second is None and runs else written.second
    return NoteLine.objects.create(
        owner_id=interview.owner_id,
        interview=interview,
        key=written.key,
        text=written.text,
        tag=written.tag,
        question=written.question,
        second=second,
        said_at=said_at,
    )


def _beside(interview: Interview, line: NoteLine, written: Written, *, now: datetime) -> NoteLine:
    """Every word of `written` stands in `line` already, or in a line beside it; so does what it was marked as.

    The first version of a line comes late only when it comes twice: what became of it is known. An emptied text takes
    nothing from what was written since, and a line that was put away holds nothing.
    """
    is_held = written.text in line.text
    if not written.text or (is_held and written.version == 0):
        return line
    if is_held and line.removed_at is None:
        if written.tag in ("", line.tag):
            return line
        if not line.tag:
            return _change(line, replace(written, text=line.text))
    key = uuid5(line.key, f"{written.tag} {written.text}")
    known = interview.lines.filter(key=key).first()
    if known is not None:
        return known
    mine = Written(key, written.text, written.tag, written.question, line.second, line.said_at)
    return _first(interview, mine, now=now)


def _change(line: NoteLine, written: Written) -> NoteLine:
    """The line says what was written; one that was put away and is written on comes back."""
    said = (line.text, line.tag, line.question_id)
    line.text, line.tag, line.question = written.text, written.tag, written.question
    if (line.text, line.tag, line.question_id) != said:
        line.removed_at = None
        _save(line)
    return line


def _put_away(line: NoteLine, *, at: datetime | None) -> NoteLine:
    line.removed_at = at
    _save(line)
    return line


def _save(line: NoteLine) -> None:
    line.version += 1
    line.save()
