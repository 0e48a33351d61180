"""What came out of a talk: takeaways, and the people who were named."""

from collections.abc import Collection
from datetime import datetime
from hashlib import sha256
from typing import Any, TypeVar

from django.db import models, transaction

from contacts.actions.people import create_contact, set_introducer, set_role
from contacts.models import Contact
from interviews.actions.evidence import keep_evidence
from interviews.actions.history import lock
from interviews.actions.progress import refresh_people
from interviews.actions.refusals import MoveError, NotesError
from interviews.models import Interview, NoteLine, Referral, Takeaway

Row = TypeVar("Row", bound=models.Model)

NOTES_LENGTH = 100_000
TAKEAWAY_LENGTH = 1000


def add_takeaway(interview: Interview, *, text: str, **said: Any) -> Takeaway:
    """One more thing learned in a talk; `said` are further columns.

    Where the talk is about one path, it speaks of that one; where it was with one person, they said it.
    """
    said.setdefault("path", _only(interview.paths.all()))
    said.setdefault("said_by", _only(interview.people.all()))
    return keep_evidence(Takeaway(owner_id=interview.owner_id, interview=interview, text=text, **said))


def _only(rows: models.QuerySet[Row]) -> Row | None:
    found = list(rows[:2])
    return found[0] if len(found) == 1 else None


@transaction.atomic
def name_person(
    interview: Interview,
    *,
    named_by: Contact,
    now: datetime,
    display_name: str = "",
    known: Contact | None = None,
    namesakes: Collection[Contact] = (),
    role: str = "",
    line: NoteLine | None = None,
    **said: Any,
) -> Referral:
    """`named_by` named a person: `known`, or else a new lead. The same name twice is the same person, but for those
    of `namesakes`, who are others.

    A person without introducer gets `named_by` as one, unless it introduced `named_by`; `said` are further columns of
    the referral, and the `line` of the notes that told it is not offered again. Raises MoveError when `named_by` takes
    no part in the interview, or named themself or who is listed.
    """
    lock(interview)
    _check_naming(interview, named_by=named_by, known=known)
    if line:
        settle_line(line, now=now)
    same = interview.referrals.filter(named_by=named_by, contact__display_name__iexact=display_name)
    if not known and (there := same.exclude(contact__in=namesakes).first()):
        return there
    person = known or _new_lead(interview, named_by=named_by, display_name=display_name, role=role)
    referral = Referral.objects.create(
        owner_id=interview.owner_id, interview=interview, named_by=named_by, contact=person, **said
    )
    if known and known.introducer_id is None and named_by.introducer_id != known.pk:
        set_introducer(known, introducer=named_by)
    if known and role:
        set_role(known, role=role)
    refresh_people(interview, now=now)
    return referral


def _check_naming(interview: Interview, *, named_by: Contact, known: Contact | None) -> None:
    if not interview.interviewees.filter(contact=named_by).exists():
        raise MoveError(f"{named_by} takes no part in this interview.")
    if known == named_by:
        raise MoveError(f"{named_by} is who you talked with. Name somebody else.")
    if known and interview.referrals.filter(contact=known).exists():
        raise MoveError(f"{known} is on this list already. What was said can be added there.")


def _new_lead(interview: Interview, *, named_by: Contact, display_name: str, role: str) -> Contact:
    return create_contact(
        interview.owner,
        display_name=display_name,
        introducer=named_by,
        how_met=f"Named by {named_by}"[:300],
        role=role,
        source=Contact.Source.REFERRAL,
    )


@transaction.atomic
def revise_referral(referral: Referral, *, role: str) -> None:
    """Keep what `referral` says; the person whom it names does `role`."""
    referral.save(update_fields=["why", "may_use_name", "will_introduce"])
    if role != referral.contact.role:
        set_role(referral.contact, role=role)


def settle_line(line: NoteLine, *, now: datetime) -> bool:
    """The wrap-up has made something of the line, or leaves it; it is not offered again. False if it was settled."""
    return NoteLine.objects.filter(pk=line.pk, settled_at=None).update(settled_at=now) == 1


def offer_line(line: NoteLine) -> None:
    """Undo of `settle_line`."""
    NoteLine.objects.filter(pk=line.pk).update(settled_at=None)


@transaction.atomic
def take_line(line: NoteLine, *, now: datetime) -> Takeaway | None:
    """A line of notes becomes a takeaway, about the gap that its question was to close; once only."""
    if not settle_line(line, now=now):
        return None
    gap = line.question.gap if line.question else None
    return add_takeaway(line.interview, text=line.text[:TAKEAWAY_LENGTH], gap=gap)


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
