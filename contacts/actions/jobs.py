"""A contact's jobs: a new one keeps the old one, with its dates."""

from datetime import date, datetime, time

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.zones import resolve
from contacts.actions.timeline import log_interaction
from contacts.actions.undoing import remember
from contacts.models import Contact, Interaction, Organization, PastJob, Undo

NOON = time(12)
JOB = ("role", "organization_id", "job_started_on")


@transaction.atomic
def change_job(
    contact: Contact, *, role: str, organization: Organization | None, started_on: date | None, now: datetime
) -> tuple[Interaction, PastJob | None]:
    """The contact has a new job since `started_on` (None: not known); the one on the row becomes a past job.

    It is read from the row: what a form has put on the object makes no difference. The answer is the new entry on the
    timeline, which is no touch, and the past job, None where no job was known before. Raises ValidationError for a job
    that begins before the former.
    """
    former = locked(contact)
    past = keep_job(former, until=started_on)
    contact.role, contact.organization, contact.job_started_on = role, organization, started_on
    contact.save(update_fields=["role", "organization", "job_started_on", "updated_at"])
    return log_change(contact, before=former.job, now=now), past


@transaction.atomic
def begin_job(
    contact: Contact, *, role: str, organization: Organization | None, started_on: date | None, now: datetime
) -> Undo:
    """The same, with what Undo needs."""
    former = locked(contact)
    made = change_job(contact, role=role, organization=organization, started_on=started_on, now=now)
    return remember(former, made=filter(None, made), columns=JOB, now=now)


@transaction.atomic
def correct_job(
    past: PastJob,
    *,
    role: str,
    organization: Organization | None,
    started_on: date | None,
    ended_on: date | None,
    now: datetime,
) -> Undo:
    """A past job was not what it says."""
    step = remember(past.contact, rows=[past], now=now)
    past.role, past.organization, past.started_on, past.ended_on = role, organization, started_on, ended_on
    past.save()
    return step


@transaction.atomic
def remove_job(past: PastJob, *, now: datetime) -> Undo:
    """A past job never was; what the timeline says of it stays."""
    step = remember(past.contact, rows=[past], now=now)
    past.delete()
    return step


def locked(contact: Contact) -> Contact:
    """The contact as its row is now, while every other change of it waits."""
    return Contact.objects.select_for_update(of=("self",)).select_related("organization", "owner").get(pk=contact.pk)


def keep_job(former: Contact, *, until: date | None) -> PastJob | None:
    """What the contact does as a past job; None where that is not known."""
    began = former.job_started_on
    if began and until and until < began:
        raise ValidationError(f"The job before began on {began:%-d %B %Y}; this one cannot begin earlier.")
    if not former.job:
        return None
    return PastJob.objects.create(
        owner_id=former.owner_id,
        contact=former,
        organization=former.organization,
        role=former.role,
        started_on=began,
        ended_on=until,
    )


def log_change(contact: Contact, *, before: str, now: datetime) -> Interaction:
    """Put the contact's job, as it is now, on the timeline: on the day it began, or at `now` if that is not known."""
    began = contact.job_started_on
    noon = resolve(began, NOON, contact.owner.zone) if began else now
    return log_interaction(
        contact.owner,
        kind=Interaction.Kind.JOB,
        people=[contact],
        happened_at=min(noon, now),
        title=words_of_change(before, contact.job),
    )


def words_of_change(before: str, after: str) -> str:
    """What the timeline says of a change from one job to another, each such as "Lead analyst, Nordgrid" or ""."""
    words = f"New job: {after}" if after else f"Left: {before}"
    if after and before:
        words += f" (before: {before})"
    return words if len(words) <= 200 else words[:199] + "…"
