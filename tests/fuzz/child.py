"""Reads damaged files in a process of its own, whose memory is limited, and says after each what came of it."""

import resource
import traceback
from multiprocessing.connection import Connection
from random import Random
from time import process_time

from contacts.exporting.vcard import VERSIONS, write_cards
from contacts.importing.cards.vcard import BROKEN, read_vcards
from contacts.importing.documents.document import from_document, to_document
from contacts.importing.files import FORMATS, FileError, recognise
from contacts.importing.files import read as read_file
from contacts.importing.rows import Read, Row, RowError
from tests.fuzz.mutation import damaged, samples

MOST_SECONDS, MOST_MEMORY = 2.0, 256 * 1024 * 1024  # for a file of a megabyte, beside what the process has before
AT_RANDOM = 0.15  # how often the format is not what the file looks like


def run(pipe: Connection, seed: int, begin: int, end: int) -> None:
    """Read the files of these numbers; each answer is (number, kind, what went wrong or "")."""
    originals = samples()
    limit_memory()
    for number in range(begin, end):
        random = Random(f"{seed}/{number}")
        content = damaged(random, originals)
        begun = process_time()
        try:
            kind, rows = read(random, content)
            wrong = check(kind, rows)
        except Exception:  # that is what is looked for
            kind, wrong, rows = "raised", traceback.format_exc(), []
        seconds = process_time() - begun
        if not wrong and seconds > MOST_SECONDS:
            wrong = f"It took {seconds:.1f} s of CPU ({kind}, {len(content):,} bytes)."
        pipe.send((number, kind, wrong))


def limit_memory() -> None:
    """Let the process take no more than MOST_MEMORY beside what it has."""
    with open("/proc/self/statm") as file:
        there = int(file.read().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (there + MOST_MEMORY,) * 2)


def read(random: Random, content: bytes) -> tuple[str, list[Read]]:
    """What kind of file it is taken for, and what is in it."""
    format_ = random.choice([*FORMATS]) if random.random() < AT_RANDOM else "auto"
    try:
        layout = recognise(content, format=format_)
    except FileError:
        return "refused", []
    return layout.format, list(read_file(content, layout))


def check(kind: str, rows: list[Read]) -> str:
    """What is wrong with the rows: a reader that broke inside, or one that comes back changed."""
    people = [row for row in rows if isinstance(row, Row)]
    if any(isinstance(row, RowError) and row.reason == BROKEN for row in rows):
        return "The reader of vCards broke on a card."
    for row in people[:20]:
        if from_document(to_document(row), line=row.line) != row:
            return f"It is another one as a document: {row}"
        for version in VERSIONS if kind == "vcard" else ():
            card = b"".join(write_cards([row], version=version))
            back = list(read_vcards(card))
            again = b"".join(write_cards([one for one in back if isinstance(one, Row)], version=version))
            if len(back) != 1 or again != card:
                return f"It is another one as a vCard {version}: {row}"
    return ""
