"""Merges in words: why two may be the same, and what has changed since two became one."""

import re
from collections.abc import Sequence
from typing import Any

from django.db import models

from contacts.actions.freezing import Row
from contacts.actions.progress import QUIET
from contacts.models import Channel, Contact, ContactPath, ContactTag, InteractionPerson, MergeRun, Photo

ROWS: dict[type[models.Model], tuple[str, str]] = {
    Channel: ("way to reach", "ways to reach"),
    Contact: ("introduction", "introductions"),
    ContactPath: ("path", "paths"),
    ContactTag: ("tag", "tags"),
    InteractionPerson: ("entry on the timeline", "entries on the timeline"),
    Photo: ("photo", "photos"),
}
FIELDS = {"display_name": "name", "organization_id": "organization", "introducer_id": "introducer"}


def say_columns(left: Row, now: Row) -> list[str]:
    """The fields in which a contact's row differs."""
    fields = {f.column: str(f.verbose_name) for f in Contact._meta.concrete_fields if f.column in now}
    changed = [name for name in fields if name not in QUIET and now[name] != left.get(name)]
    return [FIELDS.get(name) or fields[name] for name in changed]


def say_rows(model: type[models.Model], count: int) -> list[str]:
    """Such as "2 tags"; nothing for none."""
    one, many = ROWS.get(model) or (str(model._meta.verbose_name), str(model._meta.verbose_name_plural))
    return [f"{count} {one if count == 1 else many}"] if count else []


def say_why(reasons: Sequence[Sequence[str]], first: Contact, second: Contact) -> str:
    """The reasons of a pair in one sentence."""
    said = dict(reversed([(code, value) for code, value in reasons if code != "differs"]))
    same_name = name_words(first) == name_words(second)
    parts = []
    if "uid" in said:
        parts.append("the same card from an address book")
    if "linkedin" in said:
        parts.append("the same LinkedIn profile")
    if "email" in said:
        parts.append(f"the same e-mail address {said['email']}")
    if "phone" in said:
        parts.append(f"the same phone number {said['phone']}")
    if "nickname" in said:
        parts.append("the same family name, and a given name that is short for the other")
    elif same_name:
        parts.append("the same name")
    elif "organization" in said:
        parts.append("names much alike")
    if "organization" in said and first.organization:
        parts.append(f"the same organization, {first.organization}")
    text = " and ".join(filter(None, (", ".join(parts[:-1]), parts[-1]))) if parts else "names much alike"
    return f"{text[0].upper()}{text[1:].removesuffix('.')}."


def name_words(contact: Contact) -> list[str]:
    """The words of the name as search sees them, in whatever order they are written."""
    return sorted(re.findall(r"[^\W_]+", contact.sort_name))


def say_differences(reasons: Sequence[Sequence[str]]) -> str:
    """What the two say differently, such as "birthday, role"."""
    fields: dict[Any, Any] = {f.column: f.verbose_name for f in Contact._meta.concrete_fields}
    fields |= FIELDS | {"property": "a property of yours", "photo_digest": "photo", "linkedin": "LinkedIn profile"}
    return ", ".join(str(fields.get(value, value)) for code, value in reasons if code == "differs")


def say_parted(gone: Contact, kept: Contact, stayed: Sequence[str]) -> str:
    """That two are two again, and what stays."""
    text = f"{gone} and {kept} are two again."
    return f"{text} What you changed since stays: {', '.join(stayed)}." if stayed else text


def say_run(run: MergeRun) -> str:
    """What has come of many merges."""
    merged = run.merges.count()
    if run.state == MergeRun.State.UNDONE:
        return f"{merged:,} merges were taken back." if merged != 1 else "One merge was taken back."
    if not merged and not run.is_open:
        return f"No pair was merged{': they say different things by now' if run.state == MergeRun.State.DONE else ''}."
    return f"{merged:,} pairs are one person each." if merged != 1 else "One pair is one person now."
