"""What a row says of a person's work: a job that is not known is filled in, another one is a new job."""

from datetime import date

from contacts.actions.imports.entries import noon_of
from contacts.actions.imports.keys import day_of
from contacts.actions.imports.known import Known
from contacts.actions.imports.people import Person
from contacts.actions.jobs import words_of_change
from contacts.importing.rows import Row
from contacts.models import Interaction, InteractionPerson, Organization, PastJob


def add_past_jobs(row: Row, person: Person, known: Known) -> None:
    """Jobs that the person had before; one that is known without its days is the same one."""
    for job in row.past_jobs:
        began, ended = day_of(job.started_on), day_of(job.ended_on)
        if began and ended and ended < began:
            began = ended = None
        employer = known.names.organization(job.organization)
        if job.role or employer:
            hang_past_job(person, known, employer, job.role[:200], began, ended)


def hang_past_job(
    person: Person, known: Known, employer: Organization | None, role: str, began: date | None, ended: date | None
) -> None:
    """A job that the person had, unless it is known."""
    place = place_of(employer)
    same = [days for there, what, *days in person.past_jobs if (there, what) == (place, role.casefold())]
    if [began, ended] in same or (same and (began, ended) == (None, None)):
        return
    person.past_jobs.add((place, role.casefold(), began, ended))
    person.hang(PastJob(owner=known.owner, organization=employer, role=role, started_on=began, ended_on=ended))


def bring_job(row: Row, person: Person, known: Known) -> None:
    """What the person does now; another role or organization than is known is a new job.

    A job that is known as a past one was left since: an older file does not bring it back, nor one that says only the
    role or the organization of it.
    """
    employer, contact = known.names.organization(row.organization_name), person.contact
    if not row.role and employer is None:
        return
    other_role = row.role and contact.role and row.role.casefold() != contact.role.casefold()
    other_place = employer and person.employer and not is_employer(employer, person.employer)
    if other_role or other_place:
        if not was_left(row.role, employer, person):
            change_job(row, person, known, row.role or contact.role, employer or person.employer)
        return
    if row.role and not contact.role:
        person.set("role", row.role)
    if employer and person.employer is None:
        person.employ(employer)
    if (began := day_of(row.job_started_on)) and contact.job_started_on is None:
        person.set("job_started_on", began)


def was_left(role: str, employer: Organization | None, person: Person) -> bool:
    """Whether a past job of the person is of that role and at that organization, as far as they are said."""
    said, place = role.casefold(), place_of(employer)
    return any(said in ("", what) and place in (None, there) for there, what, *_ in person.past_jobs)


def place_of(employer: Organization | None) -> int | str | None:
    """What an organization is known by among past jobs; a new one has no number yet."""
    return employer.pk or employer.name.lower() if employer else None


def change_job(row: Row, person: Person, known: Known, role: str, employer: Organization | None) -> None:
    """The person has another job; the one before is kept, and the timeline tells of it."""
    contact, began = person.contact, day_of(row.job_started_on)
    ended = None if began and contact.job_started_on and began < contact.job_started_on else began
    before = person.left = words(contact.role, person.employer)
    hang_past_job(person, known, person.employer, contact.role, contact.job_started_on, ended)
    person.set("role", role)
    person.employ(employer)
    person.set("job_started_on", began)
    if any(entry.kind == Interaction.Kind.JOB and entry.uid not in person.entries for entry in row.entries):
        return  # the file tells of it itself
    happened_at = min(noon_of(began, known.owner), known.now) if began else known.now
    entry = Interaction(
        owner=known.owner,
        uid="",
        kind=Interaction.Kind.JOB,
        happened_at=happened_at,
        title=words_of_change(before, words(role, employer)),
        is_touch=False,
        created_at=known.now,
    )
    person.hang(InteractionPerson(owner=known.owner, interaction=entry))


def words(role: str, employer: Organization | None) -> str:
    """Role and employer, as Contact.job has them."""
    return ", ".join(filter(None, (role, employer.name if employer else "")))


def is_employer(one: Organization | None, other: Organization | None) -> bool:
    """Whether both are the same, or neither is known."""
    return one is other or bool(one and other and one.pk and one.pk == other.pk)
