"""How a display name comes from the parts of a name."""

from collections.abc import Iterable, Mapping
from typing import Any

PARTS = ("name_prefix", "given_name", "middle_name", "family_name", "name_suffix", "nickname", "phonetic_name")
LONGEST = 200


def derive(parts: Mapping[str, str]) -> str:
    """The name that the parts make: given, middle, family, with blanks between; "" where there is none of them.

    Who has only a family name is called by prefix and family name ("Dr. Mbeki"), who has neither by the nickname.
    Otherwise prefix and suffix stay out, for the list is ordered by this name. No order is guessed: a name that is
    written family first, or that has one word alone, is what the user writes as display name, and stays it.
    """
    given, middle, family = (parts.get(name, "") for name in ("given_name", "middle_name", "family_name"))
    words = [given, middle, family]
    if family and not (given or middle):
        words.insert(0, parts.get("name_prefix", ""))
    return " ".join(filter(None, words))[:LONGEST].rstrip() or parts.get("nickname", "")


def stand_in(parts: Mapping[str, Any], ways: Iterable[str]) -> str:
    """What a person is called whom a file gives no display name: by the parts of the name, else as they are filed, by
    the organization, or by the first way to reach them; "" if by nothing.
    """
    names = (derive(parts), parts.get("filed_as", ""), parts.get("organization_name", ""), *ways)
    return next(filter(None, (name.strip() for name in names)), "")


def follow(typed: str, *, before: Mapping[str, str], after: Mapping[str, str]) -> str:
    """The display name after the parts were changed: `typed`, unless it is empty or was what the parts made before."""
    return derive(after) or typed if typed in {"", derive(before)} else typed
