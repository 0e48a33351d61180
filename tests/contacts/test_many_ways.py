"""A person with very many numbers costs no more time than as many people with one."""

from time import process_time

from accounts.models import User
from tests.contacts.bringing import open_file

NUMBERS = 12_000  # where time grows with the square, this takes 15 seconds


def test_a_person_of_many_numbers_is_foreseen_soon(alice: User) -> None:
    numbers = "".join(f"TEL:{number:07}\n" for number in range(NUMBERS))
    begun = process_time()
    batch = open_file(alice, f"BEGIN:VCARD\nFN:Jane Doe\n{numbers}END:VCARD\n".encode())
    assert (batch.state, [row.outcome for row in batch.rows.all()]) == ("ready", ["new"])
    assert process_time() - begun < 3
