"""A person as the lines of a vCard build them up, and the row that comes of it in the end."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from contacts.importing import naming, normal
from contacts.importing.cards.charsets import codec
from contacts.importing.cards.lines import Head, Line, unescape
from contacts.importing.rows import Address, Row

LABELS = {  # by the types that a line has; the first of them that fits
    frozenset({"CELL"}): "mobile",
    frozenset({"MOBILE"}): "mobile",
    frozenset({"IPHONE"}): "mobile",
    frozenset({"FAX", "WORK"}): "work fax",
    frozenset({"FAX", "HOME"}): "home fax",
    frozenset({"FAX"}): "fax",
    frozenset({"PAGER"}): "pager",
    frozenset({"WORK"}): "work",
    frozenset({"HOME"}): "home",
    frozenset({"SCHOOL"}): "school",
    frozenset({"MAIN"}): "main",
    frozenset({"OTHER"}): "other",
    frozenset({"CAR"}): "car",
}
WAYS = {"EMAIL", "TEL", "URL", "ADR"}  # the properties whose types may be labels of the user's own
NO_LABEL = {  # what says of which sort a way is, and not what it is called
    *("PREF", "PREFERRED", "INTERNET", "SMTP", "EMAIL", "URL", "URI", "TEL", "ADR", "DOM", "INTL", "POSTAL", "PARCEL"),
    *(
        "VOICE",
        "MSG",
        "BBS",
        "MODEM",
        "ISDN",
        "VIDEO",
        "PCS",
        "TEXT",
        "TEXTPHONE",
        "SMS",
        "PHONE",
        "X400",
        "AOL",
        "CIS",
    ),
    *("APPLELINK", "ATTMAIL", "EWORLD", "IBMMAIL", "MCIMAIL", "POWERSHARE", "PRODIGY", "TLX", "BINARY", "INLINE", "Q"),
}
OWN_TYPE = re.compile(r"^x-(?:evolution-)?", re.IGNORECASE)  # what stands before one that is in no standard
WORD = re.compile(r"\w+")
LONGEST_LABEL = 60
INTRODUCERS = {"introducer", "introduced by", "introduction", "referred by", "referrer", "recommended by"}
PHONETIC = ("first", "middle", "last")


class Draft:
    """What the lines of one card have said so far."""

    def __init__(self, *, is_ours: bool) -> None:
        self.is_ours = is_ours
        self.is_group = False
        self.fields: dict[str, Any] = {}  # of Row, as far as one line alone says them
        self.ways: list[tuple[str, str, Head, str]] = []  # field, value, and the label where no TYPE says it
        self.addresses: list[tuple[Head, Address]] = []
        self.lists: dict[str, list[Any]] = {"tags": [], "paths": [], "properties": [], "past_jobs": []}
        self.phonetic: dict[str, str] = {}
        self.notes: list[str] = []
        self.facts: list[tuple[str, str]] = []  # label and text of what has no field
        self.related: list[tuple[Head, str]] = []
        self.labels: dict[str, str] = {}  # by group
        self.kept: list[Line] = []

    def text(self, said: str) -> str:
        """The text of an escaped value: on one line, unless it is our own and therefore meant as it stands."""
        return unescape(said) if self.is_ours else normal.clean(unescape(said))

    def put(self, field: str, value: str, *, label: str = "") -> bool:
        """Keep a value for a field of Row; another one for the same field is a fact of that label."""
        if not value or value == self.fields.get(field, ""):
            return True
        if field not in self.fields:
            self.fields[field] = value
            return True
        if label:
            self.facts.append((label, value))
        return bool(label)

    def put_fact(self, label: str, text: str) -> None:
        """Keep what has no field, if it says anything."""
        if text.strip():
            self.facts.append((label, text))

    def put_more(self, label: str, parts: list[str], most: int) -> None:
        """Keep what a value has behind its parts, unless they say it, too, as RFC 9554 wants it."""
        if len(parts) <= most:
            return
        said = {*WORD.findall(" ".join(parts[:most]))}
        more = (normal.clean(part) for part in parts[most:] if not said.issuperset(WORD.findall(part)))
        self.put_fact(label, ", ".join(more))

    def label_of(self, head: Head) -> str:
        """What a line is called: by the label of its group, else by its types."""
        if head.group and head.group in self.labels:
            return self.labels[head.group]
        label = label_of_types(head.types) if head.types else ""
        return label or (label_of_words(head.words) if head.name in WAYS and head.words else "")

    def name_of(self, head: Head, otherwise: str) -> str:
        """How a fact is called: "Spouse"."""
        word = self.labels.get(head.group) or next(iter(sorted(head.types - {"PREF", "WORK", "HOME"})), "").casefold()
        return word[:1].upper() + word[1:] or otherwise

    def row(self, *, line: int) -> Row | None:
        """The person; None if nothing on the card can stand for a name."""
        self.settle_related()
        said: dict[str, Any] = {name: tuple(values) for name, values in self.lists.items()}
        if not self.is_ours:
            said["tags"] = tuple(dict.fromkeys(said["tags"]))
        labels: dict[str, str] = {}
        for field in ("emails", "phones", "links"):
            said[field] = tuple(dict.fromkeys(value for kind, value, _, _ in self.ways if kind == field))
        for _, value, head, label in self.ways:
            if label := label or self.label_of(head):
                labels.setdefault(value, label)
        said |= self.fields
        if "phonetic_name" not in said:
            said["phonetic_name"] = " ".join(self.phonetic[part] for part in PHONETIC if part in self.phonetic)
        said["display_name"] = self.display_name(said)
        if not said["display_name"]:
            return None
        return Row(
            line=line,
            labels=labels,
            preferred=frozenset(value for _, value, head, _ in self.ways if head.is_preferred),
            addresses=tuple(self.labelled_addresses()),
            notes=self.all_notes(),
            card_lines=tuple(self.kept_lines()),
            **said,
        )

    def display_name(self, said: dict[str, Any]) -> str:
        """What the person is called: as the card says, else by the best that there is."""
        ways = (*said["emails"], *said["phones"], *said["links"])
        return str(said.get("display_name", "")) or naming.stand_in(said, ways)

    def labelled_addresses(self) -> Iterator[Address]:
        """The postal addresses, each with what it is called."""
        for head, address in self.addresses:
            yield Address(**vars(address) | {"label": self.label_of(head), "preferred": head.is_preferred})

    def settle_related(self) -> None:
        """What is known once the labels of all groups are: who introduced, and other people and days, as facts."""
        for head, name in self.related:
            label = self.name_of(head, "Date" if head.name == "X-ABDATE" else "Related")
            if label.casefold() not in INTRODUCERS or not self.put("introducer_name", name):
                self.facts.append((label, name))

    def all_notes(self) -> str:
        """The notes, and below them a line for each fact that they do not say already."""
        notes = "\n\n".join(self.notes)
        there = set(notes.split("\n"))
        lines = dict.fromkeys(f"{label}: {normal.clean(text)}" for label, text in self.facts)
        return "\n\n".join(filter(None, (notes, "\n".join(line for line in lines if line not in there))))

    def kept_lines(self) -> Iterator[bytes]:
        """The lines that mean nothing here, with the labels of their groups."""
        groups = {line.head.group for line in self.kept if line.head.name != "X-ABLABEL"} - {""}
        for line in self.kept:
            if line.head.name != "X-ABLABEL" or line.head.group in groups:
                yield line.whole


@lru_cache(maxsize=1024)
def label_of_types(types: frozenset[str]) -> str:
    """What a line of these types is called."""
    return next((label for those, label in LABELS.items() if those <= types), "")


@lru_cache(maxsize=1024)
def label_of_words(words: tuple[str, ...]) -> str:
    """The first type that the user or a program made up, as it is written: "Cottage", "Boat" of "X-Boat"."""
    for word in words:
        bare = normal.clean(OWN_TYPE.sub("", word))[:LONGEST_LABEL]
        if bare.upper() not in NO_LABEL and not codec(bare) and any(map(str.isalpha, bare)):
            return bare.lower() if bare.isupper() else bare  # capitals throughout are those of 2.1
    return ""


Reader = Callable[[Draft, Head, str], bool]  # of an escaped value; False if the line is to be kept as it stands


def text_reader(field: str, label: str = "") -> Reader:
    """Reads one line of text."""

    def read(draft: Draft, head: Head, said: str) -> bool:
        return draft.put(field, draft.text(said), label=label)

    return read
