"""Cursors: what is written is read again, and what nobody wrote is none."""

from datetime import UTC, datetime

import pytest

from accounts.paging import read_cursor, read_id, read_instant_cursor, write_cursor

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.mark.parametrize("name", ["Grace Mbeki", "Doe, Jane, PhD", "", "Łukasz"])
def test_a_name_comes_back(name: str) -> None:
    assert read_cursor(write_cursor(name, 7)) == (name, 7)


def test_an_instant_comes_back() -> None:
    assert read_instant_cursor(write_cursor(NOON, 7)) == (NOON, 7)


@pytest.mark.parametrize("text", ["", ",", "x,", "x,-1", "x,1.5", "x,١", f"x,{2**63}", "x,y"])
def test_what_has_no_id_is_no_cursor(text: str) -> None:
    assert (read_cursor(text), read_instant_cursor(text)) == (None, None)


@pytest.mark.parametrize(
    "value", ["", "today", "2026-11-24T12:00:00", "9" * 400, "2026-11-24T12:00:00+99:00", "0001-01-01T00:00:00Z"]
)
def test_what_is_no_instant_with_a_zone_is_no_cursor(value: str) -> None:
    assert read_instant_cursor(f"{value},7") is None


@pytest.mark.parametrize(("text", "pk"), [("12", 12), ("", None), (" 1", None), ("9" * 19, None), ("-1", None)])
def test_ids(text: str, pk: int | None) -> None:
    assert read_id(text) == pk
