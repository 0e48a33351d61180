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


def mark_left(contact: Contact, *, path: CareerPath) -> bool:
    """Say of a contact that they have left the path; who has left was on it. Returns whether the row is new."""
    there = {"owner_id": contact.owner_id, "contact": contact, "path": path}
    _, is_new = ContactPath.objects.update_or_create(
        contact=contact, path=path, defaults={"has_left": True}, create_defaults=there | {"has_left": True}
    )
    return is_new


def unmark_left(contact: Contact, *, path: CareerPath) -> None:
    """They have not left it."""
    ContactPath.objects.filter(contact=contact, path=path).update(has_left=False)


def take_off(contact: Contact, *, path: CareerPath) -> None:
    """They were never on the path."""
    ContactPath.objects.filter(contact=contact, path=path).delete()
