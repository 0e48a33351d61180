"""The normal form of an e-mail address, a phone number or a link: what two values are compared by."""

import re
from functools import lru_cache
from urllib.parse import unquote, urlsplit

import phonenumbers

COUNTRY = re.compile(r"^[a-z]{2}\.linkedin\.com$")
# Marks that phones and web pages put around what is copied: of no width, of a direction. Joiners belong to letters.
UNSEEN = dict.fromkeys([0, 0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), 0x2060, *range(0x2066, 0x206A), 0xFEFF])
PROFILE = re.compile(r"^/(?:in|pub)/([^/]+)", re.IGNORECASE)


def clean(text: str) -> str:
    """`text` on one line: no NUL or other unseen marks, every run of white space one blank, none at the ends."""
    return " ".join(seen(text).split())


def seen(text: str) -> str:
    """`text` without the marks that nobody sees, by which two values differ that look the same."""
    return text.replace("\0", "") if text.isascii() else text.translate(UNSEEN)


def email(address: str) -> str:
    """The address without regard to capitals."""
    return clean(address).removeprefix("mailto:").casefold()


@lru_cache(maxsize=4096)  # an import asks for each number several times
def phone(number: str, region: str = "") -> str:
    """The number in E.164, behind it ";ext=" and its extension if it has one (RFC 3966), as in "+16502530000;ext=12".

    `region` (ISO 3166, such as "SE") is where a number without country code is from. What is no whole number of a
    known region is its digits, with the leading plus if there is one; words if there are no digits.
    """
    text = clean(number).removeprefix("tel:")
    digits = "".join(c for c in text if c.isdecimal())
    if not digits:
        return text.casefold()
    try:
        read = phonenumbers.parse(text, region or None)
    except phonenumbers.NumberParseException:
        read = None
    if read is None or not phonenumbers.is_possible_number(read):
        return ("+" if text.startswith("+") else "") + digits
    extension = f";ext={read.extension}" if read.extension else ""
    return phonenumbers.format_number(read, phonenumbers.PhoneNumberFormat.E164) + extension


def link(url: str) -> str:
    """The address without scheme, `www.` and closing slash, its host in lower case."""
    parts = split(url)
    if parts is None:
        return clean(url).casefold()
    host, path, query = parts
    return host.removeprefix("www.") + path.rstrip("/") + (f"?{query}" if query else "")


def linkedin_slug(url: str) -> str:
    """The part of a LinkedIn profile's address that names the person, "" if it is not such an address.

    Country hosts, `www.`, query and closing slash fall away; the slug is percent-decoded and in lower case.
    """
    parts = split(url)
    if parts is None:
        return ""
    host, path, _ = parts
    host = host.removeprefix("www.")
    if host not in {"linkedin.com", "m.linkedin.com"} and not COUNTRY.match(host):
        return ""
    found = PROFILE.match(path)
    return clean(unquote(found[1])).casefold() if found else ""


@lru_cache(maxsize=8)  # a reader asks whether it is one, and then for the profile
def split(url: str) -> tuple[str, str, str] | None:
    """Host (lower case), path and query of a web address, with or without its scheme; None if it is none."""
    text = clean(url)
    if "://" not in text:
        text = f"https://{text}"
    try:
        parts = urlsplit(text)
        host = (parts.hostname or "").lower()
        port = parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in {"http", "https"} or "." not in host or " " in text:
        return None
    return (f"{host}:{port}" if port else host), parts.path, parts.query
