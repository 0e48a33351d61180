"""Undo of a move: what it wrote is kept, so that every row is again as it was; a talk that it made goes."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.db.models import F, Q

from contacts.actions.freezing import Row, freeze, thaw
from contacts.models import Contact, Interaction, InteractionPerson
from interviews.actions.history import lock
from interviews.actions.moves import move
from interviews.actions.progress import refresh_contacts
from interviews.actions.refusals import MoveError
from interviews.actions.thanks import WORDS
from interviews.models import Interview, Interviewee, Move, Removal

KIND = "move"  # of what is kept
ENTRY = Interaction._meta.label
NOT_BACK = {"sequence", "updated_at"}  # of an interview: calendars must see that it changed (RFC 5545, 3.8.7.4)
PLANNED = {"outreach.Reminder", "outreach.FollowUp"}  # by the scan, from the talk's state alone
Rows = dict[str, dict[int, Row]]  # by model, by id


@contextmanager
def undoable(interview: Interview, *, now: datetime) -> Iterator[None]:
    """Keep for a day what is written inside, where that moves the interview on, so that `take_back` undoes it."""
    with transaction.atomic():
        lock(interview)
        came_from, was = interview.state, look(interview.people.values_list("pk", flat=True), interview)
        yield
        if interview.state != came_from:
            keep_move(interview, was, came_from=came_from, now=now)


def look(people: Collection[int], interview: Interview | None = None, was: Rows | None = None) -> Rows:
    """All rows that a move of `interview` may change, of its `people` too; those that stood there before (`was`)."""
    talks, label = [interview.pk] if interview else [], Interaction._meta.label
    entries = {*_entries(interview), *(was or {}).get(label, {})} if interview else set()
    wheres: dict[type[models.Model], Q] = {
        Interview: Q(pk__in=talks),
        Interviewee: Q(interview__in=talks),
        Contact: Q(pk__in=list(people)),
        Interaction: Q(pk__in=entries),
        InteractionPerson: Q(interaction__in=entries),
        Move: Q(interview__in=talks),
    }
    for model, column in _telling():
        where = Q(**{f"{column}__in": entries}) | wheres.get(model, Q(pk__in=[]))
        wheres[model] = where if was is None else Q(pk__in=list(was[model._meta.label]))
    return {model._meta.label: {row["id"]: row for row in freeze(model, where)} for model, where in wheres.items()}


def keep_move(interview: Interview, was: Rows, *, came_from: str, now: datetime, is_new: bool = False) -> None:
    """Keep what has become of the rows that were `was`; `is_new`: the interview was made for its move."""
    became = look(list(was[Contact._meta.label]), interview, was)
    changed, made, gone = [], [], []
    for label, rows in became.items():
        before = was.get(label, {})
        made += [[label, pk] for pk in rows if pk not in before]
        gone += [[label, row] for pk, row in before.items() if pk not in rows]
        pairs = ((pk, _changes(label, before[pk], row)) for pk, row in rows.items() if pk in before)
        changed += [[label, pk, columns] for pk, columns in pairs if columns]
    about = {"from": came_from, "to": interview.state, "last": _last(interview), "is_new": is_new}
    columns = about | {"changed": changed, "made": made, "gone": gone}
    Removal.objects.create(owner_id=interview.owner_id, interview=interview, kind=KIND, columns=columns, created_at=now)


@transaction.atomic
def take_back(interview: Interview, *, to: str, now: datetime, came_from: str = "") -> bool:
    """Bring `interview` back to the state `to`, from which it was moved to `came_from`; whether it is there still.

    As every row was before, where it was moved `undoable` and nothing came after; what else was changed since stays
    as it is. Twice is once. Raises MoveError where it has gone on since, or where that is not allowed.
    """
    lock(interview)
    if interview.state == to:
        return True
    if came_from and interview.state != came_from:
        raise MoveError("It has gone on since, so nothing was taken back.")
    kept = _kept(interview)
    said = kept.columns if kept else {}
    if kept is None or said["from"] != to or (said["is_new"] and _holds_more(interview)):
        move(interview, to=to, now=now)
        return True
    people = list(interview.people.all())
    kept.delete()
    is_whole = _restore(said)
    if said["is_new"]:
        interview.delete()
    else:
        interview.refresh_from_db()
        interview.sequence += 1
        interview.save()
    if not is_whole:
        refresh_contacts(people, now=now)
    return not said["is_new"]


def left_from(interview: Interview) -> str:
    """The state from which it came where it stands, to which Undo brings it back, however often that was said."""
    if kept := _kept(interview):
        return str(kept.columns["from"])
    last = interview.moves.exclude(from_state=F("to_state")).order_by("pk").last()
    return last.from_state if last else interview.state


def _kept(interview: Interview) -> Removal | None:
    """What was kept of its last move, unless something came after."""
    kept = Removal.objects.filter(interview=interview, kind=KIND).order_by("pk").last()
    stands = [interview.state, _last(interview)]
    return kept if kept and [kept.columns.get(name) for name in ("to", "last")] == stands else None


def _restore(said: dict[str, Any]) -> bool:
    """Take back what was written; False where some of it has become something else since, and stays."""
    is_whole = True
    Interaction.objects.filter(pk__in=[pk for label, pk in said["made"] if label == ENTRY]).delete()
    for label, row in said["gone"]:
        thaw(apps.get_model(label), [row])
    for label, pk, columns in said["changed"]:
        for row in freeze(apps.get_model(label), Q(pk=pk)):
            same = {name: was for name, (was, became) in columns.items() if row[name] == became}
            is_whole = is_whole and len(same) == len(columns)
            thaw(apps.get_model(label), [row | same])
    return is_whole


def _changes(label: str, was: Row, became: Row) -> dict[str, list[Any]]:
    left_out = NOT_BACK if label == Interview._meta.label else set()
    return {name: [was[name], value] for name, value in became.items() if value != was[name] and name not in left_out}


def _entries(interview: Interview) -> set[int]:
    """What the timeline tells of its moves, and of the thanks for it."""
    thanked = interview.interviewees.exclude(thanked_at=None).values_list("contact", "thanked_at")
    thanks = Q(pk__in=[])
    for contact, at in thanked:
        thanks |= Q(people=contact, kind=Interaction.Kind.MAIL, title=WORDS, happened_at=at)
    told = Q(pk__in=interview.moves.values("interaction"))
    return set(Interaction.objects.filter(told | thanks).values_list("pk", flat=True))


def _last(interview: Interview) -> int | None:
    return interview.moves.order_by("-pk").values_list("pk", flat=True).first()


@cache
def _telling() -> tuple[tuple[type[models.Model], str], ...]:
    """The models, with a column, that point at entries and stay where these go."""
    return tuple((model, name) for model, name, is_null in _pointing_at(Interaction) if is_null)


def _pointing_at(target: type[models.Model]) -> list[tuple[type[models.Model], str, bool]]:
    relations: Any = target._meta.get_fields(include_hidden=True)
    return [
        (relation.related_model, relation.field.name, relation.field.null)
        for relation in relations
        if relation.auto_created and (relation.one_to_many or relation.one_to_one)
    ]


def _holds_more(interview: Interview) -> bool:
    """Whether the user has put anything into the talk since it was made by its move."""
    if interview.day or interview.purpose or interview.notes:
        return True
    own = {Interviewee, Move, Removal}
    pointing = [(model, name) for model, name, _ in _pointing_at(Interview) if model not in own]
    return any(
        model._base_manager.filter(**{name: interview}).exists()
        for model, name in pointing
        if model._meta.label not in PLANNED
    )
