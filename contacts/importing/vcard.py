"""vCard files, read tolerantly: 3.0 above all (RFC 2426), and what real 2.1 and 4.0 files share with it.

One bad card costs one card; a property that is not understood costs nothing.
"""

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass

from contacts.importing import normal
from contacts.importing.rows import EMAIL, Parsed, Row, RowError, decode

BEGIN, END = (
    re.compile(rb"\s*BEGIN\s*:\s*VCARD\s*", re.IGNORECASE),
    re.compile(rb"\s*END\s*:\s*VCARD\s*", re.IGNORECASE),
)
AGENT = re.compile(rb"\s*AGENT\b[^:]*:\s*(BEGIN\s*:\s*VCARD\s*)?", re.IGNORECASE)
NEW_LINE = re.compile(rb"\r\r\n|\r\n|\n|\r")
ESCAPED = re.compile(r"\\(.)", re.DOTALL)
SYSTEM_GROUPS = {"mycontacts", "starred", "my contacts"}


@dataclass(frozen=True)
class Property:
    """One line of a card: its name in capitals, its parameters, its value still escaped."""

    name: str
    value: str

    @property
    def text(self) -> str:
        """The value as text."""
        return unescape(self.value)

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
        charset = ""
        for parameter in parameters:
            key, _, said = parameter.upper().rpartition("=")
            if said == "QUOTED-PRINTABLE":
                raw = binascii.a2b_qp(raw)
            elif key == "CHARSET":
                charset = said
        yield Property(name.rpartition(".")[2].upper(), decode(raw.replace(b"\0", b""), charset=charset))


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

    family, given, *_ = [*first("N", ";"), "", ""]
    organization, *_ = [*first("ORG", ";"), ""]
    addresses = [address.removeprefix("mailto:") for address in all_of("EMAIL")]
    emails = tuple(address for address in addresses if EMAIL.fullmatch(address))
    names = [*all_of("FN"), f"{given} {family}", *all_of("NICKNAME"), organization, *emails]
    name = next(filter(None, map(normal.clean, names)), "")
    if not name:
        return None
    tags = [tag for p in properties if p.name == "CATEGORIES" for tag in p.parts(",")]
    return Row(
        line=line,
        display_name=name,
        given_name=normal.clean(given),
        family_name=normal.clean(family),
        organization_name=normal.clean(organization),
        role=next(map(normal.clean, all_of("TITLE", "ROLE")), ""),
        emails=emails,
        phones=tuple(number.removeprefix("tel:") for number in all_of("TEL")),
        links=tuple(url for url in all_of("URL", "X-SOCIALPROFILE") if normal.split(url)),
        tags=tuple(tag for tag in tags if tag and tag.casefold() not in SYSTEM_GROUPS),
        notes="\n\n".join(all_of("NOTE")),
    )


def unescape(value: str) -> str:
    r"""`value` with \n, \N as new lines and any other escaped character, even Google's \:, as itself."""
    return ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)
