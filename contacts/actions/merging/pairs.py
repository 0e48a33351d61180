"""Pairs that may be the same: what becomes of them when one of their people is merged, and "not the same"."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q

from contacts.actions.freezing import Row, freeze
from contacts.actions.merging.rows import Handed, write
from contacts.models import DuplicatePair


def dismiss_pair(pair: DuplicatePair, *, now: datetime) -> None:
    """They are not the same person: no later scan asks again."""
    DuplicatePair.objects.filter(pk=pair.pk, dismissed_at=None).update(dismissed_at=now)


def recall_pair(pair: DuplicatePair) -> None:
    """They may be the same after all."""
    DuplicatePair.objects.filter(pk=pair.pk).update(dismissed_at=None)


def hand_over_pairs(staying: Mapping[int, int]) -> tuple[dict[int, Handed], dict[int, list[int]]]:
    """What may be the same as one who goes may be the same as the one who stays (ids), and what is not, is not.

    By the one who goes: what became of the rows, and the ids of pairs that were made.
    """
    people = [*staying, *staying.values()]
    by_person: dict[int, list[Row]] = {pk: [] for pk in people}
    for row in freeze(DuplicatePair, Q(first__in=people) | Q(second__in=people)):
        for pk in {row["first_id"], row["second_id"]} & by_person.keys():
            by_person[pk].append(row)
    plans, new = {}, []
    for gone, kept in staying.items():
        plans[gone] = plan = Handed(DuplicatePair, "first_id", dropped=by_person[gone])
        there = {other(row, kept): row for row in by_person[kept]}
        for row in by_person[gone]:
            third = other(row, gone)
            if third != kept and third not in there:
                new.append((gone, like(row, kept, third)))
            elif third != kept and row["dismissed_at"] and not there[third]["dismissed_at"]:
                plan.touched.append([there[third], {"dismissed_at": row["dismissed_at"]}])
    write(DuplicatePair, plans.values())
    DuplicatePair.objects.bulk_create(pair for _, pair in new)
    return plans, {gone: [pair.pk for one, pair in new if one == gone] for gone in staying}


def other(row: Row, one: int) -> int:
    """The other one of the pair in `row` (ids)."""
    return int(row["first_id"] + row["second_id"] - one)


def like(row: Row, one: int, other: int) -> DuplicatePair:
    """A pair like the one in `row`, of other people."""
    first, second = sorted((one, other))
    said: dict[str, Any] = {name: row[name] for name in ("owner_id", "lane", "found_at", "dismissed_at")}
    said["reasons"] = json.loads(row["reasons"])  # JSON in a frozen row is text
    return DuplicatePair(first_id=first, second_id=second, **said)
