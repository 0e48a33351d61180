"""vCard files (2.1, 3.0 and 4.0, mixed), read tolerantly: a bad line costs a line, a bad card costs a card.

Formats: vCard 2.1 (versit, 1996), RFC 2426, RFC 6350; and the habits of Apple, Google, Android and Outlook. What
means nothing here is kept byte for byte for the next export.
"""

from collections.abc import Iterator

from contacts.importing.cards.card import Card, marks, split_cards
from contacts.importing.cards.draft import Draft
from contacts.importing.cards.own import OWN
from contacts.importing.cards.properties import PROPERTIES
from contacts.importing.cards.ways import WAYS
from contacts.importing.rows import Read, RowError, Skipped, decode

NOBODY = "The card has no name, organization or address."
BROKEN = "The card is damaged."
LONGEST_RAW = 10_000  # characters of a refused card that are shown
LOOKED_AT = 16_384  # bytes within which the first card of a file begins
READERS = PROPERTIES | WAYS | OWN


def is_vcard(content: bytes) -> bool:
    """Whether a card begins in the file, near its beginning."""
    head = content[:LOOKED_AT]
    if head[:2] in {b"\xff\xfe", b"\xfe\xff"} or 0 in head[:2]:
        head = decode(head).encode("utf-8", "replace")
    return any(mark[3] for mark in marks(head))


def read_vcards(content: bytes) -> Iterator[Read]:
    """The people in the file; each card is a Row, a RowError or, if it stands for a group, Skipped."""
    for card in split_cards(content):
        try:
            yield read_card(card)
        except Exception:  # whatever a card may hold, it takes no other card with it
            yield refusal(card, BROKEN)


def read_card(card: Card) -> Read:
    """What one card says."""
    if not card.lines:
        return refusal(card, NOBODY)
    draft = Draft(is_ours=card.is_ours)
    for line in card.lines:
        reader = READERS.get(line.head.name)
        if reader is None or not reader(draft, line.head, card.said(line)):
            draft.kept.append(line)
    if draft.is_group:
        return Skipped(card.line)
    return draft.row(line=card.line) or refusal(card, NOBODY)


def refusal(card: Card, reason: str) -> RowError:
    """The card with the reason why it is refused."""
    text = card.text[:LONGEST_RAW].encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return RowError(card.line, reason, f"BEGIN:VCARD\n{text.rstrip()}\nEND:VCARD")
