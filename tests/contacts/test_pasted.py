"""Quick add's reader: lines, signatures, addresses and cards become one person, and nothing that was said is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts.importing.rows import Row
from contacts.importing.texts.pasted import Reading, read_pasted
from tests.growth import AS_ITS_SQUARE, growth


def person(display_name: str, **said: object) -> Row:
    """A row that says this and no more."""
    return Row(line=1, display_name=display_name, **said)  # type: ignore[arg-type]


JANE = {"emails": ("jane@example.org",)}
JOB = {"role": "Analyst", "organization_name": "Nordgrid"}
NAMES = ["Jane Doe", "Jane Doe, PhD", "王伟", "Madonna", "Jean-Luc O'Neill", "2026-11-24", "Doe, Jane", "José @ Foo"]
LINES = {
    "Jane Doe <jane@example.org>": person("Jane Doe", **JANE),
    '"Doe, Jane" <jane@example.org>': person("Jane Doe", **JANE),
    "jane@example.org": person("Jane", **JANE),
    "<jane.doe+list@example.org>": person("Jane Doe List", emails=("jane.doe+list@example.org",)),
    "mailto:jane@example.org": person("Jane", **JANE),
    "Jane Doe jane@example.org +46 70 123 45 67": person("Jane Doe", **JANE, phones=("+46 70 123 45 67",)),
    "Jane Doe, Analyst, Nordgrid": person("Jane Doe", **JOB),
    "Jane Doe | Analyst | Nordgrid": person("Jane Doe", **JOB),
    "Jane Doe, Analyst at Nordgrid": person("Jane Doe", **JOB),
    "Jane Doe, Analyst at Nordgrid, jane@example.org": person("Jane Doe", **JOB, **JANE),
    "Jane Doe (she/her)": person("Jane Doe", pronouns="she/her"),
    "https://www.linkedin.com/in/jane-doe-1a2b/?trk=x": person(
        "Jane Doe", links=("https://www.linkedin.com/in/jane-doe-1a2b/?trk=x",)
    ),
    "linkedin.com/in/jane-doe": person("Jane Doe", links=("linkedin.com/in/jane-doe",)),
    "Jane D. https://se.linkedin.com/in/jdoe": person("Jane D.", links=("https://se.linkedin.com/in/jdoe",)),
    "070-123 45 67": person("070-123 45 67", phones=("070-123 45 67",)),
    "(555) 010-9999 Jane": person("Jane", phones=("(555) 010-9999",)),
    "https://example.org/jane": person("example.org/jane", links=("https://example.org/jane",)),
}
SIGNATURES = {
    "Jane Doe\nAnalyst, Nordgrid\njane@example.org": person("Jane Doe", **JOB, **JANE),
    "Jane Doe\nAnalyst at Nordgrid\n+46 8 123 456 78": person("Jane Doe", **JOB, phones=("+46 8 123 456 78",)),
    "Jane Doe – Analyst\nNordgrid": person("Jane Doe", **JOB),
    "Best regards,\n\nJane Doe\nAnalyst | Nordgrid AB\nT: 08-123 456 78 | M: +46 70 123 45 67\nStorgatan 1": person(
        "Jane Doe",
        role="Analyst",
        organization_name="Nordgrid AB",
        phones=("08-123 456 78", "+46 70 123 45 67"),
        notes="Storgatan 1",
    ),
    "--\n> Jane Doe (they/them)\n> Nordgrid GmbH\n> Tel. 030 1234567\n> Musterstr. 5\n> 10115 Berlin": person(
        "Jane Doe",
        pronouns="they/them",
        organization_name="Nordgrid GmbH",
        phones=("030 1234567",),
        notes="Musterstr. 5\n10115 Berlin",
    ),
    "Mit freundlichen Grüßen\nDr. Jane Doe\nGeschäftsführerin\nNordgrid GmbH\nE-Mail: jane@example.org": person(
        "Dr. Jane Doe", role="Geschäftsführerin", organization_name="Nordgrid GmbH", **JANE
    ),
    "Jane\r\n0701234567": person("Jane", phones=("0701234567",)),
    "Cheers\njane@example.org": person("Jane", **JANE),
    "Jane Doe\nMet at the fair": person("Jane Doe", notes="Met at the fair"),
}
CARD = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Jane Doe\r\nEMAIL:jane@example.org\r\nEND:VCARD\r\n"


@pytest.mark.parametrize("text", NAMES)
def test_a_name_is_a_name_whole(text: str) -> None:
    assert read_pasted(f"  {text}\n") == Reading("name", person(text))


def test_what_a_tab_adds_to_a_name_falls_away() -> None:
    assert read_pasted("(3) Jane Doe | LinkedIn") == Reading("name", person("Jane Doe"))


@pytest.mark.parametrize("text", LINES)
def test_one_line(text: str) -> None:
    assert read_pasted(text) == Reading("line", LINES[text])


@pytest.mark.parametrize("text", SIGNATURES)
def test_a_signature(text: str) -> None:
    assert read_pasted(text) == Reading("signature", SIGNATURES[text])


def test_a_card_and_how_many_follow() -> None:
    assert read_pasted(CARD) == Reading("card", person("Jane Doe", **JANE))
    found = read_pasted(CARD * 3)
    assert found is not None
    assert (found.person.display_name, found.left) == ("Jane Doe", 2)


@pytest.mark.parametrize("text", ["", " \n\t ", "\0", "BEGIN:VCARD\nEND:VCARD", "--\n__", "Best regards,\n\n--"])
def test_nobody_is_named(text: str) -> None:
    assert read_pasted(text) is None


@given(st.text(alphabet=st.sampled_from("aJ é王1+(.@<>,|:/\n\r\0-\ud800\"'"), max_size=200))
def test_any_text_is_read(text: str) -> None:
    found = read_pasted(text)
    assert found is None or found.person.display_name.strip()


@pytest.mark.parametrize(
    "text",
    [
        *(
            word * (100_000 // len(word))
            for word in ("x", "1 ", "a@", "a.", "(", "a, ", "ab\n", "\n", "mailto:", "www.")
        ),
        "a@" + "b" * 99_998,
    ],
    ids=lambda text: repr(text[:8]),
)
def test_a_long_text_takes_no_long_time(text: str) -> None:
    assert growth(lambda size: read_pasted(text[:size]), len(text)) < AS_ITS_SQUARE
