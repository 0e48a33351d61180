"""Every trap of real vCard files, with a card of our own making that is named for the trap."""

import binascii

import pytest

from contacts.importing.cards.vcard import NOBODY, read_vcards
from contacts.importing.rows import Address, Row, RowError, Skipped

JPEG = b"\xff\xd8\xff\xe0 not much of a picture"
BASE64 = binascii.b2a_base64(JPEG, newline=False)
CYRILLIC = "Ивана Петрова"


def card(*lines: bytes | str, end: bytes = b"\r\n") -> bytes:
    """A card of these lines."""
    written = [line.encode() if isinstance(line, str) else line for line in lines]
    return end.join([b"BEGIN:VCARD", b"VERSION:3.0", *written, b"END:VCARD", b""])


def printable(text: str, charset: str = "utf-8") -> str:
    """Quoted-printable as Android writes it: every byte as =XX."""
    return "".join(f"={byte:02X}" for byte in text.encode(charset))


def read(content: bytes) -> Row:
    """The one person of a file."""
    (row,) = read_vcards(content)
    assert isinstance(row, Row), row
    return row


QP = printable(CYRILLIC)
NAMES: dict[str, list[str | bytes]] = {
    "quoted-printable, soft breaks, charset first": [
        f"FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:{QP[:19]}=",
        QP[19:],
    ],
    "quoted-printable, encoding first": [f"FN;ENCODING=QUOTED-PRINTABLE;CHARSET=utf-8:{QP[:40]}=", QP[40:]],
    "quoted-printable without the word ENCODING": [f"FN;QUOTED-PRINTABLE:{QP}"],
    "quoted-printable, a soft break and a fold": [f"FN;ENCODING=QUOTED-PRINTABLE:{QP[:18]}=", f" {QP[18:]}"],
    "quoted-printable that goes on without its =": [f"FN;ENCODING=quoted-printable:{QP[:18]}", QP[18:]],
    "quoted-printable, charset cp1251": [
        f"FN;CHARSET=windows-1251;ENCODING=QUOTED-PRINTABLE:{printable(CYRILLIC, 'cp1251')}"
    ],
    "quoted-printable, cp1251 that is not said": [f"FN;ENCODING=QUOTED-PRINTABLE:{printable(CYRILLIC, 'cp1251')}"],
    "quoted-printable that says UTF-8 and is cp1251": [
        f"FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:{printable(CYRILLIC, 'cp1251')}"
    ],
    "a charset without quoted-printable": [b"FN;CHARSET=koi8-r:" + CYRILLIC.encode("koi8-r")],
    "a charset that does not exist": [f"FN;CHARSET=klingon:{CYRILLIC}"],
    "a charset that is a codec and no charset": [f"FN;CHARSET=punycode:{CYRILLIC}"],
    "base64 of a text": [b"FN;ENCODING=BASE64:" + binascii.b2a_base64(CYRILLIC.encode(), newline=False)],
    "a fold inside a letter": [b"FN:" + CYRILLIC.encode()[:5], b" " + CYRILLIC.encode()[5:]],
    "a fold by a tab": ["FN:Ивана", "\t Петрова"],
    "no N": [f"FN:{CYRILLIC}"],
    "an empty N": ["N:;;;;", f"FN:{CYRILLIC}"],
    "no FN": ["N:Петрова;Ивана"],
    "an empty FN": ["FN:", "N:Петрова;Ивана;;;"],
    "an organization only": [f"ORG:{CYRILLIC}"],
    "a nickname only": [f"NICKNAME:{CYRILLIC}"],
    "a soft break before an empty line": [f"FN;ENCODING=QUOTED-PRINTABLE:{QP}=", "", "TEL:1"],
    "a soft break before the end": [f"FN;ENCODING=QUOTED-PRINTABLE:{QP}="],
    "blanks around names of properties": [f"FN ; X=1 : {CYRILLIC} "],
    "lower case": [f"fn:{CYRILLIC}"],
    "an agent in the card, from its own line on": [f"FN:{CYRILLIC}", "AGENT:", "BEGIN:VCARD", "FN:B", "END:VCARD"],
    "an agent in the card, on the line": [f"FN:{CYRILLIC}", "AGENT:BEGIN:VCARD", "FN:B", "END:VCARD", "TITLE:x"],
    "an agent in an agent": [*["AGENT:BEGIN:VCARD"] * 3, "FN:B", *["END:VCARD"] * 3, f"FN:{CYRILLIC}"],
    "an agent without a card": ["AGENT:", f"FN:{CYRILLIC}"],
    "vendor junk": ["SOUND;X-IRMC-N:;;;;", 'X-MS-OL-DESIGN;CHARSET=utf-8:<card xmlns="x:y">', f"FN:{CYRILLIC}"],
    "a line that is none": [f"FN:{CYRILLIC}", ";;;:", "="],
    "a colon in quotation marks": [f'FN;X="a:b;c":{CYRILLIC}'],
    "a quotation mark that is never closed": [f'FN;X="a:{CYRILLIC}'],
}
SAID: dict[str, tuple[list[bytes | str], dict[str, object]]] = {
    "unescaped commas": (
        ["FN:Doe, Jane", "TITLE:Head, Sales", "NOTE:Tea, no milk"],
        {"display_name": "Doe, Jane", "role": "Head, Sales", "notes": "Tea, no milk"},
    ),
    "escaped commas": (["FN:Jane Doe\\, Jr.", "N:Doe\\, Jr.;Jane"], {"display_name": "Jane Doe, Jr."}),
    "a note in quoted-printable with line ends": (
        ["NOTE;ENCODING=QUOTED-PRINTABLE:one=0D=0A=", "two =", " three=0Afour"],
        {"notes": "one\ntwo  three\nfour"},
    ),
    "a note that was broken without folds": (
        ["NOTE:one", "two", "", "Remember: tea", "https://example.org", "TEL:1"],
        {"notes": "one\ntwo\nRemember: tea\nhttps://example.org", "phones": ("1",)},
    ),
    "several notes": (["NOTE:one", "NOTE:", "NOTE:two"], {"notes": "one\n\ntwo"}),
    "a line behind one that cannot go on": (["TITLE:Analyst", "who knows"], {"role": "Analyst", "notes": "who knows"}),
    "Apple's labels": (
        [
            "item1.EMAIL;type=INTERNET:j@example.org",
            "item1.X-ABLabel:_$!<Work>!$_",
            "item2.TEL:1",
            "ITEM2.X-ABLABEL:Barn",
        ],
        {"labels": {"j@example.org": "work", "1": "Barn"}},
    ),
    "a label before its line": (["item1.X-ABLabel:Blog", "item1.URL:example.org"], {"labels": {"example.org": "Blog"}}),
    "a birthday without year, Apple": (["BDAY;X-APPLE-OMIT-YEAR=1604:1604-05-17"], {"birthday": "--05-17"}),
    "a birthday without year, unsaid": (["BDAY;VALUE=date:1604-05-17"], {"birthday": "--05-17"}),
    "a birthday without year, 4.0": (["BDAY:--0612"], {"birthday": "--06-12"}),
    "a birthday without year, dashes": (["BDAY:--06-12"], {"birthday": "--06-12"}),
    "a birthday with a time": (["BDAY:1990-04-15T00:00:00Z"], {"birthday": "1990-04-15"}),
    "a birthday with single digits": (["BDAY:1990/4/5 00:00:00"], {"birthday": "1990-04-05"}),
    "a birthday of the year 0": (["BDAY:0000-04-15"], {"birthday": "--04-15"}),
    "a birthday without year and with a time": (["BDAY:--0415T10"], {"birthday": "--04-15"}),
    "a birthday, the year alone": (["BDAY:1990"], {"notes": "Birthday: 1990"}),
    "a birthday that is no day": (["BDAY:19723101"], {"notes": "Birthday: 19723101"}),
    "a birthday in words": (["BDAY;VALUE=text:in spring"], {"notes": "Birthday: in spring"}),
    "a birthday of zeros": (["BDAY:0000-00-00"], {"notes": ""}),
    "categories": (["CATEGORIES:design\\, digital,alumni,myContacts"], {"tags": ("design, digital", "alumni")}),
    "categories whose separators are escaped": (["CATEGORIES:School\\,Work"], {"tags": ("School", "Work")}),
    "one category with a comma": (["CATEGORIES:design\\, digital"], {"tags": ("design, digital",)}),
    "categories, several lines": (["CATEGORIES:a,b", "CATEGORIES:b;c"], {"tags": ("a", "b", "c")}),
    "a starred contact": (["CATEGORIES:* myContacts,* starred,a"], {"favourite": True, "tags": ("a",)}),
    "a photo, 2.1": ([b"PHOTO;ENCODING=BASE64;JPEG:" + BASE64[:9], b" " + BASE64[9:], b""], {"photo": JPEG}),
    "a photo, 2.1 without folds": ([b"PHOTO;JPEG;BASE64:" + BASE64[:9], BASE64[9:]], {"photo": JPEG}),
    "a photo, 3.0": ([b"PHOTO;ENCODING=b;TYPE=JPEG:" + BASE64], {"photo": JPEG}),
    "a photo, 4.0": ([b"PHOTO:data:image/jpeg;base64," + BASE64], {"photo": JPEG}),
    "a photo, escaped data URI": ([b"PHOTO;VALUE=uri:data:image/jpeg\\;base64\\," + BASE64], {"photo": JPEG}),
    "a photo elsewhere": (
        ["PHOTO;VALUE=uri:https://example.org/j.jpg"],
        {"photo": b"", "card_lines": (b"PHOTO;VALUE=uri:https://example.org/j.jpg",)},
    ),
    "a photo that is none": (["PHOTO;ENCODING=b:@@@"], {"photo": b"", "card_lines": (b"PHOTO;ENCODING=b:@@@",)}),
    "Google's colon": (["URL:http\\://example.org/a"], {"links": ("http://example.org/a",)}),
    "a phone as a URI": (
        ['TEL;VALUE=uri;TYPE="voice,cell";PREF=1:tel:+1-555-555-5555;ext=55'],
        {
            "phones": ("+1-555-555-5555;ext=55",),
            "labels": {"+1-555-555-5555;ext=55": "mobile"},
            "preferred": frozenset({"+1-555-555-5555;ext=55"}),
        },
    ),
    "types, each quoted": (['TEL;TYPE="work","fax":1'], {"labels": {"1": "work fax"}}),
    "types of 2.1": (["TEL;HOME;VOICE;PREF:1"], {"labels": {"1": "home"}, "preferred": frozenset({"1"})}),
    "an e-mail with a name": (["EMAIL:Jane <mailto:j@example.org>"], {"emails": ("j@example.org",)}),
    "an e-mail in brackets": (["EMAIL:Doe, Jane <j@example.org>"], {"emails": ("j@example.org",)}),
    "two e-mails in one": (["EMAIL:a@example.org, b@example.org"], {"emails": ("a@example.org", "b@example.org")}),
    "an e-mail as a URI": (["EMAIL:MAILTO:j@example.org"], {"emails": ("j@example.org",)}),
    "an e-mail that is none": (["EMAIL:ask Bo"], {"emails": (), "notes": "E-mail: ask Bo"}),
    "a web page that is none": (["URL:my homepage"], {"links": (), "notes": "Web page: my homepage"}),
    "a profile": (
        [
            "X-SOCIALPROFILE;type=twitter;x-user=j:https://twitter.com/j",
            "socialProfile;type=linkedin:linkedin.com/in/j",
        ],
        {"links": ("https://twitter.com/j", "linkedin.com/in/j"), "labels": {"https://twitter.com/j": "Twitter"}},
    ),
    "a profile by its name": (
        ["X-SOCIALPROFILE;TYPE=linkedin:x-apple:j"],
        {"links": ("https://www.linkedin.com/in/j",)},
    ),
    "a profile in no known network": (["X-SOCIALPROFILE;TYPE=guild:jane"], {"notes": "Guild: jane"}),
    "chats": (
        ["IMPP;X-SERVICE-TYPE=Skype;type=pref:skype:j.doe", "IMPP:xmpp:j@example.org", "X-ICQ:123", "IMPP:j"],
        {"notes": "Skype: j.doe\nXMPP: j@example.org\nICQ: 123\nChat: j"},
    ),
    "an address": (
        ["ADR;TYPE=home,pref:Box 5;Flat 2;Main St. 1\\nBack;Umeå;AC;901 00;Sweden"],
        {
            "addresses": (
                Address(
                    label="home",
                    preferred=True,
                    street="Main St. 1, Back, Flat 2, Box 5",
                    locality="Umeå",
                    region="AC",
                    postcode="901 00",
                    country="Sweden",
                ),
            )
        },
    ),
    "an address as on an envelope": (["ADR:Main St. 1, Umeå"], {"addresses": (Address(street="Main St. 1, Umeå"),)}),
    "an address that is only a label": (
        ['ADR;LABEL="Main St. 1; Umeå":;;;;;;', "ADR:;;;;;;"],
        {"addresses": (Address(street="Main St. 1; Umeå"),)},
    ),
    "an address that is only a label of two lines": (
        ['ADR;LABEL="Main St. 1\\nUmeå":;;;;;;'],
        {"addresses": (Address(street="Main St. 1, Umeå"),)},
    ),
    "a department": (
        ["ORG:Nordgrid\\; Co;Sales;North"],
        {"organization_name": "Nordgrid; Co", "notes": "Department: Sales, North"},
    ),
    "several jobs": (
        ["TITLE:Analyst", "ROLE:Planner", "ORG:Nordgrid", "ORG:Guild"],
        {"role": "Analyst", "organization_name": "Nordgrid", "notes": "Role: Planner\nOrganization: Guild"},
    ),
    "a uid": (["UID:urn:uuid:1234", "UID:5"], {"uid": "urn:uuid:1234", "card_lines": (b"UID:5",)}),
    "how it sounds": (["X-PHONETIC-LAST-NAME:Doh", "X-PHONETIC-FIRST-NAME:Jayn"], {"phonetic_name": "Jayn Doh"}),
    "a time zone": (["TZ:Europe/Stockholm"], {"time_zone": "Europe/Stockholm"}),
    "an offset is no time zone": (["TZ:-0500"], {"time_zone": "", "card_lines": (b"TZ:-0500",)}),
    "relatives": (
        ["item1.X-ABRELATEDNAMES:Bo Ek", "item1.X-ABLabel:_$!<Spouse>!$_", "RELATED;TYPE=child;VALUE=text:Ada"],
        {"notes": "Spouse: Bo Ek\nChild: Ada"},
    ),
    "a day with a label": (
        ["item1.X-ABDATE:2010-06-01", "item1.X-ABLabel:_$!<Anniversary>!$_"],
        {"notes": "Anniversary: 2010-06-01", "card_lines": ()},
    ),
    "Android's nickname": (
        ["X-ANDROID-CUSTOM:vnd.android.cursor.item/nickname;Jay;1;;", "X-ANDROID-CUSTOM:other"],
        {"nickname": "Jay", "card_lines": (b"X-ANDROID-CUSTOM:other",)},
    ),
    "Outlook's picture": ([b"X-MS-CARDPICTURE;TYPE=JPEG;ENCODING=BASE64:", b" " + BASE64], {"photo": JPEG}),
    "who introduced": (["item1.X-ABLabel:Referred by", "item1.X-ABRELATEDNAMES:Bo Ek"], {"introducer_name": "Bo Ek"}),
    "another card that is related": (
        ["RELATED;TYPE=friend:urn:uuid:1"],
        {"card_lines": (b"RELATED;TYPE=friend:urn:uuid:1",)},
    ),
    "facts without a field": (["X-SPOUSE:Bo", "ANNIVERSARY:20100601"], {"notes": "Spouse: Bo\nAnniversary: 20100601"}),
    "unknown lines, byte for byte": (
        [
            b"X-A;B=\xe9:a\\,b",
            b"item1.X-ABADR:se",
            b"item1.X-ABLabel:_$!<Home>!$_",
            "X-Long:a",
            " b",
            "REV:1",
        ],
        {
            "card_lines": (
                b"X-A;B=\xe9:a\\,b",
                b"item1.X-ABADR:se",
                b"item1.X-ABLabel:_$!<Home>!$_",
                b"X-Long:ab",
            )
        },
    ),
    "an agent is kept on one line": (
        ["AGENT:", "BEGIN:VCARD", "FN:B", "NOTE:x\\,y", "END:VCARD"],
        {"card_lines": (b"AGENT:BEGIN:VCARD\\nFN:B\\nNOTE:x\\\\\\,y\\nEND:VCARD",)},
    ),
    "NUL": (["NOTE:a\0b", "X-A:c\0"], {"notes": "ab", "card_lines": (b"X-A:c",)}),
}


