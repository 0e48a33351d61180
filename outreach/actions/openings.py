"""Which of a user's contacts led, or could lead, to which others, and whom the user knows: a few statements in all."""

from collections.abc import Collection
from typing import Any

from django.db import connection
from django.db.models import Count, Min, Q, QuerySet

from accounts.models import User
from outreach.actions.rings import RINGS, How, Opening, Places, join, place_people

NEAREST = 4_000  # people of whose acquaintances the map takes notice
WIDEST = 20_000  # acquaintances of theirs
CAME_ABOUT = ["introduced", "replied", "met", "told"]
CLOSED = ["silent", "declined", "target_declined"]

# Both are active. Who was met, or was introduced, was led to; who was only named, or is to be introduced, could be.
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
       opening.how = 'introduced' OR far.last_touch_at IS NOT NULL OR far.warmth <> ''
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
  SELECT near.id AS near, near.ring, row.other_id AS far, row.strength
    FROM unnest(%(near)s::bigint[], %(rings)s::int[]) AS near (id, ring)
    JOIN contacts_acquaintance AS row ON row.one_id = near.id
  UNION ALL
  SELECT near.id, near.ring, row.one_id, row.strength
    FROM unnest(%(near)s::bigint[], %(rings)s::int[]) AS near (id, ring)
    JOIN contacts_acquaintance AS row ON row.other_id = near.id
)
SELECT DISTINCT ON (tie.far) tie.near, tie.far
  FROM tie JOIN contacts_contact AS far ON far.id = tie.far
 WHERE far.owner_id = %(owner)s AND far.trashed_at IS NULL AND far.archived_at IS NULL
   AND far.last_touch_at IS NULL AND far.warmth = ''
 ORDER BY tie.far, tie.ring, tie.strength DESC, tie.near
 LIMIT %(widest)s
"""


def all_places(owner: User, *, known: Collection[int], talked: Collection[int]) -> tuple[Places, list[Opening]]:
    """Where everybody stands whom somebody led or could lead to, who did, or who was `talked` with (ids); and every
    opening that was told. `known` (ids) are first contacts as soon as they could lead to somebody.
    """
    told = told_openings(owner)
    places = place_people(told, talked)
    seen: Collection[int] = ()
    for _ring in range(2, RINGS + 1):
        near = {pk: place.ring for pk, place in places.items() if place.ring < RINGS and pk not in seen}
        if not seen:
            near |= dict.fromkeys(set(known) - places.keys(), 1)
        found = [opening for opening in known_openings(owner, near) if opening.far not in places]
        if not found:
            break
        seen = {*seen, *near}
        firsts = {opening.near for opening in found} - places.keys()
        places = join(places | place_people([], firsts), found)
    return places, told


def told_openings(owner: User) -> list[Opening]:
    """By introducers, introductions and referrals, in one statement."""
    params: dict[str, Any] = {"owner": owner.pk, "came_about": CAME_ABOUT, "closed": CLOSED}
    with connection.cursor() as cursor:
        cursor.execute(TOLD, params)
        return [Opening(near, far, How(how), did) for near, far, how, did in cursor]


def known_openings(owner: User, near: dict[int, int]) -> list[Opening]:
    """To people whom the user does not know, by the nearest of those who know them; `near` are ids and their rings."""
    nearest = sorted(near, key=lambda pk: (near[pk], pk))[:NEAREST]
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
    held = owner.interviews.filter(state__in=["held", "thanked", "closed"]).order_by()
    there = held.filter(people__archived_at=None, people__trashed_at=None, people__isnull=False)
    return set(there.values_list("people", flat=True))


def count_known(owner: User, but: Collection[int]) -> int:
    """How many people the user knows, but for these (ids)."""
    known = owner.contacts.active().exclude(last_touch_at=None, warmth="").order_by()
    return known.exclude(pk__in=but).count()


def known_on_paths(owner: User) -> list[tuple[str, int, str]]:
    """Of each path under exploration its name, how many of its people the user knows, and the name of one of them."""
    known = Q(contacts__last_touch_at__isnull=False) | Q(contacts__warmth__gt="")
    known &= Q(contacts__archived_at=None, contacts__trashed_at=None)
    counted = Count("contacts", filter=known), Min("contacts__display_name", filter=known)
    paths = owner.careerpaths.active().annotate(count=counted[0], one=counted[1])
    return list(paths.order_by("name").values_list("name", "count", "one"))
