"""Files of our own making, and the damage that is done to them."""

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random

from contacts.exporting import table
from contacts.exporting.json_file import write_documents
from contacts.exporting.vcard import VERSIONS, write_cards
from contacts.importing.cards.vcard import read_vcards
from contacts.importing.rows import Row
from tests.contacts.monica import block, contact, export

FILES = Path(__file__).parent.parent / "contacts" / "files"
LONGEST = 1_000_000  # bytes of a damaged file
OFTEN_AT_MOST = 20_000  # most are short, so that there are many
TOKENS = [
    *(
        b"\0",
        b"\n",
        b"\r",
        b"\r\n",
        b"\r\r\n",
        b"\t",
        b" ",
        b'"',
        b'""',
        b",",
        b";",
        b":",
        b"\\",
        b"=",
        b"=\r\n",
        b"'",
        b"|",
    ),
    *(b"{", b"}", b"[", b"]", b"null", b"1e999", b"-", b"\\ud800", b"\xff", b"\xe9", b"\x8e", b"\xc3", b"\xef\xbb\xbf"),
    *(b"BEGIN:VCARD\n", b"END:VCARD\n", b"AGENT:BEGIN:VCARD\n", b"PRODID:-//Rapport//\n", b"item1.X-ABLabel:a\n"),
    *(b";ENCODING=QUOTED-PRINTABLE:", b";ENCODING=b:", b";CHARSET=utf-7:", b"BDAY:19723101\n", b"KIND:group\n"),
    *(b"sep=;\n", b" ::: ", b"* ", b"First Name,Last Name,URL\n", b"0/0/00", b"31.12.9999", b"99999999999999999999"),
    *(
        b'"uuid"',
        b'"contact"',
        b'"data"',
        b'"type"',
        b"PK\x03\x04",
        b"\xff\xfe",
        "王é\u2028".encode(),
        b"=cmd()",
        b"+46 70",
    ),
]


def samples() -> list[bytes]:
    """The files in tests/contacts/files, and one of each kind that is made when it is needed."""
    found = [path.read_bytes() for path in sorted(FILES.iterdir()) if path.is_file()]
    rows = [row for content in found for row in read_vcards(content) if isinstance(row, Row)]
    people = (
        contact("c-1", "Grace", block("note", {"uuid": "n", "properties": {"body": "Tea"}})),
        contact("c-2", "Bo"),
    )
    connections = zipped({"Connections.csv": (FILES / "Connections.csv").read_bytes()})
    written = [b"".join(write_cards(rows, version=version)) for version in VERSIONS]
    cards = {f"{number}.vcf": b"".join(write_cards([row], version="3.0")) for number, row in enumerate(rows[:5])}
    return [*found, *written, b"".join(write_documents(rows)), own_table(), export(*people), connections, zipped(cards)]


def zipped(members: Mapping[str, bytes]) -> bytes:
    """A ZIP of these files, by name."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return archive.getvalue()


def own_table() -> bytes:
    """Our own CSV with a person in it."""
    said = {
        "Rapport ID": "r-1",
        "Name": "Grace Mbeki",
        "Birthday": "--04-15",
        "Warmth": "Warm",
        "Tags": "Energy\nBooks",
        "E-mails": "grace@example.com\nhome@example.net",
        "E-mail labels": "* work\n",
        "Property: Shoe": "44",
        "Addresses": table.parted(["Lane 1\nFloor 2", "Ely", "", "CB7", "England"]),
        "Past jobs": table.parted(["Analyst", "Nordgrid", "2020-01-01", ""]),
    }
    header = table.header(["Shoe"])
    return table.BOM + b"".join(table.write_rows([header, [said.get(name, "") for name in header]]))


def damaged(random: Random, originals: list[bytes]) -> bytes:
    """One of the originals after one to eight changes."""
    content = random.choice(originals)
    for _ in range(random.choice((1, 1, 2, 3, 5, 8))):
        content = random.choice(CHANGES)(random, content, originals)[:LONGEST]
    return content


def piece(random: Random, content: bytes) -> tuple[int, int]:
    """Where a part of the content begins and ends; most parts are short."""
    begin = random.randrange(len(content) + 1)
    return begin, min(len(content), begin + int(2 ** random.uniform(0, 12)))


def flip(random: Random, content: bytes, originals: list[bytes]) -> bytes:
    """Other bytes in some places."""
    changed = bytearray(content)
    for _ in range(random.randrange(1, 30) if changed else 0):
        changed[random.randrange(len(changed))] = random.randrange(256)
    return bytes(changed)


def leave_out(random: Random, content: bytes, originals: list[bytes]) -> bytes:
    """A part is missing."""
    begin, end = piece(random, content)
    return content[:begin] + content[end:]


def double(random: Random, content: bytes, originals: list[bytes]) -> bytes:
    """A part stands there several times; sometimes until the file is as long as it may be."""
    begin, end = piece(random, content)
    most = LONGEST if random.random() < 0.02 else OFTEN_AT_MOST
    times = min(random.choice((2, 3, 100, LONGEST)), max(1, (most - len(content)) // max(1, end - begin)))
    return content[:begin] + content[begin:end] * times + content[end:]


def cut(random: Random, content: bytes, originals: list[bytes]) -> bytes:
    """The beginning or the end is missing."""
    at = random.randrange(len(content) + 1)
    return random.choice((content[:at], content[at:]))


def put_in(random: Random, content: bytes, originals: list[bytes]) -> bytes:
    """Something stands there that means something."""
    at = random.randrange(len(content) + 1)
    return content[:at] + random.choice(TOKENS) * random.choice((1, 1, 2, 50)) + content[at:]


def splice(random: Random, content: bytes, originals: list[bytes]) -> bytes:
    """A part of another file stands there."""
    other = random.choice(originals)
    begin, end = piece(random, other)
    at = random.randrange(len(content) + 1)
    return content[:at] + other[begin:end] + content[at:]


def end_otherwise(random: Random, content: bytes, originals: list[bytes]) -> bytes:
    """Lines end in another way."""
    return content.replace(b"\r\n", b"\n").replace(b"\n", random.choice((b"\n", b"\r", b"\r\n", b"\r\r\n", b"")))


def encode_otherwise(random: Random, content: bytes, originals: list[bytes]) -> bytes:
    """The text is in another encoding."""
    charset = random.choice(("utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "cp1252", "shift_jis", "koi8-r"))
    return content.decode("utf-8", "replace").encode(charset, "replace")


CHANGES: list[Callable[[Random, bytes, list[bytes]], bytes]] = [
    *(flip, leave_out, double, cut, put_in, put_in, put_in, splice, end_otherwise, encode_otherwise)
]
