"""Our own JSON of contacts, described in docs/formats.md: UTF-8, a line for each person, nothing that is empty."""

import json
from collections.abc import Iterable, Iterator

from contacts.importing.documents.document import to_document
from contacts.importing.documents.file import FORMAT, VERSION
from contacts.importing.rows import Row

HEAD = f'{{"format": "{FORMAT}", "version": {VERSION}, "contacts": ['.encode()
TAIL = b"\n]}\n"


def write_documents(rows: Iterable[Row]) -> Iterator[bytes]:
    """The whole file of `rows`, in their order, piece by piece."""
    yield HEAD
    yield from write_people(rows)
    yield TAIL


def write_people(rows: Iterable[Row], *, is_first: bool = True) -> Iterator[bytes]:
    """What stands between HEAD and TAIL; `is_first` says whether nobody stands before them."""
    line = json.JSONEncoder(ensure_ascii=False).encode
    before = "\n" if is_first else ",\n"
    for row in rows:
        yield (before + line(to_document(row))).encode()
        before = ",\n"
