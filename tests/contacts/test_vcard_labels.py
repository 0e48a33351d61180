"""What the ways to reach a person on a vCard are called: by words of the standards, and by the user's own."""

import pytest

from contacts.exporting.vcard import VERSIONS, Version, write_cards
from contacts.importing.cards.vcard import read_vcards
from contacts.importing.rows import Row


def read(*lines: str) -> Row:
    """The person of a card of these lines."""
    (row,) = read_vcards("\n".join(["BEGIN:VCARD", "FN:Jane", *lines, "END:VCARD"]).encode())
    assert isinstance(row, Row), row
    return row


@pytest.mark.parametrize(
    ("head", "label"),
    [
        ("TEL;TYPE=Cottage", "Cottage"),
        ("TEL;TYPE=x-boat", "boat"),
        ("TEL;TYPE=voice;TYPE=pref;TYPE=Summer house", "Summer house"),
        ('TEL;VALUE=uri;TYPE="voice,Barn"', "Barn"),
        ("TEL;TYPE=ASSISTANT", "assistant"),
        ("TEL;X-EVOLUTION-UI-SLOT=1;TYPE=X-EVOLUTION-CALLBACK", "callback"),
        ("TEL;CAR;VOICE", "car"),
        ("TEL;WORK;X-Desk", "work"),
        ("TEL;X-Boat", "Boat"),
        ("TEL;X-=C3=A9t=C3=A9", "été"),
        ("TEL;X-CUSTOM(CHARSET=UTF-8,ENCODING=QUOTED-PRINTABLE,=D0=94=D0=B0=D1=87=D0=B0)", "Дача"),
        ("TEL;X-CUSTOM(Barn)", "Barn"),
        ("URL;TYPE=Blog", "Blog"),
    ],
)
def test_a_type_of_ones_own_is_a_label(head: str, label: str) -> None:
    assert read(f"{head}:https://jane.example/1").labels == {"https://jane.example/1": label}


def test_types_of_ones_own_are_labels_of_every_way_and_of_the_next_export() -> None:
    row = read("TEL;TYPE=Cottage:1", "EMAIL;TYPE=Club:j@example.org", "ADR;TYPE=Dacha:;;Lane 1;;;;")
    assert (row.labels, row.addresses[0].label) == ({"1": "Cottage", "j@example.org": "Club"}, "Dacha")
    for version in VERSIONS:
        assert again(row, version) == (row.labels, row.addresses)


def again(row: Row, version: Version) -> tuple[object, object]:
    """The labels and the addresses that come back of a card of ours."""
    (back,) = read_vcards(b"".join(write_cards([row], version=version)))
    assert isinstance(back, Row)
    return back.labels, back.addresses


@pytest.mark.parametrize(
    "line",
    [
        "TEL;TYPE=voice,PREF;TYPE=text:1",
        "TEL;VOICE;MSG;UTF-8:1",
        "TEL;TYPE=:1",
        "TEL;TYPE=X-INTERNET:1",
        "EMAIL;TYPE=INTERNET:j@example.org",
        "EMAIL;SMTP;8BIT;CHARSET=UTF-8:j@example.org",
        "EMAIL;X-EVOLUTION-UI-SLOT=1;PREF=2:j@example.org",
        "ADR;DOM;INTL;POSTAL;PARCEL;QUOTED-PRINTABLE:;;Lane 1;;;;",
        "X-SOCIALPROFILE;TYPE=linkedin:https://www.linkedin.com/in/jane",
    ],
)
def test_what_the_standards_say_of_a_way_is_no_label(line: str) -> None:
    row = read(line)
    assert (row.labels, [address.label for address in row.addresses if address.label]) == ({}, [])
