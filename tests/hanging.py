"""A person with one row of everything that can hang on a person, for what must not lose any of it."""

from contacts.actions.timeline import log_interaction
from contacts.models import Acquaintance, Contact, DuplicatePair, Organization
from interviews.models import InformationGap, MayKnow, Referral, Takeaway
from outreach.models import FollowUp, Introduction, Message
from tests.factories import NOW, make_contact, make_interview
from tests.guards.test_admin import make_what_hangs_on


def hang_everything_on(person: Contact, number: int) -> None:
    """Make a row of every model that points at contacts, by each of its columns; `number` tells two people apart."""
    owner = person.owner
    guild = Organization.objects.create(owner=owner, name=f"Guild of {number}")
    make_what_hangs_on(person, guild, number)
    older, named = make_contact(owner, id=-person.pk), make_contact(owner, introducer=person)
    Acquaintance.objects.create(owner=owner, one=named, other=person)
    Acquaintance.objects.create(owner=owner, one=older, other=named, told_by=person)
    DuplicatePair.objects.create(owner=owner, first=older, second=person, lane="maybe", found_at=NOW)
    log_interaction(owner, kind="mail", people=[person, named], happened_at=NOW, title="Asked")
    talk = make_interview(owner, [person], state="held")
    Referral.objects.create(owner=owner, interview=talk, named_by=person, contact=named, why="Knows tenders")
    Referral.objects.create(owner=owner, interview=talk, named_by=named, contact=person)
    gap = InformationGap.objects.create(owner=owner, text=f"What does {number} know?")
    MayKnow.objects.create(owner=owner, contact=person, gap=gap)
    Takeaway.objects.create(owner=owner, interview=talk, text="Tenders decide", said_by=person, gap=gap)
    Message.objects.create(owner=owner, interview=talk, contact=person, subject="Thank you", body="Dear")
    Introduction.objects.create(owner=owner, connector=person, target=named, state_changed_at=NOW)
    Introduction.objects.create(owner=owner, connector=named, target=person, state_changed_at=NOW)
    FollowUp.objects.create(owner=owner, kind="progress", interview=talk, contact=person, due_on=NOW.date())
