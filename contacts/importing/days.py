"""Days as people write them; birthdays, whose year need not be known, in the form of RFC 6350, section 4.3.1."""

import re
from datetime import date

ENGLISH = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
GERMAN = {"mär": 3, "mrz": 3, "mai": 5, "okt": 10, "dez": 12}  # where it differs in the first three letters
MONTHS = {name: number for number, name in enumerate(ENGLISH, start=1)} | GERMAN
LEAP = 2000  # a year that has every day
BIRTHDAYS = [
    re.compile(form)
    for form in (
        r"(?P<year>\d{4})-?(?P<month>\d\d)-?(?P<day>\d\d)(t.*)?",
        r"--(?P<month>\d\d)-?(?P<day>\d\d)",
        r"(?P<day>\d{1,2})\. ?(?P<month>\d{1,2})\.( ?(?P<year>\d{4}))?",
        r"(?P<day>\d{1,2})(st|nd|rd|th|\.)?[ -]?(?P<name>[^\W\d_]{3})[^\W\d_]*\.?(,?[ -]?(?P<year>\d{4}))?",
        r"(?P<name>[^\W\d_]{3})[^\W\d_]*\.? (?P<day>\d{1,2})(st|nd|rd|th)?(,? (?P<year>\d{4}))?",
    )
]


def read_birthday(text: str) -> str:
    """The birthday that `text` says: "1990-04-15", or "--04-15" where it names no year.

    Reads the forms of RFC 6350, "15.4.1990", and names of months in English and German, whole or cut. Raises
    ValueError for what is no day, or could be two (3/4/1990).
    """
    plain = " ".join(text.split()).casefold()
    found = next(filter(None, (form.fullmatch(plain) for form in BIRTHDAYS)), None)
    said = found.groupdict() if found else {}
    month = int(said["month"]) if "month" in said else MONTHS.get(said.get("name", ""), 0)
    try:
        day = date(int(said.get("year") or LEAP), month, int(said.get("day", 0)))
    except ValueError:
        raise ValueError(f"“{text}” is not a day.") from None
    return day.isoformat() if said.get("year") else f"-{day.isoformat()[4:]}"


def in_words(day: date) -> str:
    """Such as "15 April 1990"."""
    return f"{day.day} {day:%B} {day.year}"


def birthday_in_words(birthday: str) -> str:
    """A stored birthday, such as "15 April 1990", or "15 April" where its year is not known; "" for ""."""
    if birthday.startswith("--"):
        return in_words(date.fromisoformat(f"{LEAP}{birthday[1:]}")).removesuffix(f" {LEAP}")
    return in_words(date.fromisoformat(birthday)) if birthday else ""