@pytest.mark.parametrize("end", [b"\r\n", b"\n", b"\r", b"\r\r\n"])
@pytest.mark.parametrize("trap", NAMES)
def test_the_name_is_read(trap: str, end: bytes) -> None:
    assert read(card(*NAMES[trap], end=end)).display_name == CYRILLIC


@pytest.mark.parametrize("trap", SAID)
def test_what_is_said_is_read(trap: str) -> None:
    lines, said = SAID[trap]
    row = read(card("FN:Jane", *lines) if "FN" not in str(lines[0])[:5] else card(*lines))
    assert {name: getattr(row, name) for name in said} == said


@pytest.mark.parametrize(("value", "text"), [(b"Reid\x92s Ren\xe9e", "Reid’s Renée"), (b"Ren\xe9\x81", "René\ufffd")])
def test_windows_letters(value: bytes, text: str) -> None:
    assert read(card(b"FN:" + value)).display_name == text


@pytest.mark.parametrize(
    ("text", "charset"),
    [("山田 太郎", "shift_jis"), ("Тарас Шевченко", "cp1251"), ("Ёлка", "cp1251"), ("Zoë Ångström", "cp1252")],
)
def test_letters_of_a_charset_that_is_not_said(text: str, charset: str) -> None:
    assert read(card(b"FN:" + text.encode(charset))).display_name == text


@pytest.mark.parametrize("charset", ["utf-16", "utf-16-le", "utf-16-be", "utf-8", "utf-8-sig"])
def test_files_in_unicode(charset: str) -> None:
    assert read(card(f"FN:{CYRILLIC}").decode().encode(charset)).display_name == CYRILLIC


def test_nobody_is_on_the_card() -> None:
    assert list(read_vcards(card("NOTE:nobody"))) == [
        RowError(1, NOBODY, "BEGIN:VCARD\nVERSION:3.0\nNOTE:nobody\nEND:VCARD")
    ]


@pytest.mark.parametrize("kind", ["KIND:group", "X-ADDRESSBOOKSERVER-KIND:Group"])
def test_a_group_is_left_out(kind: str) -> None:
    assert list(read_vcards(card("FN:Choir", kind))) == [Skipped(1)]
