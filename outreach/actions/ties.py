"""Every tie that Rapport knows of between two contacts, said or derived, and how close each contact is to the user.

Weights are of 1, and a rough guess each (docs/adr/0016): they order chains, and are never shown.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db import connection

from accounts.models import User

SAME_PLACE, LEAST = 8.0, 0.02  # colleagues of n: 8/n, at most 0.4; what is under the least is no tie


class Why(StrEnum):
    """Where a tie is known from."""

    SAID = "said"
    INTRODUCED = "introduced"  # an introduction that the connector agreed to
    INTRODUCER = "introducer"
    NAMED = "named"  # a referral
    COLLEAGUES = "colleagues"


@dataclass(frozen=True, slots=True)
class End:
    """Somebody whose ties are asked for: how strong the best chain from them is, and whether colleagues count, too."""

    strength: float = 1.0
    with_colleagues: bool = True


@dataclass(frozen=True, slots=True)
class Tie:
    """That `far` knows `near`: the strongest of what is known of the two; and how close the user is to `far`."""

    near: int
    far: int
    why: Why
    detail: str  # the kind of an acquaintance; of what has a direction "by", where `far` did it, or "to"
    weight: float
    closeness: float = 0.0  # 0: the user does not know them


# How close the user is to the contact `there`: warmth, by how long ago they were in touch; 0 for whom the user was
# never in touch with, no warmth being said. And less where they are to introduce others, for each introduction asked of
# them in the last 90 days.
KNOWN = "(there.last_touch_at IS NOT NULL OR there.warmth <> '')"  # as in the index contact_known
CLOSENESS = """
  CASE WHEN there.last_touch_at IS NULL AND there.warmth = '' THEN 0 ELSE
       CASE there.warmth WHEN 'close' THEN 1 WHEN 'warm' THEN 0.8 WHEN 'acquainted' THEN 0.5 WHEN 'new' THEN 0.3
            ELSE CASE WHEN there.stage IN ('requested', 'no_reply') THEN 0.1 ELSE 0.4 END END
     * CASE WHEN there.last_touch_at > %(now)s - interval '31 days' THEN 1
            WHEN there.last_touch_at > %(now)s - interval '91 days' THEN 0.9
            WHEN there.last_touch_at > %(now)s - interval '366 days' THEN 0.7
            WHEN there.last_touch_at > %(now)s - interval '731 days' THEN 0.5 ELSE 0.35 END END
"""
OFTEN_ASKED = """
  power(0.6, (SELECT count(*) FROM outreach_introduction AS asked
               WHERE asked.owner_id = %(owner)s AND asked.connector_id = there.id AND asked.trashed_at IS NULL
                 AND asked.asked_at > %(now)s - interval '90 days' AND asked.asked_at <= %(now)s))
"""
KNOWN_TO_OWNER = f"""
SELECT there.id, ({CLOSENESS})::float8 FROM contacts_contact AS there
 WHERE there.id = ANY(%(ids)s) AND there.owner_id = %(owner)s AND {KNOWN}
   AND there.trashed_at IS NULL AND there.archived_at IS NULL
"""  # noqa: S608  of our own words

# One row for each tie of each of the contacts %(ids)s to an active contact of the owner, whom the owner knows where
# %(known_only)s is, if a chain by it may still be as strong as %(worth)s.
TIES = f"""
WITH near AS MATERIALIZED (
  SELECT contact.id, ends.strength, CASE WHEN ends.with_colleagues THEN contact.organization_id END AS organization_id
    FROM unnest(%(ids)s::bigint[], %(strengths)s::float8[], %(with_colleagues)s::bool[])
         AS ends (id, strength, with_colleagues)
    JOIN contacts_contact AS contact ON contact.id = ends.id AND contact.owner_id = %(owner)s),
place AS MATERIALIZED (
  SELECT there.organization_id AS id, LEAST(0.4, %(same_place)s::float8 / count(*)) AS weight
    FROM contacts_contact AS there
   WHERE there.owner_id = %(owner)s AND there.organization_id IN (SELECT organization_id FROM near)
     AND there.trashed_at IS NULL AND there.archived_at IS NULL
   GROUP BY there.organization_id),
