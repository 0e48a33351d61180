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


def test_email_and_phone() -> None:
    assert normal.email(" mailto:Grace@Example.ORG ") == "grace@example.org"
    assert [normal.phone(n) for n in ("+46 70-12", "0046 70", "Ask Wei", "")] == ["+467012", "004670", "ask wei", ""]


@given(st.text())
def test_anything_can_be_compared(text: str) -> None:
    for form in (normal.email, normal.phone, normal.link, normal.linkedin_slug):
        assert form(text) == form(f" {text}\0 ")
