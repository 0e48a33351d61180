"""Addresses that mail can go to: what is refused, and how one is written into a header."""

from email.utils import formataddr

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.encoding import punycode

LOCAL_AT_MOST, AT_MOST = 64, 254  # octets; RFC 5321, 4.5.3.1, and erratum 1690 to RFC 3696


def validate_address(address: str) -> None:
    """Raise ValidationError in words for the user where no mail server would take mail to `address`."""
    validate_email(address)
    local, _, domain = address.rpartition("@")
    if not local.isascii():  # "İ" passes for an "i" where case is ignored
        raise ValidationError("Enter a valid email address.", code="invalid")
    if len(local) > LOCAL_AT_MOST:
        text = f"What stands before the @ is too long: {LOCAL_AT_MOST} characters are the most."
        raise ValidationError(text, code="local_too_long")
    if len(address) > AT_MOST or len(local) + 1 + len(punycode(domain)) > AT_MOST:
        raise ValidationError(f"This address is too long: {AT_MOST} characters are the most.", code="too_long")


def in_header(name: str, address: str) -> str:
    """“Grace Mbeki <grace@xn--bcher-kva.example>”: headers take a domain in its ASCII form only (RFC 5891)."""
    local, at, domain = address.rpartition("@")
    return formataddr((name, f"{local}{at}{punycode(domain)}"))
