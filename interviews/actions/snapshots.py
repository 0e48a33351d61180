"""The decision table as it was one day: kept, and compared with another day's."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from accounts.models import User
from contacts.models import CareerPath
from interviews.actions.sensitivity import total
from interviews.actions.weighing import Table, in_points, read_table
from interviews.models import Snapshot

Kept = dict[str, Any]  # a table as Snapshot.table has it
LABELS: dict[str, dict[Any, str]] = {"stance": dict(CareerPath.Stance.choices), "gut": dict(CareerPath.Gut.choices)}


@dataclass(frozen=True)
class Place:
    """A path in a kept table: its total as text, its place among those that have one, stance and gut in words."""

    total: str
    rank: int | None
    stance: str
    gut: str


@dataclass(frozen=True)
class Beside:
    """A path then and now; None on the day on which it was not in the table."""

    name: str  # as it is called now
    colour: int
    then: Place | None
    now: Place | None


def take_snapshot(owner: User, *, name: str, now: datetime) -> Snapshot:
    """Keep how the table looks."""
    return Snapshot.objects.create(owner=owner, name=name, table=written(read_table(owner)), taken_at=now)


def written(table: Table) -> Kept:
    """The table as a snapshot keeps it."""
    return {
        "criteria": [
            {"id": row.criterion.pk, "name": row.criterion.name, "weight": row.criterion.weight} for row in table.rows
        ],
        "paths": [
            {
                "id": one.path.pk,
                "name": one.path.name,
                "colour": one.path.colour,
                "stance": one.path.stance,
                "gut": one.path.gut,
                "scores": [cell.score.value if (cell := row.cells[number]).score else None for row in table.rows],
                "total": None if one.total is None else in_points(one.total),
            }
            for number, one in enumerate(table.standings)
        ],
    }


def side_by_side(then: Kept, now: Kept) -> list[Beside]:
    """Each path of either day, in the order of today's table and then of the former one's."""
    by = known_by(then, now)
    before, after = places(then, by=by), places(now, by=by)
    paths = {path[by]: path for path in [*then["paths"], *now["paths"]]}
    return [
        Beside(paths[key]["name"], paths[key]["colour"], before.get(key), after.get(key)) for key in {**after, **before}
    ]


def known_by(then: Kept, now: Kept) -> str:
    """By what rows of both are known: "id", as they may be renamed; "name" where one of the tables has no ids."""
    rows = [row for table in (then, now) for part in ("criteria", "paths") for row in table[part]]
    return "id" if all("id" in row for row in rows) else "name"


def places(table: Kept, *, by: str) -> dict[Any, Place]:
    """Each path by its id or name; its place comes from its exact total, not from the rounded one."""
    weights = [criterion["weight"] for criterion in table["criteria"]]
    whole = [path for path in table["paths"] if path["total"] is not None]
    totals = {path[by]: total(weights, path["scores"]) for path in whole}
    found = {}
    for path in table["paths"]:
        mine = totals.get(path[by])
        rank = None if mine is None else 1 + sum(other > mine for other in totals.values())
        stance, gut = (LABELS[name].get(path[name], "") for name in ("stance", "gut"))
        found[path[by]] = Place(path["total"] or "", rank, stance, gut)
    return found


def changes(then: Kept, now: Kept) -> list[str]:
    """What is not as it was, a sentence each: criteria and weights, then path by path stance, gut and scores."""
    by = known_by(then, now)
    before, after = ({row[by]: row for row in table["criteria"]} for table in (then, now))
    found = [f"{row['name']} is new, and weighs {row['weight']}." for key, row in after.items() if key not in before]
    found += [
        f"{row['name']}, which weighed {row['weight']}, is gone." for key, row in before.items() if key not in after
    ]
    found += [
        f"{after[key]['name']} weighs {after[key]['weight']} instead of {row['weight']}."
        for key, row in before.items()
        if key in after and after[key]["weight"] != row["weight"]
    ]
    was, is_now = ({path[by]: path for path in table["paths"]} for table in (then, now))
    found += [f"{path['name']} is a new path." for key, path in is_now.items() if key not in was]
    found += [f"{path['name']} is no longer among the paths." for key, path in was.items() if key not in is_now]
    for key in (key for key in was if key in is_now):
        found += _changes_of(was[key] | {"by": list(before)}, is_now[key] | {"by": list(after)}, after)
    return found


def _changes_of(was: Kept, is_now: Kept, criteria: Mapping[Any, Kept]) -> list[str]:
    """What is not as it was of one path; its scores stand in the order of "by", the keys of the criteria."""
    name = is_now["name"]
    pairs = [(_said(of, was[of]), _said(of, is_now[of])) for of in LABELS]
    found = [f"{name}: {after} instead of {before}." for before, after in pairs if before != after]
    scores = dict(zip(is_now["by"], is_now["scores"], strict=True))
    for criterion, before in zip(was["by"], was["scores"], strict=True):
        after = scores.get(criterion, before)  # a criterion that is gone is told of already
        if after != before:
            found.append(
                f"{name}, {criteria[criterion]['name']}: {after or 'no score'} instead of {before or 'no score'}."
            )
    return found


def _said(of: str, value: Any) -> str:
    """A stance or a gut feeling in a sentence."""
    label = LABELS[of].get(value, "")
    return f"“{label}”" if of == "stance" else f"gut “{label}”" if label else "no gut feeling"
