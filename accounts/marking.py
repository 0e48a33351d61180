"""Where in a text the words of a search stand, capitals and accents aside: to mark them, and to cut around them."""

import re
import unicodedata
from collections.abc import Iterable

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

# Letters that have no accent to lose; as Postgres's unaccent writes them.
PLAIN = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i", "’": "'"}
)
SHORT, BEFORE = 3, 60


def fold(text: str) -> str:
    """`text` in lower case and without accents, much as Postgres folds it."""
    if text.isascii():
        return text.lower()
    split = unicodedata.normalize("NFKD", text.casefold().translate(PLAIN))
    return unicodedata.normalize("NFC", "".join(c for c in split if not unicodedata.combining(c)))


def places(text: str, words: Iterable[str]) -> list[tuple[int, int]]:
    """Where in `text` the words stand, as from and to, none overlapping; short ones at the beginning of a word only."""
    folded, origin = text.lower(), range(len(text) + 1)
    if not text.isascii():
        letters = [fold(letter) for letter in text]
        folded = "".join(letters)
        origin = [n for n, letter in enumerate(letters) for _ in letter] + [len(text)]  # type: ignore[assignment]
    found: list[tuple[int, int]] = []
    for word in filter(None, map(fold, words)):
        start = r"(?<!\w)" if len(word) < SHORT and word < "\u2e80" else ""
        found += [(origin[m.start()], origin[m.end() - 1] + 1) for m in re.finditer(start + re.escape(word), folded)]
    merged: list[tuple[int, int]] = []
    for begin, end in sorted(found):
        if merged and begin <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((begin, end))
    return merged


def marked(text: str, words: Iterable[str]) -> SafeString:
    """`text` as HTML, the words in <mark>."""
    pieces, at = [], 0
    for begin, end in places(text, words):
        pieces += [escape(text[at:begin]), "<mark>", escape(text[begin:end]), "</mark>"]
        at = end
    return mark_safe("".join([*pieces, escape(text[at:])]))  # noqa: S308  each piece of the text is escaped


def piece(text: str, words: Iterable[str], longest: int = 180) -> str:
    """About `longest` letters of `text` around the first of the words, on one line, cut between words."""
    text = " ".join(text.split())
    if len(text) <= longest:
        return text
    first = next(iter(places(text, words)), (0, 0))[0]
    begin = max(0, min(first - BEFORE, len(text) - longest))
    begin = text.find(" ", begin, first) + 1 if begin else 0
    end = text.rfind(" ", first, begin + longest) if begin + longest < len(text) else len(text)
    end = end if end > first else begin + longest
    return ("… " if begin else "") + text[begin:end].rstrip() + (" …" if end < len(text) else "")
