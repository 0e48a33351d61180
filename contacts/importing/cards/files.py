"""A ZIP with a file for each card, as iCloud, Outlook and phones make it: all of them as one file of cards."""

from collections.abc import Iterator
from dataclasses import replace

from contacts.importing.archive import Archive
from contacts.importing.cards.vcard import is_vcard, read_vcards
from contacts.importing.layout import MOST_BYTES, UnknownFormatError
from contacts.importing.rows import Read, RowError

NO_CARD = "There is no card in it."
LONGEST_NAME = 150  # characters of a file's name that are shown; the last ones


def is_named_card(name: str) -> bool:
    """Whether a file's name says that it holds cards."""
    return name.casefold().endswith((".vcf", ".vcard"))


def read_card_files(content: bytes) -> Iterator[Read]:
    """The people of all cards, file by file; reasons name the file, and the lines are those of the file."""
    archive = Archive(content)
    for member in archive.members:
        name = member.filename
        shown = name if len(name) <= LONGEST_NAME else f"…{name[-LONGEST_NAME:]}"
        try:
            cards = archive.read(member, most=MOST_BYTES)
        except UnknownFormatError as error:
            yield RowError(0, f"{shown}: {error}")
            continue
        if is_vcard(cards):
            for one in read_vcards(cards):
                yield replace(one, reason=f"{shown}: {one.reason}") if isinstance(one, RowError) else one
        elif is_named_card(name):
            yield RowError(0, f"{shown}: {NO_CARD}")
