"""The fields that a column of a table can fill, and by which names columns are known."""

import re
import unicodedata
from collections.abc import Mapping

PLACES = {"": "", "home": "home ", "work": "work ", "other": "other "}
PARTS = {
    "address": "address, whole",
    "street": "street",
    "po_box": "PO box",
    "locality": "city",
    "region": "state or region",
    "postcode": "postcode",
    "country": "country",
}
NOTED, LEFT_OUT = "", "-"


def capital(words: str) -> str:
    """With its first letter as a capital."""
    return words[:1].upper() + words[1:]


# What a column can be, by a code that Layout.columns holds: "kind" or "kind:label".
FIELDS: dict[str, str] = {
    NOTED: "Keep in the notes",
    LEFT_OUT: "Leave out",
    "display_name": "Name",
    "name_prefix": "Prefix",
    "given_name": "Given name",
    "middle_name": "Middle name",
    "family_name": "Family name",
    "name_suffix": "Suffix",
    "nickname": "Nickname",
    "filed_as": "Name for filing",
    "phonetic_name": "How it sounds",
    "phonetic_given": "How the given name sounds",
    "phonetic_middle": "How the middle name sounds",
    "phonetic_family": "How the family name sounds",
    "pronouns": "Pronouns",
    "organization_name": "Organization",
    "role": "Role",
    "job_started_on": "In this role since",
    "email": "E-mail",
    "email:work": "Work e-mail",
    "email:home": "Home e-mail",
    "email.label": "Label of the e-mail",
    "phone": "Phone",
    "phone:mobile": "Mobile phone",
    "phone:work": "Work phone",
    "phone:home": "Home phone",
    "phone:main": "Main phone",
    "phone:other": "Other phone",
    "phone:car": "Car phone",
    "phone:pager": "Pager",
    "phone:fax": "Fax",
    "phone:work fax": "Work fax",
    "phone:home fax": "Home fax",
    "phone:other fax": "Other fax",
    "phone.label": "Label of the phone",
    "link": "Link",
    "link:work": "Work link",
    "linkedin": "LinkedIn profile",
    "link.label": "Label of the link",
    **{
        f"{part}:{place}" if place else part: capital(PLACES[place] + words)
        for place in PLACES
        for part, words in PARTS.items()
    },
    "address.label": "Label of the address",
    "location": "Location",
    "time_zone": "Time zone",
    "birthday": "Birthday",
    "birth_year": "Year of birth",
    "birth_month": "Month of birth",
    "birth_day": "Day of birth",
    "introducer_name": "Introducer",
    "how_met": "How met",
    "met_on": "Met on",
    "source": "Source",
    "relationship": "Relationship",
    "warmth": "Warmth",
    "cadence": "Keep in touch",
    "favourite": "Favourite",
    "tags": "Tags",
    "groups": "Tags, as Google writes them",
    "paths": "Paths",
    "notes": "Notes",
    "fact": "A line of the notes, with the label beside it",
    "fact.label": "Label of a line of the notes",
    "property": "A property of the column’s name",
    "uid": "Identifier",
    "introducer_uid": "Identifier of the introducer",
    "archived_at": "Archived",
    "created_at": "Created",
}
NAMES = {"display_name", "given_name", "family_name", "filed_as", "nickname"}
# The kinds of column of which one is enough to call somebody by (Draft.name).
NAMING = NAMES | {"middle_name", "organization_name", "email", "phone", "link", "linkedin"}
CAMEL = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])")


def plain(name: str) -> str:
    """A column's name as names are compared: without case, punctuation and double blanks; "e-mail" is "email"."""
    words = re.sub(r"[\W_]+", " ", CAMEL.sub(" ", unicodedata.normalize("NFKC", name))).casefold()
    return re.sub(r"\be mail", "email", " ".join(words.split())).replace("linked in", "linkedin")


def by_name(*tables: Mapping[str, str]) -> dict[str, str]:
    """The code for each plain name, from tables of code and names parted by "|"; the first table counts most."""
    found: dict[str, str] = {}
    for table in tables:
        for code, names in table.items():
            for name in names.split("|"):
                found.setdefault(plain(name), code)
    return found
