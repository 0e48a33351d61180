"""Who has been thanked: marking it, and taking it back."""

from datetime import datetime

from django.db import transaction

from contacts.actions.timeline import log_interaction, remove_interaction
from contacts.models import Contact, Interaction
from interviews.actions.history import enter, lock, note_move
from interviews.actions.holding import hold
from interviews.actions.progress import refresh_people
from interviews.actions.refusals import MoveError
from interviews.models import Interview, Interviewee

State = Interview.State
WORDS = "Thanked for the talk"


@transaction.atomic
def thank(interview: Interview, *, contact: Contact, now: datetime) -> None:
    """`contact` has been thanked; once everyone is, the interview is thanked. Twice is as once.

    Raises MoveError for an interview that owes no thanks.
    """
    lock(interview)
    part = interview.interviewees.select_related("contact").get(contact=contact)
    if part.thanked_at is not None:
        return
    if interview.is_incoming:
        raise MoveError("They asked you: this one owes no thanks.")
    if interview.state == State.SCHEDULED and interview.is_over(now):
        hold(interview, now=now)
    if interview.state not in {State.HELD, State.CLOSED}:
        raise MoveError("The talk has not taken place yet.")
    _mark(interview, part, now=now)
    refresh_people(interview, now=now)


@transaction.atomic
def unthank(interview: Interview, *, contact: Contact, now: datetime) -> None:
    """Take back that `contact` has been thanked, and the touch it left; the interview owes thanks again."""
    lock(interview)
    part = interview.interviewees.select_related("contact").get(contact=contact)
    if part.thanked_at is None:
        return
    forget(part)
    if interview.state == State.THANKED:
        reopen(interview, now=now)
    else:
        _revise(interview)
    refresh_people(interview, now=now)


def forget(part: Interviewee) -> None:
    """Clear that this person was thanked, and remove the entry that said so."""
    if part.thanked_at is None:
        return
    entries = part.contact.interactions.filter(kind=Interaction.Kind.MAIL, title=WORDS, happened_at=part.thanked_at)
    entry = entries.first()
    part.thanked_at = None
    part.save(update_fields=["thanked_at"])
    if entry is not None:
        remove_interaction(entry)


def reopen(interview: Interview, *, now: datetime) -> None:
    """Back from thanked to held; where the entry that told of the last thanks is gone, so is that move."""
    last = interview.moves.last()
    if last is not None and last.to_state == State.THANKED:
        enter(interview, to=State.HELD, words="A thank-you is still owed", now=now)
    else:
        interview.state, interview.state_changed_at = State.HELD, now
        _revise(interview)


def _mark(interview: Interview, part: Interviewee, *, now: datetime) -> None:
    part.thanked_at = now
    part.save(update_fields=["thanked_at"])
    entry = log_interaction(
        interview.owner, kind=Interaction.Kind.MAIL, people=[part.contact], happened_at=now, title=WORDS
    )
    if interview.state == State.HELD and not interview.interviewees.filter(thanked_at=None).exists():
        interview.state, interview.state_changed_at = State.THANKED, now
        note_move(interview, entry=entry, came_from=State.HELD)
    _revise(interview)


def _revise(interview: Interview) -> None:
    """Save it; calendars hold the thank-you, too, and must see that it changed."""
    interview.sequence += 1
    interview.save()
