"""What came out of a talk: takeaways, and the people who were named."""

from datetime import datetime
from hashlib import sha256

from django.db import transaction

from contacts.actions.people import create_contact
from contacts.models import Contact
from interviews.actions.history import lock
from interviews.actions.progress import refresh_people
from interviews.actions.refusals import MoveError, NotesError
from interviews.models import Interview, Referral, Takeaway

NOTES_LENGTH = 100_000


def add_takeaway(interview: Interview, *, text: str) -> Takeaway:
    """One more thing learned."""
    return Takeaway.objects.create(owner_id=interview.owner_id, interview=interview, text=text)


@transaction.atomic
def name_person(
    interview: Interview, *, named_by: Contact, display_name: str, now: datetime, why: str = ""
) -> Referral:
    """`named_by` named a person: a new lead, introduced by them. The same name twice is the same person.

    Raises MoveError when `named_by` takes no part in the interview.
    """
    if not interview.interviewees.filter(contact=named_by).exists():
        raise MoveError(f"{named_by} takes no part in this interview.")
    same = interview.referrals.filter(named_by=named_by, contact__display_name__iexact=display_name)
    if (known := same.first()) is not None:
        return known
    lead = create_contact(
        interview.owner,
        display_name=display_name,
        introducer=named_by,
        how_met=f"Named by {named_by}"[:300],
    )
    referral = Referral.objects.create(
        owner_id=interview.owner_id, interview=interview, named_by=named_by, contact=lead, why=why
    )
    refresh_people(interview, now=now)
    return referral


def mark_of(notes: str) -> str:
    """By which a page says from which text its own began."""
    return sha256(notes.encode()).hexdigest()


@transaction.atomic
def save_notes(interview: Interview, *, notes: str, was: str, keep: str = "") -> None:
    """Keep `notes`, which began from the text whose mark is `was`.

    Where another text has been saved since, nothing is overwritten unless `keep` is "mine"; "both" puts `notes`
    under it. Raises NotesError.
    """
    lock(interview)
    between = interview.notes if mark_of(interview.notes) != was and interview.notes != notes else ""
    if between and keep == "both":
        notes = f"{between}\n\n{notes}"
    if len(notes) > NOTES_LENGTH:
        raise NotesError(f"The notes are longer than {NOTES_LENGTH} characters.", between=between)
    if between and not keep:
        raise NotesError("These notes were changed in another window.", between=between)
    interview.notes = notes
    interview.save(update_fields=["notes", "updated_at"])
