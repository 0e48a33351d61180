"""Several numbers and addresses in one cell of a table that no program is known to have written."""

import pytest

from contacts.importing.files import read, recognise
from contacts.importing.rows import Row


def only(content: str) -> Row:
    """The one person of a table."""
    (row,) = read(content.encode(), recognise(content.encode()))
    assert isinstance(row, Row), row
    return row


@pytest.mark.parametrize(
    ("cell", "phones"),
    [
        ("+13055550101,+13055550102", ["+13055550101", "+13055550102"]),
        ("+1 305 555 0101 / +1 305 555 0102", ["+1 305 555 0101", "+1 305 555 0102"]),
        ("(305) 555-0101, 305-555-0102/3055550103", ["(305) 555-0101", "305-555-0102", "3055550103"]),
        ("555 0101; 555 0102", ["555 0101", "555 0102"]),
        ("3055550101 ext 5, 3055550102x7", ["3055550101 ext 5", "3055550102x7"]),
        ("+1 305 555 0101;ext=5", ["+1 305 555 0101;ext=5"]),
        ("+1 305 555 0101, ext. 55", ["+1 305 555 0101, ext. 55"]),
        ("+13055550101,1234567", ["+13055550101,1234567"]),  # what is dialled behind a pause
        ("+13055550101,,1234567", ["+13055550101,,1234567"]),
        ("069/1234567", ["069/1234567"]),
        ("+49 69 1234567/68", ["+49 69 1234567/68"]),
    ],
)
def test_numbers_in_one_cell_are_parted_where_each_is_whole(cell: str, phones: list[str]) -> None:
    row = only(f'Name,Phone\nAnn,"{cell}"\n')
    assert ([*row.phones], row.notes) == (phones, "")


@pytest.mark.parametrize("header", ["Email Addresses", "Reach me"])
@pytest.mark.parametrize("mark", [", ", ",", "; ", " "])
def test_several_addresses_in_one_cell_are_known(header: str, mark: str) -> None:
    row = only(f'Name,{header}\nAnn,"ann@example.org{mark}a2@example.org"\n')
    assert (row.emails, row.notes) == (("ann@example.org", "a2@example.org"), "")


def test_org_is_the_organization() -> None:
    assert only("Name,Org\nAnn,Nordgrid\n").organization_name == "Nordgrid"
