"""A card of the board is put into a lane: that of a talk, or of a lead with whom none is begun, which makes one."""

from datetime import datetime

from django.db import transaction

from contacts.models import Contact
from interviews.actions.moves import move
from interviews.actions.planning import create_interview
from interviews.actions.taking_back import keep_move, look, undoable
from interviews.models import Interview
from interviews.querysets.lanes import LANES

State = Interview.State


@transaction.atomic
def move_card(interview: Interview, *, to: str, now: datetime) -> str:
    """Put the talk into the state `to`, and tell to which an Undo goes back; one whose end has passed stands among
    those held, and is thanked from there. Raises MoveError, and then it stays as it was.
    """
    came_from = interview.state
    with undoable(interview, now=now):
        if interview.state == State.SCHEDULED and interview.is_over(now) and to == State.THANKED:
            move(interview, to=State.HELD, now=now)
        move(interview, to=to, now=now)
    return came_from


@transaction.atomic
def move_lead(contact: Contact, *, to: str, now: datetime) -> tuple[Interview, str]:
    """Bring a talk with `contact` to the state `to`, and tell the state it was in: a new one, but where one is under
    way by now, such as from another window, that one. Raises MoveError, and then nothing is made.
    """
    Contact.objects.select_for_update().get(pk=contact.pk)
    begun = Interview.objects.filter(
        people=contact, direction=Interview.Direction.OUTGOING, state__in=[lane.state for lane in LANES[:4]]
    )
    if (interview := begun.order_by("pk").last()) is not None:
        return interview, move_card(interview, to=to, now=now)
    return begin_talk(contact, to=to, now=now)


@transaction.atomic
def begin_talk(contact: Contact, *, to: str, now: datetime) -> tuple[Interview, str]:
    """Make a talk with `contact` that has come to the state `to`, and tell the state it was made in; Undo of that
    move unmakes it. Raises MoveError.
    """
    was = look([contact.pk])
    interview = create_interview(contact.owner, contacts=[contact], now=now)
    came_from = interview.state
    move(interview, to=to, now=now)
    if interview.state != came_from:
        keep_move(interview, was, came_from=came_from, now=now, is_new=True)
    return interview, came_from
