"""A person captured in one line: a name, `Jane Doe <jane@example.org>`, "Name, Role, Company", an address or a link."""

import re
from dataclasses import dataclass

from contacts.importing import normal
from contacts.importing.rows import EMAIL

MAILBOX = re.compile(r"^(?P<name>[^<>]*)<\s*(?P<email>[^<>\s@]+@[^<>\s@]+)\s*>$")


@dataclass(frozen=True)
class OneLine:
    """What the line says; everything but the name may be empty."""

    display_name: str
    role: str = ""
    organization_name: str = ""
    emails: str = ""
    links: str = ""


def read_one_line(text: str) -> OneLine:
    """The person in `text`. What is not understood is the name, whole; nothing is thrown away."""
    line = normal.clean(text)
    if slug := normal.linkedin_slug(line):
        return OneLine(name_from(slug), links=line)
    if mailbox := MAILBOX.match(line):
        name = mailbox["name"].strip(" \"'")
        return OneLine(name or name_from(mailbox["email"].partition("@")[0]), emails=mailbox["email"])
    if EMAIL.fullmatch(line):
        return OneLine(name_from(line.partition("@")[0]), emails=line)
    # Only three parts are plain: "Jane Doe, PhD" is a name, "Jane Doe, Analyst" may be one.
    parts = [part.strip() for part in line.split(",")]
    if len(parts) == 3 and all(parts):
        return OneLine(*parts)
    return OneLine(line)


def name_from(slug: str) -> str:
    """A name guessed from a profile's slug or a mailbox: "jane-doe-1a2b" gives "Jane Doe"."""
    words = [word for word in re.split(r"[-._+\s]+", slug) if word]
    kept = [word for word in words if not any(c.isdecimal() for c in word)]
    return " ".join(word.capitalize() for word in kept or words)
