"""Deleting for good what has been in the trash for 30 days, and what Undo no longer offers."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from contacts.actions.progress import record_progress
from contacts.models import Contact, Interaction, InteractionPerson, Undo


def take_expired(*, now: datetime, limit: int) -> list[int]:
    """The ids of up to `limit` contacts whose time in the trash is over, so that nobody takes them back meanwhile.

    Call it inside a transaction; what somebody else has in hand is left out.
    """
    expired = Contact.objects.expired(now).select_for_update(skip_locked=True, of=("self",))
    return list(expired.values_list("pk", flat=True)[:limit])


@transaction.atomic
def delete_people(people: Collection[int]) -> None:
    """Delete these contacts with all that is theirs; entries of the timeline stay with others who took part.

    Whom they introduced stays, and has no introducer any more.
    """
    theirs = InteractionPerson.objects.filter(contact__in=people).values("interaction")
    others = InteractionPerson.objects.filter(interaction=OuterRef("pk")).exclude(contact__in=people)
    introduced = list(Contact.objects.filter(introducer__in=people).exclude(pk__in=people).order_by("pk"))
    Interaction.objects.filter(~Exists(others), pk__in=theirs).delete()
    Contact.objects.filter(pk__in=people).delete()
    for contact in introduced:
        record_progress(contact)


def forget_undos(*, now: datetime) -> None:
    """Delete what was kept for Undo and is offered no longer."""
    Undo.objects.stale(now).delete()
