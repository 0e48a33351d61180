"""What the properties of a vCard say of a person, but for ways to reach them (ways) and our own (own)."""

import re
from functools import cache
from zoneinfo import available_timezones

from contacts.importing import normal
from contacts.importing.cards.draft import LONGEST_LABEL, Draft, Reader, text_reader
from contacts.importing.cards.lines import Head, parts, unbase64, unescape
from contacts.importing.days import read_birthday

# The fields that one line of text says, and what another such line is called.
TEXTS = {
    "FN": ("display_name", "Name"),
    "NICKNAME": ("nickname", "Nickname"),
    "TITLE": ("role", "Role"),
    "ROLE": ("role", "Role"),
    "UID": ("uid", ""),
    "PRONOUNS": ("pronouns", "Pronouns"),
}
FACTS = {  # what has no field
    "X-SPOUSE": "Spouse",
    "X-EVOLUTION-SPOUSE": "Spouse",
    "X-KADDRESSBOOK-X-SPOUSESNAME": "Spouse",
    "ANNIVERSARY": "Anniversary",
    "X-ANNIVERSARY": "Anniversary",
    "X-EVOLUTION-ANNIVERSARY": "Anniversary",
    "X-KADDRESSBOOK-X-ANNIVERSARY": "Anniversary",
    "X-MANAGER": "Manager",
    "X-EVOLUTION-MANAGER": "Manager",
    "X-KADDRESSBOOK-X-MANAGERSNAME": "Manager",
    "X-ASSISTANT": "Assistant",
    "X-EVOLUTION-ASSISTANT": "Assistant",
    "X-KADDRESSBOOK-X-ASSISTANTSNAME": "Assistant",
    "X-DEPARTMENT": "Department",
    "X-KADDRESSBOOK-X-DEPARTMENT": "Department",
    "X-KADDRESSBOOK-X-PROFESSION": "Profession",
    "X-MAIDENNAME": "Maiden name",
}
NAME_PARTS = ("family_name", "given_name", "middle_name", "name_prefix", "name_suffix")
SYSTEM_GROUPS = {"mycontacts", "my contacts", "starred", "starred in android"}
ESCAPED_SEPARATOR = re.compile(r"\\,(?=\S)")  # School\,Work, but not "design\, digital"
PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF")
# What days may have beside RFC 6350: dots, slashes, single digits, a time, and a year that stands for none.
DAY = re.compile(r"(\d{4}|-)[-./]?(\d\d|(?<=[-./])\d)[-./]?(\d\d|(?<=[-./])\d)(?:[Tt ].*)?")
APPLE_YEAR, NO_YEAR = "1604", "0000"
APPLE_LABEL = re.compile(r"_\$!<(.*)>!\$_")  # how Apple writes those that it translates
APPLE_WORDS = {"homefax": "home fax", "workfax": "work fax", "iphone": "mobile", "homepage": "home page"}
LONGEST_DAY = 40
DROPPED = {"BEGIN", "END", "VERSION", "PRODID", "REV", "PROFILE"}


def read_name(draft: Draft, head: Head, said: str) -> bool:
    """N: family; given; middle; prefix; suffix. What stands behind them is a fact."""
    if any(part in draft.fields for part in NAME_PARTS):
        return False
    every = parts(said)
    for field, part in zip(NAME_PARTS, every, strict=False):
        draft.put(field, part if draft.is_ours else normal.clean(part))
    draft.put_more("Name", every, len(NAME_PARTS))
    return True


def read_organization(draft: Draft, head: Head, said: str) -> bool:
    """ORG: the organization; its departments, one in the other."""
    organization, *departments = (part if draft.is_ours else normal.clean(part) for part in parts(said))
    draft.put("organization_name", organization, label="Organization")
    draft.put_fact("Department", ", ".join(filter(None, departments)))
    return True


def read_birth(draft: Draft, head: Head, said: str) -> bool:
    """BDAY, with or without its year; what is no day is a fact."""
    text = normal.clean(unescape(said))
    omitted = head.parameters.get("X-APPLE-OMIT-YEAR", "" if draft.is_ours else APPLE_YEAR)
    day = text[:LONGEST_DAY]
    if found := DAY.fullmatch(day):
        year, month, day_of_month = found.groups()
        has_year = year != NO_YEAR and not (omitted and year in {omitted, APPLE_YEAR})
        day = f"{year if has_year else '-'}-{month:0>2}-{day_of_month:0>2}"
    try:
        return draft.put("birthday", read_birthday(day), label="Birthday")
    except ValueError:
        draft.put_fact("Birthday", text if text.strip("0-/. ") else "")  # 0000-00-00 says nothing
        return True


def read_note(draft: Draft, head: Head, said: str) -> bool:
    """NOTE, which may come several times."""
    text = unescape(said)
    draft.notes += filter(None, [text if draft.is_ours else text.strip()])
    return True


