"""A person in one line: a name, `Jane Doe <jane@example.org>`, "Name, Role, Company", an address, number or link."""

import re
from dataclasses import dataclass, field, replace

from contacts.importing import normal
from contacts.importing.rows import EMAIL, Row

# It begins where a word does: tried at each letter of a long word, it would take the square of its length.
ADDRESS = re.compile(
    rf"(?<![^\s@<>,;:()|/])(?:mailto:)?<?({EMAIL.pattern.replace('>,;', '>,;:()|/')})>?", re.IGNORECASE
)
LINK = re.compile(r"<?((?:https?://|www\.|(?:[a-z]{2}\.)?linkedin\.com/)[^\s<>|]+[^\s<>|.,;)])>?", re.IGNORECASE)
PHONE = re.compile(r"(?<![\w+])(\+|\(\+?|00)?\d[\d\s().\-/\u00a0]{4,20}\d(?!\w)")
DAY = re.compile(r"\d{4}-\d\d-\d\d|\d{1,2}\.\d{1,2}\.\d{4}")
TAB = re.compile(r"^\(\d+\+?\)\s*|\s*[|\-–]\s*LinkedIn$")  # what a browser's tab adds to a name: (3) … | LinkedIn
TURNED = re.compile(r'^"([^\W\d_]+), ([^\W\d_]+)"$')  # as Outlook writes names: "Doe, Jane" <jane@example.org>
PRONOUNS = re.compile(
    r"\s*[(\[]\s*((?:she|he|they|ze|xe|any)(?:\s*/\s*\w+){0,3}(?:\s+pronouns)?)\s*[)\]]", re.IGNORECASE
)
FEWEST_DIGITS, MOST_DIGITS = 7, 15  # of a phone number; E.164 has fifteen at most


@dataclass
class Found:
    """How to reach whoever a text tells of, in the order in which it stands there."""

    emails: list[str] = field(default_factory=list)
    phones: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)

    def person(self, name: str) -> Row | None:
        """The person of that name; without one it is guessed from a profile or a mailbox; None if there is nothing."""
        name, pronouns = without_pronouns(name)
        slugs = [slug for slug in map(normal.linkedin_slug, self.links) if slug]
        mailboxes = [address.partition("@")[0] for address in self.emails]
        names = [name, *map(name_from, slugs + mailboxes), *self.phones, *map(normal.link, self.links)]
        name = next(filter(None, names), "")
        if not name:
            return None
        emails, phones, links = (tuple(dict.fromkeys(values)) for values in (self.emails, self.phones, self.links))
        return Row(line=1, display_name=name, pronouns=pronouns, emails=emails, phones=phones, links=links)


def read_one_line(text: str) -> Row | None:
    """The person in `text`, None if it names nobody. What is not understood is the name, whole."""
    found = Found()
    left = TAB.sub("", take_out(normal.clean(text), found)).strip(" ,;:|'<>")
    left = TURNED.sub(r"\2 \1", left).strip('"')
    # Only three parts are plain: "Jane Doe, PhD" is a name, "Jane Doe, Analyst" may be one.
    said = [part for part in (part.strip(" ,;|\"'") for part in re.split(r"[,|\t]", left)) if part]
    if len(said) == 3:
        name, role, organization = said
    elif len(said) == 2 and (job := re.fullmatch(r"(.+?)\s+(?:at|@)\s+(.+)", said[1], re.IGNORECASE)):
        name, role, organization = said[0], *job.groups()
    else:
        name, role, organization = left, "", ""
    person = found.person(name)
    return person and replace(person, role=role, organization_name=organization)


def take_out(line: str, found: Found) -> str:
    """`line` without the links, addresses and numbers in it, which go to `found`."""
    for pattern, kind in ((LINK, found.links), (ADDRESS, found.emails)):
        for match in pattern.finditer(line):
            kind.append(match[1])
        line = pattern.sub(" ", line)

    def number(match: re.Match[str]) -> str:
        digits = sum(c.isdecimal() for c in match[0])
        if not FEWEST_DIGITS <= digits <= MOST_DIGITS or DAY.fullmatch(match[0].strip()):
            return match[0]
        found.phones.append(match[0].strip())
        return " "

    return normal.clean(PHONE.sub(number, line))


def without_pronouns(name: str) -> tuple[str, str]:
    """The name, and the pronouns that stand behind it in brackets, "" for none."""
    said = PRONOUNS.search(name)
    return normal.clean(PRONOUNS.sub(" ", name)), normal.clean(said[1])[:40] if said else ""


def name_from(slug: str) -> str:
    """A name guessed from a profile's slug or a mailbox: "jane-doe-1a2b" gives "Jane Doe"."""
    words = [word for word in re.split(r"[-._+\s]+", slug) if word]
    kept = [word for word in words if not any(c.isdecimal() for c in word)]
    return " ".join(word.capitalize() for word in kept or words)
