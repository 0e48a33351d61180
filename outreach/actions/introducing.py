"""Introductions: the connector is asked, both agree, they meet, the connector is told; one change at a time."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Max, QuerySet

from accounts.models import User
from contacts.actions.people import set_introducer
from contacts.actions.progress import record_progress
from contacts.actions.timeline import log_interaction, remove_interaction
from contacts.models import Contact, Interaction
from interviews.actions.moves import move
from interviews.actions.planning import create_interview
from interviews.actions.refusals import MoveError
from interviews.actions.waiting import in_days, nudge_at
from interviews.models import Interview
from outreach.models import Introduction, IntroductionMove

State = Introduction.State

# A connector may introduce the two at once, and may answer long after the user has given up.
ONWARD: dict[str, tuple[State, ...]] = {
    State.DRAFT: (State.ASKED,),
    State.ASKED: (State.AGREED, State.INTRODUCED, State.DECLINED, State.SILENT),
    State.SILENT: (State.ASKED, State.AGREED, State.INTRODUCED, State.DECLINED),
    State.DECLINED: (),
    State.AGREED: (State.TARGET_AGREED, State.INTRODUCED, State.TARGET_DECLINED),
    State.TARGET_DECLINED: (),
    State.TARGET_AGREED: (State.INTRODUCED,),
    State.INTRODUCED: (State.REPLIED, State.MET),
    State.REPLIED: (State.MET,),
    State.MET: (State.TOLD,),
    State.TOLD: (),
}
ORDER = list(State)
WORDS: dict[str, str] = {
    State.ASKED: "Asked {connector} for an introduction to {target}",
    State.AGREED: "{connector} agreed to introduce you to {target}",
    State.DECLINED: "{connector} declined to introduce you to {target}",
    State.SILENT: "No answer from {connector} about {target}",
    State.TARGET_AGREED: "{target} agreed to be introduced by {connector}",
    State.TARGET_DECLINED: "{target} declined to be introduced by {connector}",
    State.INTRODUCED: "{connector} introduced you to {target}",
    State.REPLIED: "Replied to all, {connector} in bcc: {target}",
    State.MET: "Met {target}, introduced by {connector}",
    State.TOLD: "Told {connector} about {target}, and thanked",
}
NUDGED = "Asked {connector} once more about {target}"
OF_CONNECTOR = frozenset({State.ASKED, State.TOLD})  # what goes to the connector alone
TOUCHES = OF_CONNECTOR | {State.INTRODUCED, State.REPLIED}
BEFORE_TALK = frozenset({Interview.State.IDEA, Interview.State.REQUESTED, Interview.State.AGREED})
BECAME_INTRODUCER = "Noted as who introduced you."  # so that going back knows whose note it takes away


@transaction.atomic
def begin_introduction(
    owner: User,
    *,
    connector: Contact,
    target: Contact,
    now: datetime,
    why: str = "",
    interview: Interview | None = None,
) -> Introduction:
    """A draft: `connector` is to be asked for an introduction to `target`, for the talk `interview` if there is one.

    Raises MoveError where the two are one, or the same is asked already.
    """
    if connector == target:
        raise MoveError("Somebody else has to introduce you.")
    Contact.objects.select_for_update(of=("self",)).get(pk=connector.pk)
    if owner.introductions.of(connector).under_way().filter(target=target).exists():
        raise MoveError(f"An introduction to {target} by {connector} is under way already.")
    return Introduction.objects.create(
        owner=owner, connector=connector, target=target, why=why, interview=interview, state_changed_at=now
    )


@transaction.atomic
def move_introduction(
    introduction: Introduction, *, to: str, now: datetime, is_back: bool = False, since: str = ""
) -> None:
    """Put `introduction` into the state `to`, onward or back; into the one it is in, nothing happens.

    `is_back` chooses going back where both can be (from silent to asked); with `since` it is done only where it still
    stands at that state. Raises MoveError.
    """
    _lock(introduction)
    if to == introduction.state:
        return
    if since and since != introduction.state:
        raise MoveError(f"It has gone on since then, and stands at “{introduction.get_state_display()}” now.")
    is_onward = to in ONWARD[introduction.state]
    if to in moves_back(introduction) and (not is_onward or (is_back and left_from(introduction) == to)):
        _back(introduction, to=to, now=now)
    elif is_onward:
        _onward(introduction, to=to, now=now)
    else:
        raise MoveError(refusal(introduction, to=to))


@transaction.atomic
def nudge_connector(introduction: Introduction, *, now: datetime, seen: datetime | None = None) -> Interaction:
    """The user has asked the connector once more; the entry that says so. Ticked again on the page that was drawn at
    `seen`, it is as once. Raises MoveError.
    """
    _lock(introduction)
    last = _nudges(introduction).select_related("interaction").last()
    if seen and last and last.interaction.created_at >= seen:
        return last.interaction
    if introduction.state != State.ASKED:
        raise MoveError("Only a connector who was asked, and has not answered, can be nudged.")
    return _enter(introduction, to=State.ASKED, words=NUDGED, now=now)


@transaction.atomic
def take_nudge_back(introduction: Introduction) -> None:
    """The last nudge did not happen; where there is none, nothing happens."""
    _lock(introduction)
    nudge = _nudges(introduction).last()
    if nudge is not None:
        remove_interaction(nudge.interaction)


def _nudges(introduction: Introduction) -> QuerySet[IntroductionMove]:
    return introduction.moves.filter(from_state=State.ASKED, to_state=State.ASKED)


def remove_introduction(introduction: Introduction, *, now: datetime) -> None:
    """It is not wanted any more; what was asked stays on the timeline. Twice is as once."""
    introduction.trashed_at = introduction.trashed_at or now
    introduction.save(update_fields=["trashed_at", "updated_at"])


def restore_introduction(introduction: Introduction) -> None:
    """It is there again."""
    introduction.trashed_at = None
    introduction.save(update_fields=["trashed_at", "updated_at"])


def moves_onward(introduction: Introduction) -> list[State]:
    """The states that come after this one."""
    return list(ONWARD[introduction.state])


def moves_back(introduction: Introduction) -> list[State]:
    """The states from which this one can have come, the nearest first."""
    return [state for state in reversed(ORDER) if introduction.state in ONWARD[state]]


def asks_lately(connector: Contact, *, now: datetime) -> int:
    """How many introductions the connector was asked for in the last 90 days."""
    return connector.owner.introductions.of(connector).asked_lately(now).count()


def nudge_due(introduction: Introduction) -> datetime:
    """When a connector who was asked is nudged: as anyone who was asked for a talk."""
    asked_at = introduction.asked_at or introduction.state_changed_at
    return nudge_at(asked_at, introduction.connector, introduction.owner)


def early_nudge(user: User, *, now: datetime) -> datetime:
    """Whoever was asked after this instant cannot be due for a nudge yet (summer time moves it by an hour or two)."""
    return now - timedelta(days=user.nudge_after) + timedelta(hours=3)


def silent_due(introduction: Introduction, *, nudged_at: datetime | None) -> datetime:
    """When a connector who was asked counts as silent: as long after the nudge, or the day for it, as is usual."""
    owner = introduction.owner
    since = max(introduction.asked_at or introduction.state_changed_at, introduction.state_changed_at)
    left = max(owner.close_after - owner.nudge_after, 0)
    after_nudge = in_days(nudged_at or nudge_due(introduction), left, zone=owner.zone)
    return max(in_days(since, owner.close_after, zone=owner.zone), after_nudge)


def refusal(introduction: Introduction, *, to: str) -> str:
    """Why the move to the state `to` is not allowed."""
    if to not in State:
        return "There is no such state."
    return f"An introduction that stands at “{introduction.get_state_display()}” cannot become “{State(to).label}”."


def _lock(introduction: Introduction) -> None:
    """Bring it up to date and keep every other change waiting, of its people, too, in the order of ids."""
    introduction.refresh_from_db(from_queryset=Introduction.objects.select_for_update())
    pks = [introduction.connector_id, introduction.target_id]
    list(Contact.objects.select_for_update(of=("self",)).filter(pk__in=pks).order_by("pk").values_list("pk"))


def left_from(introduction: Introduction) -> str:
    """The state from which its last change led here; "" where there was none."""
    last = introduction.moves.exclude(from_state=F("to_state")).last()
    return last.from_state if last else ""


def _onward(introduction: Introduction, *, to: str, now: datetime) -> None:
    if to == State.ASKED:
        introduction.asked_at = now
    noted = _meet(introduction, now=now) if to == State.INTRODUCED else ""
    _enter(introduction, to=to, words=WORDS[to], now=now, body=noted)


def _back(introduction: Introduction, *, to: str, now: datetime) -> None:
    """What led beyond the state `to` did not happen and is no touch; the entries stay."""
    gone = _led_beyond(introduction, to)
    if told := gone.filter(to_state=State.INTRODUCED).last():
        _unmeet(introduction, told, now=now)
    Interaction.objects.filter(pk__in=gone.values("interaction"), is_touch=True).update(is_touch=False)
    if introduction.state == State.ASKED:
        asks = introduction.moves.filter(to_state=State.ASKED, interaction__is_touch=True)
        introduction.asked_at = asks.exclude(from_state=State.ASKED).aggregate(at=Max("interaction__happened_at"))["at"]
    words = f"Introduction to {{target}}: back to “{State(to).label}”"
    _enter(introduction, to=to, words=words, now=now, is_back=True)
    for person in sorted([introduction.connector, introduction.target], key=lambda person: person.pk):
        record_progress(person)


def _led_beyond(introduction: Introduction, to: str) -> QuerySet[IntroductionMove]:
    """The moves that led from the state `to` to the present one."""
    if to == State.SILENT and introduction.state == State.ASKED:  # again
        silent = introduction.moves.filter(to_state=to).last()
        return introduction.moves.filter(pk__gt=silent.pk) if silent else introduction.moves.none()
    passed = [state for state in ORDER if ORDER.index(state) > ORDER.index(State(to))]
    return introduction.moves.filter(to_state__in=passed)


def _enter(
    introduction: Introduction, *, to: str, words: str, now: datetime, body: str = "", is_back: bool = False
) -> Interaction:
    """Put it into the state `to`, and tell it on the timeline of those whom it concerns."""
    came_from = introduction.state
    if to != came_from:
        introduction.state, introduction.state_changed_at = to, now
    introduction.save()
    connector, target = introduction.connector, introduction.target
    entry = log_interaction(
        introduction.owner,
        kind=Interaction.Kind.MAIL if to in TOUCHES and not is_back else Interaction.Kind.NOTE,
        people=[connector] if to in OF_CONNECTOR else [connector, target],
        happened_at=now,
        title=words.format(connector=connector, target=target)[:200],
        body=body,
        is_touch=to in TOUCHES and not is_back,
    )
    IntroductionMove.objects.create(
        owner_id=introduction.owner_id, introduction=introduction, interaction=entry, from_state=came_from, to_state=to
    )
    return entry


def _meet(introduction: Introduction, *, now: datetime) -> str:
    """They are introduced: the talk with the target counts as asked for; what is noted of it."""
    target, talk = introduction.target, introduction.interview
    if talk is None or talk.state not in BEFORE_TALK or not talk.interviewees.filter(contact=target).exists():
        talks = introduction.owner.interviews.under_way().filter(people=target, direction="outgoing")
        talk = talks.first() or create_interview(introduction.owner, contacts=[target], now=now)
    if talk.state == Interview.State.IDEA:
        move(talk, to=Interview.State.REQUESTED, now=now)
    introduction.interview = talk
    target.refresh_from_db()
    if target.introducer_id is not None or introduction.connector.introducer_id == target.pk:
        return ""
    set_introducer(target, introducer=introduction.connector)
    return BECAME_INTRODUCER


def _unmeet(introduction: Introduction, told: IntroductionMove, *, now: datetime) -> None:
    """They were not introduced after all: what `_meet` assumed goes, if it still stands."""
    talk, target = introduction.interview, introduction.target
    if talk and talk.state == Interview.State.REQUESTED and talk.requested_at == told.interaction.happened_at:
        move(talk, to=Interview.State.IDEA, now=now)
    if target.introducer_id == introduction.connector_id and told.interaction.body == BECAME_INTRODUCER:
        set_introducer(target, introducer=None)
