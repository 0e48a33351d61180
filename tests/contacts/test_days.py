"""Birthdays as people write them, with and without a year."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts.importing.days import birthday_in_words, read_birthday


@pytest.mark.parametrize(
    ("text", "birthday", "words"),
    [
        ("1990-04-15", "1990-04-15", "15 April 1990"),
        ("19900415", "1990-04-15", "15 April 1990"),
        ("1990-04-15T00:00:00Z", "1990-04-15", "15 April 1990"),
        ("--04-15", "--04-15", "15 April"),
        ("--0415", "--04-15", "15 April"),
        ("15 April", "--04-15", "15 April"),
        (" 15  apr  1990 ", "1990-04-15", "15 April 1990"),
        ("15th April, 1990", "1990-04-15", "15 April 1990"),
        ("April 15", "--04-15", "15 April"),
        ("Sept. 3rd, 1985", "1985-09-03", "3 September 1985"),
        ("3. Oktober 1985", "1985-10-03", "3 October 1985"),
        ("3.10.1985", "1985-10-03", "3 October 1985"),
        ("3.10.", "--10-03", "3 October"),
        ("19900415T000000", "1990-04-15", "15 April 1990"),
        ("15 juil. 1990", "1990-07-15", "15 July 1990"),
        ("29 Feb", "--02-29", "29 February"),
        ("29 Feb 1992", "1992-02-29", "29 February 1992"),
    ],
)
def test_a_birthday_is_read_and_shown(text: str, birthday: str, words: str) -> None:
    assert (read_birthday(text), birthday_in_words(birthday)) == (birthday, words)


@pytest.mark.parametrize(
    "text", ["15th of April", "29 Feb 1990", "31 April", "3/4/1990", "1990", "1990415", "15 Foo", ""]
)
def test_what_is_no_day_or_could_be_two_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a day"):
        read_birthday(text)


@given(st.dates())
def test_every_birthday_comes_back_from_its_words(day) -> None:
    for stored in (day.isoformat(), f"--{day:%m-%d}"):
        assert read_birthday(stored) == stored
        assert day.year < 1000 or read_birthday(birthday_in_words(stored)) == stored


def test_nothing_said_is_nothing_shown() -> None:
    assert birthday_in_words("") == ""
