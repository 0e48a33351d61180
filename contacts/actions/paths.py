"""Which career paths a contact is, or was, on."""

from collections.abc import Iterable

from contacts.models import CareerPath, Contact, ContactPath


def set_paths(contact: Contact, *, paths: Iterable[CareerPath]) -> None:
    """Make `paths`, of the contact's owner, the paths that the contact is on."""
    wanted = {path.pk: path for path in paths}
    there = set(ContactPath.objects.filter(contact=contact).values_list("path_id", flat=True))
    if gone := there - wanted.keys():
        ContactPath.objects.filter(contact=contact, path__in=gone).delete()
    rows = [
        ContactPath(owner_id=contact.owner_id, contact=contact, path=p) for pk, p in wanted.items() if pk not in there
    ]
    ContactPath.objects.bulk_create(rows, ignore_conflicts=True)
