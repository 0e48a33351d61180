"""What hangs on a contact, by the names of the fields in which people write it: as JSON, and put back as it was."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any

from django.core.exceptions import ValidationError

from contacts.actions import people, reach
from contacts.actions.paths import set_paths
from contacts.actions.properties import PREFIX, set_property
from contacts.actions.reach import FIELDS
from contacts.importing import normal
from contacts.models import CareerPath, Channel, Contact, ContactPath, ContactTag, CustomProperty, PropertyValue, Tag

LEFT = "paths_left"  # those of the paths that the contact has left
LINKEDIN = Channel.Kind.LINKEDIN
PREFERRED: dict[str, Any] = {**dict.fromkeys(FIELDS, 2), "addresses": "is_preferred"}  # where an entry says so


def read_hanging(contact: Contact, names: Iterable[str]) -> dict[str, Any]:
    """What hangs on the contact, for those of the fields `names` that write such things."""
    found: dict[str, Any] = {}
    for name in names:
        if name in FIELDS:
            channels = contact.channels.filter(kind__in=FIELDS[name]).order_by("pk")
            found[name] = list(channels.values_list("value", "label", "is_preferred"))
        elif name == "addresses":
            found[name] = [reach.address_parts(one) for one in contact.addresses.order_by("pk")]
        elif name == "tag_names":
            found[name] = list(ContactTag.objects.filter(contact=contact).values_list("tag", flat=True))
        elif name == "paths":
            on = ContactPath.objects.filter(contact=contact)
            found[name] = list(on.values_list("path", flat=True))
            found[LEFT] = list(on.filter(has_left=True).values_list("path", flat=True))
        elif name.startswith(PREFIX):
            said = PropertyValue.objects.filter(contact=contact, property=int(name.removeprefix(PREFIX)))
            found[name] = said.values_list("text", flat=True).first() or ""
    return found


def put_hanging(contact: Contact, *, was: Mapping[str, Any], left: Mapping[str, Any]) -> None:
    """Take away what an edit added and put back what it took: `was` and `left` are what hung there before and after.

    What has come, gone or changed in the meantime stays so. A field that `left` does not know is as it was before.
    """
    mine = {"owner": contact.owner_id}
    now = read_hanging(contact, was)
    for name, before in was.items():
        here = now[name]
        after = left.get(name, here)
        if name == "links":
            entries = taken_back(contact, name, before, after, here)
            reach.save_links(contact, entries=[entry for entry in entries if not is_taken(contact, entry[0])])
        elif name in FIELDS:
            entries = taken_back(contact, name, before, after, here)
            reach.save_channels(contact, kind=FIELDS[name][0], entries=entries)
        elif name == "addresses":
            reach.save_addresses(contact, entries=taken_back(contact, name, before, after, here))
        elif name == "tag_names":
            people.remove_tags(contact, tags=Tag.objects.filter(**mine, pk__in={*after} - {*before}))
            people.add_tags(contact, tags=Tag.objects.filter(**mine, pk__in={*before} - {*after}))
        elif name == "paths":
            kept = {*here} - ({*after} - {*before}) | ({*before} - {*after})
            set_paths(contact, paths=CareerPath.objects.filter(**mine, pk__in=kept))
        elif name == LEFT:
            ContactPath.objects.filter(contact=contact, path__in={*before} - {*after}).update(has_left=True)
        elif here == after and (stored := CustomProperty.objects.filter(**mine, pk=name.removeprefix(PREFIX)).first()):
            with suppress(ValidationError):  # of another kind by now
                set_property(contact, property=stored, text=before)


def taken_back(contact: Contact, name: str, was: Iterable[Any], left: Iterable[Any], now: Iterable[Any]) -> list[Any]:
    """The entries of a field as they are `now`, without what an edit has made of `was`, which was `left`."""
    before, after, here = (by_key(contact, name, entries) for entries in (was, left, now))
    back = {key: entry for key, entry in before.items() if here.get(key) == after.get(key)}
    stay = {
        key: entry
        for key, entry in here.items()
        if key not in back and (key in before or key not in after or is_changed(name, after[key], entry))
    }
    led = {key[0] for key, entry in stay.items() if entry[PREFERRED[name]]}  # what has become preferred since is it
    found = stay | {key: lowered(name, entry) if key[0] in led else entry for key, entry in back.items()}
    return [found[key] for key in dict.fromkeys([*before, *here]) if key in found]


def by_key(contact: Contact, name: str, entries: Iterable[Any]) -> dict[tuple[str, Any], Any]:
    """The entries by their kind and what they are compared by; an address that stands there twice is two."""
    found: dict[tuple[str, Any], Any] = {}
    for entry in entries:
        if name == "addresses":
            key = name, tuple(entry[part] for part in (*reach.PARTS, "label"))
            while key in found:
                key = name, (*key[1], "")
            found[key] = entry
        else:
            kind = next(kind for kind in FIELDS[name] if kind != LINKEDIN or normal.linkedin_slug(entry[0]))
            found[kind, reach.normal_form(kind, entry[0], region=contact.owner.region)] = tuple(entry)
    return found


def is_changed(name: str, left: Any, now: Any) -> bool:
    """Whether an entry says something else than before; one that gave way to another as the preferred one does not."""
    return now not in (left, lowered(name, left))


def lowered(name: str, entry: Any) -> Any:
    """The entry, not preferred."""
    return entry | {"is_preferred": False} if name == "addresses" else (*entry[:2], False)


def is_taken(contact: Contact, link: str) -> bool:
    """Whether the link is the LinkedIn profile of another contact."""
    try:
        reach.refuse_taken(contact, [reach.normal_form(LINKEDIN, link)])
    except reach.LinkedInTakenError:
        return True
    return False
