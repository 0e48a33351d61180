"""What the ticks on Today mean: the one thing that was asked about a person is done, or was not done after all."""

from datetime import datetime, timedelta

from django.db import transaction

from contacts.actions.people import snooze_contact, wake_contact
from contacts.actions.timeline import log_touch, remove_interaction, said_since, wait_for
from contacts.models import Contact, Interaction
from interviews.actions.moves import move
from interviews.actions.progress import refresh_people
from interviews.actions.refusals import MoveError
from interviews.actions.taking_back import undoable
from interviews.models import Interview, Move
from outreach.actions.leading import begin_talk

OFFERED = "Offered times"


def answers_until(contact: Contact, *, now: datetime) -> datetime:
    """When offered times are asked about again: so many days (`times_after`) after they were offered."""
    return now + timedelta(days=contact.owner.times_after)


@transaction.atomic
def log_offer(contact: Contact, *, now: datetime, seen: datetime | None = None) -> Interaction:
    """The user has offered times; it is the other's turn for as long as the owner's settings say.

    Ticked again on the page that was drawn at `seen`, it is as once.
    """
    wait_for(contact)
    if entry := said_since(seen, contact.interactions.filter(title=OFFERED)):
        return entry
    entry = log_touch(contact, now=now, title=OFFERED)
    snooze_contact(contact, until=answers_until(contact, now=now))
    return entry


@transaction.atomic
def unlog(entry: Interaction, *, contact: Contact, now: datetime) -> None:
    """It did not happen: the entry goes, and what is asked about `contact` is as before.

    Raises MoveError for the entry of a move to another state, which is gone back by moving.
    """
    told = Move.objects.select_related("interview").filter(interaction=entry).first()
    if told is not None and told.from_state != told.to_state:
        raise MoveError("This step of an interview is part of its history. Change its state instead.")
    remove_interaction(entry)
    if told is not None:
        refresh_people(told.interview, now=now)
    wake_contact(contact)


@transaction.atomic
def mark_asked(contact: Contact, *, now: datetime, seen: datetime | None = None) -> Interview:
    """The request to a lead is out; makes the interview where there was only the wish for one. One that was closed
    without a reply is asked again; one that was asked since the page was drawn at `seen` is not. Raises MoveError.
    """
    mine = Interview.objects.filter(people=contact, direction=Interview.Direction.OUTGOING).order_by("pk")
    idea = Interview.objects.filter(people=contact, state=Interview.State.IDEA).order_by("pk").last()
    silent = None if idea else mine.last()
    if silent is not None and silent.state != Interview.State.NO_REPLY:
        silent = None
    if (interview := idea or silent) is not None:
        with undoable(interview, now=now):
            move(interview, to=Interview.State.REQUESTED, now=now)
        return interview
    wait_for(contact)
    asked = mine.filter(state=Interview.State.REQUESTED, state_changed_at__gte=seen).last() if seen else None
    return asked or begin_talk(contact, to=Interview.State.REQUESTED, now=now)[0]


@transaction.atomic
def close_talk(interview: Interview, *, now: datetime) -> None:
    """A talk that someone asked the user for is over, and nothing more is to do. Raises MoveError."""
    with undoable(interview, now=now):
        if interview.state == Interview.State.SCHEDULED:
            move(interview, to=Interview.State.HELD, now=now)
        move(interview, to=Interview.State.CLOSED, now=now)
