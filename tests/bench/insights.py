"""Insights of somebody with 1,000 and with 10,000 letters: the usual period, all time, and one table as a file."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from django.db import connection
from django.utils import timezone

from accounts.models import User
from contacts.models import Contact, Interaction
from interviews.models import Interview, Interviewee, InterviewPath, Move, Referral
from outreach.models import Message
from tests.bench.pages import Page
from tests.bench.words import GIVEN, STEMS

SIZES = (1_000, 10_000)  # letters
OF_SIX = 11  # letters about six talks: six requests, two nudges, three thank-yous
DAYS = 730  # over which the talks are spread
DAY = timedelta(days=1)
WAYS = ("", "friend", "alumni", "colleague", "linkedin", "cold")
WARMTHS = ("", "new", "acquainted", "warm", "close")
TEMPLATES = ("cold", "shared", "alumni", "changer", "linkedin")
LIVES = (  # the states of each talk, and how many days after it was asked for
    (("requested", 0), ("agreed", 2), ("scheduled", 3), ("held", 9), ("thanked", 9.5)),
    (("requested", 0), ("agreed", 5), ("scheduled", 6), ("held", 12), ("thanked", 14)),
    (("requested", 0), ("scheduled", 1), ("held", 4), ("thanked", 4.5)),
    (("requested", 0), ("requested", 7), ("no_reply", 14)),
    (("requested", 0), ("requested", 7), ("agreed", 9), ("no_reply", 30)),
    (("requested", 0), ("declined", 1)),
)
TARGET_MS = 150


def seed() -> list[User]:
    """An owner for each size; everybody is asked once, of six three talk, and a third of these name somebody."""
    owners = [_owner(size, timezone.now()) for size in SIZES]
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return owners


def _owner(size: int, now: datetime) -> User:
    owner = User.objects.create_user(f"counts{size}@example.org", weekly_aim=3)
    count = size * 6 // OF_SIX
    people = Contact.objects.bulk_create(_people(owner, count))
    talks = Interview.objects.bulk_create(_talks(owner, count, now))
    moves = [(talk, step) for number, talk in enumerate(talks) for step in LIVES[number % 6]]
    _tell(owner, moves)
    thanked = [talk.state_changed_at if talk.state == "thanked" else None for talk in talks]
    Interviewee.objects.bulk_create(
        Interviewee(owner=owner, interview=talk, contact=person, thanked_at=at)
        for talk, person, at in zip(talks, people, thanked, strict=True)
    )
    paths = [owner.careerpaths.create(name=f"Path {number}", colour=number % 5 + 1) for number in range(5)]
    InterviewPath.objects.bulk_create(
        InterviewPath(owner=owner, interview=talk, path=paths[n % 5]) for n, talk in enumerate(talks)
    )
    Referral.objects.bulk_create(
        Referral(owner=owner, interview=talks[n], named_by=people[n], contact=people[n - 1]) for n in range(6, count, 6)
    )
    letters = [letter for n, (talk, one) in enumerate(zip(talks, people, strict=True)) for letter in _of(talk, one, n)]
    Message.objects.bulk_create(letters[:size])
    return owner


def _people(owner: User, count: int) -> Iterator[Contact]:
    for n in range(count):
        name = f"{GIVEN[n % len(GIVEN)]} {STEMS[n % len(STEMS)]}"
        yield Contact(owner=owner, display_name=name, source=WAYS[n % 6 - 1], warmth=WARMTHS[n % 5])


def _talks(owner: User, count: int, now: datetime) -> Iterator[Interview]:
    for n in range(count):
        life, asked_at = LIVES[n % 6], now - DAYS * DAY * n / count - DAY
        state, days = life[-1]
        talk = Interview(owner=owner, state=state, requested_at=asked_at, state_changed_at=asked_at + days * DAY)
        if state == "thanked":
            talk.ends_at = asked_at + life[-2][1] * DAY
            talk.starts_at, talk.day = talk.ends_at - timedelta(minutes=30), talk.ends_at.date()
        yield talk


def _tell(owner: User, moves: list[tuple[Interview, tuple[str, float]]]) -> None:
    """The history of the talks."""
    entries = Interaction.objects.bulk_create(
        Interaction(owner=owner, kind="interview", title=to, is_touch=True, happened_at=talk.requested_at + days * DAY)
        for talk, (to, days) in moves
        if talk.requested_at
    )
    before = "idea"
    rows = []
    for (talk, (to, days)), entry in zip(moves, entries, strict=True):
        before = "idea" if not days else before
        rows.append(Move(owner=owner, interview=talk, interaction=entry, from_state=before, to_state=to))
        before = to
    Move.objects.bulk_create(rows)


def _of(talk: Interview, person: Contact, number: int) -> Iterator[Message]:
    """The letters about one talk."""
    builtin = f"request/{TEMPLATES[number % 5]}@1"
    about = partial(Message, owner=talk.owner, interview=talk, contact=person, body="Hello")
    yield about(kind="request", builtin=builtin, via=("email", "linkedin")[number % 2], sent_at=talk.requested_at)
    if number % 6 in {3, 4} and talk.requested_at:
        yield about(kind="nudge", sent_at=talk.requested_at + 7 * DAY)
    if talk.state == "thanked":
        yield about(kind="thank_you", sent_at=talk.state_changed_at)


def pages_of() -> list[Page]:
    """Those of Insights."""
    paths = {"90 days": "/insights/", "all time": "/insights/?period=all", "a table": "/insights/ways.csv?period=all"}
    return [Page(name, partial(str, path), target_ms=TARGET_MS) for name, path in paths.items()]
