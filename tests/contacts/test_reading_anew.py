"""How the file of an import is read: columns are asked for once, and another encoding reads it anew."""

import pytest

from accounts.models import User
from contacts.actions.imports import batches
from contacts.models import ColumnMatch
from tests.factories import NOW

TABLE = b"Aa;Bb\nJane Doe;jane@example.org\nWei Tanaka;wei@example.org\n"


def test_columns_are_asked_for_once(alice: User, bob: User) -> None:
    first = batches.begin_import(alice, content=TABLE, file_name="t.csv", now=NOW)
    assert (first.state, first.rows.count()) == ("mapping", 0)
    with pytest.raises(ValueError, match="2 columns, not 1"):
        batches.match_columns(first, columns=["display_name"], now=NOW)
    batches.match_columns(first, columns=["display_name", "email"], now=NOW)
    first.refresh_from_db()
    again = batches.begin_import(alice, content=TABLE, file_name="t.csv", now=NOW)
    others = batches.begin_import(bob, content=TABLE, file_name="t.csv", now=NOW)
    assert (first.state, again.state, others.state) == ("ready", "ready", "mapping")
    assert [row.name for row in again.rows.all()] == ["Jane Doe", "Wei Tanaka"]
    assert ColumnMatch.objects.get().owner == alice


def test_a_file_is_read_again_in_another_encoding(alice: User) -> None:
    content = "Name,E-mail\nJos\u00e9,jose@example.org\n".encode("cp1252")
    batch = batches.begin_import(alice, content=content, file_name="t.csv", now=NOW)
    read = [batches.read_again(batch, encoding=name, now=NOW).rows.get().name for name in ("cp1251", "cp1252")]
    assert read == ["Jos\u0439", "Jos\u00e9"]
