"""What a person has one of: where two differ, and what the merged one has."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from contacts.actions.freezing import Row
from contacts.actions.jobs import JOB
from contacts.importing.days import birthday_in_words
from contacts.importing.days import in_words as in_words_of_day
from contacts.models import Contact, PropertyValue
from contacts.querysets.doubles import compared_pairs

NAME = ("display_name", "name_prefix", "given_name", "middle_name", "family_name", "name_suffix")
GROUPS: dict[str, tuple[str, ...]] = {  # what is chosen together, by the name of the choice
    "name": NAME,
    "job": JOB,
    **{
        name: (name,)
        for name in (
            *("nickname", "phonetic_name", "pronouns", "location", "birthday", "time_zone", "how_met", "met_on"),
            *("source", "relationship", "warmth", "cadence"),
        )
    },
    "introducer": ("introducer_id",),
}
PHOTO, PROPERTY = "photo", "property-"
LABELS = {"name": "Name", "job": "Role and organization", "photo": "Photo", "introducer": "Introduced by"}


@dataclass(frozen=True)
class Choice:
    """Something that two people have one of each: `key` names it, `here` and `there` are in words."""

    key: str
    label: str
    here: str
    there: str
    differs: bool


def choices_of(kept: Contact, gone: Contact) -> list[Choice]:
    """What either says where a person can say one thing, in the order of a person's page; `differs` needs a choice."""
    found, differing = [], differences([(kept, gone)])[gone.pk]
    for key, columns in GROUPS.items():
        here, there = in_words(kept, key), in_words(gone, key)
        if here or there:
            column: Any = Contact._meta.get_field(columns[0].removesuffix("_id"))
            label = LABELS.get(key) or str(column.verbose_name).capitalize()
            found.append(Choice(key, label, here, there, not differing.isdisjoint(columns)))
    if kept.photo_digest or gone.photo_digest:
        found.append(Choice(PHOTO, LABELS[PHOTO], kept.photo_digest, gone.photo_digest, "photo_digest" in differing))
    return found + properties_of(kept, gone)


def properties_of(kept: Contact, gone: Contact) -> list[Choice]:
    """The same of the properties that the user defined."""
    said: dict[int, dict[int, PropertyValue]] = {}
    rows = PropertyValue.objects.filter(contact__in=[kept, gone]).select_related("property")
    for row in rows.order_by("property__position", "property"):
        said.setdefault(row.property_id, {})[row.contact_id] = row
    found = []
    for pk, of in said.items():
        here, there = (of[one].text if one in of else "" for one in (kept.pk, gone.pk))
        label = next(iter(of.values())).property.name
        found.append(Choice(f"{PROPERTY}{pk}", label, here, there, bool(here and there and here != there)))
    return found


def in_words(contact: Contact, key: str) -> str:
    """What the contact says there, a day as people write it."""
    if key == "introducer":
        return str(contact.introducer) if contact.introducer_id else ""
    if key == "name":
        parts = [getattr(contact, name) for name in NAME[1:]]
        full = " ".join(filter(None, parts))
        return f"{contact} ({full})" if full and full != str(contact) else str(contact)
    said: Any = contact.shown(key)
    if key == "birthday":
        return birthday_in_words(said)
    return in_words_of_day(said) if isinstance(said, date) else str(said)


def differences(pairs: Sequence[tuple[Contact, Contact]]) -> dict[int, set[str]]:
    """The columns in which the two of each pair both say something, and not the same, by the id of the second.

    The scan for pairs asks Postgres the same way: a pair that is certain there is certain here.
    """
    with connection.cursor() as cursor:
        cursor.execute(*compared_pairs((kept.pk, gone.pk) for kept, gone in pairs))
        return {gone: set(columns) for _, gone, columns in cursor}


def merged(kept: Contact, gone: Contact, taken: Collection[str], differing: Collection[str]) -> Row:
    """The columns of the merged person; `taken` are the keys of what is as `gone` says, if that says anything.

    Elsewhere it is as `kept` says, and where that says nothing as `gone` does. Notes are joined.
    """
    columns: Row = {}
    for key, names in GROUPS.items():
        one, other = (gone, kept) if key in taken and in_words(gone, key) else (kept, gone)
        mixes = not {*names} & {*differing}
        for name in names:
            value = getattr(one, name)
            columns[name] = getattr(other, name) if mixes and value in (None, "") else value
    columns["birthday"] = fuller(kept, gone, columns["birthday"])
    columns["introducer_id"] = introducer_of(kept, gone, columns["introducer_id"])
    for name in ("cadence_most", "paused_until", "weekend"):
        one, other = (gone, kept) if "cadence" in taken else (kept, gone)
        columns[name] = getattr(one, name) or getattr(other, name)
    columns["wants_birthday"] = kept.wants_birthday or gone.wants_birthday
    columns["put_off_on"] = max(filter(None, (kept.put_off_on, gone.put_off_on)), default=None)
    columns["notes"] = "\n\n".join(dict.fromkeys(filter(None, (kept.notes, gone.notes))))
    columns["is_favourite"] = kept.is_favourite or gone.is_favourite
    columns["archived_at"] = kept.archived_at if gone.archived_at else None
    columns["created_at"] = min(kept.created_at, gone.created_at)
    columns["has_email"] = kept.has_email or gone.has_email
    takes_photo = gone.photo_digest and (PHOTO in taken or not kept.photo_digest)
    columns["photo_digest"] = gone.photo_digest if takes_photo else kept.photo_digest
    return columns


def fuller(kept: Contact, gone: Contact, birthday: str) -> str:
    """That birthday with its year, if one of the two knows it."""
    known = {one.birthday for one in (kept, gone) if one.birthday[-5:] == birthday[-5:] and one.birthday[:2] != "--"}
    return birthday if birthday in known or not known else min(known)


def introducer_of(kept: Contact, gone: Contact, introducer: int | None) -> int | None:
    """Who introduced the merged person; nobody whom that person introduced, directly or by others."""
    both = {kept.pk, gone.pk}
    for asked in (introducer, kept.introducer_id, gone.introducer_id):
        seen: set[int] = set()
        above = asked
        while above is not None and above not in both and above not in seen:
            seen.add(above)
            above = Contact.objects.filter(pk=above).values_list("introducer_id", flat=True).first()
        if asked is not None and asked not in both and above not in both:
            return asked
    return None
