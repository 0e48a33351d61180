"""Birthdays, whose year need not be known, in the form of RFC 6350, section 4.3.1; and days in words."""

from datetime import date

from contacts.importing.dates import LEAP, read_day


def read_birthday(text: str) -> str:
    """The birthday that `text` says: "1990-04-15", or "--04-15" where it names no year.

    Raises ValueError, with words for the user, for what is no day, or could be two (3/4/1990).
    """
    try:
        day = read_day(text)
    except ValueError:
        day = ""
    if not day:
        raise ValueError(f"“{text}” is not a day.")
    return day


def in_words(day: date) -> str:
    """Such as "15 April 1990"."""
    return f"{day.day} {day:%B} {day.year}"


def birthday_in_words(birthday: str) -> str:
    """A stored birthday, such as "15 April 1990", or "15 April" where its year is not known; "" for ""."""
    if birthday.startswith("--"):
        return in_words(date.fromisoformat(f"{LEAP}{birthday[1:]}")).removesuffix(f" {LEAP}")
    return in_words(date.fromisoformat(birthday)) if birthday else ""
