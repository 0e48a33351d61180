"""Which kind of file it is: cards among other files, and files that are none of ours."""

from pathlib import Path

import pytest

from contacts.importing.files import UnknownFormatError
from tests.contacts.reading import read_file

FILES = Path(__file__).parent / "files"


def test_vcards() -> None:
    parsed = read_file((FILES / "people.vcf").read_bytes())
    assert [row.line for row in parsed.rows] == [1, 15, 28, 40]
    assert [refused.line for refused in parsed.errors] == [24]
    assert (parsed.format, parsed.skipped) == ("vCard", 1)


@pytest.mark.parametrize("content", [b"", b"hello", b"\0\0\xff", b"{}"])
def test_other_files_are_refused(content: bytes) -> None:
    with pytest.raises(UnknownFormatError):
        read_file(content)
