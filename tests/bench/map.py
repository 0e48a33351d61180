"""The map of Network with 200 and with 2,000 people on it, each led to by one before them; its pages."""

from collections.abc import Iterable
from datetime import timedelta
from functools import partial
from random import Random

from django.db import connection
from django.utils import timezone

from accounts.models import User
from contacts.models import Contact, ContactPath, Organization
from tests.bench.measure import Cost
from tests.bench.pages import Page
from tests.bench.words import GIVEN, STEMS

SIZES = (200, 2_000)
FIRST, UNMET, PLACES = 20, 3, 60  # one in so many is a first contact, and not met; organizations
TARGETS_MS = {200: 100, 2_000: 300}
HEAD = (
    "| page | people | CPU ms | web | Postgres | × smallest | p50 | p95 | SQL | KB | target |\n|---|"
    + "--:|" * 9
    + "---|"
)


def seed() -> list[User]:
    """An owner for each size."""
    owners = [_owner(size, Random(20261123)) for size in SIZES]
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return owners


def _owner(size: int, dice: Random) -> User:
    owner, now = User.objects.create_user(f"maps{size}@example.org"), timezone.now()
    paths = [owner.careerpaths.create(name=f"Path {number}", colour=number % 5 + 1) for number in range(5)]
    places = Organization.objects.bulk_create(Organization(owner=owner, name=f"Place {n}") for n in range(PLACES))
    people = Contact.objects.bulk_create(
        Contact(
            owner=owner,
            display_name=f"{(given := dice.choice(GIVEN))} {dice.choice(STEMS)}",
            given_name=given,
            role="Analyst",
            organization=dice.choice(places),
            warmth="" if n % UNMET == 1 else "warm",
            last_touch_at=None if n % UNMET == 1 else now - timedelta(days=n % 300),
        )
        for n in range(size)
    )
    for n, person in enumerate(people):
        if n >= size // FIRST:
            person.introducer = people[dice.randrange(n // 2)]
    Contact.objects.bulk_update(people, ["introducer"], batch_size=500)
    ContactPath.objects.bulk_create(ContactPath(owner=owner, contact=one, path=dice.choice(paths)) for one in people)
    return owner


def pages_of(owner: User) -> list[Page]:
    """What the address chooses: the map alone, the list alone, both, and with every tie."""
    asked = {"map": "?view=map", "list": "?view=list", "map and list": "", "map, all ties": "?view=map&ties=all"}
    target = TARGETS_MS[owner.contacts.count()]
    return [Page(name, partial(str, f"/network/{said}"), target_ms=target) for name, said in asked.items()]


def table(costs: Iterable[tuple[int, Page, Cost]]) -> str:
    """One row a page and size, in Markdown; the ratio is to the smallest size."""
    lines, least = [HEAD], dict[str, float]()
    for size, page, cost in costs:
        ratio = cost.cpu / least.setdefault(page.name, cost.cpu)
        cells = [page.name, f"{size:,}", *(f"{ms:.1f}" for ms in (cost.cpu, cost.web, cost.postgres)), f"{ratio:.1f}"]
        cells += [f"{cost.p50:.0f}", f"{cost.p95:.0f}", str(cost.statements), f"{cost.size / 1000:.0f}"]
        met = "met" if cost.cpu <= (page.target_ms or 0) else "missed"
        lines.append("| " + " | ".join([*cells, f"≤ {page.target_ms} ms: {met}"]) + " |")
    return "\n".join(lines)
