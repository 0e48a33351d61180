"""Who knows whom: said of two contacts, said anew, and taken back."""

from django.core import signing
from django.db import transaction
from django.db.models import Q

from accounts.models import User
from contacts.models import Acquaintance, Contact

SALT = "contacts.acquaintance"


@transaction.atomic
def tie(contact: Contact, other: Contact, *, kind: str, strength: int, told_by: Contact | None = None) -> Acquaintance:
    """Say that the two know each other; what was said of them before is said anew."""
    either = Q(one=contact, other=other) | Q(one=other, other=contact)
    row = Acquaintance.objects.select_for_update().filter(either, owner=contact.owner_id).first()
    row = row or Acquaintance(owner_id=contact.owner_id, one=contact, other=other)
    row.kind, row.strength, row.told_by = kind, strength, told_by
    row.save()
    return row


def untie(row: Acquaintance) -> str:
    """Take back that two know each other; returns the signed text by which `tie_again` says it again."""
    row.delete()
    said = [row.owner_id, row.one_id, row.other_id, row.kind, row.strength, row.told_by_id]
    return signing.dumps(said, salt=SALT, compress=True)


@transaction.atomic
def tie_again(owner: User, *, token: str) -> Acquaintance | None:
    """Say again what `untie` took back; None if `token` is none of theirs, or somebody is gone for good."""
    try:
        owner_pk, one, other, kind, strength, told_by = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    people = owner.contacts.in_bulk({one, other, told_by} - {None})
    if owner_pk != owner.pk or one not in people or other not in people:
        return None
    return tie(people[one], people[other], kind=kind, strength=strength, told_by=people.get(told_by))
