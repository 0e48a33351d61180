"""A contact's jobs: a new one keeps the old one, with its dates."""

from datetime import date, datetime, time

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.zones import resolve
from contacts.actions.timeline import log_interaction
from contacts.models import Contact, Interaction, Organization, PastJob

NOON = time(12)


@transaction.atomic
def change_job(
    contact: Contact, *, role: str, organization: Organization | None, started_on: date | None, now: datetime
) -> PastJob | None:
    """The contact has a new job since `started_on` (None: not known); the one on the row becomes a past job.

    It is read from the row: what a form has put on the object makes no difference. The timeline gets an entry, which
    is no touch. None where no job was known before. Raises ValidationError for a job that begins before the former.
    """
    former = Contact.objects.select_for_update(of=("self",)).select_related("organization", "owner").get(pk=contact.pk)
    began = former.job_started_on
    if began and started_on and started_on < began:
        raise ValidationError(f"The job before began on {began:%-d %B %Y}; this one cannot begin earlier.")
    past = None
    if former.job:
        past = PastJob.objects.create(
            owner_id=former.owner_id,
            contact=contact,
            organization=former.organization,
            role=former.role,
            started_on=began,
            ended_on=started_on,
        )
    contact.role, contact.organization, contact.job_started_on = role, organization, started_on
    contact.save(update_fields=["role", "organization", "job_started_on", "updated_at"])
    log_change(contact, before=former.job, now=now)
    return past


def log_change(contact: Contact, *, before: str, now: datetime) -> Interaction:
    """Put the contact's job, as it is now, on the timeline: on the day it began, or at `now` if that is not known."""
    began = contact.job_started_on
    noon = resolve(began, NOON, contact.owner.zone) if began else now
    words = f"New job: {contact.job}" if contact.job else f"Left: {before}"
    if contact.job and before:
        words += f" (before: {before})"
    return log_interaction(
        contact.owner,
        kind=Interaction.Kind.JOB,
        people=[contact],
        happened_at=min(noon, now),
        title=words if len(words) <= 200 else words[:199] + "…",
    )
