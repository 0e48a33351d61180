"""What properties may say: text, numbers, dates, choices and links, refused in words where they are none."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from accounts.models import User
from contacts.actions.properties import Value, read_value, set_property
from contacts.models import CustomProperty
from tests.factories import make_contact


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("text", "  two  words\0 ", Value("two words")),
        ("text", " ", None),
        ("number", "-1.50", Value("-1.50", number=Decimal("-1.5"))),
        ("number", "99999999999999.999999", Value("99999999999999.999999", number=Decimal("99999999999999.999999"))),
        ("date", "2026-04-15", Value("2026-04-15", day=date(2026, 4, 15))),
        ("choice", "yes", Value("yes")),
        ("link", "example.org/x", Value("example.org/x")),
    ],
)
def test_values_are_read(kind: str, text: str, value: Value | None) -> None:
    assert read_value(CustomProperty(kind=kind, choices=["yes", "no"]), text) == value


@pytest.mark.parametrize(
    ("kind", "text", "message"),
    [
        ("text", "x" * 1001, "longer than 1000 characters"),
        ("number", "many", "“many” is not a number"),
        ("number", "NaN", "“NaN” is not a number"),
        ("number", "1e400", "too large"),
        ("number", "100000000000000", "too large"),
        ("number", "0.0000001", "At most six digits"),
        ("date", "15 April", "“15 April” is not a date"),
        ("choice", "perhaps", "“perhaps” is not one of: yes, no."),
        ("link", "javascript:alert(1)", "is not a web address"),
    ],
)
def test_what_is_none_of_the_kind_is_refused(kind: str, text: str, message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        read_value(CustomProperty(kind=kind, choices=["yes", "no"]), text)


def test_a_value_is_written_changed_and_taken_away(alice: User) -> None:
    grace, score = make_contact(alice), alice.properties.create(name="Score", kind="number")
    for text, kept in (("1", [("1", Decimal(1))]), ("2.5", [("2.5", Decimal("2.5"))]), ("", []), ("", [])):
        set_property(grace, property=score, text=text)
        assert list(grace.property_values.values_list("text", "number")) == kept
