"""Days as people and programs write them, in fourteen languages; and which of two numbers is the day."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

LEAP = 2000  # a year that has every day
# By the first letters, without accents; English, German, French, Spanish, Portuguese, Italian, Dutch, Swedish, Danish.
MONTHS = (
    *("jan gen ene", "feb fev", "mar mrz mae maa mrt", "apr avr abr", "may mai mei maj mag", "jun juin giu"),
    *("jul juil lug", "aug aou ago", "sep set", "oct okt ott out", "nov", "dec dez dic des"),
)
# Whole, for their beginnings mean other months, too; without accents: Polish, Czech, Turkish as far as they differ.
WHOLE = (
    "sty styczen stycznia led leden ledna oca ocak",
    "lut luty lutego uno unor unora sub subat",
    "bre brezen brezna",
    "kwi kwiecien kwietnia dub duben dubna nis nisan",
    "kve kveten kvetna",
    "cze czerwiec czerwca cvn cerven cervna haz haziran",
    "lip lipiec lipca cvc cervenec cervence tem temmuz",
    "sie sierpien sierpnia srp srpen srpna agu agustos",
    "wrz wrzesien wrzesnia zar zari eyl eylul",
    "paz pazdziernik pazdziernika rij rijen rijna eki ekim",
    "lis listopad listopada listopadu kas kasim",
    "gru grudzien grudnia pro prosinec prosince ara aralik",
)
FINNISH = "tammi helmi maalis huhti touko kesa heina elo syys loka marras joulu"  # and then "kuuta"
BY_NAME = {name: number for number, names in enumerate(MONTHS, start=1) for name in names.split()}
BY_WHOLE = {name: number for number, names in enumerate(WHOLE, start=1) for name in names.split()}
BY_WHOLE |= {
    stem + end: number for number, stem in enumerate(FINNISH.split(), start=1) for end in ("", "k", "kuu", "kuuta")
}
TIME = r"(?:[t ,]+\d{1,2}[:.h].*|t\d{2,6}.*)?"
YEAR_FIRST = re.compile(rf"(\d{{4}})([-/. ])(\d\d?)\2(\d\d?)\.?{TIME}")
COMPACT = re.compile(rf"(\d{{4}})(\d\d)(\d\d){TIME}")
NUMBERS = re.compile(rf"(\d{{1,2}})([-/.]) ?(\d{{1,2}})\2 ?(\d{{4}}|\d\d)\.?{TIME}")
NAMED = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th|er|\.|º)?[ \-/.]*(?:de )?([^\W\d_]{3,}+)[.,]?(?:[ \-/.]*(?:del? )?(\d{4}|\d\d))?" + TIME
)
MONTH_FIRST = re.compile(r"([^\W\d_]{3,}+)[. ]+(\d{1,2})(?:st|nd|rd|th)?(?:,? +(\d{4}))?" + TIME)
YEARLESS = re.compile(r"--(\d\d)-?(\d\d)|(\d{1,2})\. ?(\d{1,2})\.")
EAST = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
NOTHING = re.compile(r"[0/.\- :]+|1/1/4501.*|4501-01-01.*|01/01/4501.*|1\.1\.4501.*|01\.01\.4501.*")
PIVOT = 30  # two digits up to it are of this century


@lru_cache(maxsize=20_000)  # a table says the same days again and again
def read_day(text: str, day_first: bool | None = None) -> str:
    """The day as ISO 8601, "--04-15" where it has no year, "" for what programs write for no day (0/0/00).

    Raises ValueError for what is no day, or could be two days while `day_first` is None (3/4/1990).
    """
    said = " ".join(text.split()).casefold()
    if NOTHING.fullmatch(said):
        return ""
    if found := YEAR_FIRST.fullmatch(said) or COMPACT.fullmatch(said) or EAST.fullmatch(said):
        numbers = found.groups()
        return iso(numbers[0], numbers[-2], numbers[-1])
    if found := NUMBERS.fullmatch(said):
        first, sign, second, year = found.groups()
        order = True if sign == "." else day_first
        if order is None and first != second and (order := settles(first, second)) is None:
            raise ValueError(f"“{text}” could be two days.")
        return iso(year, second, first) if order else iso(year, first, second)
    if found := NAMED.fullmatch(said):
        return iso(found[3], month(found[2]), found[1])
    if found := MONTH_FIRST.fullmatch(said):
        return iso(found[3], month(found[1]), found[2])
    if found := YEARLESS.fullmatch(said):
        return iso(None, found[1] or found[4], found[2] or found[3])
    raise ValueError(f"“{text}” is not a day.")


def iso(year: str | None, month: str | int, day: str) -> str:
    """The day as it is kept. Raises ValueError if the calendar has none such."""
    number = int(year) if year else LEAP
    if year and len(year) == 2:
        number += 2000 if number <= PIVOT else 1900
    kept = date(number, int(month), int(day)).isoformat()
    return kept if year else f"-{kept[4:]}"


def month(name: str) -> int:
    """The number of the month, 0 for what is none."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    bare = bare.replace("ı", "i")
    return BY_WHOLE.get(bare) or BY_NAME.get(bare[:4]) or BY_NAME.get(bare[:3], 0)


def settles(first: str, second: str) -> bool | None:
    """Whether a day written with these two numbers says that the day stands first; None if it does not say."""
    if (int(first) > 12) == (int(second) > 12):
        return None
    return int(first) > 12


def order_of(texts: Iterable[str]) -> tuple[bool | None, bool]:
    """Whether the day stands first in these days, None if none of them settles it; and whether any needs to know."""
    asks = False
    for text in texts:
        found = NUMBERS.fullmatch(" ".join(text.split()))
        if found and found[2] != "." and found[1] != found[3] and not NOTHING.fullmatch(text.strip()):
            if (order := settles(found[1], found[3])) is not None:
                return order, True
            asks = True
    return None, asks
