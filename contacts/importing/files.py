"""Which kind of file it is, by its content alone, and its people, one after the other."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from zipfile import ZipInfo

from contacts.importing import normal
from contacts.importing.archive import BROKEN, Archive, is_zip
from contacts.importing.cards.files import is_named_card, read_card_files
from contacts.importing.cards.vcard import is_vcard, read_vcards
from contacts.importing.documents.file import is_documents, read_documents, unknown_json
from contacts.importing.layout import (
    FORMATS,
    MOST_BYTES,
    MOST_ROWS,
    FileError,
    Layout,
    TooLargeError,
    UnknownFormatError,
)
from contacts.importing.monica.export import is_monica, read_monica
from contacts.importing.refusing import why_not
from contacts.importing.rows import Read, Row, RowError, Skipped
from contacts.importing.tables.delimited import DELIMITERS
from contacts.importing.tables.encoding import ENCODINGS
from contacts.importing.tables.linkedin_dates import dates_of
from contacts.importing.tables.own import read_own
from contacts.importing.tables.recognising import TABLES, TOO_MANY, recognise_table
from contacts.importing.tables.table import read_table

__all__ = [
    "DELIMITERS",
    "ENCODINGS",
    "FORMATS",
    "FileError",
    "Layout",
    "TooLargeError",
    "UnknownFormatError",
    "read",
    "recognise",
]
TOO_LARGE = "The file is larger than 50 MB. Split it, or leave out photos, and import the parts one after the other."
NOT_THAT = "This is not a {} file. Let the format be recognised, or choose another one."
SEVERAL = "The ZIP holds several files of contacts ({}). Unpack it, and import them one by one."
NOBODY = "The ZIP holds no file of contacts. Unpack it, and import a vCard or CSV file."
NO_CONNECTIONS = (
    "This archive of LinkedIn’s holds no Connections.csv. At LinkedIn, ask for the data again with Connections chosen."
)


def recognise(content: bytes, *, format: str = "auto", encoding: str = "", delimiter: str = "") -> Layout:  # noqa: A002
    """How to read the file: as `format`, `encoding` and `delimiter`, where they are given, say, else by what it holds.

    Raises UnknownFormatError or TooLargeError, which say what to do.
    """
    if len(content) > MOST_BYTES:
        raise TooLargeError(TOO_LARGE)
    if is_zip(content):
        return recognise_zip(content, format=format, encoding=encoding, delimiter=delimiter)
    if said := why_not(content):
        raise UnknownFormatError(said)
    for code, (is_that, _) in OTHERS.items():
        if format in {"auto", code} and is_that(content):
            return Layout(format=code)
    if format == "auto" and (said := unknown_json(content)):
        raise UnknownFormatError(said)
    if format != "auto" and format not in TABLES:
        raise UnknownFormatError(NOT_THAT.format(FORMATS.get(format, format)))
    return recognise_table(content, format=format, encoding=encoding, delimiter=delimiter)


def recognise_zip(content: bytes, *, format: str, encoding: str, delimiter: str) -> Layout:  # noqa: A002
    """How to read the one file of contacts in a ZIP, or all its cards; LinkedIn's connections, whatever there is."""
    archive, found, errors, cards, size = Archive(content), list[Layout](), list[FileError](), 0, 0
    for member in sorted(archive.members, key=rank):
        inside, is_card = b"", is_named_card(member.filename)
        try:
            inside = archive.read(member, most=MOST_BYTES + 1)
            said = recognise(inside, format=format, encoding=encoding, delimiter=delimiter)
        except TooLargeError as error:
            if archive.left < 0 or is_vcard(inside):
                raise
            errors.append(error)
        except UnknownFormatError as error:
            cards += is_card or str(error) == BROKEN
        else:
            found.append(replace(said, member=member.filename))
            if said.format == "linkedin":
                return found[-1]
            cards += is_card or said.format == "vcard"
            size += len(inside) if said.format == "vcard" else 0
    if not {"messages.csv", "profile.csv"}.isdisjoint(name.rpartition("/")[2].casefold() for name in archive.names):
        raise UnknownFormatError(NO_CONNECTIONS)
    if size > MOST_BYTES:
        raise TooLargeError(TOO_LARGE)
    if not found:
        raise errors[0] if errors else UnknownFormatError(NOBODY)
    return chosen([layout for layout in found if layout.is_sure] or found, cards=cards)


def rank(member: ZipInfo) -> tuple[bool, str]:
    """In which order the files of a ZIP are looked at."""
    return "connections" not in member.filename.casefold(), member.filename


def chosen(likely: Sequence[Layout], *, cards: int) -> Layout:
    """Which file of a ZIP is meant; if they are cards, all of them, with what else seems to be one: `cards` files."""
    if all(layout.format == "vcard" for layout in likely) and cards > 1:
        return replace(likely[0], member="", card_files=cards)
    if len(likely) > 1:
        raise UnknownFormatError(SEVERAL.format(", ".join(layout.member for layout in likely[:5])))
    return likely[0]


def count_lines(content: bytes, layout: Layout) -> int:
    """How many lines the file has in which the rows of `read` stand; 0 where it cannot be read, or is several."""
    if layout.card_files:
        return 0
    try:
        content = unpacked(content, layout)
    except FileError:
        return 0
    return max(content.count(b"\n"), content.count(b"\r"))


def unpacked(content: bytes, layout: Layout) -> bytes:
    """The file of people itself. Raises FileErrors."""
    return Archive(content).read(layout.member, most=MOST_BYTES) if layout.member else content


def read(content: bytes, layout: Layout) -> Iterator[Read]:
    """The people in the file one by one, with what could not be read and what names nobody. It raises nothing.

    Where the layout asks for the dates of messages, people of LinkedIn's ZIP have when the last one was sent or
    received; never what it said.
    """
    count = 0
    try:
        dates = dates_of(content) if layout.dates_of_messages and layout.member and layout.format == "linkedin" else {}
        for one in read_all(content, layout):
            if dates and isinstance(one, Row):
                more = [entry for url in one.links for entry in dates.get(normal.linkedin_slug(url), ())]
                one = replace(one, entries=(*one.entries, *more))
            count += not isinstance(one, Skipped)
            if count > MOST_ROWS:
                yield RowError(one.line, TOO_MANY)
                return
            yield one
    except FileError as error:
        yield RowError(0, str(error))


def read_all(content: bytes, layout: Layout) -> Iterator[Read]:
    """The people in the file, as far as there are any."""
    if layout.card_files:
        return read_card_files(content)
    content = unpacked(content, layout)
    if layout.format == "rapport":
        return read_own(content, layout)
    if layout.format in TABLES:
        return read_table(content, layout, TABLES[layout.format])
    return OTHERS[layout.format][1](content)


# What is no table, in the order in which it is asked.
OTHERS: dict[str, tuple[Callable[[bytes], bool], Callable[[bytes], Iterator[Read]]]] = {
    "vcard": (is_vcard, read_vcards),
    "json": (is_documents, read_documents),
    "monica": (is_monica, read_monica),
}
