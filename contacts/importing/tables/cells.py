"""What becomes of the cells of one column: for each kind of field, how its text is taken into the draft of a person."""

import json
import re
from collections.abc import Callable
from typing import NamedTuple

from contacts.importing import normal
from contacts.importing.codes import CODES, code_of
from contacts.importing.dates import read_day
from contacts.importing.documents.walk import plain as without_halves
from contacts.importing.rows import EMAIL, Fact
from contacts.importing.tables.columns import FIELDS, LEFT_OUT, PARTS, plain
from contacts.importing.tables.draft import JOINED, Draft, parted

NUMBERED = re.compile(r"(\D*\d+)\b( .)?")
EMPLOYER = re.compile(r"^organi[sz]ation( 1 -)? (?=\w)", re.IGNORECASE)  # said before what is noted, such as Department
NO_DAY = re.compile(r"0{1,4}([/.-])0{1,4}\1[0-9]{1,4}.*", re.DOTALL)
LONGEST_DAY = 60  # characters
TOKENS = re.compile(r"[\s<>,;()\[\]\"]+")
PHONES = re.compile(r"[\n\r]|;(?!\s*ext)", re.IGNORECASE)
# A number that says all by itself, if it has as many digits; what stands between such numbers.
WHOLE = re.compile(r"\+?[\d ().\-/]{7,30}(?:(?:[,;]? ?ext[.=:]?|x|#) ?\d{1,8})?", re.IGNORECASE)
LEAST_DIGITS, BETWEEN = 7, (",", "/")
LINKS = re.compile(r"[\s<>]+|[;,](?=\s*https?:)", re.IGNORECASE)
COLON = re.compile(r"(?<=^http)\\:|(?<=^https)\\:")  # as Google escapes it
HANDLE = re.compile(r"@?[\w\-.%]+")
YES = {"yes", "true", "1", "x", "y", "ja", "oui", "sí", "si", "wahr", "vrai", "verdadero", "starred", "★"}
NO = {"", "no", "false", "0", "n", "nein", "non", "falsch", "faux", "falso"}
# What programs write where nothing was chosen: said of somebody, it tells nothing.
UNSAID = {"normal", "unspecified", "nicht angegeben", "keine angabe", "non spécifié", "sin especificar", "mittel"} | NO
PLAINEST = {"sensitivity", "priority", "private", "gender", "vertraulichkeit", "priorität", "privat", "geschlecht"}
PLAINEST |= {"critère de diffusion", "priorité", "privé", "sexe", "confidencialidad", "prioridad", "privado", "género"}
PLAINEST |= {"prefer html", "allow remote content", "mileage", "kilométrage", "reisekilometer", "kilometraje"}


class Column(NamedTuple):
    """One column of a table: where it stands, its name, what it holds, and with which columns it belongs together."""

    at: int
    name: str
    kind: str
    place: str  # its label, or "#" and the words up to its number, by which a column of labels is found
    day_first: bool | None
    separators: re.Pattern[str]
    put: Callable[[Draft, str, "Column"], None]


def column(at: int, name: str, code: str, *, day_first: bool | None, separators: re.Pattern[str]) -> Column | None:
    """The column with the field `code`; None if it is left out."""
    if code == LEFT_OUT:
        return None
    kind, _, label = (code if code in FIELDS else "").partition(":")
    number = NUMBERED.match(plain(name))
    numbered = "#" + number[1] if number and (number[2] or kind not in PARTS) else ""
    if kind.endswith(".label"):
        place, kind = numbered or "#" + kind.partition(".")[0], "label"
    else:
        place = label or numbered or ("#address" if kind in PARTS else f"#{kind}")
    name = normal.clean(name) if kind else EMPLOYER.sub("", normal.clean(name))
    return Column(at, name or f"Column {at + 1}", kind, place, day_first, separators, taker(kind))


def taker(kind: str) -> Callable[[Draft, str, Column], None]:
    """What takes a cell of that kind into a draft."""
    if kind in PARTS:
        return put_part
    if kind in CODES:
        return put_code
    return TAKERS.get(kind, put_single)


def put_single(draft: Draft, text: str, column: Column) -> None:
    """A field with one value; another one goes to the notes."""
    text = normal.clean(text)
    if draft.said.setdefault(column.kind, text) != text:
        put_line(draft, text, column)


def put_line(draft: Draft, text: str, column: Column) -> None:
    """A line of the notes."""
    is_plain = not column.kind and plain(column.name) in PLAINEST and text.casefold() in UNSAID
    if not is_plain and not NO_DAY.fullmatch(text[:LONGEST_DAY]):
        draft.lines.append((column.name, text.replace("\r\n", "\n"), column.place))


def put_fact(draft: Draft, text: str, column: Column) -> None:
    """Lines of the notes that have their label in another column."""
    draft.lines.extend((column.name.partition(" - ")[0], each, column.place) for each in parted(text))


def put_label(draft: Draft, text: str, column: Column) -> None:
    """The label of what stands in another column."""
    draft.labels[column.place] = text


def put_emails(draft: Draft, text: str, column: Column) -> None:
    """Addresses; what stands in the cell beside them goes to the notes, unless it is how mail programs write names."""
    text = normal.seen(text)
    words = [text] if EMAIL.fullmatch(text) else TOKENS.split(text.replace(JOINED, " "))
    bare = (word.strip("'").removeprefix("mailto:") for word in words)  # Outlook writes 'jane@example.org'
    found = [word for word in bare if EMAIL.fullmatch(word)]
    for address in found:
        draft.emails.setdefault(address, column.place)
    if len(found) < len([word for word in words if word]) and not (found and "<" in text):
        put_line(draft, text, column)