def read_categories(draft: Draft, head: Head, said: str) -> bool:
    """CATEGORIES: tags, and by Google's own ones whether the person is a favourite."""
    if draft.is_ours:
        draft.lists["tags"] += filter(None, parts(said, ",;"))
        return True
    tags = [normal.clean(tag).removeprefix("* ") for tag in parts(said, ",;")]
    if len(tags) == 1:  # some escape the separators as well
        tags = [normal.clean(unescape(tag)) for tag in ESCAPED_SEPARATOR.split(said)]
    if "starred" in map(str.casefold, tags):
        draft.fields["favourite"] = True
    draft.lists["tags"] += [tag for tag in tags if tag and tag.casefold() not in SYSTEM_GROUPS]
    return True


def read_photo(draft: Draft, head: Head, said: str) -> bool:
    """PHOTO: base64, or a data URI with it; a web address is kept and never fetched, and so is what is no picture."""
    value = unescape(said[:200]) + said[200:] if "\\" in said[:200] else said
    if value[:5].casefold() == "data:":
        value = value.partition(",")[2]
    elif ":" in value[:200] or not value.strip():
        return not value.strip()
    picture = unbase64(value)
    if "photo" in draft.fields or not picture.startswith(PICTURES):
        return False
    draft.fields["photo"] = picture
    return True


def read_zone(draft: Draft, head: Head, said: str) -> bool:
    """TZ, if it names a zone: an offset does not say which."""
    zone = draft.text(said)
    return zone in zones() and draft.put("time_zone", zone)


@cache
def zones() -> set[str]:
    """The names of IANA zones."""
    return available_timezones()


def read_related(draft: Draft, head: Head, said: str) -> bool:
    """RELATED or Apple's X-ABRELATEDNAMES, if it is a name; an address of another card is kept."""
    name = draft.text(said)
    if head.parameters.get("VALUE", "").casefold() == "uri" or re.match(r"(urn|https?|mailto):", name, re.IGNORECASE):
        return False
    if name:
        draft.related.append((head, name))
    return True


def read_date(draft: Draft, head: Head, said: str) -> bool:
    """X-ABDATE: a day that the label of its group names, such as an anniversary."""
    if day := draft.text(said):
        draft.related.append((head, day))
    return True


def read_android(draft: Draft, head: Head, said: str) -> bool:
    """X-ANDROID-CUSTOM, if it is a nickname."""
    kind, name, *_ = [*parts(said), ""]
    return kind == "vnd.android.cursor.item/nickname" and draft.put("nickname", normal.clean(name), label="Nickname")


def read_label(draft: Draft, head: Head, said: str) -> bool:
    """X-ABLabel: what the lines of its group are called. Kept, too, in case that one of them is."""
    text = draft.text(said)
    if not draft.is_ours:
        text = APPLE_LABEL.sub(lambda apple: apple[1].casefold(), text[:LONGEST_LABEL])
        text = APPLE_WORDS.get(text, text)
    if head.group and text:
        draft.labels.setdefault(head.group, text)
    return not head.group


def read_kind(draft: Draft, head: Head, said: str) -> bool:
    """KIND: a group is nobody."""
    kind = said.strip().casefold()
    draft.is_group = draft.is_group or kind == "group"
    return kind in {"individual", ""}


def read_phonetic(draft: Draft, head: Head, said: str) -> bool:
    """X-PHONETIC-FIRST-NAME and its like."""
    draft.phonetic.setdefault(head.name.split("-")[2].casefold(), draft.text(said))
    return True


def fact_reader(label: str) -> Reader:
    """Reads what has no field."""

    def read(draft: Draft, head: Head, said: str) -> bool:
        draft.put_fact(label, unescape(said))
        return True

    return read


PROPERTIES: dict[str, Reader] = {
    **{name: text_reader(field, label) for name, (field, label) in TEXTS.items()},
    **{name: fact_reader(label) for name, label in FACTS.items()},
    **dict.fromkeys(DROPPED, lambda draft, head, said: True),
    "N": read_name,
    "ORG": read_organization,
    "BDAY": read_birth,
    "NOTE": read_note,
    "CATEGORIES": read_categories,
    "PHOTO": read_photo,
    "X-MS-CARDPICTURE": read_photo,
    "TZ": read_zone,
    "RELATED": read_related,
    "X-ABRELATEDNAMES": read_related,
    "X-ABDATE": read_date,
    "X-ABLABEL": read_label,
    "X-ANDROID-CUSTOM": read_android,
    "KIND": read_kind,
    "X-ADDRESSBOOKSERVER-KIND": read_kind,
    **{f"X-PHONETIC-{part}-NAME": read_phonetic for part in ("FIRST", "MIDDLE", "LAST")},
}
