"""A person as a JSON object with plain names: a line of our JSON export, and how rows of an import are kept."""

import base64
from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import date
from typing import Any

from contacts.importing.rows import Address, Entry, Fact, Job, Row

RENAMED = {"organization_name": "organization", "introducer_name": "introducer"}
SKIPPED = {"line", "labels", "preferred", "emails", "phones", "links", "photo", "card_lines", "connected_on"}
PLAIN = [one.name for one in fields(Row) if one.name not in SKIPPED]
NESTED = {"past_jobs": Job, "addresses": Address, "properties": Fact, "entries": Entry}
REACH = ("emails", "phones", "links")


def to_document(row: Row) -> dict[str, Any]:
    """The row by plain names, without what it does not say.

    Ways to reach the person are objects of value, label and preferred. Bytes are base64 text.
    """
    document: dict[str, Any] = {}
    for name in PLAIN:
        value = getattr(row, name)
        if name in NESTED:
            value = [{key: said for key, said in asdict(one).items() if said != ""} for one in value]
        elif isinstance(value, tuple):
            value = list(value)
        document[RENAMED.get(name, name)] = value
    for name in REACH:
        document[name] = [reached(row, value) for value in getattr(row, name)]
    document["photo"] = base64.b64encode(row.photo).decode()
    document["card_lines"] = [line.decode("utf-8", "surrogateescape") for line in row.card_lines]
    if any("\udc80" <= letter <= "\udcff" for line in document["card_lines"] for letter in line):
        document["card_lines"] = [{"base64": base64.b64encode(line).decode()} for line in row.card_lines]
    document["connected_on"] = row.connected_on.isoformat() if row.connected_on else ""
    return {name: value for name, value in document.items() if value not in ("", [], False)}


def reached(row: Row, value: str) -> dict[str, Any]:
    """One way to reach the person, with its label if it has one, and whether it is preferred if it is."""
    said: dict[str, Any] = {"value": value}
    if label := row.labels.get(value):
        said["label"] = label
    return said | ({"preferred": True} if value in row.preferred else {})


def from_document(document: Mapping[str, Any], *, line: int) -> Row:
    """The row that `to_document` was given. Raises ValueError, KeyError or TypeError for anything else."""
    said: dict[str, Any] = {}
    for name in PLAIN:
        value = document.get(RENAMED.get(name, name))
        if name in NESTED:
            said[name] = tuple(NESTED[name](**one) for one in value or ())
        elif value is not None:
            said[name] = tuple(value) if isinstance(value, list) else value
    labels: dict[str, str] = {}
    preferred: set[str] = set()
    for name in REACH:
        ways = document.get(name, ())
        said[name] = tuple(way["value"] for way in ways)
        labels |= {way["value"]: way["label"] for way in ways if way.get("label")}
        preferred |= {way["value"] for way in ways if way.get("preferred")}
    lines = document.get("card_lines", ())
    said["card_lines"] = tuple(
        base64.b64decode(one["base64"]) if isinstance(one, dict) else one.encode() for one in lines
    )
    said["photo"] = base64.b64decode(document.get("photo", ""))
    connected = document.get("connected_on")
    said["connected_on"] = date.fromisoformat(connected) if connected else None
    return Row(line=line, labels=labels, preferred=frozenset(preferred), **{"display_name": ""} | said)
