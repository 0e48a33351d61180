"""Who takes part in a talk, and which paths it is about."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from contacts.models import CareerPath, Contact
from interviews.actions.history import enter, lock
from interviews.actions.progress import refresh_contacts, refresh_people
from interviews.actions.refusals import MoveError
from interviews.models import TOOK_PLACE, Interview, Interviewee, InterviewPath

State = Interview.State


@transaction.atomic
def add_person(interview: Interview, *, contact: Contact, now: datetime) -> None:
    """One more takes part; twice is once. Raises MoveError after everyone was thanked."""
    lock(interview)
    if interview.state in {State.THANKED, State.CLOSED}:
        raise MoveError("This talk is over. Put it back to “Held” first.")
    if interview.interviewees.filter(contact=contact).exists():
        return
    Interviewee.objects.create(owner_id=interview.owner_id, interview=interview, contact=contact)
    held = interview.state == State.HELD  # the talk was contact with them, too
    words, at = f"{contact} takes part"[:200], interview.ends_at if held else None
    enter(interview, to=interview.state, words=words, now=now, at=at, is_touch=held)
    refresh_people(interview, now=now)


@transaction.atomic
def remove_person(interview: Interview, *, contact: Contact, now: datetime) -> None:
    """Somebody takes no part; what they named or what stands on their timeline stays. Raises MoveError."""
    lock(interview)
    if interview.state in TOOK_PLACE:
        raise MoveError(f"The talk took place, so {contact} stays in it.")
    part = interview.interviewees.filter(contact=contact).first()
    if part is None:
        return
    if interview.interviewees.count() == 1:
        raise MoveError("Somebody must take part. Add another person first.")
    enter(interview, to=interview.state, words=f"{contact} takes no part"[:200], now=now)
    part.delete()
    refresh_people(interview, now=now)
    refresh_contacts([contact], now=now)


@transaction.atomic
def set_paths(interview: Interview, *, paths: Collection[CareerPath]) -> None:
    """The talk is about these paths, and no others."""
    lock(interview)
    interview.interview_paths.exclude(path__in=paths).delete()
    InterviewPath.objects.bulk_create(
        (InterviewPath(owner_id=interview.owner_id, interview=interview, path=path) for path in paths),
        ignore_conflicts=True,
    )
