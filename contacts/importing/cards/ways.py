"""What a vCard says of how to reach a person: addresses, numbers, links, names in networks and chats."""

import re

from contacts.importing import normal
from contacts.importing.cards.draft import Draft, Reader
from contacts.importing.cards.lines import Head, parts, unescape
from contacts.importing.rows import EMAIL, Address

SEPARATOR = re.compile(r"[,;] ?(?=[^,;]*@)")
LONGEST_EMAIL = 320  # RFC 3696, errata: 64 before the @, 255 behind it
NETWORKS = {  # where a name in a network leads
    "linkedin": ("LinkedIn", "https://www.linkedin.com/in/"),
    "twitter": ("Twitter", "https://twitter.com/"),
    "facebook": ("Facebook", "https://www.facebook.com/"),
    "github": ("GitHub", "https://github.com/"),
    "instagram": ("Instagram", "https://www.instagram.com/"),
}
NAMED_NETWORKS = {f"X-{network.upper()}" for network in NETWORKS}
CHATS = {
    "X-SKYPE": "Skype",
    "X-SKYPE-USERNAME": "Skype",
    "X-JABBER": "Jabber",
    "X-AIM": "AIM",
    "X-ICQ": "ICQ",
    "X-MSN": "MSN",
    "X-YAHOO": "Yahoo",
    "X-GTALK": "Google Talk",
    "X-GOOGLE-TALK": "Google Talk",
    "X-QQ": "QQ",
}
SCHEMES = {"xmpp": "XMPP", "sip": "SIP", "aim": "AIM", "msnim": "MSN", "ymsgr": "Yahoo", "x-apple": ""}
ADDRESS_PARTS = 7
NO_SERVICE = {"PREF", "HOME", "WORK", "OTHER", "INTERNET"}


def read_email(draft: Draft, head: Head, said: str) -> bool:
    """EMAIL, in some files several in one; what is no address is a fact."""
    value = draft.text(said)
    if draft.is_ours:
        return put(draft, "emails", value, head)
    addresses = [bare_address(value)]
    if not is_email(addresses[0]):
        addresses = [bare_address(one) for one in SEPARATOR.split(value)]
    if not all(map(is_email, addresses)):
        draft.put_fact("E-mail", value)
        return True
    return all(put(draft, "emails", address, head) for address in addresses)


def is_email(value: str) -> bool:
    """Whether it is an address; a longer text takes the square of its length to find out."""
    return len(value) <= LONGEST_EMAIL and EMAIL.fullmatch(value) is not None


def bare_address(value: str) -> str:
    """The address in "Jane Doe <mailto:jane@example.org>"."""
    return without_scheme(value.rpartition("<")[2].rstrip(">") if value.endswith(">") else value, "mailto:")


def read_phone(draft: Draft, head: Head, said: str) -> bool:
    """TEL, in 4.0 as a URI, whose extension stays: "+1-555-555-5555;ext=55"."""
    value = draft.text(said)
    return put(draft, "phones", value if draft.is_ours else without_scheme(value, "tel:"), head)


def read_url(draft: Draft, head: Head, said: str) -> bool:
    """URL; what is no web address is a fact."""
    value = draft.text(said)
    if not draft.is_ours and normal.split(value) is None:
        draft.put_fact("Web page", value)
        return True
    return put(draft, "links", value, head)


def read_social(draft: Draft, head: Head, said: str) -> bool:
    """X-SOCIALPROFILE: a profile's address, or a name from which it follows; X-LINKEDIN and its like."""
    value = draft.text(said)
    if not value:
        return True
    service = head.name.removeprefix("X-") if head.name in NAMED_NETWORKS else service_of(head)
    word, prefix = NETWORKS.get(service.casefold(), (service or "Profile", ""))
    scheme, _, rest = value.rpartition(":")
    name = rest if scheme in {"x-apple", service.casefold()} else value
    if prefix and normal.split(name) is None and ":" not in name and " " not in name:
        value = prefix + name.removeprefix("@")
    if normal.split(value) is None:
        draft.put_fact(word, name)
        return True
    return put(draft, "links", value, head, label="" if normal.linkedin_slug(value) else word)


def read_chat(draft: Draft, head: Head, said: str) -> bool:
    """IMPP: a name in a chat, which is a fact, or a web address."""
    value = draft.text(said)
    if value.casefold().startswith(("http://", "https://")) and normal.split(value):
        return put(draft, "links", value, head, label=service_of(head))
    scheme, colon, name = value.partition(":")
    word = service_of(head) or (SCHEMES.get(scheme.casefold(), scheme.capitalize()) if colon else "")
    draft.put_fact(word or "Chat", name.removeprefix("//") if colon else value)
    return True


def read_chat_name(draft: Draft, head: Head, said: str) -> bool:
    """X-SKYPE and its like."""
    draft.put_fact(CHATS[head.name], unescape(said))
    return True


def read_address(draft: Draft, head: Head, said: str) -> bool:
    """ADR: box; extension; street; city; region; postcode; country. What stands behind them is a fact."""
    said_parts = parts(said)
    if not draft.is_ours:
        label = unescape(head.parameters.get("LABEL", ""))  # as on an envelope, lines and all
        lines = [", ".join(filter(None, map(normal.clean, part.split("\n")))) for part in (*said_parts, label)]
        said_parts = lines[:-1] if any(lines[:-1]) else ["", "", lines[-1]]
    if len(said_parts) == 1:  # no parts at all: it is written as on an envelope
        said_parts = ["", "", *said_parts]
    box, extension, street, locality, region, postcode, country, *_ = [*said_parts, *[""] * 6]
    street = ", ".join(filter(None, (street, extension, box)))
    address = Address(street=street, locality=locality, region=region, postcode=postcode, country=country)
    draft.put_more("Address", said_parts, ADDRESS_PARTS)
    if draft.is_ours or address != Address():
        draft.addresses.append((head, address))
    return True


def put(draft: Draft, field: str, value: str, head: Head, *, label: str = "") -> bool:
    """Keep one way to reach the person."""
    if value:
        draft.ways.append((field, value, head, label))
    return True


def without_scheme(value: str, scheme: str) -> str:
    """The value without the scheme that 4.0 puts before it."""
    return value[len(scheme) :] if value[: len(scheme)].casefold() == scheme else value


def service_of(head: Head) -> str:
    """The network or the chat that a line names."""
    named = head.parameters.get("X-SERVICE-TYPE") or head.parameters.get("SERVICE-TYPE")
    return named or next(iter(sorted(head.types - NO_SERVICE)), "").capitalize()


WAYS: dict[str, Reader] = {
    "EMAIL": read_email,
    "TEL": read_phone,
    "URL": read_url,
    "ADR": read_address,
    "IMPP": read_chat,
    **dict.fromkeys(CHATS, read_chat_name),
    **dict.fromkeys(("X-SOCIALPROFILE", "SOCIALPROFILE", *NAMED_NETWORKS), read_social),
}
