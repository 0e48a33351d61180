"""The lines of a vCard: what stands before and behind the colon, and which lines of a file are one.

Syntax of RFC 6350, RFC 2426 and vCard 2.1, and of what real programs write instead.
"""

import binascii
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from contacts.importing.cards.charsets import decode_value

NAME = re.compile(r"[A-Za-z0-9_-]+")
QUOTED_HEAD = re.compile(r'((?:[^":]|"[^"]*+")*+):')
PARAMETER = re.compile(r';((?:[^";]|"[^"]*+"?)*+)')
ESCAPED = re.compile(r"\\(.)", re.DOTALL)
# Labels in other letters than ASCII, as Samsung and others write them into 2.1: X-CUSTOM(…) and X-=C3=A9t=C3=A9.
CUSTOM = re.compile(r"X-CUSTOM\((?:CHARSET=([^,]*),)?(?:ENCODING=[^,]*,)?(.*)\)", re.IGNORECASE)
PRINTED = re.compile(r"=[CDEF][0-9A-F]=[89AB][0-9A-F]")
STRUCTURED = {"N", "ADR", "ORG", "X-ANDROID-CUSTOM"}
# A semicolon in quoted-printable is text where others part the value, unless it is escaped already; in some charsets
# that byte is half a letter.
PRINTED_MARK, SHIFTED = re.compile(rb"(?<!\\)(?<!=5[Cc])=3[Bb]"), re.compile(r"iso-?2022|utf-?(7|16|32)", re.IGNORECASE)
PARTS = {mark: re.compile(rf"[{mark}]((?:[^{mark}\\]|\\.?)*+)", re.DOTALL) for mark in (";", ",;")}
REGISTERED = {
    *("ADR", "AGENT", "ANNIVERSARY", "BDAY", "CALADRURI", "CALURI", "CATEGORIES", "CLASS", "CLIENTPIDMAP", "EMAIL"),
    *("FBURL", "FN", "GENDER", "GEO", "IMPP", "KEY", "KIND", "LABEL", "LANG", "LOGO", "MAILER", "MEMBER", "N", "NAME"),
    *("NICKNAME", "NOTE", "ORG", "PHOTO", "PRODID", "PROFILE", "RELATED", "REV", "ROLE", "SORT-STRING", "SOUND"),
    *("SOURCE", "TEL", "TITLE", "TZ", "UID", "URL", "VERSION", "XML"),
}
ENCODINGS = {"QUOTED-PRINTABLE": "Q", "BASE64": "B", "B": "B", "8BIT": "", "7BIT": ""}
LONG_TEXTS = {"NOTE", "ADR", "LABEL"}  # a line that is none goes on with these, and with those of a program's own
BINARY = {"PHOTO", "X-MS-CARDPICTURE", "LOGO", "SOUND", "KEY"}
WRAPPED = 70  # a line of quoted-printable that long, without "=" at its end, goes on in the next one
LONGEST_HEAD = 200  # of those that are remembered


class Head(NamedTuple):
    """What stands before the colon: `text` as it is, the name and the group in capitals, the parameters."""

    text: str
    name: str
    group: str = ""  # "ITEM1", where the line begins with "item1."
    types: frozenset[str] = frozenset()  # the values of TYPE, in capitals
    words: tuple[str, ...] = ()  # the same as they are written
    encoding: str = ""  # "Q" for quoted-printable, "B" for base64
    charset: str = ""
    parameters: Mapping[str, str] = {}

    @property
    def is_preferred(self) -> bool:
        """Whether it is the one to use; 4.0 counts from 1, the most preferred, to 100."""
        return "PREF" in self.types or self.parameters.get("PREF") == "1"


class Line(NamedTuple):
    """One line, unfolded: what stands before the colon, and behind it as in the file."""

    head: Head
    value: str

    @property
    def whole(self) -> bytes:
        """The line as it is in the file, without folds."""
        return f"{self.head.text}:{self.value}".encode("utf-8", "surrogateescape")

    @property
    def transferred(self) -> bytes:
        """The bytes of the value, its transfer encoding undone; none for base64 that is damaged."""
        if self.head.encoding == "B":
            return unbase64(self.value)
        raw = self.value.encode("utf-8", "surrogateescape")
        if self.head.encoding != "Q":
            return raw
        is_parted = b";" in raw and self.head.name in STRUCTURED and not SHIFTED.match(self.head.charset)
        return binascii.a2b_qp(PRINTED_MARK.sub(b"=5C=3B", raw) if is_parted else raw)


def unbase64(value: str) -> bytes:
    """The bytes that base64 stands for, however it is wrapped or padded; none if it is damaged."""
    try:
        return binascii.a2b_base64(value.encode("ascii", "ignore") + b"==")
    except binascii.Error:
        return b""


