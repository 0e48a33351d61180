"""The history of an interview: every change of state or time is a Move and an entry on the timeline."""

from datetime import datetime

from contacts.actions.progress import record_progress
from contacts.actions.timeline import log_interaction
from contacts.models import Interaction
from interviews.actions.table import passed_between
from interviews.actions.times import work_out
from interviews.models import Interview, Move


def lock(interview: Interview) -> None:
    """Bring `interview` up to date and keep every other change of it waiting; call it inside a transaction.

    Its people are locked with it, in the order of ids: two changes about the same people never wait in a ring.
    """
    interview.refresh_from_db(from_queryset=Interview.objects.select_for_update())
    list(interview.people.select_for_update(of=("self",)).order_by("pk").values_list("pk"))


def enter(
    interview: Interview, *, to: str, words: str, now: datetime, at: datetime | None = None, is_touch: bool = False
) -> None:
    """Put `interview` into the state `to`, work out its times, and write both and the history down.

    `at` is when it happened, where that is not `now`.
    """
    came_from = interview.state
    if to != came_from:
        interview.state, interview.state_changed_at = to, now
    work_out(interview)
    interview.sequence += 1
    interview.save()
    entry = log_interaction(
        interview.owner,
        kind=Interaction.Kind.INTERVIEW,
        people=interview.people.all(),
        happened_at=at or now,
        title=words[:200],
        is_touch=is_touch,
    )
    note_move(interview, entry=entry, came_from=came_from)


def note_move(interview: Interview, *, entry: Interaction, came_from: str) -> None:
    """Add to the history that `entry` tells how the interview came from one state to the one it is in."""
    Move.objects.create(
        owner_id=interview.owner_id,
        interview=interview,
        interaction=entry,
        from_state=came_from,
        to_state=interview.state,
    )


def take_back_touches(interview: Interview, *, to: str) -> None:
    """Before going back to the state `to`: what led beyond it did not happen and is no touch; the entries stay."""
    passed = passed_between(to, interview.state)
    moves = interview.moves.filter(to_state__in=passed, interaction__is_touch=True)
    entries = Interaction.objects.filter(pk__in=moves.values("interaction"))
    if entries.update(is_touch=False):
        for person in interview.people.order_by("pk"):
            record_progress(person)
