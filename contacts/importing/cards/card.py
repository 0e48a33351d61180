"""Where the cards of a vCard file begin and end; each as text, its folds undone in bytes, as they may cut a letter."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from contacts.importing.cards.charsets import decode_value, guess
from contacts.importing.cards.lines import BINARY, Line, read_lines
from contacts.importing.rows import decode

CARD = rb"[ \t]*:[ \t]*VCARD[ \t]*(?=[\r\n]|\Z)"
BOM = rb"(?:\xef\xbb\xbf)?"
# A card begins and ends with a line, or begins inside another behind AGENT.
MARK = rb"%s([ \t]*)(?:(AGENT(?:;[^:\r\n]*)?:\s*)?(BEGIN)|END)%s" % (BOM, CARD)
FIRST, NEXT = re.compile(MARK, re.IGNORECASE), re.compile(rb"[\r\n]" + MARK, re.IGNORECASE)
JOINED = re.compile(rb"([\r\n]END:VCARD)(?=BEGIN:VCARD[\r\n])")  # files put together, one of them without its last end
SOFT_BREAK = re.compile(rb"=\n(?:[ \t](?==)|(?=[ \t]))")  # one that is folded besides, or stands before a blank
OURS = b"\nPRODID:-//Rapport//"


class Bounds(NamedTuple):
    """Where a card begins and ends, and each card inside it; how far it is indented."""

    begin: int
    end: int
    indent: bytes
    inner: list[tuple[int, int]]


@dataclass
class Card:
    """One card: the line where it begins, and its text, in which bytes that are not UTF-8 are surrogates."""

    line: int
    text: str
    is_utf_8: bool
    is_ours: bool  # written by Rapport: all of it is meant as it stands

    @cached_property
    def lines(self) -> list[Line]:
        """The properties, each with its value as in the file."""
        return list(read_lines(self.text, repair=not self.is_ours))

    @cached_property
    def charset(self) -> str:
        """What the bytes that are not UTF-8 look like; all of the card's together, for one may say little."""
        values = ((line.transferred, line.head.charset) for line in self.lines if line.head.name not in BINARY)
        return guess(b" ".join(raw for raw, charset in values if decode_value(raw, charset) is None))

    def said(self, line: Line) -> str:
        """The value of a line as text, still escaped."""
        head = line.head
        if (self.is_utf_8 and not head.encoding and not head.charset) or head.name in BINARY:
            return line.value
        raw = line.transferred
        text = decode_value(raw, head.charset)
        if text is None:
            text = raw.decode(self.charset, "replace")
        return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")


def split_cards(content: bytes) -> Iterator[Card]:
    """The cards of a file, one after the other; what stands between them is left out."""
    if content[:2] in {b"\xff\xfe", b"\xfe\xff"} or 0 in content[:2]:
        content = decode(content).encode("utf-8", "replace")
    if b"\n" not in content:
        content = content.replace(b"\r", b"\n")
    if b"VCARDBEGIN:" in content:
        content = JOINED.sub(rb"\1\n", content)
    number, counted = 1, 0
    for bounds in find_cards(content):
        number += content.count(b"\n", counted, bounds.begin)
        counted = bounds.begin
        yield cut_out(content, bounds, line=number)


def find_cards(content: bytes) -> Iterator[Bounds]:
    """Where the cards are; one that has no end goes on to where the next one begins."""
    begin, indent, deep = -1, b"", 0
    inner: list[tuple[int, int]] = []
    for mark in marks(content):
        here = mark.start(1)
        if begin >= 0 and mark[1] not in {b"", indent}:
            continue  # the folded line of some text
        if mark[2] and begin >= 0:
            inner += [] if deep else [(mark.start(2), len(content))]
            deep += 1
        elif mark[3] and not mark[2]:
            if begin >= 0:
                yield Bounds(begin, here, indent, inner)
            begin, indent, deep, inner = here, mark[1], 0, []
        elif deep and not mark[3]:
            deep -= 1
            if not deep:
                inner[-1] = (inner[-1][0], mark.end())
        elif begin >= 0:
            yield Bounds(begin, here, indent, inner)
            begin, inner = -1, []
    if begin >= 0:
        yield Bounds(begin, len(content), indent, inner)


def marks(content: bytes) -> Iterator[re.Match[bytes]]:
    """All lines that begin or end a card; groups: indentation, AGENT, BEGIN."""
    if first := FIRST.match(content):
        yield first
    yield from NEXT.finditer(content)


def cut_out(content: bytes, bounds: Bounds, *, line: int) -> Card:
    """One card of the file; cards inside it become one line each, as 3.0 writes them."""
    pieces, at = [], bounds.begin
    for begin, end in bounds.inner:
        pieces += [content[at:begin], one_line(content[begin : min(end, bounds.end)])]
        at = min(end, bounds.end)
    raw = unified(b"".join([*pieces, content[at : bounds.end]]))
    if bounds.indent:
        raw = raw.replace(b"\n" + bounds.indent, b"\n")
    is_ours = OURS in raw
    if not is_ours and b"=\n" in raw and b"quoted-printable" in raw.lower():
        raw = SOFT_BREAK.sub(b"", raw)
    raw = unfolded(raw)
    try:
        text, is_whole = raw.decode(), True
    except UnicodeDecodeError:
        text, is_whole = raw.decode("utf-8", "surrogateescape"), False
    return Card(line, text.partition("\n")[2], is_whole, is_ours)


def unified(raw: bytes) -> bytes:
    """The bytes without NULs, and with one kind of line end."""
    if b"\r" in raw:
        raw = raw.replace(b"\r\r\n", b"\n").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return raw.replace(b"\0", b"")


def unfolded(raw: bytes) -> bytes:
    """The bytes without folds."""
    return raw.replace(b"\n ", b"").replace(b"\n\t", b"")


def one_line(agent: bytes) -> bytes:
    """A card inside a card as the value of AGENT in 3.0 (RFC 2426, section 3.5.4)."""
    head, _, card = unfolded(unified(agent)).partition(b":")
    escaped = card.strip().replace(b"\\", b"\\\\").replace(b";", b"\\;").replace(b",", b"\\,")
    return head + b":" + escaped.replace(b"\n", b"\\n")
