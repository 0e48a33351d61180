"""vCard files, read tolerantly: 3.0 above all (RFC 2426), and what real 2.1 and 4.0 files share with it.

One bad card costs one card; a property that is not understood costs nothing.
"""

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass

from contacts.importing import normal
from contacts.importing.days import read_birthday
from contacts.importing.rows import EMAIL, Parsed, Row, RowError, decode

BEGIN, END = (
    re.compile(rb"\s*BEGIN\s*:\s*VCARD\s*", re.IGNORECASE),
    re.compile(rb"\s*END\s*:\s*VCARD\s*", re.IGNORECASE),
)
AGENT = re.compile(rb"\s*AGENT\b[^:]*:\s*(BEGIN\s*:\s*VCARD\s*)?", re.IGNORECASE)
NEW_LINE = re.compile(rb"\r\r\n|\r\n|\n|\r")
ESCAPED = re.compile(r"\\(.)", re.DOTALL)
REACH = {"EMAIL", "TEL", "URL", "X-SOCIALPROFILE"}
LABELS = {"CELL": "mobile", "FAX": "fax", "WORK": "work", "HOME": "home"}  # the first of them that a line has
OWN_LABEL = re.compile(r"^_\$!<(.*)>!\$_$")  # how Apple writes those that it translates
SYSTEM_GROUPS = {"mycontacts", "starred", "my contacts"}


@dataclass(frozen=True)
class Property:
    """One line of a card: its name in capitals, its parameters, its value still escaped."""

    name: str
    value: str
    types: frozenset[str] = frozenset()  # the values of TYPE, and PREF, in capitals
    group: str = ""  # "item1", where the line begins with "item1."

    @property
    def text(self) -> str:
        """The value as text."""
        return unescape(self.value)

    @property
    def address(self) -> str:
        """The value of a line that says how to reach somebody, without the scheme that 4.0 puts before it."""
        return self.text.strip().removeprefix("mailto:").removeprefix("tel:")

    def parts(self, separator: str) -> list[str]:
        """The values between unescaped separators, each as text."""
        whole = re.compile(rf"((?:\\.|[^{separator}\\]|\\$)*)(?:{separator}|$)", re.DOTALL)
        return [unescape(part).strip() for part in whole.findall(self.value)]


def read_vcards(content: bytes) -> Parsed | None:
    """The people in the file, or None if no card begins in it."""
    if content[:2] in {b"\xff\xfe", b"\xfe\xff"} or 0 in content[:2]:
        content = decode(content).encode()
    parsed = Parsed("vCard")
    cards = list(split(NEW_LINE.split(content.removeprefix(b"\xef\xbb\xbf"))))
    for line, lines in cards:
        properties = list(read_properties(unfold(lines)))
        if any(p.name in {"KIND", "X-ADDRESSBOOKSERVER-KIND"} and p.text.casefold() == "group" for p in properties):
            parsed.skipped += 1
        elif row := to_row(properties, line=line):
            parsed.rows.append(row)
        else:
            parsed.errors.append(RowError(line, "The card has no name, organization or address."))
    return parsed if cards else None


def split(lines: list[bytes]) -> Iterator[tuple[int, list[bytes]]]:
    """Each card's lines, with the line in which it begins; one that never ends, ends where the next begins."""
    card: list[bytes] = []
    start, inside, agent = 0, 0, False  # where it began; how deep in cards within it; one of them is announced
    for number, line in enumerate(lines, start=1):
        if start and (found := AGENT.fullmatch(line)):
            inside, agent = inside + bool(found[1]), not found[1]
        elif inside or (agent and BEGIN.fullmatch(line)):
            inside, agent = inside + bool(BEGIN.fullmatch(line)) - bool(END.fullmatch(line)), False
        elif BEGIN.fullmatch(line) or END.fullmatch(line):
            if start:
                yield start, card
            card, start = [], number if BEGIN.fullmatch(line) else 0
        elif start:
            card.append(line)
    if start:
        yield start, card


def unfold(lines: list[bytes]) -> list[bytes]:
    """Logical lines: folds and quoted-printable's soft breaks undone, in bytes, as a fold may cut a letter in two."""
    logical: list[bytes] = []
    for line in lines:
        last = logical[-1] if logical else b""
        if line[:1] in {b" ", b"\t"} and logical:
            logical[-1] = last + line[1:]
        elif last.endswith(b"=") and b"QUOTED-PRINTABLE" in last.partition(b":")[0].upper():
            logical[-1] = last[:-1] + line
        elif b":" not in line and line.strip() and logical:
            logical[-1] = last + b"\\n" + line  # Android breaks a note without folding it
        elif line.strip():
            logical.append(line)
    return logical


