"""Whether two names may be of one person, and which parts of a name belong to it."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from contacts.importing.naming import derive
from contacts.importing.rows import Row
from contacts.querysets import nicknames

TITLES = frozenset("mr mrs ms miss mx dr prof professor sir dame herr frau hr fr sr sra mme mlle dott ing rev".split())  # noqa: SIM905
WORD = re.compile(r"[^\W\d_]+")


def may_be_one(one: str, other: str) -> bool:
    """Whether two names may be of one person, where only an address says so, which families share.

    Not where they begin otherwise and, apart from the words that both have, no word begins like one of the other name,
    and none is a nickname of one. A single word may be anybody's, and another script says nothing.
    """
    mine, theirs = words_of(one), words_of(other)
    if min(len(mine), len(theirs)) < 2 or mine[0] == theirs[0] or is_latin(mine) != is_latin(theirs):
        return True
    left, right = {*mine} - {*theirs}, {*theirs} - {*mine}
    if not left or not right:
        return True
    alike = any(word[0] == another[0] for word in left for another in right)
    return alike or bool(families_of(left) & families_of(right))


def is_called(row: Row, name: str) -> bool:
    """Whether the parts of the row's name are those of `name`: the same words, or some of them."""
    if row.display_name.casefold() == name.casefold():
        return True
    parts, whole = {*words_of(derive(vars(row)))}, {*words_of(name)}
    return parts <= whole or whole <= parts


def words_of(name: str) -> list[str]:
    """The words of a name without capitals, accents and titles."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return [word for word in WORD.findall(bare) if word not in TITLES]


def is_latin(words: Iterable[str]) -> bool:
    """Whether most of the letters are Latin."""
    letters = "".join(words)
    return 2 * sum(c < "\u0250" for c in letters) >= len(letters)


def families_of(words: Iterable[str]) -> set[int]:
    """The groups of names and their short forms to which the words belong."""
    return {group for word in words for group in groups().get(word, ())}


@cache
def groups() -> dict[str, set[int]]:
    """Of each name that has short forms, or is one, the numbers of its groups."""
    found: dict[str, set[int]] = {}
    for form, group in zip(*nicknames.by_form(), strict=True):
        found.setdefault(form, set()).add(group)
    return found
