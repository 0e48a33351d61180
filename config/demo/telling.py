"""Turns the demo's story into rows, through the same actions as the pages, so that every rule holds."""

from datetime import date, datetime, timedelta

from django.db import transaction

from accounts.models import User
from config.demo.deepening import tell_what_was_learned
from config.demo.drawing import portrait
from config.demo.people import ORGANIZATIONS, PATHS, PEOPLE, PROPERTIES, Person
from config.demo.reaching import tell_outreach
from config.demo.talks import DAY, ENTRIES, HOUR, TALKS, Talk
from contacts.actions.jobs import change_job
from contacts.actions.paths import set_paths
from contacts.actions.people import create_contact, organization_named, set_cadence, set_tags
from contacts.actions.photos import save_photo
from contacts.actions.properties import set_property
from contacts.actions.reach import Entry, save_channels, save_links
from contacts.actions.timeline import log_interaction
from contacts.importing.pictures import remake
from contacts.models import CareerPath, Channel, Contact, CustomProperty
from interviews.actions.holding import hold
from interviews.actions.learning import add_takeaway, name_person
from interviews.actions.moves import move
from interviews.actions.planning import create_interview, plan
from interviews.actions.thanks import thank
from interviews.models import TOOK_PLACE, Interview

WRITES_AFTER = 3 * HOUR  # how long after a talk the demo user says thank you
STEP = timedelta(minutes=5)


@transaction.atomic
def tell_story(owner: User, *, now: datetime) -> None:
    """Give `owner` the demo's people, interviews and timeline, as if the last months had happened until `now`."""
    paths = {name: CareerPath.objects.create(owner=owner, name=name, colour=n) for n, name in enumerate(PATHS, start=1)}
    for place, (name, (kind, choices)) in enumerate(PROPERTIES.items()):
        CustomProperty.objects.create(owner=owner, name=name, kind=kind, choices=choices, position=place)
    people: dict[str, Contact] = {}
    for person in PEOPLE:
        people[person.name] = add_person(owner, person, people)
        tell_more(people[person.name], person, now=now)
        set_paths(people[person.name], paths=[paths[person.path]] if person.path else [])
    for name, (website, notes) in ORGANIZATIONS.items():
        owner.organizations.filter(name=name).update(website=website, notes=notes)
    for talk in TALKS:
        play(owner, talk, people, now=now)
    for entry in ENTRIES:
        log_interaction(
            owner,
            kind=entry.kind,
            people=[people[name] for name in entry.people],
            happened_at=now - entry.ago,
            title=entry.title,
            body=entry.body,
        )
    tell_what_was_learned(owner, now=now)
    tell_outreach(owner, people, now=now)


def add_person(owner: User, person: Person, people: dict[str, Contact]) -> Contact:
    """One contact with all that hangs on them."""
    contact = create_contact(
        owner,
        display_name=person.name,
        **names_of(person.name),
        introducer=people.get(person.through),
        how_met=person.how_met,
        source=person.source,
        organization=organization_named(owner, person.organization),
        role=person.role,
        warmth=person.warmth,
        time_zone=person.zone,
    )
    set_tags(contact, names=person.tags)
    set_cadence(contact, cadence=person.cadence)
    save_channels(contact, kind=Channel.Kind.EMAIL, entries=map(Entry, person.emails))
    save_channels(contact, kind=Channel.Kind.PHONE, entries=[Entry(person.phone)])
    save_links(contact, entries=[Entry(person.link)])
    return contact


def names_of(name: str) -> dict[str, str]:
    """The given and the family name in a whole name of the demo's, so that letters say the first."""
    given, _, family = name.partition(" ")
    return {"given_name": given, "family_name": family}


def tell_more(contact: Contact, person: Person, *, now: datetime) -> None:
    """What is known of a few only: what they did before, what properties say, a picture."""
    if person.since:
        role, organization = contact.role, contact.organization
        contact.role, contact.organization = person.before[0], organization_named(contact.owner, person.before[1])
        contact.save(update_fields=["role", "organization"])
        began = date.fromisoformat(person.since)
        change_job(contact, role=role, organization=organization, started_on=began, now=now)
    for name, text in person.said:
        set_property(contact, property=contact.owner.properties.get(name=name), text=text)
    if person.drawn:
        save_photo(contact, picture=remake(portrait(person.drawn)), now=now)


def play(owner: User, talk: Talk, people: dict[str, Contact], *, now: datetime) -> None:
    """Live one interview through to where the story leaves it."""
    contacts = [people[name] for name in talk.people]
    first = now - max(filter(None, (talk.asked, talk.replied, -talk.starts if talk.starts else None)), default=DAY)
    interview = create_interview(
        owner,
        contacts=contacts,
        now=first - HOUR,
        direction=Interview.Direction.INCOMING if talk.incoming else Interview.Direction.OUTGOING,
        purpose=talk.purpose,
        promised_minutes=None if talk.incoming else min(talk.minutes, 30),
    )
    if talk.asked:
        move(interview, to=Interview.State.REQUESTED, now=now - talk.asked)
    if talk.replied:
        move(interview, to=Interview.State.AGREED, now=now - talk.replied)
    if talk.starts is not None:
        set_time(interview, talk, now=now)
    finish(interview, talk, contacts, now=now)


def set_time(interview: Interview, talk: Talk, *, now: datetime) -> None:
    """Plan it, to the nearest five minutes, at a moment before it starts."""
    starts = now + (talk.starts or timedelta(0))
    local = (starts - timedelta(seconds=starts.timestamp() % STEP.total_seconds())).astimezone(interview.owner.zone)
    plan(
        interview,
        day=local.date(),
        wall_time=local.time(),
        fold=local.fold,
        zone=interview.owner.time_zone,
        planned_minutes=talk.minutes,
        now=min(starts, now) - DAY,
        medium=talk.medium,
        link="https://meet.example.org/rapport-demo" if talk.medium == Interview.Medium.VIDEO else "",
    )


def finish(interview: Interview, talk: Talk, contacts: list[Contact], *, now: datetime) -> None:
    """What became of it: held, thanked, closed, or none of these."""
    if talk.ends_as in TOOK_PLACE:
        hold(interview, now=interview.ends_at or now)
    for text in talk.takeaways:
        add_takeaway(interview, text=text)
    for name, named_by, why in talk.named:
        giver = next(contact for contact in contacts if contact.display_name == named_by)
        lead = name_person(interview, named_by=giver, display_name=name, why=why, now=now).contact
        interview.owner.contacts.filter(pk=lead.pk).update(**names_of(name))
    if talk.ends_as in {"thanked", "closed"} and not talk.incoming:
        for contact in contacts:
            thank(interview, contact=contact, now=(interview.ends_at or now) + WRITES_AFTER)
    if talk.ends_as in {"closed", "declined", "no_reply", "cancelled", "no_show"}:
        move(interview, to=talk.ends_as, now=now - talk.ended)
