"""What is asked in one talk: questions taken and written, put in order, starred, taken out."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from interviews.actions.bank import BankQuestion
from interviews.actions.history import lock
from interviews.actions.refusals import MoveError
from interviews.actions.restoring import remove
from interviews.actions.sameness import the_same
from interviews.actions.suggesting import Served
from interviews.models import Interview, PlannedQuestion, Removal
from interviews.models.preparing import Topic

PLACES = {topic: number for number, topic in enumerate(Topic.values)}
UNSAID_PLACE = PLACES[Topic.REFERRALS] - 0.5  # questions without a topic come before a talk's end


@transaction.atomic
def take_questions(interview: Interview, *, questions: Iterable[Served]) -> list[PlannedQuestion]:
    """Add questions of the bank that are not there yet, each behind the others on its topic."""
    lock(interview)
    there = list(interview.questions.all())
    taken: list[PlannedQuestion] = []
    for served in questions:
        gap_id = served.gap.pk if served.gap else None
        row = _of_bank(interview, served.question, gap_id=gap_id, is_must=served.is_must)
        if not the_same([*there, *taken], row):
            taken.append(row)
    _insert(interview, taken)
    return taken


@transaction.atomic
def add_question(interview: Interview, row: PlannedQuestion) -> PlannedQuestion:
    """Add a question in the user's words, behind the others on its topic; `row` is new and carries them.

    One that is there already, the same of the bank or with the same words, is left as it is and returned.
    """
    lock(interview)
    if there := the_same(interview.questions.all(), row):
        return there
    row.interview, row.owner_id = interview, interview.owner_id
    _insert(interview, [row])
    return row


@transaction.atomic
def place_question(row: PlannedQuestion, *, to: int) -> None:
    """Put a question at the place `to`, from 0, among those on its topic; beyond the last is the last."""
    lock(row.interview)
    groups = by_topic(row.interview.questions.all())
    group = groups[row.topic]
    moved = next(each for each in group if each.pk == row.pk)
    group.remove(moved)
    group.insert(to, moved)
    _number([each for rows in groups.values() for each in rows])


@transaction.atomic
def place_topic(interview: Interview, *, topic: str, to: int) -> bool:
    """Put all questions on `topic` at the place `to`, from 0, among the topics; beyond the last is the last.

    Whether it comes later now.
    """
    lock(interview)
    groups = by_topic(interview.questions.all())
    later = topic in groups and to > list(groups).index(topic)
    if topic in groups:
        order = [each for each in groups if each != topic]
        order.insert(to, topic)
        _number([row for each in order for row in groups[each]])
    return later


@transaction.atomic
def remove_question(row: PlannedQuestion, *, now: datetime) -> Removal:
    """Take a question out; what brings it back. Raises MoveError for one that was asked in the talk."""
    lock(row.interview)
    row.refresh_from_db()
    if row.asked_at or row.lines.exists():
        raise MoveError("This question was asked in the talk, so it stays.")
    return remove(row, now=now)


def by_topic(rows: Iterable[PlannedQuestion]) -> dict[str, list[PlannedQuestion]]:
    """Questions in the order in which they are asked, by topic; a topic stands where its first question does."""
    groups: dict[str, list[PlannedQuestion]] = {}
    for row in rows:
        groups.setdefault(row.topic, []).append(row)
    return groups


def _of_bank(interview: Interview, question: BankQuestion, *, gap_id: int | None, is_must: bool) -> PlannedQuestion:
    return PlannedQuestion(
        owner_id=interview.owner_id,
        interview=interview,
        text=question.text,
        topic=question.topic,
        minutes=question.minutes,
        is_must=is_must,
        source_id=question.pk,
        builtin=question.key,
        gap_id=gap_id,
    )


def _insert(interview: Interview, new: Sequence[PlannedQuestion]) -> None:
    """Save `new` behind the others on their topics; a topic that is new comes at its place in a talk."""
    groups = by_topic(interview.questions.all())
    order = list(groups)
    for row in new:
        if row.topic not in groups:
            later = (at for at, topic in enumerate(order) if _place(topic) > _place(row.topic))
            order.insert(next(later, len(order)), row.topic)
        groups.setdefault(row.topic, []).append(row)
    _number([row for topic in order for row in groups[topic]])
    PlannedQuestion.objects.bulk_create(new)


def _place(topic: str) -> float:
    return PLACES.get(topic, UNSAID_PLACE)


def _number(rows: Sequence[PlannedQuestion]) -> None:
    moved = []
    for position, row in enumerate(rows):
        if row.position != position:
            row.position = position
            moved.append(row)
    PlannedQuestion.objects.bulk_update([row for row in moved if row.pk], ["position"])
