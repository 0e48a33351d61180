"""Google Contacts' CSV, the layout since 2024 and the one before, whose columns are numbered as far as they are needed.

Format: no specification; the headers are those of real exports. Several values in one cell stand between " ::: ", and
a star before a label marks the preferred one.
"""

import re
from collections.abc import Sequence

from contacts.importing.codes import CODES, code_of
from contacts.importing.rows import Fact, Job
from contacts.importing.tables.columns import LEFT_OUT, NOTED, by_name
from contacts.importing.tables.draft import Draft
from contacts.importing.tables.own import FIELDS, PROPERTY, unguard
from contacts.importing.tables.table import Table

SINGLE = by_name(
    {
        "display_name": "Name",
        "given_name": "First Name|Given Name",
        "middle_name": "Middle Name|Additional Name",
        "family_name": "Last Name|Family Name",
        "name_prefix": "Name Prefix",
        "name_suffix": "Name Suffix",
        "nickname": "Nickname",
        "filed_as": "File As",
        "phonetic_name": "Yomi Name",
        "phonetic_given": "Phonetic First Name|Given Name Yomi",
        "phonetic_middle": "Phonetic Middle Name|Additional Name Yomi",
        "phonetic_family": "Phonetic Last Name|Family Name Yomi",
        "organization_name": "Organization Name|Organization 1 - Name",
        "role": "Organization Title|Organization 1 - Title",
        "birthday": "Birthday",
        "location": "Location",
        "notes": "Notes",
        "groups": "Labels|Group Membership",
        LEFT_OUT: "Photo|Organization 1 - Type|Initials",
    }
)
# Kinds of numbered groups; what their parts are.
NUMBERED = re.compile(
    r"(email|phone|address|website|im|event|relation|custom field) (\d+) "
    r"(label|type|value|service|formatted|street|city|po box|region|postal code|country|extended address)"
)
LINES = {"im", "event", "relation", "custom field"}
KINDS = {"email": "email", "phone": "phone", "website": "link"} | dict.fromkeys(LINES, "fact")
PARTS = {"formatted": "address", "street": "street", "city": "locality", "po box": "po_box", "region": "region"}
PARTS |= {"postal code": "postcode", "country": "country", "extended address": "street"}
OURS = "Rapport ID"  # the label that only people have whom Rapport wrote
# What has no column at Google when we write its file, by the label of the custom field that holds it.
CUSTOM = {
    label: FIELDS[label]
    for label in (
        *("Rapport ID", "Pronouns", "In this role since", "Location", "Time zone", "How met", "Met on", "Source"),
        *("Relationship", "Warmth", "Keep in touch", "Archived", "Created"),
    )
}
NAME, PATH, JOB = "Name", "Path", "Past job"
# How a past job is written: before an organization alone, between the role and the organization, and its days.
AT, BETWEEN = "at ", (", ", "; ", " | ", " // ")
DAYS = re.compile(r"(?:^| )\(([\dW-]*) ?– ?([\dW-]*)\)$")
MARKS = {"group membership", "file as", "phonetic first name", "given name yomi", "organization 1 name", "yomi name"}


def field(name: str) -> str:
    """What a column of that plain name holds."""
    found = NUMBERED.fullmatch(name)
    if found is None:
        return SINGLE.get(name, NOTED)
    kind, _, part = found.groups()
    if kind == "address":
        return PARTS.get(part, "address.label" if part in {"label", "type"} else NOTED)
    if kind == "im":
        return {"service": "fact.label", "value": "fact"}.get(part, LEFT_OUT)
    return KINDS[kind] if part == "value" else f"{KINDS[kind]}.label"


def columns(names: Sequence[str]) -> tuple[str, ...]:
    """The field of each column."""
    return tuple(map(field, names))


def is_header(names: Sequence[str]) -> bool:
    """Whether it is Google's: a part of a name, and a numbered group or a column that only Google has."""
    named = {"given_name", "family_name", "display_name"} & {*columns(names)}
    return bool(named) and (any(map(NUMBERED.fullmatch, names)) or len(MARKS & {*names}) > 1)


def prepare(draft: Draft, cells: list[str]) -> list[str]:
    """The cells as they are; of somebody whom Rapport wrote, without the apostrophes that keep them from formulas."""
    draft.is_own = OURS in cells
    return [*map(unguard, cells)] if draft.is_own else cells


def finish(draft: Draft) -> bool:
    """Put back what Rapport wrote where Google has no column for it."""
    said = draft.said
    if (
        "filed_as" in said
        and said["filed_as"] == said.get("given_name")
        and not {"family_name", "middle_name"} & {*said}
    ):
        said["display_name"] = said.pop("given_name")  # it is the whole name, but Google wants a first one
    if OURS in draft.labels.values():
        draft.lines = [line for line in draft.lines if not take(draft, draft.labels.get(line[2], ""), line[1])]
    return True


def take(draft: Draft, label: str, text: str) -> bool:
    """Whether a custom field is one that Rapport writes; it is taken into the draft then."""
    field = CUSTOM.get(label, "")
    if field in CODES:
        draft.said[field] = code_of(field, text)
        return bool(draft.said[field])
    if label == PATH:
        draft.paths.append(text)
    elif label == JOB:
        draft.said["past_jobs"] = (*draft.said.get("past_jobs", ()), read_past(text))
    elif label.startswith(PROPERTY):
        draft.properties.append(Fact(name=label.removeprefix(PROPERTY), value=text))
    elif field or label == NAME:
        draft.said[field or "display_name"] = text
    else:
        return False
    return True


def read_past(text: str) -> Job:
    """The job that contacts.exporting.google.write_past has written."""
    days = DAYS.search(text)
    what = text[: days.start()] if days else text
    started, ended = days.groups() if days else ("", "")
    if what.startswith(AT):
        return Job(organization=what.removeprefix(AT), started_on=started, ended_on=ended)
    mark = next((mark for mark in reversed(BETWEEN) if mark in f"{what} "), BETWEEN[0])
    role, _, organization = f"{what} ".partition(mark)
    return Job(role=role.strip(), organization=organization.strip(), started_on=started, ended_on=ended)


GOOGLE = Table(code="google", is_header=is_header, columns=columns, prepare=prepare, finish=finish)
