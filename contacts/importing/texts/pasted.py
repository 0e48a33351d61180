"""A person out of one box: a line, an e-mail signature, a LinkedIn address or a vCard; nothing is ever fetched."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from contacts.importing import normal
from contacts.importing.cards.vcard import read_vcards
from contacts.importing.rows import Row
from contacts.importing.texts.one_line import Found, read_one_line, take_out, without_pronouns

LONGEST = 100_000  # characters; a vCard may carry a photo
CARD = re.compile(r"^[^\S\n]*BEGIN[^\S\n]*:[^\S\n]*VCARD", re.IGNORECASE | re.MULTILINE)
QUOTED = re.compile(r"^[>|\s]+")  # as mail programs mark what they answer
RULE = re.compile(r"^[\W_]*$")
CLOSING = re.compile(
    r"^(((kind|best|warm|warmest|many)\s+)?(regards|wishes|thanks)|best|cheers|sincerely|thanks|thank you|yours.*|"
    r"(mit )?(freundlichen|besten|herzlichen|viele|liebe|beste) gr(ü|ue)(ß|ss)en?|mfg|lg|(med )?(vänliga|bästa) "
    r"hälsningar|mvh|hälsningar|cordialement|bien à vous|saludos( cordiales)?|un saludo|met vriendelijke groet(en)?|"
    r"sent from my .*|von meinem .* gesendet)[\s,.!]*$",
    re.IGNORECASE,
)
LABEL = re.compile(
    r"\b(e-?mail|mail|tel(efon|ephone)?|t|phone|ph|mob(ile|il)?|m|cell|handy|direct|office|fax|f|e|w|web(site)?|"
    r"linkedin|url)\s*[.:]+\s*(?=$|[|·•,;/]|\s)",
    re.IGNORECASE,
)
SEPARATOR = re.compile(r"\s*[|·•–—]\s*|\s+-\s+")
AT = re.compile(r"\s+(?:at|@|bei|chez|hos)\s+", re.IGNORECASE)
ROLE = re.compile(
    r"(?i)\b(engineer|developer|designer|manager|director|head|lead|chief|officer|analyst|architect|scientist|"
    r"researcher|professor|lecturer|teacher|student|consultant|advis[eo]r|partner|founder|president|specialist|"
    r"coordinator|assistant|associate|editor|journalist|lawyer|attorney|nurse|doctor|recruiter|owner|intern|fellow|"
    r"product|ceo|cto|cfo|coo|vp|leiter\w*|ingenieur\w*|berater\w*|geschäftsführer\w*|chef\w*)\b"
)
COMPANY = re.compile(
    r"(?i)\b(inc|ltd|llc|plc|gmbh|ag|ab|as|oy|sa|sas|srl|bv|nv|kg|ug|corp|corporation|company|group|university|"
    r"universität|université|universidad|universitet|institute|school|college|foundation|hospital|bank|labs?|studios?)\b"
)
PLACE = re.compile(
    r"\d|(?i:\b(street|st|road|rd|avenue|ave|straße|strasse|gatan|vägen|rue|floor|suite|p\.?o\.? box)\b)"
)


@dataclass(frozen=True)
class Reading:
    """What a text was taken for, whom it tells of, and how many more people are in it."""

    kind: str  # "name", "line", "signature" or "card"
    person: Row
    left: int = 0

    @property
    def is_bare(self) -> bool:
        """Whether there is a name and no more."""
        return self.kind == "name"


@dataclass(frozen=True)
class Job:
    """Role and employer, and the parts of a signature that say so."""

    role: str
    organization: str
    read: set[str]


def read_pasted(text: str) -> Reading | None:
    """The person in `text`, None if it names nobody; what is not understood stands in the notes."""
    text = text.replace("\0", "")[:LONGEST]
    if CARD.search(text):
        cards = [read for read in read_vcards(text.encode("utf-8", "replace")) if isinstance(read, Row)]
        return Reading("card", cards[0], left=len(cards) - 1) if cards else None
    lines = [line for raw in text.splitlines() if (line := normal.clean(QUOTED.sub("", raw)))]
    if len(lines) > 1:
        return read_signature(lines)
    person = read_one_line(lines[0]) if lines else None
    if person is None:
        return None
    is_bare = person == Row(line=1, display_name=person.display_name)
    return Reading("name" if is_bare else "line", person)


def read_signature(lines: list[str]) -> Reading | None:
    """The person who signs with these lines: the name stands first, then role and employer, then how to reach them."""
    found = Found()
    said = [part for line in lines if not CLOSING.match(line) for part in parts(line, found)]
    said = [part for part in said if not RULE.match(part)]
    nameless = "" if found.emails or found.links else next(iter(said), "")
    name = next((part for part in said[:3] if could_be_name(part)), nameless)
    rest = [part for part in said if part != name]
    job = read_job(rest)
    person = found.person(name)
    if person is None:
        return None
    notes = "\n".join(part for part in rest if part not in job.read)
    person = replace(person, role=job.role, organization_name=job.organization, notes=notes)
    return Reading("signature", person)


def parts(line: str, found: Found) -> Iterator[str]:
    """What a line says beside addresses and numbers, which go to `found`; a name with its role is two things."""
    left = normal.clean(LABEL.sub(" ", take_out(line, found)))
    for part in SEPARATOR.split(left):
        name, comma, role = part.partition(",")
        both = comma and could_be_name(name) and bool(ROLE.search(role))
        yield from (said.strip(" ,;:/|") for said in ([name, role] if both else [part]))


def could_be_name(part: str) -> bool:
    """Whether a part of a signature may be who signs: a few words, none with a digit, none of an employer or a role."""
    part = without_pronouns(part)[0]
    words = part.split()
    plain = 1 <= len(words) <= 5 and len(part) <= 60 and not any(c.isdecimal() or c in ":/@" for c in part)
    capital = bool(words) and (not words[0][0].islower())
    return plain and capital and not ROLE.search(part) and not COMPANY.search(part)


def read_job(rest: list[str]) -> Job:
    """Role and employer among the parts of a signature behind the name."""
    for part in rest:
        said = AT.split(part, maxsplit=1)
        if len(said) == 2 and not PLACE.search(part) and not said[1][0].islower():
            return Job(said[0], said[1], {part})
    for n, part in enumerate(rest[:3]):
        if ROLE.search(part):
            role, comma, organization = (said.strip() for said in part.partition(","))
            if comma and not ROLE.search(organization):
                return Job(role, organization, {part})
            before = [other for other in rest[max(0, n - 1) : n] if COMPANY.search(other)]
            after = [other for other in rest[n + 1 : n + 3] if not PLACE.search(other)]
            organization = next(iter(before + after), "")
            return Job(part, organization, {part, organization})
    organization = next((part for part in rest[:2] if COMPANY.search(part)), "")
    return Job("", organization, {organization})
