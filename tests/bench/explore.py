"""Explore at the size that it is made for: 10 paths, 60 questions, 200 talks, 3,000 pieces, 8 criteria; its pages."""

from collections.abc import Iterable
from datetime import timedelta
from random import Random

from django.db import connection
from django.urls import reverse

from accounts.models import User
from contacts.models import CareerPath, Contact, ContactPath, Organization
from interviews.models import (
    ChangeOfMind,
    Criterion,
    GapAnswer,
    InformationGap,
    Interview,
    Interviewee,
    InterviewPath,
    Score,
    ScoreEvidence,
    Takeaway,
)
from tests.bench.measure import Cost
from tests.bench.pages import Page
from tests.bench.seed import NOW
from tests.bench.words import GIVEN, STEMS, VOCABULARY

PATHS, GAPS, TALKS, PIECES, PLACES, CRITERIA = 10, 60, 200, 3_000, 40, 8
TARGET_MS, MOST_STATEMENTS = 40, 12
HEAD = "| page | CPU ms | web | Postgres | p50 | p95 | SQL | KB | target |\n|---|--:|--:|--:|--:|--:|--:|--:|---|"


def seed() -> User:
    """An owner with all of it; every talk is with one person about one path."""
    owner, dice = User.objects.create_user("explorer@example.org"), Random(20261122)
    paths = [owner.careerpaths.create(name=f"Path {number}", colour=number % 5 + 1) for number in range(PATHS)]
    gaps = InformationGap.objects.bulk_create(
        InformationGap(owner=owner, text=f"{_words(dice, 5)} {number}?", importance=("must", "good")[number % 2])
        for number in range(GAPS)
    )
    places = Organization.objects.bulk_create(Organization(owner=owner, name=f"Place {n}") for n in range(PLACES))
    people = Contact.objects.bulk_create(
        Contact(owner=owner, display_name=f"{dice.choice(GIVEN)} {dice.choice(STEMS)}", organization=places[n % PLACES])
        for n in range(TALKS)
    )
    talks = _talks(owner, people, paths)
    Takeaway.objects.bulk_create(_pieces(owner, list(zip(talks, people, strict=True)), paths, gaps, dice))
    GapAnswer.objects.bulk_create(
        GapAnswer(owner=owner, gap=gap, path=path, state="partly", answer=_words(dice, 9))
        for gap in gaps
        for path in paths
        if dice.random() < 0.5
    )
    _weigh(owner, paths, dice)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return owner


def _weigh(owner: User, paths: list[CareerPath], dice: Random) -> None:
    """Every path scored by every criterion, two pieces behind each score, and a change of mind about each."""
    criteria = Criterion.objects.bulk_create(
        Criterion(owner=owner, name=f"Criterion {n}", weight=100 // CRITERIA + n % 2) for n in range(CRITERIA)
    )
    scores = Score.objects.bulk_create(
        Score(owner=owner, criterion=criterion, path=path, value=dice.randint(1, 5), why=_words(dice, 6))
        for criterion in criteria
        for path in paths
    )
    on_path = {path.pk: list(owner.takeaways.filter(path=path)[: 2 * CRITERIA]) for path in paths}
    ScoreEvidence.objects.bulk_create(
        ScoreEvidence(owner=owner, score=score, takeaway=piece)
        for score in scores
        for piece in dice.sample(on_path[score.path_id], 2)
    )
    ChangeOfMind.objects.bulk_create(
        ChangeOfMind(
            owner=owner, of="score", path=score.path, criterion=score.criterion, after=str(score.value), changed_at=NOW
        )
        for score in scores
    )


def _talks(owner: User, people: list[Contact], paths: list[CareerPath]) -> list[Interview]:
    ContactPath.objects.bulk_create(
        ContactPath(owner=owner, contact=person, path=paths[n % PATHS]) for n, person in enumerate(people)
    )
    talks = Interview.objects.bulk_create(
        Interview(owner=owner, state="closed", state_changed_at=NOW, starts_at=NOW - timedelta(days=n), day=NOW.date())
        for n in range(TALKS)
    )
    Interviewee.objects.bulk_create(
        Interviewee(owner=owner, interview=talk, contact=person) for talk, person in zip(talks, people, strict=True)
    )
    InterviewPath.objects.bulk_create(
        InterviewPath(owner=owner, interview=talk, path=paths[n % PATHS]) for n, talk in enumerate(talks)
    )
    return talks


def _pieces(
    owner: User,
    talks: list[tuple[Interview, Contact]],
    paths: list[CareerPath],
    gaps: list[InformationGap],
    dice: Random,
) -> Iterable[Takeaway]:
    for number in range(PIECES):
        talk, person = talks[number % TALKS]
        yield Takeaway(
            owner=owner,
            interview=talk,
            said_by=person,
            text=_words(dice, 12),
            path=paths[number % TALKS % PATHS],
            gap=dice.choice(gaps),
            speaks=dice.choice(["for", "against", "neutral", ""]),
            strength=dice.choice(["first", "first", "second", "hear", ""]),
        )


def _words(dice: Random, count: int) -> str:
    return " ".join(dice.choices(VOCABULARY, k=count)).capitalize()


def pages_of(owner: User) -> list[Page]:
    """Those of Explore."""
    gap, path = owner.informationgaps.earliest("pk"), owner.careerpaths.earliest("pk")
    about = {"cell": [gap.pk, path.pk], "path_summary": [path.pk]}
    names = ("explore", "cell", "path_summary", "decide", "weigh", "diary")
    return [_page(name, reverse(f"interviews:{name}", args=about.get(name, []))) for name in names]


def _page(name: str, path: str) -> Page:
    return Page(name, lambda: path, target_ms=TARGET_MS)


def table(costs: Iterable[tuple[Page, Cost]]) -> str:
    """One row a page, in Markdown."""
    lines = [HEAD]
    for page, cost in costs:
        cells = [page.name, *(f"{ms:.1f}" for ms in (cost.cpu, cost.web, cost.postgres))]
        cells += [f"{cost.p50:.0f}", f"{cost.p95:.0f}", str(cost.statements), f"{cost.size / 1000:.0f}"]
        met = "met" if cost.cpu <= TARGET_MS and cost.statements <= MOST_STATEMENTS else "missed"
        lines.append("| " + " | ".join([*cells, f"≤ {TARGET_MS} ms, ≤ {MOST_STATEMENTS} SQL: {met}"]) + " |")
    return "\n".join(lines)
