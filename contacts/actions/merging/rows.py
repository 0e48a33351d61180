"""What hangs on a person goes over to another: every row of every table that points at them, found by its relations.

What was done is written down as JSON by table: `moved` and `touched` are pairs of a frozen row and what was changed of
it, `dropped` the rows that both had, or of which there can be one, as they were.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, models, transaction
from django.db.models import Q

from contacts.actions.bulk.writing import write_rows
from contacts.actions.freezing import Link, Row, freeze, thaw
from contacts.actions.merging.hanging import hanging, let_go, may_let_go
from contacts.models import BulkPerson, CardLines, Contact, ContactPath, ImportRow, Undo

Change = list[Row]  # a row as it was, and the columns that are others now
# Steps that were done with the one who goes, and that only that person's own row can be taken back by.
LEFT_BEHIND = {(BulkPerson, "contact_id"), (Undo, "contact_id")}
SET_ASIDE = {(ImportRow, "contact_id")}
Wins = Callable[[type[models.Model], Row], bool]


@dataclass
class Handed:
    """What becomes of the rows of one table that point at the one who goes by one column."""

    model: type[models.Model]
    column: str
    moved: list[Change] = field(default_factory=list)
    touched: list[Change] = field(default_factory=list)
    dropped: list[Row] = field(default_factory=list)
    under: list["Handed"] = field(default_factory=list)  # what hung on the dropped ones

    def move(self, rows: Sequence[Row], change: Row) -> None:
        """Plan to write `change` to the rows."""
        self.moved += [[row, change] for row in rows]

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


def hand_over(link: Link, pairs: Mapping[int, tuple[int, Wins]]) -> dict[int, Handed]:
    """Give all rows that point at those who go by `link` to those who stay; by the one who goes what became of them.

    `pairs` has by the one who goes (ids) the one who stays, and whose row stays where there can be one.
    """
    model, column = link
    theirs = by_contact(link, pairs)
    ours = by_contact(link, [kept for kept, _ in pairs.values()]) if link not in LEFT_BEHIND | SET_ASIDE else {}
    plans = {}
    for gone, (kept, wins) in pairs.items():
        plans[gone] = plan = Handed(model, column)
        rows = theirs.get(gone, [])
        if link in LEFT_BEHIND:
            plan.dropped += rows
        elif link in SET_ASIDE:
            plan.move(rows, {column: None})
        elif model is Contact:
            plan.move([row for row in rows if row["id"] != kept], {column: kept})
        else:
            part(plan, rows, ours.get(kept, []), kept=kept, wins=wins)
    write(model, plans.values())
    return plans


def by_contact(link: Link, contacts: Collection[int]) -> dict[int, list[Row]]:
    """The rows that point by `link` at each of the contacts (ids)."""
    model, column = link
    found: dict[int, list[Row]] = {}
    for row in freeze(model, Q(**{f"{column}__in": list(contacts)})):
        found.setdefault(row[column], []).append(row)
    return found


def part(plan: Handed, theirs: Sequence[Row], ours: Sequence[Row], *, kept: int, wins: Wins) -> None:
    """Plan to move what can be moved, and to drop what both have."""
    rules = rules_of(plan.model, plan.column)
    here = {(rule, rule.key(row)): row for row in ours for rule in rules if rule.key(row) is not None}
    same = {} if is_pointed_at(plan.model) else {told(plan, row): row for row in ours}
    plain = []
    for row in theirs:
        twins = [here[rule, rule.key(row)] for rule in rules if not rule.flag and (rule, rule.key(row)) in here]
        twin = twins[0] if twins else same.get(told(plan, row))
        if twin is None:
            down = {rule.flag: False for rule in rules if rule.flag and (rule, rule.key(row)) in here}
            if down:
                plan.move([row], {plan.column: kept} | down)
            else:
                plain.append(row)
        elif twins and wins(plan.model, row):
            plan.dropped.append(twin)
            plan.move([row], {plan.column: kept})
        else:
            plan.dropped.append(row)
            if more := filled(plan, twin, row):
                plan.touched.append([twin, more])
    plan.move(plain, {plan.column: kept})


def write(model: type[models.Model], plans: Collection[Handed]) -> None:
    """Do what is planned, in a few statements for all; what a constraint forbids to move is dropped.

    Nothing else hangs on what is dropped because both have it (a guard test says so); what hangs on a row that a
    constraint refuses, as an introduction of someone to themselves, goes with it or lets go of it.
    """
    drop(model, [row for plan in plans for row in plan.dropped])
    thaw(model, [row | change for plan in plans for row, change in plan.touched])
    lost = {row["id"] for row in refused(model, [change for plan in plans for change in plan.moved])}
    for plan in plans if lost else ():
        away = [row for row, _ in plan.moved if row["id"] in lost]
        plan.moved = [[row, change] for row, change in plan.moved if row["id"] not in lost]
        plan.dropped += away
        plan.under += cut_loose(model, away)
        drop(model, away)


def refused(model: type[models.Model], changes: Sequence[Change]) -> list[Row]:
    """Write the changes; the rows that a constraint forbids to change."""
    if not changes:
        return []
    try:
        with transaction.atomic():
            for columns in dict.fromkeys(tuple(change) for _, change in changes):
                write_rows(model, {row["id"]: change for row, change in changes if tuple(change) == columns})
    except IntegrityError:
        if len(changes) == 1:
            return [changes[0][0]]
        return [row for change in changes for row in refused(model, [change])]
    return []


def cut_loose(model: type[models.Model], rows: Sequence[Row]) -> list[Handed]:
    """Let nothing point at the rows any more; what was done, to be taken back from the end."""
    done = []
    for other, column, there in hanging(model, rows):
        if may_let_go(other, column):
            let_go(other, column, there)
            done.append(Handed(other, column, touched=[[row, {column: None}] for row in there]))
        else:
            drop(other, there)
            done.append(Handed(other, column, dropped=there))
    return done


def drop(model: type[models.Model], rows: Sequence[Row]) -> None:
    """Delete the rows."""
    if rows:
        model._base_manager.filter(pk__in=[row["id"] for row in rows])._raw_delete("default")


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


def is_pointed_at(model: type[models.Model]) -> bool:
    """Whether rows of other tables hang on those of `model`, which they would lose with it."""
    return any(field.auto_created and not field.concrete for field in model._meta.get_fields(include_hidden=True))


def told(handed: Handed, row: Row) -> tuple[Any, ...]:
    """What a row says, apart from whom it is about, when it was written, and whether it is preferred."""
    silent = {rule.flag for rule in rules_of(handed.model, handed.column)} | {handed.column, "id"}
    silent |= automatic(handed.model)
    return tuple(sorted((name, str(value)) for name, value in row.items() if name not in silent))


def filled(handed: Handed, twin: Row, row: Row) -> Row:
    """The columns in which `twin` says nothing and `row` does; none where they say different things."""
    if handed.model is CardLines:
        return joined(twin, row)
    if handed.model is ContactPath:
        return {"has_left": True} if row["has_left"] and not twin["has_left"] else {}
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


def automatic(model: type[models.Model]) -> set[str]:
    """The columns that the model itself writes when a row is saved."""
    fields: Iterable[Any] = model._meta.concrete_fields
    return {f.column for f in fields if getattr(f, "auto_now", False) or getattr(f, "auto_now_add", False)}