tie AS (
  SELECT near.id AS near, near.strength, row.other_id AS far, 'said' AS why, row.kind AS detail,
         (ARRAY[0.35, 0.6, 0.85]::float8[])[row.strength] AS weight
    FROM near JOIN contacts_acquaintance AS row ON row.one_id = near.id
  UNION ALL
  SELECT near.id, near.strength, row.one_id, 'said', row.kind, (ARRAY[0.35, 0.6, 0.85]::float8[])[row.strength]
    FROM near JOIN contacts_acquaintance AS row ON row.other_id = near.id
  UNION ALL
  SELECT near.id, near.strength, row.introducer_id, 'introducer', 'by', 0.7
    FROM near JOIN contacts_contact AS row ON row.id = near.id WHERE row.introducer_id IS NOT NULL
  UNION ALL
  SELECT near.id, near.strength, row.id, 'introducer', 'to', 0.7
    FROM near JOIN contacts_contact AS row ON row.introducer_id = near.id
  UNION ALL
  SELECT near.id, near.strength, row.named_by_id, 'named', 'by', 0.6
    FROM near JOIN interviews_referral AS row ON row.contact_id = near.id
  UNION ALL
  SELECT near.id, near.strength, row.contact_id, 'named', 'to', 0.6
    FROM near JOIN interviews_referral AS row ON row.named_by_id = near.id
  UNION ALL
  SELECT near.id, near.strength, row.connector_id, 'introduced', 'by', 0.75
    FROM near JOIN outreach_introduction AS row ON row.target_id = near.id
   WHERE row.trashed_at IS NULL AND row.state = ANY(%(agreed)s)
  UNION ALL
  SELECT near.id, near.strength, row.target_id, 'introduced', 'to', 0.75
    FROM near JOIN outreach_introduction AS row ON row.connector_id = near.id
   WHERE row.trashed_at IS NULL AND row.state = ANY(%(agreed)s)
  UNION ALL
  SELECT near.id, near.strength, there.id, 'colleagues', '', place.weight
    FROM near
    JOIN place ON place.id = near.organization_id AND place.weight >= %(least)s
    JOIN contacts_contact AS there ON there.organization_id = place.id AND there.id <> near.id
     AND (NOT %(known_only)s OR {KNOWN})
)
SELECT * FROM (
  SELECT DISTINCT ON (tie.near, tie.far) tie.near, tie.far, tie.why, tie.detail, tie.weight,
         ({CLOSENESS} * {OFTEN_ASKED})::float8 AS closeness, tie.strength * tie.weight AS strength
    FROM tie JOIN contacts_contact AS there ON there.id = tie.far
   WHERE there.owner_id = %(owner)s AND there.trashed_at IS NULL AND there.archived_at IS NULL
     AND tie.strength * tie.weight >= %(worth)s AND (NOT %(known_only)s OR {KNOWN})
   ORDER BY tie.near, tie.far, tie.weight DESC) AS tied
 WHERE NOT %(known_only)s OR tied.strength * tied.closeness >= %(worth)s
"""  # noqa: S608  of our own words
AGREED = ["agreed", "target_declined", "target_agreed", "introduced", "replied", "met", "told"]


def ties_of(
    owner: User, ends: Mapping[int, End], *, now: datetime, worth: float = 0.0, known_only: bool = False
) -> list[Tie]:
    """The ties of these contacts (by id) to active contacts of the owner, each pair once, in one statement.

    Only those by which a chain can still be `worth` so much; `known_only`: only to whom the user knows.
    """
    params: dict[str, Any] = {
        "ids": list(ends),
        "strengths": [end.strength for end in ends.values()],
        "with_colleagues": [end.with_colleagues for end in ends.values()],
        "owner": owner.pk,
        "now": now,
        "agreed": AGREED,
        "same_place": SAME_PLACE,
        "least": LEAST,
        "worth": worth,
        "known_only": known_only,
    }
    with connection.cursor() as cursor:
        cursor.execute(TIES, params)
        return [Tie(near, far, Why(why), detail, weight, close) for near, far, why, detail, weight, close, _ in cursor]


def closeness(owner: User, contacts: Collection[int], *, now: datetime) -> dict[int, float]:
    """How close those of the contacts (ids) whom the user knows are, to be written to themselves, however often they
    were asked to introduce others; who was put away is not among them.
    """
    with connection.cursor() as cursor:
        cursor.execute(KNOWN_TO_OWNER, {"ids": list(contacts), "owner": owner.pk, "now": now})
        return dict(cursor.fetchall())


def asks(owner: User, contacts: Collection[int], *, now: datetime) -> Counter[int]:
    """How many introductions were asked of each of the contacts (ids) in the last 90 days."""
    asked = owner.introductions.asked_lately(now).filter(connector__in=list(contacts), trashed_at=None)
    return Counter(asked.order_by().values_list("connector", flat=True))
