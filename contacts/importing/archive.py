"""ZIPs, of which nothing is believed: what comes out is counted while it comes."""

import io
import lzma
import zipfile
import zlib
from collections.abc import Iterator

from contacts.importing.layout import TooLargeError, UnknownFormatError
from contacts.importing.refusing import SHEET

MOST_MEMBERS, MOST_UNPACKED = 200, 200 * 1024 * 1024
PIECE = 1 << 16  # bytes
ENTRY = b"PK\x01\x02"  # how each entry of the list at a ZIP's end begins
TOO_MANY = (
    f"The ZIP holds more than {MOST_MEMBERS} files. Unpack it, and import the file of contacts alone. "
    f"If each person has a file, make ZIPs of up to {MOST_MEMBERS} files, and import one after the other."
)
TOO_MUCH = "Unpacked, the ZIP is larger than 200 MB. Unpack it, and import the file of contacts alone."
LOCKED = "The ZIP is protected with a password. Unpack it, and import the file inside."
BROKEN = "The ZIP is damaged or not complete. Download it again."
BAD = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, EOFError, ValueError, KeyError, IndexError),
    *(NotImplementedError, RuntimeError, OverflowError, TypeError),
)


def is_zip(content: bytes) -> bool:
    """Whether the content begins as a ZIP does, even an empty one or a part of several."""
    return content.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"))


def is_meant(name: str) -> bool:
    """Whether a file is one that somebody put there: nothing hidden, and nothing of what macOS adds."""
    return "__MACOSX/" not in name and not name.rpartition("/")[2].startswith(".")


class Archive:
    """The files in a ZIP, apart from folders, what macOS adds, and archives within. Raises FileErrors."""

    def __init__(self, content: bytes) -> None:
        if content.count(ENTRY) > MOST_MEMBERS:
            raise TooLargeError(TOO_MANY)
        try:
            self.zip = zipfile.ZipFile(io.BytesIO(content))
        except BAD:
            raise UnknownFormatError(BROKEN) from None
        members = self.zip.infolist()
        if len(members) > MOST_MEMBERS:
            raise TooLargeError(TOO_MANY)
        if sum(member.file_size for member in members) > MOST_UNPACKED:
            raise TooLargeError(TOO_MUCH)
        if any(member.flag_bits & 1 for member in members):
            raise UnknownFormatError(LOCKED)
        names = [member.filename for member in members if not member.is_dir()]
        if "[Content_Types].xml" in names or "mimetype" in names or any(name.endswith(".iwa") for name in names):
            raise UnknownFormatError(SHEET)
        self.left = MOST_UNPACKED
        self.members = [member for member in members if not member.is_dir() and is_meant(member.filename)]

    @property
    def names(self) -> list[str]:
        """What the files are called; two may have the same name."""
        return [member.filename for member in self.members]

    def read(self, member: zipfile.ZipInfo | str, *, most: int = MOST_UNPACKED) -> bytes:
        """The content of a file, no more than `most` bytes of it; an archive in the archive is none."""
        pieces, size = [], 0
        for piece in self.pieces(member):
            pieces.append(piece)
            size += len(piece)
            if size >= most:
                break
        content = b"".join(pieces)[:most]
        return b"" if is_zip(content) else content

    def pieces(self, member: zipfile.ZipInfo | str) -> Iterator[bytes]:
        """The content of a file, bit by bit."""
        try:
            with self.zip.open(member) as file:
                while piece := file.read(PIECE):
                    self.left -= len(piece)
                    if self.left < 0:
                        raise TooLargeError(TOO_MUCH)
                    yield piece
        except TooLargeError:
            raise
        except BAD:
            raise UnknownFormatError(BROKEN) from None
