"""Google Contacts' CSV, the layout since 2024 and the one before, whose columns are numbered as far as they are needed.

Format: no specification; the headers are those of real exports. Several values in one cell stand between " ::: ", and
a star before a label marks the preferred one.
"""

import re
from collections.abc import Sequence

from contacts.importing.columns import LEFT_OUT, NOTED, by_name
from contacts.importing.tables import Table

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


GOOGLE = Table(code="google", is_header=is_header, columns=columns)