def read_properties(lines: list[bytes]) -> Iterator[Property]:
    """The lines that have the form of a property."""
    for line in lines:
        raw_head, _, raw = line.partition(b":") if b'"' not in line.partition(b":")[0] else quoted_head(line)
        head = raw_head.decode("utf-8", "replace")
        name, *parameters = [part.strip() for part in head.split(";")]
        charset, types = "", set()
        for parameter in parameters:
            key, _, said = parameter.upper().rpartition("=")
            if said == "QUOTED-PRINTABLE":
                raw = binascii.a2b_qp(raw)
            elif key == "CHARSET":
                charset = said
            elif key in {"TYPE", ""}:  # 2.1 leaves out the word TYPE
                types |= set(said.strip('"').split(","))
            elif (key, said) == ("PREF", "1"):  # 4.0 counts from 1, the most preferred, to 100
                types.add("PREF")
        group, _, name = name.upper().rpartition(".")
        yield Property(name, decode(raw.replace(b"\0", b""), charset=charset), frozenset(types), group)


def quoted_head(line: bytes) -> tuple[bytes, bytes, bytes]:
    """The line parted at the first colon that stands outside quotation marks."""
    at = 0
    for piece in re.split(rb'("[^"]*")', line):
        if not piece.startswith(b'"') and b":" in piece:
            at += piece.index(b":")
            return line[:at], b":", line[at + 1 :]
        at += len(piece)
    return line, b"", b""


def to_row(properties: list[Property], *, line: int) -> Row | None:
    """The person on a card, None if nothing on it can stand for a name."""

    def all_of(*names: str) -> tuple[str, ...]:
        return tuple(filter(None, (p.text.strip() for name in names for p in properties if p.name == name)))

    def first(name: str, separator: str) -> list[str]:
        return next((p.parts(separator) for p in properties if p.name == name), [])

    family, given, middle, prefix, suffix, *_ = [*map(normal.clean, first("N", ";")), *[""] * 5]
    organization, *_ = [*first("ORG", ";"), ""]
    addresses = [p.address for p in properties if p.name == "EMAIL"]
    emails = tuple(address for address in addresses if EMAIL.fullmatch(address))
    names = [*all_of("FN"), f"{given} {family}", *all_of("NICKNAME"), organization, *emails]
    name = next(filter(None, map(normal.clean, names)), "")
    if not name:
        return None
    tags = [tag for p in properties if p.name == "CATEGORIES" for tag in p.parts(",")]
    return Row(
        line=line,
        display_name=name,
        given_name=given,
        family_name=family,
        name_prefix=prefix,
        middle_name=middle,
        name_suffix=suffix,
        nickname=next(map(normal.clean, all_of("NICKNAME")), ""),
        birthday=next(filter(None, map(birthday, all_of("BDAY"))), ""),
        organization_name=normal.clean(organization),
        role=next(map(normal.clean, all_of("TITLE", "ROLE")), ""),
        emails=emails,
        phones=tuple(filter(None, (p.address for p in properties if p.name == "TEL"))),
        links=tuple(url for url in all_of("URL", "X-SOCIALPROFILE") if normal.split(url)),
        labels=labels(properties),
        preferred=frozenset(p.address for p in properties if "PREF" in p.types),
        tags=tuple(tag for tag in tags if tag and tag.casefold() not in SYSTEM_GROUPS),
        notes="\n\n".join(all_of("NOTE")),
    )


def birthday(text: str) -> str:
    """The birthday as it is kept, "" for what is none."""
    try:
        return read_birthday(text)
    except ValueError:
        return ""


def labels(properties: list[Property]) -> dict[str, str]:
    """What the lines that say how to reach the person are called: by their own label, else by their TYPE."""
    own = {p.group: p.text.strip() for p in properties if p.name == "X-ABLABEL" and p.group}
    found = {}
    for p in properties:
        label = next((word for kind, word in LABELS.items() if kind in p.types), "")
        if p.group in own:
            label = OWN_LABEL.sub(lambda apple: apple[1].casefold(), own[p.group])
        if p.name in REACH and label:
            found[p.address] = normal.clean(label)[:60]
    return found


def unescape(value: str) -> str:
    r"""`value` with \n, \N as new lines and any other escaped character, even Google's \:, as itself."""
    return ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)
