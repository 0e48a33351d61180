"""Whatever the order of actions, refused ones too: nothing that was written is lost, and the history tells all."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any
from uuid import uuid4

from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from accounts.models import User
from contacts.models import Contact
from interviews.actions import clock
from interviews.actions.consent import keep_consent
from interviews.actions.holding import hold
from interviews.actions.learning import add_takeaway, name_person, save_notes
from interviews.actions.lines import Written, remove_line, restore_line, write_line
from interviews.actions.moves import move, nudge
from interviews.actions.planning import create_interview, plan
from interviews.actions.progress import refresh_people
from interviews.actions.promising import add_promise
from interviews.actions.refusals import MoveError
from interviews.actions.thanks import thank, unthank
from interviews.exporting.calendars import write_feed
from interviews.models import Interview, Move, NoteLine
from tests.factories import NOW, make_contact

State = Interview.State
LENGTH = re.compile(r"(?<=^Talked) for \d+ minutes?$")
KEPT = ("stage", "told_step", "next_step", "next_step_due_at", "waiting_since", "last_touch_at")


@dataclass
class Life:
    """One interview with two people, the clock, and what must never go."""

    interview: Interview
    people: list[Contact]
    now: datetime = NOW
    written: dict[str, list[Any]] = field(default_factory=dict)

    def keep(self, kind: str, row: Any) -> None:
        self.written.setdefault(kind, []).append(row.pk)


def change_state(life: Life, to: str) -> None:
    move(life.interview, to=to, now=life.now)


def change_plan(life: Life, days: int, hour: int | None, minutes: int | None) -> None:
    day, wall_time = (life.now + timedelta(days=days)).date(), None if hour is None else time(hour)
    plan(life.interview, day=day, wall_time=wall_time, zone="Europe/Paris", planned_minutes=minutes, now=life.now)


def finish(life: Life, began: int | None, minutes: int | None) -> None:
    started = None if began is None else life.now - timedelta(minutes=began)
    ended = None if minutes is None else (started or life.now - timedelta(hours=1)) + timedelta(minutes=minutes)
    hold(life.interview, now=life.now, started_at=started, ended_at=ended)


def ask_again(life: Life) -> None:
    nudge(life.interview, now=life.now)


def say_thanks(life: Life, whom: int) -> None:
    thank(life.interview, contact=life.people[whom], now=life.now)


def take_thanks_back(life: Life, whom: int) -> None:
    unthank(life.interview, contact=life.people[whom], now=life.now)


def write_down(life: Life, text: str) -> None:
    about = {"owner": life.interview.owner, "interview": life.interview}
    life.keep("lines", NoteLine.objects.create(**about, key=uuid4(), text=text, said_at=life.now))
    life.keep("takeaways", add_takeaway(life.interview, text=text))
    life.keep("promises", add_promise(life.interview, by="me", text=text, now=life.now))
    save_notes(life.interview, notes=text, was="", keep="both")
    life.written.setdefault("notes", []).append(text)


def name_someone(life: Life, whom: int, name: str) -> None:
    referral = name_person(life.interview, named_by=life.people[whom], display_name=name, now=life.now)
    life.keep("referrals", referral)


def turn_clock(life: Life, act: Callable[..., object]) -> None:
    act(life.interview, now=life.now)


def change_line(life: Life, text: str, tag: str, behind: int) -> None:
    """Edit the first line from the text it has or an older one; where there is none, it is the first."""
    line = life.interview.lines.first()
    version = max(1, line.version - behind) if line else 0
    key = line.key if line else uuid4()
    kept = write_line(life.interview, Written(key, text, tag, version=version), now=life.now)
    if kept is not None:
        life.keep("lines", kept)
    if text:
        assert life.interview.lines.filter(text__contains=text, removed_at=None).exists()
        assert not tag or life.interview.lines.filter(text__contains=text, tag=tag, removed_at=None).exists()


def remove_first(life: Life, bring_back: bool) -> None:
    line = life.interview.lines.first()
    if line is not None:
        remove_line(life.interview, line, now=life.now)
        if bring_back:
            restore_line(life.interview, line)
        assert (line.removed_at is None) == bring_back


def ask_to_record(life: Life, said_yes: bool, until: int | None) -> None:
    keep_until = None if until is None else life.now.date() + timedelta(days=until)
    keep_consent(life.interview, said_yes=said_yes, wording="May I record?", keep_until=keep_until, now=life.now)


def wait(life: Life, hours: int) -> None:
    life.now += timedelta(hours=hours)


def step(act: Callable[..., None], *said: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.tuples(st.just(act), *said)


WHOM, TEXTS = st.sampled_from([0, 1]), st.sampled_from(["Pay bands", "<b>A week</b>", "Ask Noor"])
STEPS = st.one_of(
    step(change_state, st.sampled_from(State.values)),
    step(change_state, st.sampled_from(State.values)),
    step(change_plan, st.integers(-4, 4), st.none() | st.integers(0, 23), st.none() | st.integers(0, 600)),
    step(finish, st.none() | st.integers(-30, 2000), st.none() | st.integers(-5, 90)),
    step(ask_again),
    step(say_thanks, WHOM),
    step(take_thanks_back, WHOM),
    step(write_down, TEXTS),
    step(name_someone, WHOM, TEXTS),
    step(turn_clock, st.sampled_from([clock.begin, clock.unbegin, clock.pause, clock.resume, clock.end])),
    step(change_line, TEXTS | st.just(""), st.sampled_from(["", "takeaway", "quote"]), st.integers(0, 2)),
    step(remove_first, st.booleans()),
    step(ask_to_record, st.booleans(), st.none() | st.integers(0, 400)),
    step(wait, st.integers(1, 72)),
)


def history(interview: Interview) -> list[tuple[Any, ...]]:
    """Every move with its words, but that of the last thanks: taking them back removes what said so.

    How long the talk was may be put right afterwards, so the minutes are left out of the words.
    """
    rows = Move.objects.filter(interview=interview).exclude(to_state=State.THANKED, interaction__kind="mail")
    told = rows.order_by("pk").values_list("pk", "from_state", "to_state", "interaction__title")
    return [(*move, LENGTH.sub("", title)) for *move, title in told]


def on_calendars(interview: Interview) -> tuple[Any, ...]:
    return interview.state, interview.starts_at, interview.ends_at


def take(life: Life, act: Callable[..., None], said: tuple[Any, ...]) -> None:
    """Do it as a request does, whole or not at all; then look at everything that must hold."""
    before, told = Interview.objects.get(pk=life.interview.pk), history(life.interview)
    try:
        with transaction.atomic():
            act(life, *said)
    except MoveError:
        life.interview.refresh_from_db()
        assert on_calendars(life.interview) == on_calendars(before)
    after = Interview.objects.get(pk=life.interview.pk)
    assert history(after)[: len(told)] == told
    assert after.sequence - before.sequence >= (on_calendars(after) != on_calendars(before))
    if after.state != before.state and (before.state, after.state) != (State.THANKED, State.HELD):
        assert after.moves.filter(from_state=before.state, to_state=after.state).exists()
    nothing_is_lost(life, after)


def assert_in_calendar(interview: Interview) -> None:
    after = Interview.objects.get(pk=interview.pk)
    calendar = Calendar.from_ical(write_feed(after.owner, after.owner.interviews.in_calendar(NOW - timedelta(days=9))))
    assert [str(event["uid"]) for event in calendar.events][:1] == [str(after.uid)] * (after.ends_at is not None)


def nothing_is_lost(life: Life, interview: Interview) -> None:
    for kind in ("lines", "takeaways", "promises", "referrals"):
        assert set(life.written.get(kind, [])) <= set(getattr(interview, kind).values_list("pk", flat=True))
    assert [text for text in life.written.get("notes", []) if text not in interview.notes] == []


def what_lists_show(life: Life) -> list[tuple[Any, ...]]:
    return list(Contact.objects.filter(pk__in=[p.pk for p in life.people]).order_by("pk").values_list(*KEPT))


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@example("outgoing", [(finish, None, None), (finish, 1, None)])
@example("outgoing", [(finish, None, 9), (change_state, "idea"), (turn_clock, clock.begin), (turn_clock, clock.end)])
@given(st.sampled_from(Interview.Direction.values), st.lists(STEPS, min_size=1, max_size=14))
def test_no_order_of_actions_loses_anything(alice: User, direction: str, steps: list[tuple[Any, ...]]) -> None:
    with transaction.atomic():
        people = [make_contact(alice), make_contact(alice)]
        life = Life(create_interview(alice, contacts=people, now=NOW, direction=direction), people)
        for act, *said in steps:
            take(life, act, tuple(said))
        assert_in_calendar(life.interview)
        refresh_people(life.interview, now=life.now)
        shown = what_lists_show(life)
        refresh_people(life.interview, now=life.now)
        assert what_lists_show(life) == shown
        transaction.set_rollback(True)
