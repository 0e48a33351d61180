"""What hangs on a person goes over to another: every row of every table that points at them, found by its relations.

What was done is written down as JSON by table: `moved` and `touched` are pairs of a frozen row and what was changed of
it, `dropped` the rows that both had, or of which there can be one, as they were.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, models, transaction
from django.db.models import Q

from contacts.actions.freezing import Link, Row, freeze, thaw
from contacts.models import BulkPerson, CardLines, Contact, ImportRow, Undo

Change = list[Row]  # a row as it was, and the columns that are others now
# Steps that were done with the one who goes, and that only that person's own row can be taken back by.
LEFT_BEHIND = {(BulkPerson, "contact_id"), (Undo, "contact_id")}
SET_ASIDE = {(ImportRow, "contact_id")}
Wins = Callable[[type[models.Model], Row], bool]


@dataclass
class Handed:
    """What became of the rows of one table that pointed at the one who went by one column."""

    model: type[models.Model]
    column: str
    moved: list[Change] = field(default_factory=list)
    touched: list[Change] = field(default_factory=list)
    dropped: list[Row] = field(default_factory=list)

    def as_json(self) -> Row:
        """As it is kept."""
        parts = {name: getattr(self, name) for name in ("column", "moved", "touched", "dropped")}
        return {"model": self.model._meta.label} | parts


@dataclass(frozen=True)
class Rule:
    """A unique constraint that holds for each contact: of rows with these columns alike only one can be there.

    Where `flag` is set it concerns only those of which that column is true.
    """

    columns: tuple[str, ...]
    flag: str = ""

    def key(self, row: Row) -> tuple[Any, ...] | None:
        """What must not be there twice; None where the rule says nothing of the row."""
        values = tuple(row[name] for name in self.columns)
        return None if None in values or (self.flag and not row[self.flag]) else values


def hand_over(link: Link, *, gone: int, kept: int, wins: Wins) -> Handed:
    """Give all rows that point at `gone` by `link` to `kept`; `wins` says whose row stays where there can be one."""
    model, column = link
    handed = Handed(model, column)
    theirs = freeze(model, Q(**{column: gone}))
    if not theirs:
        return handed
    if link in LEFT_BEHIND:
        return drop(handed, theirs)
    if link in SET_ASIDE:
        return move(handed, theirs, {column: None})
    if model is Contact:
        return move(handed, [row for row in theirs if row["id"] != kept], {column: kept})
    part(handed, theirs, freeze(model, Q(**{column: kept})), kept=kept, wins=wins)
    return handed


def part(handed: Handed, theirs: Sequence[Row], ours: Sequence[Row], *, kept: int, wins: Wins) -> None:
    """Move what can be moved, and drop what both have."""
    rules = rules_of(handed.model, handed.column)
    here = {(rule, rule.key(row)): row for row in ours for rule in rules if rule.key(row) is not None}
    same = {told(handed, row): row for row in ours}
    plain = []
    for row in theirs:
        twins = [here[rule, rule.key(row)] for rule in rules if not rule.flag and (rule, rule.key(row)) in here]
        twin = twins[0] if twins else same.get(told(handed, row))
        if twin is None:
            down = {rule.flag: False for rule in rules if rule.flag and (rule, rule.key(row)) in here}
            if down:
                move(handed, [row], {handed.column: kept} | down)
            else:
                plain.append(row)
        elif twins and wins(handed.model, row):
            drop(handed, [twin])
            move(handed, [row], {handed.column: kept})
        else:
            drop(handed, [row])
            touch(handed, twin, filled(handed, twin, row))
    move(handed, plain, {handed.column: kept})


def rules_of(model: type[models.Model], column: str) -> list[Rule]:
    """The unique constraints in which the column of the contact is.

    One with a condition other than a flag is left to Postgres: what it refuses is dropped.
    """
    fields: dict[str, Any] = {f.name: f for f in model._meta.concrete_fields}
    rules = [Rule(()) for f in fields.values() if f.unique and f.column == column]
    for constraint in model._meta.constraints:
        names = [fields[name].column for name in getattr(constraint, "fields", ())]
        if column not in names:
            continue
        condition: Q | None = getattr(constraint, "condition", None)
        asked: list[Any] = condition.children if condition else [("", True)]
        flags = [child[0] for child in asked if isinstance(child, tuple) and child[1] is True]
        others = tuple(name for name in names if name != column)
        rules += [Rule(others, fields[flag].column if flag else "") for flag in flags[:1]]
    return rules


def told(handed: Handed, row: Row) -> tuple[Any, ...]:
    """What a row says, apart from whom it is about, when it was written, and whether it is preferred."""
    silent = {rule.flag for rule in rules_of(handed.model, handed.column)} | {handed.column, "id"}
    silent |= automatic(handed.model)
    return tuple(sorted((name, str(value)) for name, value in row.items() if name not in silent))


def filled(handed: Handed, twin: Row, row: Row) -> Row:
    """The columns in which `twin` says nothing and `row` does; none where they say different things."""
    if handed.model is CardLines:
        return joined(twin, row)
    silent = {handed.column, "id"} | automatic(handed.model)
    both = [(name, twin[name], row[name]) for name in twin if name not in silent and not isinstance(row[name], bool)]
    if any(here not in (None, "") and there not in (None, "") and here != there for _, here, there in both):
        return {}
    return {name: there for name, here, there in both if here in (None, "") and there not in (None, "")}


def joined(twin: Row, row: Row) -> Row:
    """The lines of both cards, each once."""
    here, there = (bytes.fromhex(one["content"][2:]).split(b"\n") for one in (twin, row))
    more = [line for line in there if line not in here]
    return {"content": "\\x" + b"\n".join(here + more).hex()} if more else {}


def move(handed: Handed, rows: Sequence[Row], change: Row) -> Handed:
    """Write `change` to the rows; where a constraint forbids it, the row is dropped."""
    try:
        with transaction.atomic():
            handed.model._base_manager.filter(pk__in=[row["id"] for row in rows]).update(**change)
    except IntegrityError:
        if len(rows) == 1:
            return drop(handed, rows)
        for row in rows:
            move(handed, [row], change)
    else:
        handed.moved += [[row, change] for row in rows]
    return handed


def touch(handed: Handed, row: Row, change: Row) -> None:
    """Write `change` to a row of the one who stays."""
    if change:
        thaw(handed.model, [row | change])
        handed.touched.append([row, change])


def drop(handed: Handed, rows: Sequence[Row]) -> Handed:
    """Delete the rows; nothing else hangs on them (a guard test says so)."""
    handed.model._base_manager.filter(pk__in=[row["id"] for row in rows])._raw_delete("default")
    handed.dropped += rows
    return handed


def automatic(model: type[models.Model]) -> set[str]:
    """The columns that the model itself writes when a row is saved."""
    fields: Iterable[Any] = model._meta.concrete_fields
    return {f.column for f in fields if getattr(f, "auto_now", False) or getattr(f, "auto_now_add", False)}
