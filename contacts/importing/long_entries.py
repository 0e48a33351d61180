"""Entries of the timeline that are longer than one can be: nothing is cut, they become several."""

from collections.abc import Iterator
from dataclasses import replace

from contacts.importing.rows import Entry

LONGEST_TITLE, LONGEST_BODY = 200, 50_000  # characters
COUNTED = 20  # characters that "(2 of 3)" may need in a title
BREAKS = ("\n\n", "\n", " ")  # behind which a part ends best


def in_parts(entry: Entry) -> tuple[Entry, ...]:
    """The entry as one that can be kept, or as several of the same time that say all of it, one after the other.

    The last part stands first, as the newest do on a timeline. Only the first is a touch, for it was one; that one has
    the uid of the whole.
    """
    if len(entry.body) <= LONGEST_BODY and len(entry.title) <= LONGEST_TITLE:
        return (entry,)
    whole = with_title(entry, LONGEST_TITLE)
    if len(whole.body) <= LONGEST_BODY:
        return (whole,)
    whole = with_title(entry, LONGEST_TITLE - COUNTED)
    bodies = list(pieces(whole.body))
    parts = []
    for number, body in enumerate(bodies, start=1):
        count = f"{number} of {len(bodies)}"
        part = replace(whole, title=f"{whole.title} ({count})" if whole.title else count, body=body)
        if number > 1:
            part = replace(part, uid=f"{whole.uid} ({count})" if whole.uid else "", is_touch=False)
        parts.append(part)
    return tuple(reversed(parts))


def with_title(entry: Entry, most: int) -> Entry:
    """The entry with no more than `most` letters in its title; one that is longer stands whole above the body."""
    if len(entry.title) <= most:
        return entry
    body = "\n\n".join(filter(None, (entry.title, entry.body)))
    return replace(entry, title=f"{entry.title[: most - 1]}…", body=body)


def pieces(text: str) -> Iterator[str]:
    """The text in pieces that can be kept, letter for letter."""
    at = 0
    while len(text) - at > LONGEST_BODY:
        end = at + LONGEST_BODY
        ends = (found + len(mark) for mark in BREAKS if (found := text.rfind(mark, at + LONGEST_BODY // 2, end)) >= 0)
        cut = next(ends, end)
        yield text[at:cut]
        at = cut
    yield text[at:]
