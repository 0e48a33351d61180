"""What the best way to somebody costs among 100,000 people with 500,000 ties: in SQL, and in a graph in memory."""

import time
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import UTC, datetime
from functools import partial
from random import Random
from statistics import quantiles
from typing import Any

from django.db import connection
from django.test import Client

from accounts.models import User
from outreach.actions.ties import End, Tie, Why, closeness, ties_of
from outreach.actions.warm_paths import best_chains

TIES_EACH, KNOWN_OF, ASKED = 5, 50, 200  # ties for each person; one in so many is known to the user; targets
TIES = """
INSERT INTO contacts_acquaintance (owner_id, one_id, other_id, kind, strength, created_at)
SELECT %(owner)s, a, b, '', 1 + mod(n, 3), now() FROM (
  SELECT n, %(first)s + floor(random() * %(people)s)::bigint AS a, %(first)s + floor(random() * %(people)s)::bigint AS b
    FROM generate_series(1, %(ties)s) AS n) AS pair
 WHERE a <> b ON CONFLICT DO NOTHING
"""
STRANGERS = """
UPDATE contacts_contact SET warmth = '', last_touch_at = NULL WHERE owner_id = %(owner)s AND mod(id, %(known)s) <> 0
"""


def plant(owner: User) -> None:
    """Make most of the people strangers, and tie all to others by chance."""
    pks = owner.contacts.order_by("pk").values_list("pk", flat=True)
    params = {"owner": owner.pk, "first": pks[0], "people": len(pks), "known": KNOWN_OF}
    with connection.cursor() as cursor:
        cursor.execute("SELECT setseed(0.20261123)")
        cursor.execute(TIES, params | {"ties": TIES_EACH * len(pks)})
        cursor.execute(STRANGERS, params)
        cursor.execute("VACUUM ANALYZE contacts_acquaintance, contacts_contact")


def table(owner: User) -> str:
    """Milliseconds of the clock and of this process's CPU for one answer, as rows in Markdown."""
    plant(owner)
    now = datetime.now(tz=UTC)
    targets = Random(20261123).sample(list(owner.contacts.values_list("pk", flat=True)), ASKED)

    def in_sql(target: int) -> object:
        close = closeness(owner, {target}, now=now)
        return best_chains({target: close.get(target, 0.0)}, ties_of=partial(ties_of, owner, now=now))

    begin = time.perf_counter()
    in_memory = _graph(owner, now)
    built = time.perf_counter() - begin
    rows = [_row("the page, in this process", page_of(owner), targets)]
    rows += [_row("the search in SQL, as it is", in_sql, targets), _row("in memory instead", in_memory, targets)]
    rows += [f"| building the graph in memory, of what was said alone | {built * 1000:,.0f} | | | |"]
    of = f"{owner.contacts.count():,} people, {owner.acquaintances.count():,} ties"
    head = f"| best way, {of} | p50 ms | p95 ms | CPU ms | p95 : p50 |"
    return "\n".join([head, "|---|--:|--:|--:|--:|", *rows])


def page_of(owner: User) -> Callable[[int], object]:
    """Asks for the page of a target, as the owner."""
    client = Client()
    client.force_login(owner)

    def ask(target: int) -> object:
        answer = client.get("/network/reach/", {"person": target}, headers={"host": "localhost"})
        assert answer.status_code == 200, answer
        return answer

    return ask


def _row(name: str, search: Callable[[int], object], targets: Collection[int]) -> str:
    took, cpu = [], time.process_time()
    for target in targets:
        begin = time.perf_counter()
        search(target)
        took.append((time.perf_counter() - begin) * 1000)
    cpu = (time.process_time() - cpu) * 1000 / len(targets)
    cuts = quantiles(took, n=20)
    return f"| {name} | {cuts[9]:.1f} | {cuts[18]:.1f} | {cpu:.1f} | {cuts[18] / cuts[9]:.1f} |"


def _graph(owner: User, now: datetime) -> Callable[[int], object]:
    close = closeness(owner, owner.contacts.values_list("pk", flat=True), now=now)
    ties: dict[int, list[Tie]] = defaultdict(list)
    for one, other, strength in owner.acquaintances.values_list("one", "other", "strength"):
        for near, far in ((one, other), (other, one)):
            weight = (0.35, 0.6, 0.85)[strength - 1]
            ties[near].append(Tie(near, far, Why.SAID, "", weight, close.get(far, 0.0)))

    def of(ends: Mapping[int, End], **_: Any) -> Iterable[Tie]:
        return (tie for pk in ends for tie in ties[pk])

    return lambda target: best_chains({target: close.get(target, 0.0)}, ties_of=of)
