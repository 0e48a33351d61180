"""A contact's photo: put up, replaced, taken away; each can be undone."""

from datetime import datetime

from django.db import transaction

from contacts.actions.undoing import remember
from contacts.importing.pictures import Picture
from contacts.models import Contact, Photo, Undo


@transaction.atomic
def save_photo(contact: Contact, *, picture: Picture, now: datetime) -> Undo:
    """Make `picture` the contact's photo."""
    photo = lock_photo(contact)
    if photo is None:
        photo = Photo.objects.create(
            owner_id=contact.owner_id, contact=contact, large=picture.large, small=picture.small
        )
        step = remember(contact, made=[photo], columns=["photo_digest"], now=now)
    else:
        step = remember(contact, rows=[photo], columns=["photo_digest"], now=now)
        photo.large, photo.small, photo.card = picture.large, picture.small, None
        photo.save()
    write_digest(contact, picture.digest)
    return step


@transaction.atomic
def remove_photo(contact: Contact, *, now: datetime) -> Undo | None:
    """Take the photo away; None where there is none."""
    photo = lock_photo(contact)
    if photo is None:
        return None
    step = remember(contact, rows=[photo], columns=["photo_digest"], now=now)
    photo.delete()
    write_digest(contact, "")
    return step


def lock_photo(contact: Contact) -> Photo | None:
    """The contact's photo, while every other change of it waits; call it inside a transaction."""
    row = Contact.objects.select_for_update().only("photo_digest").get(pk=contact.pk)
    contact.photo_digest = row.photo_digest
    return Photo.objects.filter(contact=contact).first()


def write_digest(contact: Contact, digest: str) -> None:
    """By the digest the page knows that there is a photo, and a browser that it is another one."""
    contact.photo_digest = digest
    contact.save(update_fields=["photo_digest", "updated_at"])
