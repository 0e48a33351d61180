"""LinkedIn's Connections.csv in, rows out: preambles, languages, dates, and the traps in real ones."""

from pathlib import Path

import pytest

from contacts.importing.files import read, recognise
from contacts.importing.rows import Entry, Row, RowError
from contacts.importing.tables.linkedin import display_name
from tests.contacts.reading import read_file

FILES = Path(__file__).parent / "files"
HEADER = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
JANE = "Jane,Doe,https://www.linkedin.com/in/jane,,Nordgrid,Analyst,12 Mar 2024\n"
LINKEDIN = "https://www.linkedin.com/in/"

PRIYA = Row(
    line=5,
    display_name="Priya Raman",
    given_name="Priya",
    family_name="Raman",
    organization_name="Nordgrid, Inc.",
    role="Lead analyst",
    links=(f"{LINKEDIN}priya-raman-1a2b3c",),
    met_on="2024-03-12",
    source="linkedin",
    entries=(
        Entry(
            uid="linkedin:priya-raman-1a2b3c",
            kind="message",
            at="2024-03-12",
            title="Connected on LinkedIn",
            is_touch=True,
        ),
    ),
)


def rows_of(content: str | bytes) -> list[Row]:
    """The people in a file."""
    return read_file(content.encode() if isinstance(content, str) else content).rows


def test_connections() -> None:
    parsed = read_file((FILES / "Connections.csv").read_bytes())
    priya, tomas, jane, grace = parsed.rows
    assert priya == PRIYA
    assert (tomas.emails, tomas.met_on) == (("tomas@example.org",), "2022-02-07")
    assert (jane.display_name, jane.family_name, jane.met_on) == ("Jane Doe", "Doe, PhD, 🚀", "")
    assert (jane.entries, jane.notes) == ((), "Connected On: bad date")
    assert (grace.line, grace.role) == (9, 'Learning lead, "digital"')
    assert (parsed.format, parsed.skipped) == ("LinkedIn connections", 1)
    assert parsed.errors == [
        RowError(
            10,
            "It has 8 values for 7 columns.",
            "Broken,Row,https://www.linkedin.com/in/broken,,One,Two,Three,Four",
        )
    ]


def test_connections_in_german() -> None:
    (row,) = rows_of((FILES / "connections-german.csv").read_bytes())
    assert (row.display_name, row.organization_name, row.role) == ("Jörg Süß", "Stadtwerke Beispiel", "Netzplaner")
    assert (row.links, row.met_on) == (("https://de.linkedin.com/in/joerg-suess/",), "2023-03-03")


LAYOUTS = [
    HEADER + JANE,
    "\ufeff" + HEADER + JANE,
    "Notes:\n\n" + HEADER + JANE,
    '"Notes:"\n"a\nb"\n\n' + HEADER + JANE,
    'Notes:\n"an open quotation mark\n\n' + HEADER + JANE,
    'Notes:\n"an open quotation mark\n\n' + HEADER + JANE.replace("Analyst", 'Analyst 5"'),
    "\ufeffNotes:\na\nb\n\n" + HEADER.upper() + JANE,
    (HEADER + JANE).replace("\n", "\r\n"),
    (HEADER + JANE).replace("\n", "\r"),
    (HEADER + JANE).replace(",", "\t"),
    "sep=;\n" + (HEADER + JANE).replace(",", ";"),
    HEADER.replace("Email", " E-mail ") + JANE.replace("\n", ",,,\n"),
    HEADER.replace("\n", ",\n") + JANE.replace("\n", ",\n"),
    HEADER + "\n,,,,,,\n" + JANE,
    HEADER + JANE.replace("12 Mar 2024", "2024-03-12T10:00:00Z"),
    "Connected On,Position,Company,Last Name,First Name,URL\n12 Mar 2024,Analyst,Nordgrid,Doe,Jane,"
    "https://www.linkedin.com/in/jane",
    "Prénom,Nom,URL,Adresse e-mail,Entreprise,Poste,Date de connexion\n" + JANE.replace("Mar", "mars"),
    "Nombre,Apellidos,URL,Correo electrónico,Empresa,Cargo,Conectado el\n" + JANE.replace("12 Mar", "12 de marzo de"),
    "Voornaam,Achternaam,URL,E-mailadres,Bedrijf,Functie,Verbonden op\n" + JANE.replace("Mar", "mrt"),
    "Nome,Sobrenome,URL,Endereço de e-mail,Empresa,Cargo,Conectado em\n" + JANE.replace("12 Mar ", "12 de mar. de "),
    "Förnamn,Efternamn,URL,E-postadress,Företag,Befattning,Kontakt sedan\n" + JANE.replace("Mar", "mars"),
    "Nome,Cognome,URL,Indirizzo email,Azienda,Posizione,Collegato il\n" + JANE.replace("Mar", "marzo"),
]


