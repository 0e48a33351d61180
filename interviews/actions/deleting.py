"""Deleting a talk: what was learned stays; what goes is named before, and comes back by Undo."""

from datetime import datetime

from django.db import transaction
from django.db.models import Sum

from accounts.words import counted, in_a_row
from contacts.models import Contact
from interviews.actions.deeds import Deed, take_back
from interviews.actions.forgetting import undated
from interviews.actions.history import lock
from interviews.actions.progress import refresh_contacts, refresh_people
from interviews.actions.refusals import MoveError
from interviews.models import Interview, Removal

MOST_BYTES = 5_000_000  # of files that Undo keeps beside all else
TOO_BIG = "Its files are too big for Undo: delete them first."
TOO_LATE = "It was deleted with its talk when it was to leave, so it is a draft again."
SHOWN = ("stage", "next_step", "snoozed_until")  # what a talk that goes or comes back may change of its people


def bytes_of(interview: Interview) -> int:
    """How many bytes the talk's files have, those removed too."""
    return interview.attachments.aggregate(sum=Sum("size"))["sum"] or 0


def said_of_interview(interview: Interview) -> tuple[str, str]:
    """What stays and what goes when the talk is deleted, in numbers."""
    learned = interview.takeaways.count()
    stays = f"{counted(learned, 'thing')} you learned {'stays' if learned == 1 else 'stay'}" if learned else ""
    day = ", with their day" if interview.day and learned > 1 else ", with its day" if interview.day else ""
    parts = [
        (interview.attachments.count(), "file", ""),
        (interview.promises.count(), "promise", ""),
        (interview.referrals.count(), "note of whom they named", "notes of whom they named"),
        (interview.messages.count(), "message", ""),
    ]
    goes = [counted(number, unit, units) for number, unit, units in parts if number]
    return f"{stays}{day}." if stays else "", f"{in_a_row(['The notes', *goes, 'the plan'])} go."


@transaction.atomic
def delete_interview(interview: Interview, *, now: datetime) -> Removal:
    """Delete the talk; what Undo needs. What was learned stays, with its day, and so does the timeline.

    Raises MoveError where its files are too big to be kept for Undo.
    """
    lock(interview)
    if bytes_of(interview) > MOST_BYTES:
        raise MoveError(TOO_BIG)
    deed, pk, people = Deed(), interview.pk, list(interview.people.select_related("owner"))
    if interview.day:
        deed.change(undated(Interview.objects.filter(pk=pk)), "said_on", interview.day)
    deed.delete(interview)
    before = {person.pk: [getattr(person, name) for name in SHOWN] for person in people}
    refresh_contacts(people, now=now)
    for person in people:
        for name, was in zip(SHOWN, before[person.pk], strict=True):
            if (became := getattr(person, name)) != was:
                deed.note(Contact, name, [person.pk], was=was, became=became)
    return deed.keep(interview, pk, now=now)


@transaction.atomic
def restore_interview(kept: Removal, *, now: datetime) -> Interview:
    """Bring a deleted talk back as it was; its people's next steps follow. Raises MoveError.

    Letters that wait to leave wait again, unless their time has passed meanwhile: these are drafts, and say so.
    """
    take_back(kept)
    interview = Interview.objects.get(pk=kept.columns["id"])
    for letter in interview.messages.filter(delivery__state="pending", delivery__next_at__lte=now):
        letter.delivery.state, letter.delivery.last_error = "dead", TOO_LATE
        letter.delivery.save(update_fields=["state", "last_error"])
        letter.sent_subject = letter.sent_body = ""
        letter.save(update_fields=["sent_subject", "sent_body"])
    refresh_people(interview, now=now)
    return interview
