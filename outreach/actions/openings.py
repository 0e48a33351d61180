"""Which of a user's contacts led, or could lead, to which others, and whom the user knows: a few statements in all."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Count, Min, Q, QuerySet

from accounts.models import User
from interviews.models import TOOK_PLACE
from outreach.actions.rings import RINGS, How, Opening, Places, join, place_people

NEAREST, WIDEST = 1_000, 20_000  # people of whose acquaintances the map takes notice, and how many of theirs
ENOUGH = 2_000  # people on the map, beyond whom it does not look for those whom strangers know
CAME_ABOUT = ["introduced", "replied", "met", "told"]
CLOSED = ["silent", "declined", "target_declined"]

# Both are active; whether the user knows each of them.
TOLD = """
WITH opening AS (
  SELECT introducer_id AS near, id AS far, 'introducer' AS how FROM contacts_contact
   WHERE owner_id = %(owner)s AND introducer_id IS NOT NULL
  UNION ALL
  SELECT connector_id, target_id, CASE WHEN state = ANY(%(came_about)s) THEN 'introduced' ELSE 'asked' END
    FROM outreach_introduction
   WHERE owner_id = %(owner)s AND trashed_at IS NULL AND state <> ALL(%(closed)s)
  UNION ALL
  SELECT named_by_id, contact_id, 'named' FROM interviews_referral WHERE owner_id = %(owner)s
)
SELECT opening.near, opening.far, opening.how,
       near.last_touch_at IS NOT NULL OR near.warmth <> '', far.last_touch_at IS NOT NULL OR far.warmth <> ''
  FROM opening
  JOIN contacts_contact AS near ON near.id = opening.near
  JOIN contacts_contact AS far ON far.id = opening.far
 WHERE near.owner_id = %(owner)s AND near.trashed_at IS NULL AND near.archived_at IS NULL
   AND far.owner_id = %(owner)s AND far.trashed_at IS NULL AND far.archived_at IS NULL
 ORDER BY opening.near, opening.far
"""
# Of each active contact whom the user does not know, the nearest who knows them, and of several who knows them best.
ACQUAINTED = """
WITH tie AS (
  SELECT one_id AS near, other_id AS far, strength FROM contacts_acquaintance WHERE one_id = ANY(%(near)s)
  UNION ALL
  SELECT other_id, one_id, strength FROM contacts_acquaintance WHERE other_id = ANY(%(near)s)
)
SELECT DISTINCT ON (tie.far) tie.near, tie.far
  FROM tie
  JOIN unnest(%(near)s::bigint[], %(rings)s::int[]) AS near (id, ring) ON near.id = tie.near
  JOIN contacts_contact AS far ON far.id = tie.far
 WHERE far.owner_id = %(owner)s AND far.trashed_at IS NULL AND far.archived_at IS NULL
   AND far.last_touch_at IS NULL AND far.warmth = ''
 ORDER BY tie.far, near.ring, tie.strength DESC, tie.near
 LIMIT %(widest)s
"""


@dataclass(frozen=True)
class Everyone:
    """Who has a place; every opening that was told; and who (ids) of those with a place the user knows."""

    places: Places
    told: list[Opening]
    known: set[int]


def read_everyone(owner: User, *, known: Collection[int]) -> Everyone:
    """Where everybody stands whom somebody led or could lead to, who did, or with whom the user had a talk.

    `known` (ids) are first contacts as soon as they could lead to somebody.
    """
    told, met = told_openings(owner)
    talked = talked_with(owner)
    places = place_people(told, talked)
    near = {pk: place.ring for pk, place in places.items() if place.ring < RINGS}
    near |= dict.fromkeys((pk for pk in known if pk not in places), 1)
    while near and (found := [one for one in known_openings(owner, near) if one.far not in places]):
        firsts = {opening.near for opening in found} - places.keys()
        before, places = places, join(places | place_people([], firsts), found)
        near = {pk: place.ring for pk, place in places.items() if pk not in before and 1 < place.ring < RINGS}
        if len(places) > ENOUGH:
            break
    return Everyone(places, told, (met | talked | set(known)) & places.keys())


def told_openings(owner: User) -> tuple[list[Opening], set[int]]:
    """By introducers, introductions and referrals, and who of those in them (ids) the user knows; one statement."""
    openings, met = [], set[int]()
    with connection.cursor() as cursor:
        cursor.execute(TOLD, {"owner": owner.pk, "came_about": CAME_ABOUT, "closed": CLOSED})
        for near, far, how, knows_near, knows_far in cursor:
            if not (how == How.ASKED and knows_far):  # whom the user knows nobody needs to lead to
                openings.append(Opening(near, far, How(how), did=knows_far or how == How.INTRODUCED))
            met.update([near] * knows_near, [far] * knows_far)
    return openings, met


def known_openings(owner: User, near: dict[int, int]) -> list[Opening]:
    """To people whom the user does not know, by the nearest of those who know them; `near` are ids and their rings."""
    nearest = sorted(near, key=lambda pk: near[pk])[:NEAREST]
    params: dict[str, Any] = {"owner": owner.pk, "near": nearest, "rings": [near[pk] for pk in nearest]}
    with connection.cursor() as cursor:
        cursor.execute(ACQUAINTED, params | {"widest": WIDEST})
        return [Opening(one, far, How.KNOWS, did=False) for one, far in cursor]


def latest_known(people: QuerySet, most: int) -> list[int]:
    """At most `most` of these people (ids) whom the user knows, first those with whom they were in touch last."""
    latest = people.exclude(last_touch_at=None).order_by("-last_touch_at", "-pk").values_list("pk", flat=True)[:most]
    unsaid = people.filter(last_touch_at=None).exclude(warmth="").order_by("-pk").values_list("pk", flat=True)[:most]
    return [*latest, *unsaid][:most]


def talked_with(owner: User) -> set[int]:
    """Whom the user had a talk with (ids)."""
    held = owner.interviews.filter(state__in=TOOK_PLACE).order_by()
    there = held.filter(people__archived_at=None, people__trashed_at=None, people__isnull=False)
    return set(there.values_list("people", flat=True))


def count_known(owner: User) -> int:
    """How many people the user knows."""
    return owner.contacts.active().exclude(last_touch_at=None, warmth="").order_by().count()


def known_on_paths(owner: User) -> list[tuple[str, int, str]]:
    """Of each path under exploration its name, how many of its people the user knows, and the name of one of them."""
    known = Q(contacts__last_touch_at__isnull=False) | Q(contacts__warmth__gt="")
    known &= Q(contacts__archived_at=None, contacts__trashed_at=None)
    counted = Count("contacts", filter=known), Min("contacts__display_name", filter=known)
    paths = owner.careerpaths.active().annotate(count=counted[0], one=counted[1])
    return list(paths.order_by("name").values_list("name", "count", "one"))
