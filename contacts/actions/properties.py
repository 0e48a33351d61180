"""What the user's own properties say of a contact."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from django.core.exceptions import ValidationError

from contacts.importing import normal
from contacts.models import Contact, CustomProperty, PropertyValue

LONGEST = 1000
PREFIX = "property_"  # of the name of a property's field; its id follows
LARGEST, FINEST = Decimal(10) ** 14, Decimal("0.000001")  # what the column holds


@dataclass(frozen=True)
class Value:
    """A value as PropertyValue keeps it."""

    text: str
    number: Decimal | None = None
    day: date | None = None


def read_value(property: CustomProperty, text: str) -> Value | None:  # noqa: A002  (the model's own word)
    """What `text` is as a value of `property`, None for no value; raises ValidationError for what is none of its kind.

    Dates are ISO 8601 (2026-04-15), numbers have a point.
    """
    plain = normal.clean(text)
    if not plain:
        return None
    if len(plain) > LONGEST:
        raise ValidationError(f"This is longer than {LONGEST} characters.")
    kinds = CustomProperty.Kind
    if property.kind == kinds.NUMBER:
        return Value(plain, number=read_number(plain))
    if property.kind == kinds.DATE:
        try:
            day = date.fromisoformat(plain)
        except ValueError:
            raise ValidationError(f"“{plain}” is not a date, such as 2026-04-15.") from None
        return Value(day.isoformat(), day=day)
    if property.kind == kinds.CHOICE and plain not in property.choices:
        raise ValidationError(f"“{plain}” is not one of: {', '.join(property.choices)}.")
    if property.kind == kinds.LINK and normal.split(plain) is None:
        raise ValidationError(f"“{plain}” is not a web address. It begins with https:// and a host.")
    return Value(plain)


def read_number(text: str) -> Decimal:
    """The number, within what is kept: 14 digits before the point and 6 behind it."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise ValidationError(f"“{text}” is not a number, such as 12.5.")
    if abs(number) >= LARGEST:
        raise ValidationError("This number is too large.")
    if number != number.quantize(FINEST):
        raise ValidationError("At most six digits can stand behind the point.")
    return number


def set_property(contact: Contact, *, property: CustomProperty, text: str) -> None:  # noqa: A002
    """Write what `property` says of the contact; "" takes it away. Raises ValidationError as read_value does."""
    value = read_value(property, text)
    values = PropertyValue.objects.filter(contact=contact, property=property)
    if value is None:
        values.delete()
        return
    columns = {"text": value.text, "number": value.number, "day": value.day}
    PropertyValue.objects.update_or_create(
        contact=contact, property=property, defaults=columns, create_defaults=columns | {"owner_id": contact.owner_id}
    )
