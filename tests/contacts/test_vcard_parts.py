"""Values of several parts on a vCard: where they part, and what stands behind the last of them."""

import pytest

from contacts.importing.cards.vcard import read_vcards
from contacts.importing.rows import Row

PRINTED = "ENCODING=QUOTED-PRINTABLE"


def read(*lines: str) -> Row:
    """The person of a card of these lines."""
    (row,) = read_vcards("\n".join(["BEGIN:VCARD", "FN:Jane", *lines, "END:VCARD"]).encode())
    assert isinstance(row, Row), row
    return row


@pytest.mark.parametrize(
    ("line", "notes"),
    [
        ("ADR:;;1 High St;Town;Shire;AB1;UK;Back door;;Floor 1", "Address: Back door, Floor 1"),
        ("N:A;B;C;D;E;Sixth", "Name: Sixth"),
        ("ADR:;;3 High St, Flat 2;Town;;;UK;;2;;3;High St;;;;;;", ""),  # RFC 9554 says those twice
        ("N:A;B;;;;;", ""),
    ],
)
def test_what_stands_behind_the_last_part_is_a_line_of_the_notes(line: str, notes: str) -> None:
    assert read(line).notes == notes


@pytest.mark.parametrize("mark", ["=3B", "=3b", "=5C=3B", "\\=3B"])
def test_a_semicolon_in_quoted_printable_is_text(mark: str) -> None:
    row = read(f"ADR;{PRINTED}:;;Str{mark}5;Town;;Z1;Land", f"N;{PRINTED}:Fam{mark}ily;Giv")
    (address,) = row.addresses
    assert (address.street, address.locality, address.postcode, address.country) == ("Str;5", "Town", "Z1", "Land")
    assert (row.family_name, row.given_name) == ("Fam;ily", "Giv")


def test_semicolons_part_where_all_of_them_are_in_quoted_printable() -> None:
    row = read(f"N;{PRINTED}:Doe=3BJane", f"NOTE;{PRINTED}:a=3Bb; c")
    assert (row.family_name, row.given_name, row.notes) == ("Doe", "Jane", "a;b; c")


def test_half_a_letter_is_no_semicolon() -> None:
    name = "".join(f"={byte:02X}" for byte in "山田".encode("iso2022_jp"))
    assert "=3B" in name
    assert read(f"N;CHARSET=ISO-2022-JP;{PRINTED}:{name};x").family_name == "山田"
