"""By what a row is known to be as an import left it."""

from contacts.actions.imports.prints import print_of
from contacts.models import CareerPath


def test_what_a_later_column_says_by_itself_counts_for_nothing() -> None:
    said = {"pk": 1, "owner_id": 2, "name": "Grids", "colour": 3}
    plain = print_of(CareerPath(**said))
    assert plain == print_of(CareerPath(**said, stance="", draws="", worries=""))
    assert plain != print_of(CareerPath(**said, stance="leaning"))
