"""What a contact may know: the questions that the user thinks they could answer."""

from django.db.models import QuerySet

from contacts.models import Contact
from interviews.models import GapAnswer, InformationGap, MayKnow


def add_may_know(contact: Contact, *, gap: InformationGap) -> None:
    """They may know; twice is once."""
    MayKnow.objects.get_or_create(contact=contact, gap=gap, defaults={"owner_id": contact.owner_id})


def drop_may_know(contact: Contact, *, gap: InformationGap) -> None:
    """They do not, after all."""
    MayKnow.objects.filter(contact=contact, gap=gap).delete()


def could_know(contact: Contact) -> "QuerySet[InformationGap]":
    """Questions that stay open on one of the contact's paths, or where there is no path on any, and are not listed."""
    owner = contact.owner
    gaps = owner.informationgaps.active().exclude(who_may_know__contact=contact)
    paths = list(owner.contactpaths.filter(contact=contact).values_list("path", flat=True))
    closed: dict[int, int] = {}
    answered = owner.gapanswers.filter(state=GapAnswer.State.ANSWERED)
    for gap in (answered.filter(path__in=paths) if paths else answered.none()).values_list("gap", flat=True):
        closed[gap] = closed.get(gap, 0) + 1
    return gaps.exclude(pk__in=[gap for gap, count in closed.items() if count == len(paths)])
