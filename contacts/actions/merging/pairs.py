"""Pairs that may be the same: what becomes of them when one of their people is merged, and "not the same"."""

import json
from datetime import datetime
from typing import Any

from django.db.models import Q

from contacts.actions.freezing import freeze
from contacts.actions.merging.rows import Handed, drop, touch
from contacts.models import Contact, DuplicatePair


def dismiss_pair(pair: DuplicatePair, *, now: datetime) -> None:
    """They are not the same person: no later scan asks again."""
    DuplicatePair.objects.filter(pk=pair.pk, dismissed_at=None).update(dismissed_at=now)


def recall_pair(pair: DuplicatePair) -> None:
    """They may be the same after all."""
    DuplicatePair.objects.filter(pk=pair.pk).update(dismissed_at=None)


def hand_over_pairs(*, gone: Contact, kept: Contact) -> tuple[Handed, list[int]]:
    """What may be the same as `gone` may be the same as `kept`, and what is not, is not.

    The second answer is the ids of pairs that were made.
    """
    handed, made = Handed(DuplicatePair, "first_id"), []
    there = {}
    for row in freeze(DuplicatePair, Q(first=kept) | Q(second=kept)):
        there[row["first_id"] + row["second_id"] - kept.pk] = row
    rows = freeze(DuplicatePair, Q(first=gone) | Q(second=gone))
    drop(handed, rows)
    for row in rows:
        third = row["first_id"] + row["second_id"] - gone.pk
        if third == kept.pk:
            continue
        if third not in there:
            made.append(make_pair(row, kept.pk, third))
        elif row["dismissed_at"] and not there[third]["dismissed_at"]:
            touch(handed, there[third], {"dismissed_at": row["dismissed_at"]})
    return handed, made


def make_pair(row: dict[str, Any], one: int, other: int) -> int:
    """A pair like the one in `row`, of other people; its id."""
    first, second = sorted((one, other))
    said = {name: row[name] for name in ("owner_id", "lane", "found_at", "dismissed_at")}
    said["reasons"] = json.loads(row["reasons"])  # JSON in a frozen row is text
    return DuplicatePair.objects.create(first_id=first, second_id=second, **said).pk