def read_lines(text: str, *, repair: bool) -> Iterator[Line]:
    """The lines of a card whose folds are undone; with `repair`, what was broken without a fold is put together."""
    last, pieces = Head("", ""), [""]
    for raw in text.split("\n"):
        if repair and last.encoding == "Q" and pieces[-1].endswith("="):
            pieces[-1] = pieces[-1][:-1]
            pieces.append(raw)
            continue
        line = part(raw)
        if line and not (repair and last.name in LONG_TEXTS and is_prose(line, last)):
            if last.name:
                yield Line(last, pieces[0] if len(pieces) == 1 else "".join(pieces))
            last, pieces = line.head, [line.value]
        elif not raw.strip():
            continue
        elif (joint := joint_of(last, pieces[-1])) is not None:
            pieces += ["" if raw[0] == "=" else joint, raw]
        else:  # nothing of this is a property, but it is something that was said
            if last.name:
                yield Line(last, "".join(pieces))
            last, pieces = Head("NOTE", "NOTE"), [raw]
    if last.name:
        yield Line(last, "".join(pieces))


def part(raw: str) -> Line | None:
    """The line parted at its first colon outside quotation marks; None if what stands before it is no property."""
    text, colon, value = raw.partition(":")
    if '"' in text and (found := QUOTED_HEAD.match(raw)):
        text, value = found[1], raw[found.end() :]
    if not colon:
        return None
    head = read_head(text) if len(text) <= LONGEST_HEAD else read_head.__wrapped__(text)
    return Line(head, value) if head else None


@lru_cache(maxsize=4096)
def read_head(text: str) -> Head | None:
    """What stands before a colon, if it begins with a name."""
    whole = text if text.isascii() else text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    said, *parameters = whole.split(";") if '"' not in whole else PARAMETER.findall(f";{whole}")
    group, _, name = said.strip().rpartition(".")
    if not NAME.fullmatch(name):
        return None
    named: dict[str, str] = {}
    words: list[str] = []
    encoding = ""
    for parameter in parameters:
        key, is_named, value = parameter.partition("=")
        key, value = (key.strip().upper(), value.strip()) if is_named else ("", key.strip())
        if word := custom_word(parameter):
            words.append(word)
        elif key == "ENCODING" or (not key and value.upper() in ENCODINGS):
            encoding = ENCODINGS.get(value.strip('"').upper(), encoding)
        elif key in {"TYPE", ""}:  # 2.1 leaves out the word TYPE
            words += [word.strip(' "') for word in value.split(",")]
        else:
            named.setdefault(key, value.strip('"'))
    charset = named.get("CHARSET", "")
    types = frozenset(map(str.upper, words))
    return Head(text, name.upper(), group.upper(), types, tuple(words), encoding, charset, named)


def custom_word(parameter: str) -> str:
    """The label of the user's own that a parameter of 2.1 says in quoted-printable; "" for any other parameter."""
    if parameter[:2].upper() != "X-":
        return ""
    if found := CUSTOM.fullmatch(parameter.strip()):
        charset, said = found.groups()
    elif PRINTED.search(parameter):
        charset, said = "", parameter.strip()[2:]
    else:
        return ""
    raw = binascii.a2b_qp(said.encode("utf-8", "surrogateescape"))
    return decode_value(raw, charset or "") or raw.decode("cp1252", "replace")


def is_prose(line: Line, last: Head) -> bool:
    """Whether a line that follows a note is text with a colon: "Remember: tea", or "https://…"."""
    text, value = line.head.text, line.value
    if line.head.name in REGISTERED:
        return value.startswith(" ") and text == text.capitalize() and last.text.isupper()
    return value.startswith("//") or (value.startswith(" ") and text.isalpha() and not text.isupper())


def joint_of(last: Head, piece: str) -> str | None:
    """What stands between a line and the one after it that is no property; None if they do not belong together."""
    if last.encoding == "B" or last.name in BINARY:
        return ""
    if last.encoding == "Q":
        return "" if len(piece) + len(last.text) >= WRAPPED else "=0D=0A"
    return "\\n" if last.name in LONG_TEXTS or last.name.startswith("X-") else None


def unescape(value: str) -> str:
    r"""`value` with \n, \N as new lines and any other escaped character, even Google's \:, as itself."""
    if "\\" not in value:
        return value
    return ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)


def parts(value: str, mark: str = ";") -> list[str]:
    """The values between separators (`mark`, a key of PARTS) that are not escaped, each as text."""
    if mark == ";" and "\\" not in value:
        return value.split(";")
    return [unescape(one) for one in PARTS[mark].findall(mark[0] + value)]
