"""Which kind of file it is, by its content alone."""

from contacts.importing.linkedin import read_linkedin
from contacts.importing.rows import Parsed
from contacts.importing.vcard import read_vcards


class UnknownFormatError(ValueError):
    """No reader knows the file."""


def read_file(content: bytes) -> Parsed:
    """The people in the file. Raises UnknownFormatError."""
    parsed = read_vcards(content) or read_linkedin(content)
    if parsed is None:
        raise UnknownFormatError("This is neither LinkedIn’s Connections.csv nor a vCard file.")
    return parsed
