"""What hangs on a contact, by the names of the fields in which people write it: as JSON, and put back as it was."""

from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from django.core.exceptions import ValidationError

from contacts.actions import people, reach
from contacts.actions.paths import set_paths
from contacts.actions.properties import PREFIX, set_property
from contacts.models import CareerPath, Channel, Contact, ContactPath, ContactTag, CustomProperty, PropertyValue, Tag

Kind = Channel.Kind
KINDS = {"emails": [Kind.EMAIL], "phones": [Kind.PHONE], "links": [Kind.LINKEDIN, Kind.LINK]}


def read_hanging(contact: Contact, names: Iterable[str]) -> dict[str, Any]:
    """What hangs on the contact, for those of the fields `names` that write such things."""
    found: dict[str, Any] = {}
    for name in names:
        if name in KINDS:
            channels = contact.channels.filter(kind__in=KINDS[name]).order_by("pk")
            found[name] = list(channels.values_list("value", "label", "is_preferred"))
        elif name == "addresses":
            found[name] = [reach.address_parts(one) for one in contact.addresses.order_by("pk")]
        elif name == "tag_names":
            found[name] = list(ContactTag.objects.filter(contact=contact).values_list("tag", flat=True))
        elif name == "paths":
            found[name] = list(ContactPath.objects.filter(contact=contact).values_list("path", flat=True))
        elif name.startswith(PREFIX):
            said = PropertyValue.objects.filter(contact=contact, property=int(name.removeprefix(PREFIX)))
            found[name] = said.values_list("text", flat=True).first() or ""
    return found


def put_hanging(contact: Contact, hanging: dict[str, Any]) -> None:
    """Make what `read_hanging` found hang on the contact again; what has gone or is taken in the meantime does not."""
    mine = {"owner": contact.owner_id}
    for name, was in hanging.items():
        if name == "links":
            reach.save_links(contact, entries=[entry for entry in was if not is_taken(contact, entry[0])])
        elif name in KINDS:
            reach.save_channels(contact, kind=KINDS[name][0], entries=was)
        elif name == "addresses":
            reach.save_addresses(contact, entries=was)
        elif name == "tag_names":
            ContactTag.objects.filter(contact=contact).exclude(tag__in=was).delete()
            people.add_tags(contact, tags=Tag.objects.filter(**mine, pk__in=was))
        elif name == "paths":
            set_paths(contact, paths=CareerPath.objects.filter(**mine, pk__in=was))
        elif stored := CustomProperty.objects.filter(**mine, pk=name.removeprefix(PREFIX)).first():
            with suppress(ValidationError):  # of another kind by now
                set_property(contact, property=stored, text=was)


def is_taken(contact: Contact, link: str) -> bool:
    """Whether the link is the LinkedIn profile of another contact."""
    try:
        reach.refuse_taken(contact, [reach.normal_form(Kind.LINKEDIN, link)])
    except reach.LinkedInTakenError:
        return True
    return False
