"""The rows of the list of people: which columns are read, and what hangs on the people of one page."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from accounts.models import User
from contacts.models import Contact

LEAN = (
    *("owner", "display_name", "role", "organization__name", "photo_digest", "stage", "next_step", "next_step_due_at"),
    *("last_touch_at", "created_at", "source", "warmth", "location", "sort_name", "organization__folded_name"),
)
Hanging = dict[int, list[Any]]  # by the contact's id


def fill_rows(user: User, people: Sequence[Contact], columns: Sequence[str]) -> None:
    """Give each of `people` its `cells`: name and value of each of `columns`, by one statement a kind of column."""
    pks = [contact.pk for contact in people]
    hanging: dict[str, Hanging] = {}
    if "path" in columns:
        hanging["path"] = read_paths(user, pks)
    if "tags" in columns:
        tags = user.contacttags.filter(contact__in=pks).order_by("tag__name")
        hanging["tags"] = gathered(tags.values_list("contact_id", "tag__name"))
    if "email" in columns:
        emails = user.channels.filter(kind="email", contact__in=pks).order_by("-is_preferred", "pk")
        hanging["email"] = gathered(emails.values_list("contact_id", "value"))
    if properties := [int(name[1:]) for name in columns if name[1:].isdecimal()]:
        said = user.propertyvalues.filter(property__in=properties, contact__in=pks)
        for contact_pk, property_pk, text in said.values_list("contact_id", "property_id", "text"):
            hanging.setdefault(f"p{property_pk}", defaultdict(list))[contact_pk].append(text)
    for contact in people:
        contact.cells = [(name, cell(contact, name, hanging)) for name in columns]  # type: ignore[attr-defined]


def cell(contact: Contact, name: str, hanging: dict[str, Hanging]) -> Any:
    """What the column `name` says of `contact`; the template knows how stage, steps and times are said."""
    match name:
        case "path":
            return hanging[name].get(contact.pk, ())
        case "tags":
            return ", ".join(hanging[name].get(contact.pk, ()))
        case "organization":
            return contact.organization.name if contact.organization else ""
        case "source":
            return contact.get_source_display() if contact.source else ""
        case "warmth":
            return contact.get_warmth_display() if contact.warmth else ""
        case "location":
            return contact.location
        case "stage" | "next" | "last" | "added":
            return None
    return next(iter(hanging.get(name, {}).get(contact.pk, ())), "")


def read_paths(user: User, pks: Sequence[int]) -> Hanging:
    """Name and colour of each contact's paths."""
    on = user.contactpaths.filter(contact__in=pks, path__archived_at=None).order_by("path__name")
    return gathered((pk, path) for pk, *path in on.values_list("contact_id", "path__name", "path__colour"))


def gathered(pairs: Iterable[tuple[int, Any]]) -> Hanging:
    """The second of each pair, by the first."""
    found: Hanging = defaultdict(list)
    for pk, value in pairs:
        found[pk].append(value)
    return found
