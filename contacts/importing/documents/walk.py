"""Goes through a JSON file value by value, where it stands, and turns into objects only what is asked for.

A file may be hundreds of megabytes of photos: they stay in it until somebody wants one, and a value that is damaged
spoils nothing but itself. Parsers that stream events tell neither where a value begins, which is the line that people
are told, nor how to go on behind one that is broken.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from contacts.importing.rows import decode

BLANK = re.compile(rb"[\s,:]*")
SCALAR = re.compile(rb"[^\s,:\[\]{}\"]*")
TOKEN = re.compile(rb'["{}\[\]]')
QUOTE, BACKSLASH = ord('"'), ord("\\")
OPEN, CLOSED = b"{[", b"}]"


class Walk:
    """A place in the text of a JSON file; it only moves forward."""

    def __init__(self, content: bytes, at: int = 0) -> None:
        self.content, self.at = content, at
        self._step()

    @property
    def first(self) -> bytes:
        """The letter with which the value here begins: { of an object, [ of a list, a quotation mark of a text."""
        return self.content[self.at : self.at + 1]

    def members(self) -> Iterator[str]:
        """Stand at the value of each member of the object here in turn, and say its name; none if it is no object."""
        if self.first != b"{":
            return
        for _ in self._inside():
            if self.first != b'"':
                return
            name = value_of(self)
            self._step()
            begin = self.at
            yield words(name)
            if self.at == begin:
                self.skip()

    def items(self) -> Iterator[int]:
        """Stand at each value of the list here in turn, and say where it begins; at none if it is no list."""
        if self.first != b"[":
            return
        for begin in self._inside():
            yield begin
            if self.at == begin:
                self.skip()

    def take(self) -> bytes:
        """The value here as it is written; go on behind it."""
        begin = self.at
        self.skip()
        return self.content[begin : self.at]

    def skip(self) -> None:
        """Go on behind the value here, to the end of the file if it is broken off."""
        if self.first == b'"':
            self.at = self._behind_text(self.at)
            return
        if self.first not in (b"{", b"["):
            self.at = match_end(SCALAR, self.content, self.at)
            return
        depth = 0
        while found := TOKEN.search(self.content, self.at):
            letter = self.content[found.start()]
            self.at = self._behind_text(found.start()) if letter == QUOTE else found.end()
            depth += (letter in OPEN) - (letter in CLOSED)
            if not depth:
                return
        self.at = len(self.content)

    def _inside(self) -> Iterator[int]:
        """Go into the object or list here; stop behind it, or where nothing more can be read."""
        self.at += 1
        while True:
            self._step()
            if self.first in (b"}", b"]", b""):
                self.at += len(self.first)
                return
            begin = self.at
            yield begin
            if self.at == begin:
                return

    def _step(self) -> None:
        self.at = match_end(BLANK, self.content, self.at)

    def _behind_text(self, at: int) -> int:
        """Where the text ends that begins with the quotation mark at `at`."""
        end = at
        while (end := self.content.find(b'"', end + 1)) > 0:
            before = end
            while self.content[before - 1] == BACKSLASH:
                before -= 1
            if (end - before) % 2 == 0:
                return end + 1
        return len(self.content)


class Lines:
    """Counts in which line places in a file are, asked from its beginning to its end."""

    def __init__(self, content: bytes) -> None:
        self.content, self.at, self.line = content, 0, 1

    def of(self, at: int) -> int:
        """The line, counted from 1."""
        self.line += self.content.count(b"\n", self.at, at)
        self.at = at
        return self.line


def json_text(content: bytes) -> bytes:
    """A JSON file in UTF-8 without BOM, as RFC 8259 wants it."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff") or 0 in content[:2]:
        return decode(content).encode("utf-8", "replace")
    return content.removeprefix(b"\xef\xbb\xbf")


def parsed(value: bytes) -> Any:
    """The value that is written there; raises ValueError."""
    try:
        return json.loads(value.decode(), strict=False)  # line breaks inside a text are seen
    except RecursionError:
        raise ValueError("too deep") from None


def value_of(walk: Walk) -> Any:
    """The value here, None if it is damaged; goes on behind it."""
    try:
        return parsed(walk.take())
    except ValueError:
        return None


def match_end(pattern: re.Pattern[bytes], content: bytes, at: int) -> int:
    """Where what `pattern` finds at `at` ends; `at` if it finds nothing."""
    found = pattern.match(content, at)
    return found.end() if found else at


def plain(text: str) -> str:
    """The text without NUL and halves of letters, which JSON can write and a database cannot hold."""
    if text.isascii():
        return text.replace("\0", "")
    if any("\ud800" <= letter <= "\udfff" for letter in text):
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text.replace("\0", "")


def words(value: Any) -> str:
    """A text, without blanks around it, or a number written out; "" for anything else."""
    if type(value) in (int, float):
        return str(value)
    return plain(value).strip() if isinstance(value, str) else ""


def listed(value: Any) -> list[Any]:
    """A list; an empty one for anything else."""
    return value if isinstance(value, list) else []


def known(value: Any) -> dict[str, Any]:
    """An object; an empty one for anything else."""
    return value if isinstance(value, dict) else {}
