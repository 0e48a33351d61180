"""How a person is reached, as their page shows it."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from contacts.actions.reach import FIELDS
from contacts.importing import normal

SAFE = ("https://", "http://")  # the only addresses that become links
WORDS = {"email": "e-mail address", "phone": "phone number", "linkedin": "profile link", "link": "link"}  # in order
LABELS = {"emails": "E-mail", "phones": "Phone", "links": "Links", "addresses": "Post"}
ICONS = {"email": "mail", "phone": "phone", "linkedin": "link", "link": "link"}


@dataclass(frozen=True)
class Way:
    """One channel: what is shown, what is copied, and where it leads (empty for nowhere)."""

    kind: str
    icon: str
    words: str
    value: str
    shown: str
    url: str
    label: str
    is_preferred: bool


@dataclass(frozen=True)
class Reach:
    """One field of the person's form that says how to reach them, with what stands in it."""

    name: str
    label: str
    ways: list[Way] = field(default_factory=list)
    addresses: list[dict[str, Any]] = field(default_factory=list)


def reach(channels: list[dict[str, Any]], addresses: list[dict[str, Any]]) -> list[Reach]:
    """All that is known (rows of contacts.querysets.whole) field by field; those in which nothing stands come last."""
    found = ways(channels)
    fields = [
        Reach(name, LABELS[name], [way for way in found if way.kind in kinds], [] if kinds else post(addresses))
        for name, kinds in {**FIELDS, "addresses": ()}.items()
    ]
    return sorted(fields, key=lambda one: not (one.ways or one.addresses))


def ways(rows: list[dict[str, Any]]) -> list[Way]:
    """The channels (rows of contacts.querysets.whole), by kind, the preferred of each first."""
    order = list(WORDS)
    return [way(row, rows) for row in sorted(rows, key=lambda row: order.index(row["kind"]))]


def way(row: dict[str, Any], rows: list[dict[str, Any]]) -> Way:
    """One of `rows`; a profile on LinkedIn without what else stood in the address that was pasted."""
    kind, value = row["kind"], row["value"]
    slug = normal.linkedin_slug(value) if kind == "linkedin" and "/in/" in value.lower() else ""
    shown = value.removeprefix("https://").removeprefix("www.")
    if slug:
        value, shown = f"https://www.linkedin.com/in/{quote(slug)}", f"linkedin.com/in/{slug}"
    return Way(
        kind=kind,
        icon=ICONS[kind],
        words=WORDS[kind],
        value=value,
        shown=shown,
        url=address(kind, value, row["normal"]),
        label=row["label"],
        is_preferred=row["is_preferred"] and sum(other["kind"] == kind for other in rows) > 1,
    )


def post(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The postal addresses (rows of contacts.querysets.whole), each with its lines."""
    return [{"label": row["label"], "lines": lines(row)} for row in rows]


def address(kind: str, value: str, number: str = "") -> str:
    """Where a channel leads: mailto, tel (in E.164 where that is known) or a web page; empty for any other scheme."""
    if kind == "email":
        return f"mailto:{quote(value, safe='@')}"
    if kind == "phone":
        digits = number if number.startswith("+") else "".join(sign for sign in value if sign.isdigit() or sign == "+")
        return f"tel:{digits}" if digits else ""
    return web_address(value)


def web_address(value: str, kind: str = "link") -> str:
    """The value of a link if a browser may follow it; empty for any other scheme and anything else."""
    return value if kind == "link" and value.lower().startswith(SAFE) else ""


def lines(row: dict[str, str]) -> list[str]:
    """A postal address as it stands on an envelope."""
    city = " ".join(filter(None, (row["postcode"], row["locality"])))
    return [line for line in (row["street"], city, row["region"], row["country"]) if line]
