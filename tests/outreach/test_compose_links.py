"""The links that carry a letter into a mail program."""

from urllib.parse import parse_qs, urlsplit

from outreach.emails import compose_links


def test_compose_links_follow_rfc_6068() -> None:
    links = compose_links("grace+x@example.org", "Danke & Grüße", "Dear Grace,\n\n50 % of it + more?\nAlice")
    assert links.mailto == (
        "mailto:grace%2Bx@example.org?subject=Danke%20%26%20Gr%C3%BC%C3%9Fe"
        "&body=Dear%20Grace%2C%0D%0A%0D%0A50%20%25%20of%20it%20%2B%20more%3F%0D%0AAlice"
    )
    asked = parse_qs(urlsplit(links.gmail).query)
    assert asked["to"] == ["grace+x@example.org"]
    assert asked["su"] == ["Danke & Grüße"]
    assert asked["body"] == ["Dear Grace,\r\n\r\n50 % of it + more?\r\nAlice"]
    assert links.outlook.startswith(
        "https://outlook.office.com/mail/deeplink/compose?to=grace%2Bx@example.org&subject="
    )
    assert "+" not in links.mailto + links.gmail + links.outlook


def test_a_letter_too_long_for_a_link_carries_its_subject_only() -> None:
    links = compose_links("grace@example.org", "Thank you", "é" * 700)
    assert links.fits is False
    assert links.mailto == "mailto:grace@example.org?subject=Thank%20you"
    assert "body" not in links.gmail + links.outlook
    assert compose_links("grace@example.org", "Thank you", "e" * 1900).fits is True
