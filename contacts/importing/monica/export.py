"""Monica's JSON export (version 1.0-preview.1, of Monica 4): first what people point to, then the people one by one.

Its shape, from Monica's own exporter: `account.data` and each contact's `data` are blocks of a type and values; who
took part in an activity, which photo is whose and what kind of field something is stands elsewhere in the file, by
uuid. Files of hundreds of megabytes are photos and documents, which stay where they are until they are asked for.
"""

import base64
import binascii
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from contacts.importing.documents.walk import Lines, Walk, json_text, known, listed, parsed, value_of, words
from contacts.importing.monica.contacts import full_name, to_row
from contacts.importing.pictures import MOST_BYTES
from contacts.importing.rows import Read, Row, RowError, Skipped

VERSION = "1.0-preview.1"
OTHER_VERSION = (
    "This is Monica’s JSON in version {}. Rapport reads version {}, which Monica 4 exports in its settings. "
    "From other versions bring vCard files."
)
LONGEST_RAW = 2_000


@dataclass
class Index:
    """What the contacts of a file point to, by uuid."""

    content: bytes
    contacts: list[int] = field(default_factory=list)  # where each begins
    names: dict[str, str] = field(default_factory=dict)  # of contacts
    related: dict[str, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))  # kind, uuid of other
    needed: set[str] = field(default_factory=set)  # who is in a relationship, or introduced somebody
    activities: dict[str, dict[str, Any]] = field(default_factory=dict)
    photos: dict[str, int] = field(default_factory=dict)  # where the data: URL begins
    documents: dict[str, str] = field(default_factory=dict)  # names of files
    kinds: dict[str, dict[str, Any]] = field(default_factory=dict)  # of fields, activities, life events; genders

    def photo(self, uuid: str) -> bytes:
        """The picture as it was uploaded; nothing if it is none, or larger than any we take."""
        at = self.photos.get(uuid)
        if at is None:
            return b""
        _, _, data = Walk(self.content, at).take().strip(b'"').partition(b";base64,")
        try:
            return base64.b64decode(data.replace(b"\\/", b"/")) if len(data) < 2 * MOST_BYTES else b""
        except binascii.Error:
            return b""


def is_monica(content: bytes) -> bool:
    """Whether it is an export of Monica, in whatever version."""
    walk = Walk(json_text(content))
    seen = set()
    for name in walk.members():
        seen.add(name)
        if name == "account":
            return walk.first == b"{" and bool(seen & {"app_version", "exported_by", "export_date"})
    return False


def read_monica(content: bytes) -> Iterator[Read]:
    """The people in the file one by one; one who is damaged costs nobody else."""
    content = json_text(content)
    if (version := version_of(content)) != VERSION:
        yield RowError(1, OTHER_VERSION.format(version or "that it does not say", VERSION))
        return
    index, lines = index_of(content), Lines(content)
    for begin in index.contacts:
        yield read_one(Walk(content, begin).take(), index, line=lines.of(begin))


def read_one(written: bytes, index: Index, *, line: int) -> Read:
    """The person of one object; one whom Monica keeps only as somebody's relative is left out unless related."""
    try:
        contact = known(parsed(written))
    except ValueError:
        raw = written[:LONGEST_RAW].decode(errors="replace").replace("\0", "")
        return RowError(line, "This is no JSON, or the file breaks off here.", raw)
    uuid, said = words(contact.get("uuid")), known(contact.get("properties"))
    if said.get("is_partial") is True and uuid not in index.needed:
        return Skipped(line)
    row: Row = to_row(contact, index, line=line)
    return row if row.display_name else RowError(line, "Nobody is named here.", words(contact.get("uuid")))


def version_of(content: bytes) -> str:
    """What the file says, "" if nothing before the account itself."""
    walk = Walk(content)
    for name in walk.members():
        if name == "version":
            return words(value_of(walk))
        if name == "account":
            break
    return ""


def index_of(content: bytes) -> Index:
    """Go through the whole file once."""
    index, walk = Index(content), Walk(content)
    for name in walk.members():
        for part in walk.members() if name == "account" else ():
            if part == "data":
                for _ in walk.items():
                    read_block(walk, index)
            elif part == "instance":
                read_kinds(walk, index)
    return index


def read_block(walk: Walk, index: Index) -> None:
    """One kind of thing, which says its type before its values."""
    kind = ""
    for name in walk.members():
        if name == "type":
            kind = value_of(walk)
        elif name == "values":
            for begin in walk.items():
                if kind in {"photo", "document"}:
                    read_file(walk, index, is_photo=kind == "photo")
                elif kind in {"contact", "relationship", "activity"}:
                    add(known(value_of(walk)), index, kind=kind, begin=begin)


def add(value: dict[str, Any], index: Index, *, kind: str, begin: int) -> None:
    """Keep what others need to know of a contact, a relationship or an activity."""
    uuid, said = words(value.get("uuid")), known(value.get("properties"))
    if kind == "contact":
        index.contacts.append(begin)
        index.names[uuid] = full_name(said)
        index.needed.add(words(said.get("first_met_through")))
    elif kind == "activity":
        index.activities[uuid] = value
    else:
        # Monica's own page of a person lists them so: the other one is the person's child, friend and so on.
        person, other = words(said.get("contact_is")), words(said.get("of_contact"))
        index.related[person].append((words(said.get("type")), other))
        index.needed |= {person, other}


def read_file(walk: Walk, index: Index, *, is_photo: bool) -> None:
    """A photo, of which it is kept where it stands, or a document, of which only the name is."""
    uuid, name, at = "", "", 0
    for member in walk.members():
        if member == "uuid":
            uuid = words(value_of(walk))
        for part in walk.members() if member == "properties" else ():
            if part == "original_filename":
                name = words(value_of(walk))
            elif part == "dataUrl":
                at = walk.at
    if is_photo and at:
        index.photos[uuid] = at
    elif not is_photo:
        index.documents[uuid] = name


def read_kinds(walk: Walk, index: Index) -> None:
    """What kinds of fields, activities and life events there are, and genders."""
    for _ in walk.members():
        for value in map(known, listed(value_of(walk))):
            index.kinds[words(value.get("uuid"))] = known(value.get("properties")) or value
