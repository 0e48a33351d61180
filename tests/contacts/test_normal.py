"""What two addresses, numbers or links are compared by."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts.importing import normal


@pytest.mark.parametrize(
    ("url", "slug"),
    [
        ("https://www.linkedin.com/in/priya-sharma-1a2b3c", "priya-sharma-1a2b3c"),
        ("http://se.linkedin.com/in/Priya-Sharma/?trk=x#top", "priya-sharma"),
        ("linkedin.com/in/j%C3%B6rg", "jörg"),
        ("www.linkedin.com/pub/jane-doe/12/34/567", "jane-doe"),
        ("https://m.linkedin.com/in/jane/details/", "jane"),
        ("https://www.linkedin.com/company/nordgrid", ""),
        ("https://notlinkedin.com/in/jane", ""),
        ("https://linkedin.com.example.org/in/jane", ""),
        ("javascript://linkedin.com/in/jane", ""),
        ("https://[linkedin.com/in/jane", ""),
        ("https://linkedin.com:x/in/jane", ""),
        ("", ""),
    ],
)
def test_linkedin_slug(url: str, slug: str) -> None:
    assert normal.linkedin_slug(url) == slug


@pytest.mark.parametrize(
    ("url", "same"),
    [
        ("https://www.Example.org/Path/", "example.org/Path"),
        ("example.org?q=1", "example.org?q=1"),
        ("http://example.org:8080/", "example.org:8080"),
        ("not a link", "not a link"),
    ],
)
def test_link(url: str, same: str) -> None:
    assert normal.link(url) == same


def test_email() -> None:
    assert normal.email(" mailto:Grace@Example.ORG ") == "grace@example.org"


@pytest.mark.parametrize(
    ("number", "region", "same"),
    [
        ("070-174 06 05", "SE", "+46701740605"),
        ("+46 (0)70 174 06 05", "", "+46701740605"),
        ("0046 70 174 06 05", "SE", "+46701740605"),
        ("tel:+46701740605", "US", "+46701740605"),
        ("(650) 253-0000 x12", "US", "+16502530000;ext=12"),
        ("+1 650 253 0000 ext. 12", "", "+16502530000;ext=12"),
        ("06 12345678", "IT", "+390612345678"),
        ("070-174 06 05", "", "0701740605"),
        ("+46 70-12", "SE", "+467012"),
        ("12", "SE", "12"),
        ("9" * 300, "SE", "9" * 300),
        ("Ask Wei", "SE", "ask wei"),
        ("", "SE", ""),
    ],
)
def test_phone(number: str, region: str, same: str) -> None:
    assert normal.phone(number, region) == same


@given(st.text())
def test_anything_can_be_compared(text: str) -> None:
    for form in (normal.email, normal.phone, normal.link, normal.linkedin_slug):
        assert form(text) == form(f" {text}\0 ")