def put_phones(draft: Draft, text: str, column: Column) -> None:
    """Numbers, each as it is written."""
    said = parted(text) if draft.is_own else PHONES.split(text.replace(JOINED, ";"))
    for several in said:
        for number in [several] if draft.is_own else numbers(several):
            if number := normal.clean(number).removeprefix("tel:"):
                draft.phones.setdefault(number, column.place)


def numbers(text: str) -> list[str]:
    """The numbers between commas or strokes, if each is one by itself, as those of 069/1234567 are not."""
    for mark in BETWEEN:
        several = [part.strip() for part in text.split(mark)]
        has_codes = {part.startswith("+") for part in several}
        if len(several) > 1 and len(has_codes) == 1 and all(map(is_whole, several)):
            return [number for part in several for number in numbers(part)]
    return [text]


def is_whole(number: str) -> bool:
    """Whether it is a whole number."""
    return sum(map(str.isdecimal, number)) >= LEAST_DIGITS and WHOLE.fullmatch(number) is not None


def put_links(draft: Draft, text: str, column: Column) -> None:
    """Web addresses; what is none goes to the notes."""
    if draft.is_own:
        draft.links |= {url: column.place for part in parted(text) if (url := normal.clean(COLON.sub(":", part)))}
        return
    whole = normal.seen(text).replace(JOINED, " ").replace("\\:", ":")  # Google escapes the colon
    words = list(filter(None, LINKS.split(whole)))
    found = [word for word in words if normal.split(word)]
    for url in found:
        draft.links.setdefault(url, column.place)
    if len(found) < len(words):
        put_line(draft, text, column)


def put_linkedin(draft: Draft, text: str, column: Column) -> None:
    """A profile's address, or the name that stands in it."""
    if HANDLE.fullmatch(text) and "." not in text:
        text = f"https://www.linkedin.com/in/{text.removeprefix('@')}"
    put_links(draft, text, column)


def put_part(draft: Draft, text: str, column: Column) -> None:
    """A part of a postal address."""
    place = column.place
    draft.places[place][column.kind].append("\n".join(normal.clean(line) for line in text.splitlines()))


def put_day(draft: Draft, text: str, column: Column) -> None:
    """A day; what is none, or could be two, goes to the notes."""
    try:
        day = read_day(text[:LONGEST_DAY], column.day_first)
    except ValueError:
        draft.lines.append((column.name, text, ""))
        return
    if day.startswith("--") and column.kind != "birthday":
        draft.lines.append((column.name, text, ""))
    elif day and draft.said.setdefault(column.kind, day) != day:
        put_line(draft, text, column)


def put_code(draft: Draft, text: str, column: Column) -> None:
    """One of a fixed set of values; another one goes to the notes."""
    code = code_of(column.kind, text)
    if not code or draft.said.setdefault(column.kind, code) != code:
        put_line(draft, text, column)


def put_favourite(draft: Draft, text: str, column: Column) -> None:
    """Whether the person is one of the user's favourites."""
    if text.casefold() in YES:
        draft.said["favourite"] = True
    elif text.casefold() not in NO:
        put_line(draft, text, column)


def put_words(draft: Draft, text: str, column: Column) -> None:
    """Tags or paths, parted as the format has it, or by commas alone; or as a list of JSON."""
    words = None if draft.is_own else listed(text)
    if words is None:
        words = column.separators.split(text)
        words = words if len(words) > 1 else text.split(",")
    getattr(draft, column.kind).extend(filter(None, map(normal.clean, words)))


def listed(text: str) -> list[str] | None:
    """The texts of a list of JSON, as programs write it that have no other way; None where it is no such list."""
    try:
        found = json.loads(text) if text.startswith("[") else None
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
        return None
    return list(map(without_halves, found))


def put_groups(draft: Draft, text: str, column: Column) -> None:
    """Tags as Google has them: a star before what is its own; "starred" marks a favourite."""
    for word in parted(text):
        label = normal.clean(word.removeprefix("* "))
        if label.casefold() == "starred":
            draft.said["favourite"] = True
        elif label and label.casefold() not in {"mycontacts", "my contacts"}:
            draft.tags.append(label)


def put_location(draft: Draft, text: str, column: Column) -> None:
    """Where the person lives; city, region and country follow one another."""
    said = draft.said.get("location", "")
    draft.said["location"] = ", ".join(filter(None, (said, normal.clean(text))))


def put_notes(draft: Draft, text: str, column: Column) -> None:
    """Notes, as they are."""
    draft.notes.append(text.replace("\r\n", "\n").replace("\r", "\n"))


def put_property(draft: Draft, text: str, column: Column) -> None:
    """A property of the user's own, named as the column."""
    draft.properties.append(Fact(name=column.name, value=text))


TAKERS: dict[str, Callable[[Draft, str, Column], None]] = {
    "": put_line,
    "fact": put_fact,
    "label": put_label,
    "email": put_emails,
    "phone": put_phones,
    "link": put_links,
    "linkedin": put_linkedin,
    "birthday": put_day,
    "met_on": put_day,
    "job_started_on": put_day,
    "favourite": put_favourite,
    "tags": put_words,
    "groups": put_groups,
    "paths": put_words,
    "location": put_location,
    "notes": put_notes,
    "property": put_property,
}