@pytest.mark.parametrize("content", LAYOUTS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_layout_says_the_same(content: str, encoding: str) -> None:
    parsed = read_file(content.encode(encoding))
    (row,) = parsed.rows
    said = (row.display_name, row.organization_name, row.role.rstrip(' 5"'), row.links, row.met_on, parsed.errors)
    assert said == ("Jane Doe", "Nordgrid", "Analyst", (f"{LINKEDIN}jane",), "2024-03-12", [])


def test_an_older_layout_lacks_url_and_day() -> None:
    content = "First Name,Last Name,Email Address,Company,Position\nJane,Doe,jane@example.org,Nordgrid,Analyst\n"
    assert recognise(content.encode()).format == "linkedin"
    assert [(row.emails, row.source, row.entries) for row in rows_of(content)] == [
        (("jane@example.org",), "linkedin", ())
    ]


def test_an_open_quotation_mark_costs_one_row() -> None:
    parsed = read_file((HEADER + 'Open,"Quote,,,,,\n' + JANE * 3).encode())
    assert [row.line for row in parsed.rows] == [3, 4, 5]
    assert parsed.errors == [RowError(2, "It has a quotation mark that is never closed.", 'Open,"Quote,,,,,')]


@pytest.mark.parametrize("after", ['Jane,"Doe, PhD",,,,,\n', 'Jane,Doe 5",,,,,\n', '"Jane",Doe,,,,,\n'])
def test_what_follows_an_open_mark_is_read(after: str) -> None:
    parsed = read_file((HEADER + 'Open,"Quote,,,,,\n' + after + JANE).encode())
    assert ([row.line for row in parsed.rows], [error.line for error in parsed.errors]) == ([3, 4], [2])


def test_windows_letters_are_read() -> None:
    assert [row.display_name for row in rows_of((HEADER + "René,Weiß,,,,,").encode("cp1252"))] == ["René Weiß"]


def test_a_closed_account_is_counted_and_no_company_is_invented() -> None:
    parsed = read_file((HEADER + ",,,,,,12 Mar 2024\nJane,Doe,,,,,\n,," + LINKEDIN + "zoe,,,,").encode())
    assert ([(row.display_name, row.organization_name) for row in parsed.rows], parsed.skipped) == (
        [("Jane Doe", ""), ("zoe", "")],
        1,
    )


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("Jane Doe, PhD, MBA", "Jane Doe"),
        ("Jane Doe, Baroness", "Jane Doe, Baroness"),
        ("🚀 Jane ✨ Doe", "Jane Doe"),
        ("李 娜", "李 娜"),
    ],
)
def test_names_without_ornament(raw: str, shown: str) -> None:
    assert display_name(raw) == shown


def test_a_layout_survives_json_and_reads_again() -> None:
    content = (FILES / "Connections.csv").read_bytes()
    layout = recognise(content)
    assert type(layout).from_document(layout.to_document() | {"columns": list(layout.columns)}) == layout
    assert next(read(content, layout)) == PRIYA


FOREIGN = [
    "名,姓,URL,メールアドレス,会社,役職,つながった日",
    "名字,姓氏,网址,邮箱地址,公司,职位,好友添加日期",
    "Ad,Soyad,URL,E-posta Adresi,Şirket,Pozisyon,Bağlantı Kurulan Tarih",
    "Imię,Nazwisko,Adres URL,Adres e-mail,Firma,Stanowisko,Nawiązano kontakt",
]


@pytest.mark.parametrize("header", FOREIGN)
def test_a_language_that_nobody_taught_us_is_known_by_what_stands_below(header: str) -> None:
    people = f'{header}\n花子,山田,{LINKEDIN}hanako,,"Nordgrid, Inc.",Analyst,2024年3月12日\n,,,,,,\n{JANE}'
    for content in (people, f"注記:\n「このファイルについて」\n\n{people}"):
        layout = recognise(content.encode())
        assert (layout.format, layout.is_sure) == ("linkedin", True)
        hanako, jane = rows_of(content)
        assert (hanako.given_name, hanako.family_name, hanako.met_on) == ("花子", "山田", "2024-03-12")
        assert (hanako.links, hanako.organization_name, hanako.role) == (
            (f"{LINKEDIN}hanako",),
            "Nordgrid, Inc.",
            "Analyst",
        )
        assert (jane.display_name, jane.source, len(jane.entries)) == ("Jane Doe", "linkedin", 1)


@pytest.mark.parametrize(
    ("header", "person"),
    [
        ("First,Last,LinkedIn,Email,Company,Title,Notes", f"Jane,Doe,{LINKEDIN}jane,,Nordgrid,Analyst,Room 7"),
        (
            "名,姓,URL,メールアドレス,会社,役職,つながった日",
            "Jane,Doe,https://example.org,,Nordgrid,Analyst,2024年3月12日",
        ),
        (
            "名,姓,URL,メールアドレス,会社,役職,つながった日",
            f"Jane,Doe,{LINKEDIN}jane,Malmö,Nordgrid,Analyst,2024年3月12日",
        ),
        ("名,姓,URL,メールアドレス,会社,役職,つながった日", f"Jane,Doe,{LINKEDIN}jane,,Nordgrid,Analyst,at the fair"),
    ],
)
def test_a_table_of_ones_own_is_not_taken_for_one_of_linkedin_s(header: str, person: str) -> None:
    assert recognise(f"{header}\n{person}\n".encode()).format == "csv"
