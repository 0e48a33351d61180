"""A person with very many numbers costs no more time than as many people with one."""

from accounts.models import User
from tests.contacts.bringing import open_file
from tests.growth import AS_ITS_SQUARE, growth


def test_a_person_of_many_numbers_is_foreseen_soon(alice: User) -> None:
    def foresee(size: int) -> None:
        numbers = "".join(f"TEL:{number:07}\n" for number in range(size))
        batch = open_file(alice, f"BEGIN:VCARD\nFN:Jane Doe\n{numbers}END:VCARD\n".encode())
        assert (batch.state, [row.outcome for row in batch.rows.all()]) == ("ready", ["new"])
        batch.delete()

    assert growth(foresee, 12_000) < AS_ITS_SQUARE
