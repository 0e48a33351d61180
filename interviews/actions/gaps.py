"""Questions to answer: written down, taken from those that come with the program, removed, brought back, answered."""

from collections.abc import Collection, Iterable, Mapping
from copy import copy
from datetime import datetime

from django.db import transaction

from accounts.models import User
from accounts.turns import Turn, wait_for_turn
from contacts.models import CareerPath
from interviews.actions.evidence import last_talk_about
from interviews.actions.refusals import GapError
from interviews.actions.restoring import remember_answers
from interviews.importing import builtin
from interviews.models import GapAnswer, InformationGap, Interview, Removal


def gaps_left(owner: User) -> list[builtin.Gap]:
    """Those of the program that the user has not, by key or by words."""
    there = owner.informationgaps.active().values_list("builtin", "text")
    taken = {word for key, text in there for word in (key, text.lower())}
    return [gap for gap in builtin.gaps() if not {gap.key, gap.text.lower()} & taken]


@transaction.atomic
def add_gap(owner: User, *, text: str, importance: str, kind: str = "", key: str = "") -> InformationGap:
    """One more; `key` is that of the built-in one it is. If it was removed before, it is back with its answers.

    One that is there already is left as it is: two windows may add it at once.
    """
    wait_for_turn(owner.pk, Turn.GAPS)
    if there := owner.informationgaps.active().reading(text).first():
        return there
    removed = owner.informationgaps.removed().reading(text).first()
    gap = removed or InformationGap(owner=owner, text=text, kind=kind)
    gap.trashed_at, gap.importance, gap.builtin = None, importance, key or gap.builtin
    gap.save()
    return gap


@transaction.atomic
def take_gaps(owner: User, *, keys: Iterable[str]) -> list[InformationGap]:
    """Those with these keys of what the program offers; the ones that are there already are left as they are."""
    wait_for_turn(owner.pk, Turn.GAPS)
    wanted = set(keys)
    return [
        add_gap(owner, text=gap.text, importance=gap.importance, kind=gap.kind, key=gap.key)
        for gap in gaps_left(owner)
        if gap.key in wanted
    ]


@transaction.atomic
def paste_gaps(owner: User, *, texts: Iterable[str], importance: str) -> list[InformationGap]:
    """Those of `texts` that are not among the user's questions yet, written down; in one go."""
    wait_for_turn(owner.pk, Turn.GAPS)
    there = set(owner.informationgaps.active().values_list("pk", flat=True))
    now_there = {gap.pk: gap for gap in (add_gap(owner, text=text, importance=importance) for text in texts)}
    return [gap for pk, gap in now_there.items() if pk not in there]


@transaction.atomic
def reword_gap(gap: InformationGap, *, columns: Collection[str]) -> None:
    """Write these columns of the gap. Raises GapError where another says the same meanwhile."""
    wait_for_turn(gap.owner_id, Turn.GAPS)
    if gap.owner.informationgaps.active().reading(gap.text).exclude(pk=gap.pk).exists():
        raise GapError(f"“{gap.text}” is among your questions already.")
    gap.save(update_fields=columns)


def remove_gap(gap: InformationGap, *, now: datetime) -> None:
    """Off every page, and kept with its answers; twice changes nothing."""
    gap.trashed_at = gap.trashed_at or now
    gap.save(update_fields=["trashed_at"])


@transaction.atomic
def restore_gap(gap: InformationGap) -> None:
    """Bring it back. Raises GapError where the same question was written down again since."""
    wait_for_turn(gap.owner_id, Turn.GAPS)
    if gap.trashed_at and gap.owner.informationgaps.active().reading(gap.text).exists():
        raise GapError(f"“{gap.text}” is among your questions already.")
    gap.trashed_at = None
    gap.save(update_fields=["trashed_at"])


@transaction.atomic
def answer_gap(
    gap: InformationGap,
    *,
    said: Mapping[CareerPath, tuple[str | None, str | None]],
    now: datetime,
    closed_by: Interview | None = None,
) -> Removal | None:
    """Keep for each path how far the gap is closed on it and what is known; None leaves it as it is.

    An open one without words needs no row. `closed_by` is the talk in which it is answered, else the last one that
    spoke of it. What Undo brings back; None where nothing has changed.
    """
    InformationGap.objects.select_for_update(no_key=True).get(pk=gap.pk)  # two windows may answer it at once
    rows = {row.path_id: row for row in gap.answers.all()}
    changes = []
    for path, (state, answer) in said.items():
        row = rows.get(path.pk) or GapAnswer(owner_id=gap.owner_id, gap=gap, path=path)
        was = copy(row)
        row.state, row.answer = state or row.state, row.answer if answer is None else answer
        is_said = bool(state) and (row.is_reopened or row.state != was.state)
        if is_said:
            _settle(row, path, closed_by)
        if is_said or row.answer != was.answer:
            row.save()
            was.pk = row.pk
            changes.append((was, row))
    return remember_answers(changes, now=now, interview=closed_by) if changes else None


def _settle(row: GapAnswer, path: CareerPath, closed_by: Interview | None) -> None:
    """By the user's word: an answered one names the talk that closed it."""
    is_closed = row.state == GapAnswer.State.ANSWERED
    row.closed_by = (closed_by or last_talk_about(row.gap, path)) if is_closed else None
    row.is_reopened = False
