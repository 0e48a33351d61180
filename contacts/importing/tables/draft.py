"""What one record of a table says of a person, gathered column by column until it makes a row."""

import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import Any

from contacts.importing import naming, normal
from contacts.importing.dates import iso
from contacts.importing.rows import Address, Fact, Row

JOINED = " ::: "  # how Google writes several values into one cell
ESCAPED = re.compile(r"(^| )\\(?=\\*:::(?: |$))")  # how Rapport writes that mark inside a value
USUAL = {"work", "home", "mobile", "main", "other", "fax", "work fax", "home fax", "pager", "car"}
SOUNDS = ("phonetic_given", "phonetic_middle", "phonetic_family")


@dataclass(slots=True)
class Draft:
    """`said` holds fields of Row; `labels` and `places` go by the place that their columns have.

    `is_own` says that Rapport wrote the person, so that nothing but Google joins values.
    """

    is_own: bool = False
    said: dict[str, Any] = field(default_factory=dict)
    emails: dict[str, str] = field(default_factory=dict)  # each with the place of its label
    phones: dict[str, str] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    places: dict[str, dict[str, list[str]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))
    lines: list[tuple[str, str, str]] = field(default_factory=list)  # of the notes: name, text, place of its label
    tags: list[str] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    properties: list[Fact] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def is_blank(self) -> bool:
        """Whether the record says nothing at all."""
        gathered = (self.said, self.reached, self.places, self.lines, self.tags, self.paths, self.properties)
        return not any(gathered) and not self.notes

    @property
    def reached(self) -> list[str]:
        """All ways to reach the person, addresses first."""
        return [*self.emails, *self.phones, *self.links]

    def name(self) -> str:
        """What the person is called, by the best that there is; "" if by nothing."""
        return str(self.said.get("display_name", "")) or naming.stand_in(self.said, self.reached)

    def row(self, line: int) -> Row | None:
        """The person, None if nothing can stand for a name."""
        said = self.said
        if not (name := self.name()):
            return None
        said["display_name"] = name
        said.pop("filed_as", None)
        if sounds := " ".join(said.pop(part) for part in SOUNDS if part in said):
            said.setdefault("phonetic_name", sounds)
        if "birth_month" in said or "birth_day" in said or "birth_year" in said:
            self.take_birthday()
        if self.lines:
            self.tell_lines()
        if self.labels or self.emails or self.phones:
            self.take_labels()
        if self.places:
            places = [address for place in self.places for address in self.addresses(place)]
            first = next((n for n, address in enumerate(places) if address.preferred), 0)
            said["addresses"] = tuple(replace(a, preferred=a.preferred and n == first) for n, a in enumerate(places))
        for several in ("emails", "phones", "links", "tags", "paths"):
            if values := getattr(self, several):
                said[several] = tuple(dict.fromkeys(values))
        if self.properties:
            said["properties"] = tuple(self.properties)
        if self.notes:
            said["notes"] = "\n\n".join(self.notes)
        return Row(line=line, **said)

    def take_birthday(self) -> None:
        """The birthday of three columns; a line of the notes if they make none."""
        year, month, day = (self.said.pop(name, "") for name in ("birth_year", "birth_month", "birth_day"))
        try:
            self.said.setdefault("birthday", iso(year if len(year) == 4 else None, month, day))
        except ValueError:
            if any(part.strip("0") for part in (year, month, day)):
                self.lines.append(("Birthday", "-".join(filter(None, (year, month, day))), ""))

    def take_labels(self) -> None:
        """Give each way its label, and keep which is preferred, no more than one of a kind."""
        labels, preferred = {}, set()
        for ways in (self.emails, self.phones, self.links):
            has_preferred = False
            for value, place in ways.items():
                label = self.labels.get(place, "") if "#" in place else place
                if label.startswith("*") and not has_preferred:
                    preferred.add(value)
                    has_preferred = True
                if label := label_of(label):
                    labels[value] = label
        if labels:
            self.said["labels"] = labels
        if preferred:
            self.said["preferred"] = frozenset(preferred)

    def tell_lines(self) -> None:
        """Write what has no field below the notes, a line each; who referred the person to the user is a field."""
        told = []
        for name, text, place in self.lines:
            label = normal.clean(self.labels.get(place, "").lstrip("* ")) or name
            if normal.clean(label.replace("-", " ")).casefold() == "referred by":
                self.said.setdefault("introducer_name", normal.clean(text))
            else:
                told.append(f"{label}: {text}")
        if told:
            self.notes.append("\n".join(told))

    def addresses(self, place: str) -> list[Address]:
        """The addresses of one group of columns; several, where the cells hold several values each."""
        cells = self.places[place]
        if not any(part != "address" for part in cells):
            cells = {"street": cells["address"]}
        labels = parted(self.labels.get(place, "") if "#" in place else place)
        count = max(text.count(JOINED) for texts in cells.values() for text in texts) + 1
        found = []
        for number in range(count):
            parts: dict[str, str] = {}
            for part, texts in cells.items():
                mine = [each[number].strip() for text in texts if len(each := parted(text)) > number]
                parts[part] = "\n".join(filter(None, mine))
            parts.pop("address", None)
            if box := parts.pop("po_box", ""):
                box = f"PO Box {box}" if box.isdecimal() else box
                parts["street"] = "\n".join(filter(None, (parts.get("street", ""), box)))
            label = labels[number] if number < len(labels) else labels[0]
            if any(parts.values()):
                found.append(Address(label=label_of(label), preferred=label.startswith("*"), **parts))
        return found


def parted(cell: str) -> list[str]:
    """The values that Google has joined in one cell."""
    return [ESCAPED.sub(r"\1", value) for value in cell.split(JOINED)]


def label_of(text: str) -> str:
    """A label as it is kept: without the star that marks the preferred one, usual ones in lower case."""
    label = normal.clean(text.lstrip("* "))[:60]
    return label.casefold() if label.casefold() in USUAL else label
