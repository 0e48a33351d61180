"""What came out of a talk: takeaways, and the people who were named."""

from datetime import datetime

from django.db import transaction

from contacts.actions.people import create_contact
from contacts.models import Contact
from interviews.actions.progress import refresh_people
from interviews.actions.refusals import MoveError
from interviews.models import Interview, Referral, Takeaway


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
