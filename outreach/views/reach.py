"""How a person is reached, as their page shows it."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

SAFE = ("https://", "http://")  # the only addresses that become links
WORDS = {"email": "e-mail address", "phone": "phone number", "linkedin": "profile link", "link": "link"}  # in order
ICONS = {"email": "mail", "phone": "phone", "linkedin": "link", "link": "link"}


@dataclass(frozen=True)
class Way:
    """One channel: what is shown, what is copied, and where it leads (empty for nowhere)."""

    icon: str
    words: str
    value: str
    shown: str
    url: str
    label: str
    is_preferred: bool


def ways(rows: list[dict[str, Any]]) -> list[Way]:
    """The channels (rows of contacts.querysets.whole), by kind, the preferred of each first."""
    order = list(WORDS)
    return [
        Way(
            icon=ICONS[row["kind"]],
            words=WORDS[row["kind"]],
            value=row["value"],
            shown=row["value"].removeprefix("https://").removeprefix("www."),
            url=address(row["kind"], row["value"], row["normal"]),
            label=row["label"],
            is_preferred=row["is_preferred"] and sum(r["kind"] == row["kind"] for r in rows) > 1,
        )
        for row in sorted(rows, key=lambda row: order.index(row["kind"]))
    ]


def address(kind: str, value: str, normal: str = "") -> str:
    """Where a channel leads: mailto, tel (in E.164 where that is known) or a web page; empty for any other scheme."""
    if kind == "email":
        return f"mailto:{quote(value, safe='@')}"
    if kind == "phone":
        number = normal if normal.startswith("+") else "".join(sign for sign in value if sign.isdigit() or sign == "+")
        return f"tel:{number}" if number else ""
    return web_address(value)


def web_address(value: str, kind: str = "link") -> str:
    """The value of a link if a browser may follow it; empty for any other scheme and anything else."""
    return value if kind == "link" and value.lower().startswith(SAFE) else ""


def lines(row: dict[str, str]) -> list[str]:
    """A postal address as it stands on an envelope."""
    city = " ".join(filter(None, (row["postcode"], row["locality"])))
    return [line for line in (row["street"], city, row["region"], row["country"]) if line]
