"""Every tie that Rapport knows of between two contacts, said or derived, and how close each contact is to the user.

Weights are of 1, and a rough guess each (docs/adr/0016): they order chains, and are never shown.
"""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db import connection

from accounts.models import User

SAME_PLACE, LEAST = 8.0, 0.02  # colleagues of n: 8/n, at most 0.4; what is under the least is no tie
WARMTH = {"close": 1.0, "warm": 0.8, "acquainted": 0.5, "new": 0.3, "": 0.4}
RECENT = ((30, 1.0), (90, 0.9), (365, 0.7), (730, 0.5))  # days since the last touch
LONG_AGO = 0.35
ASKED_TOO = 0.6  # for each introduction asked of them in the last 90 days


class Why(StrEnum):
    """Where a tie is known from."""

    SAID = "said"
    INTRODUCED = "introduced"  # an introduction that the connector agreed to
    INTRODUCER = "introducer"
    NAMED = "named"  # a referral
    COLLEAGUES = "colleagues"


@dataclass(frozen=True, slots=True)
class Tie:
    """That `far` knows `near`: the strongest of what is known of the two."""

    near: int
    far: int
    why: Why
    detail: str  # the kind of an acquaintance; of what has a direction "by", where `far` did it, or "to"
    weight: float


# One row for each tie of each of the contacts %(ids)s to an active contact of the owner.
TIES = """
WITH near AS (SELECT id, organization_id FROM contacts_contact WHERE id = ANY(%(ids)s) AND owner_id = %(owner)s),
tie AS (
  SELECT near.id AS near, row.other_id AS far, 'said' AS why, row.kind AS detail,
         (ARRAY[0.35, 0.6, 0.85])[row.strength] AS weight
    FROM near JOIN contacts_acquaintance AS row ON row.one_id = near.id
  UNION ALL
  SELECT near.id, row.one_id, 'said', row.kind, (ARRAY[0.35, 0.6, 0.85])[row.strength]
    FROM near JOIN contacts_acquaintance AS row ON row.other_id = near.id
  UNION ALL
  SELECT near.id, row.introducer_id, 'introducer', 'by', 0.7
    FROM near JOIN contacts_contact AS row ON row.id = near.id WHERE row.introducer_id IS NOT NULL
  UNION ALL
  SELECT near.id, row.id, 'introducer', 'to', 0.7 FROM near JOIN contacts_contact AS row ON row.introducer_id = near.id
  UNION ALL
  SELECT near.id, row.named_by_id, 'named', 'by', 0.6
    FROM near JOIN interviews_referral AS row ON row.contact_id = near.id
  UNION ALL
  SELECT near.id, row.contact_id, 'named', 'to', 0.6
    FROM near JOIN interviews_referral AS row ON row.named_by_id = near.id
  UNION ALL
  SELECT near.id, row.connector_id, 'introduced', 'by', 0.75
    FROM near JOIN outreach_introduction AS row ON row.target_id = near.id
   WHERE row.trashed_at IS NULL AND row.state = ANY(%(agreed)s)
  UNION ALL
  SELECT near.id, row.target_id, 'introduced', 'to', 0.75
    FROM near JOIN outreach_introduction AS row ON row.connector_id = near.id
   WHERE row.trashed_at IS NULL AND row.state = ANY(%(agreed)s)
  UNION ALL
  SELECT near.id, row.id, 'colleagues', '', LEAST(0.4, place.weight)
    FROM near
    JOIN (SELECT there.organization_id, %(same_place)s / count(*) AS weight FROM contacts_contact AS there
           WHERE there.organization_id IN (SELECT organization_id FROM near) GROUP BY there.organization_id) AS place
      ON place.organization_id = near.organization_id AND place.weight >= %(least)s
    JOIN contacts_contact AS row ON row.organization_id = near.organization_id AND row.id <> near.id
)
SELECT DISTINCT ON (tie.near, tie.far) tie.near, tie.far, tie.why, tie.detail, tie.weight
  FROM tie JOIN contacts_contact AS there ON there.id = tie.far
 WHERE there.owner_id = %(owner)s AND there.trashed_at IS NULL AND there.archived_at IS NULL
 ORDER BY tie.near, tie.far, tie.weight DESC
"""
AGREED = ["agreed", "target_declined", "target_agreed", "introduced", "replied", "met", "told"]


def ties_of(owner: User, contacts: Collection[int]) -> list[Tie]:
    """The ties of these contacts (ids) to active contacts of the owner, each pair once, in one statement."""
    params: dict[str, Any] = {
        "ids": list(contacts),
        "owner": owner.pk,
        "agreed": AGREED,
        "same_place": SAME_PLACE,
        "least": LEAST,
    }
    with connection.cursor() as cursor:
        cursor.execute(TIES, params)
        return [Tie(near, far, Why(why), detail, float(weight)) for near, far, why, detail, weight in cursor]


def closeness(owner: User, contacts: Collection[int], *, now: datetime) -> dict[int, float]:
    """How close those of the contacts (ids) whom the user knows are: warmth, by how long ago they were in touch, and
    less for each introduction asked of them lately. Whom the user was never in touch with, and of whom no warmth is
    said, is not known; nor is who was put away.
    """
    people = owner.contacts.active().filter(pk__in=list(contacts)).exclude(last_touch_at=None, warmth="")
    asked = asks(owner, contacts, now=now)
    rows = people.order_by().values_list("pk", "warmth", "last_touch_at")
    return {pk: WARMTH[warmth] * _recency(touched, now) * ASKED_TOO ** asked[pk] for pk, warmth, touched in rows}


def asks(owner: User, contacts: Collection[int], *, now: datetime) -> Counter[int]:
    """How many introductions were asked of each of the contacts (ids) in the last 90 days."""
    asked = owner.introductions.asked_lately(now).filter(connector__in=list(contacts), trashed_at=None)
    return Counter(asked.order_by().values_list("connector", flat=True))


def _recency(touched: datetime | None, now: datetime) -> float:
    days = (now - touched).days if touched else None
    return next((weight for most, weight in RECENT if days is not None and days <= most), LONG_AGO)
