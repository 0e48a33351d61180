"""Deleting a path, or making it a part of another: what was learned stays; what happens is named before; Undo."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.db import models, transaction

from accounts.words import counted, in_a_row
from contacts.models import CareerPath, ContactPath, SavedView
from interviews.actions.deeds import Deed
from interviews.actions.refusals import MoveError
from interviews.models import GapAnswer, InterviewPath, Removal, Score

# Of these a path has one each: for a person, a talk, a question to answer, a criterion.
ONE_EACH: dict[type[models.Model], str] = {
    ContactPath: "contact",
    InterviewPath: "interview",
    GapAnswer: "gap",
    Score: "criterion",
}


def said_of_path(path: CareerPath) -> str:
    """What stays, what loses the path and what goes when it is deleted, in numbers."""
    owner = path.owner
    learned = owner.takeaways.filter(path=path).count()
    stay = f"{counted(learned, 'thing')} learned {'stays' if learned == 1 else 'stay'}, on no path." if learned else ""
    people, talks = owner.contactpaths.filter(path=path).count(), owner.interviewpaths.filter(path=path).count()
    losing = in_a_row(_told((people, "person", "people"), (talks, "talk", "")))
    going = in_a_row(_going(path))
    lose = f"{losing} {'loses' if people + talks == 1 else 'lose'} it" if losing else ""
    go = f"{going} {'goes' if going.startswith('1 ') and ' and ' not in going else 'go'}" if going else ""
    rest = "; ".join(filter(None, [lose, go]))
    return " ".join(filter(None, [stay, f"{rest}." if rest else ""])) or "Nothing hangs on it."


def said_of_merge(path: CareerPath) -> str:
    """What comes to the path that stays when this one becomes a part of it, in numbers."""
    owner = path.owner
    parts = _told(
        (owner.takeaways.filter(path=path).count(), "thing learned", "things learned"),
        (owner.contactpaths.filter(path=path).count(), "person", "people"),
        (owner.interviewpaths.filter(path=path).count(), "talk", ""),
    )
    return in_a_row([*parts, *_going(path)])


@transaction.atomic
def delete_path(path: CareerPath, *, now: datetime) -> Removal:
    """Delete the path; what Undo needs. What was learned stays, on no path."""
    CareerPath.objects.select_for_update().get(pk=path.pk)
    deed, pk = Deed(), path.pk
    deed.delete(path)
    return deed.keep(path, pk, now=now)


@transaction.atomic
def merge_paths(kept: CareerPath, *, gone: CareerPath, now: datetime) -> Removal:
    """Make `gone` a part of `kept`, both of one owner; what Undo needs, which brings both back.

    Where both have a score or say how far a question is answered, that of `kept` counts; words come below its own.
    Raises MoveError where together they are too long.
    """
    both = CareerPath.objects.select_for_update().filter(pk__in=[kept.pk, gone.pk])
    paths = {path.pk: path for path in both.order_by("pk")}
    deed, pk = Deed(), gone.pk
    _join(deed, paths[kept.pk], paths[pk])
    for model, column in _pointing():
        rows = model._base_manager.filter(**{column: pk})
        if model in ONE_EACH:
            there = model._base_manager.filter(**{column: kept.pk}).values(ONE_EACH[model])
            rows = rows.exclude(**{f"{ONE_EACH[model]}__in": there})
        deed.change(rows, column, kept.pk)
    for view in SavedView.objects.select_for_update().filter(owner=kept.owner_id, query__contains=f"path={pk}"):
        said = [
            (key, str(kept.pk) if (key, text) == ("path", str(pk)) else text) for key, text in parse_qsl(view.query)
        ]
        deed.change(SavedView.objects.filter(pk=view.pk), "query", urlencode(said))
    deed.delete(gone)
    return deed.keep(gone, pk, now=now)


def _join(deed: Deed, kept: CareerPath, gone: CareerPath) -> None:
    """Bring to `kept` what `gone` says in words, and who has left it, where both say something."""
    mine = CareerPath.objects.filter(pk=kept.pk)
    for name in ("draws", "worries"):
        deed.change(mine, name, _below(kept, name, getattr(gone, name), of=str(kept)))
    deed.change(mine, "small_test", kept.small_test or gone.small_test)
    answers = {row.gap_id: row.answer for row in GapAnswer.objects.filter(path=gone)}
    for row in GapAnswer.objects.filter(path=kept, gap__in=answers).select_related("gap"):
        text = _below(row, "answer", answers[row.gap_id], of=str(row.gap))
        deed.change(GapAnswer.objects.filter(pk=row.pk), "answer", text)
    left = ContactPath.objects.filter(path=gone, has_left=True).values("contact")
    deed.change(ContactPath.objects.filter(path=kept, has_left=False, contact__in=left), "has_left", True)


def _below(row: models.Model, name: str, text: str, *, of: str) -> str:
    """What the column says, with `text` on a new line unless it is the same."""
    field: Any = row._meta.get_field(name)
    mine, longest = getattr(row, name), field.max_length
    both = "\n".join(dict.fromkeys(filter(None, [mine, text])))
    if longest and len(both) > longest:
        raise MoveError(f"What both say is too long for one, make it shorter first: {of}")
    return both


def _pointing() -> Iterator[tuple[type[models.Model], str]]:
    """Every column that points at a path, found by walking the relations."""
    relations: Iterable[Any] = CareerPath._meta.get_fields(include_hidden=True)
    for relation in relations:
        if relation.auto_created and relation.one_to_many:
            yield relation.related_model, relation.field.attname


def _going(path: CareerPath) -> list[str]:
    owner = path.owner
    return _told(
        (owner.gapanswers.filter(path=path).count(), "answer", ""),
        (owner.scores.filter(path=path).count(), "score", ""),
        (owner.ownanswers.filter(path=path).count(), "answer of your own", "answers of your own"),
        (owner.changes_of_mind.filter(path=path).count(), "diary entry", "diary entries"),
    )


def _told(*counts: tuple[int, str, str]) -> list[str]:
    return [counted(*one) for one in counts if one[0]]
