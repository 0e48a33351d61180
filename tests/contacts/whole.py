"""A contact of whom everything is known, for tests of files."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from accounts.models import User
from contacts.actions.people import organization_named, set_tags
from contacts.actions.reach import normal_form
from contacts.models import (
    CardLines,
    CareerPath,
    Channel,
    Contact,
    ContactPath,
    CustomProperty,
    PastJob,
    PostalAddress,
    PropertyValue,
)
from tests.factories import NOW, make_contact

COLUMNS: dict[str, Any] = {
    "given_name": "Grace",
    "family_name": "Mbeki",
    "name_prefix": "Dr.",
    "middle_name": "A.",
    "name_suffix": "PhD",
    "nickname": "Gee",
    "phonetic_name": "m-BEH-kee",
    "birthday": "--04-15",
    "pronouns": "they",
    "role": "Analyst",
    "location": "Malmö",
    "time_zone": "Europe/Stockholm",
    "how_met": "At a fair",
    "source": "event",
    "relationship": "mentor",
    "warmth": "warm",
    "cadence": "P3M",
    "notes": "One\n\nTwo",
}

LINKEDIN = "https://www.linkedin.com/in/grace"
JOBS = (("Lead", "", "2024-01-31"), ("Trainee", "2018-01-01", "2019-01-01"), ("Clerk", "", ""))  # the newest first


WAYS = (  # kind, value, label, whether it is preferred; the LinkedIn profile is made after the link
    ("link", "https://grace.example", "", False),
    ("email", "grace@example.com", "work", False),
    ("linkedin", LINKEDIN, "", True),
)


def put_channels(contact: Contact, ways: Iterable[tuple[str, str, str, bool]] = WAYS) -> None:
    """The ways to reach the contact."""
    for kind, value, label, is_preferred in ways:
        said = {"kind": kind, "value": value, "normal": normal_form(kind, value), "label": label}
        Channel.objects.create(owner=contact.owner, contact=contact, is_preferred=is_preferred, **said)


def make_whole(owner: User) -> Contact:
    """Grace Mbeki, of whom everything but a photo is known, introduced by Ada."""
    ada = make_contact(owner, "Ada", uid="ada")
    more = {"introducer": ada, "organization": organization_named(owner, "Nordgrid"), "is_favourite": True}
    dates = {"job_started_on": date(2024, 2, 1), "met_on": date(2020, 9, 1), "archived_at": NOW}
    contact = make_contact(owner, "Grace Mbeki", uid="grace", **COLUMNS, **more, **dates)
    Contact.objects.filter(pk=contact.pk).update(created_at=datetime(2025, 1, 2, 3, 4, 5, 6, tzinfo=UTC))
    set_tags(contact, names=["b", "A"])
    put_channels(contact)
    mine = {"owner": owner, "contact": contact}
    PostalAddress.objects.create(**mine, label="home", street="Lane 1", is_preferred=True)
    ContactPath.objects.create(**mine, path=CareerPath.objects.create(owner=owner, name="Energy"))
    shoe = CustomProperty.objects.create(owner=owner, name="Shoe", kind="number")
    PropertyValue.objects.create(**mine, property=shoe, text="44", number=44)
    for role, start, end in (
        ("Clerk", None, None),
        ("Trainee", "2018-01-01", "2019-01-01"),
        ("Lead", None, "2024-01-31"),
    ):
        PastJob.objects.create(**mine, role=role, started_on=start, ended_on=end)
    CardLines.objects.create(**mine, content=b"X-A:1\nX-B:\xff")
    return contact
