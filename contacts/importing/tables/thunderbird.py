"""Thunderbird's CSV of an address book, in English, German, French and Spanish."""

from collections.abc import Sequence

from contacts.importing.tables.columns import NOTED, by_name
from contacts.importing.tables.table import Table

COLUMNS = by_name(
    {
        "given_name": "First Name|Vorname|Prénom|Nombre",
        "family_name": "Last Name|Nachname|Nom|Nom de famille|Apellidos",
        "display_name": "Display Name|Anzeigename|Nom à afficher|Nombre en pantalla|Nombre para mostrar",
        "nickname": "Nickname|Spitzname|Surnom|Apodo",
        "email": "Primary Email|Secondary Email|Primäre E-Mail-Adresse|Sekundäre E-Mail-Adresse|"
        "Adresse électronique principale|Adresse électronique secondaire|Dirección de correo electrónico principal|"
        "Dirección de correo electrónico secundaria|Correo electrónico principal|Correo electrónico secundario",
        "phone:work": "Work Phone|Tel. dienstlich|Tél. professionnel|Teléfono (Trabajo)|Teléfono del trabajo",
        "phone:home": "Home Phone|Tel. privat|Tél. personnel|Tél. domicile|Teléfono particular|Teléfono (Casa)",
        "phone:mobile": "Mobile Number|Mobil-Tel.-Nr.|Portable|Teléfono móvil|Móvil",
        "phone:fax": "Fax Number|Fax-Nummer|Fax|Fax",
        "phone:pager": "Pager Number|Pager-Nummer|Pager|Buscapersonas",
        "street:home": "Home Address|Home Address 2|Privat: Adresse|Privat: Adresse 2|Adresse privée|Adresse privée 2|"
        "Dirección personal|Dirección personal 2",
        "locality:home": "Home City|Privat: Ort|Ville|Ciudad",
        "region:home": "Home State|Privat: Bundesland|Provincia",
        "postcode:home": "Home ZipCode|Privat: PLZ|Code postal|Código postal",
        "country:home": "Home Country|Privat: Land|Pays/État|País de residencia",
        "street:work": "Work Address|Work Address 2|Dienstlich: Adresse|Dienstlich: Adresse 2|Adresse professionnelle|"
        "Adresse professionnelle 2|Dirección de trabajo|Dirección de trabajo 2",
        "locality:work": "Work City|Dienstlich: Ort",
        "region:work": "Work State|Dienstlich: Bundesland",
        "postcode:work": "Work ZipCode|Dienstlich: PLZ|Código postal (Trabajo)",
        "country:work": "Work Country|Dienstlich: Land|País (Trabajo)",
        "role": "Job Title|Arbeitstitel|Titel|Fonction|Cargo",
        "organization_name": "Organization|Organisation|Société|Organización",
        "link": "Web Page 1|Web Page 2|Webseite 1|Webseite 2|Site Web 1|Site Web 2|Página web 1|Página web 2",
        "birth_year": "Birth Year|Geburtsjahr|Année de naissance|Année|Año de nacimiento",
        "birth_month": "Birth Month|Geburtsmonat|Mois|Mes de nacimiento",
        "birth_day": "Birth Day|Geburtstag|Jour|Día de nacimiento",
        "notes": "Notes|Notizen|Notas",
    }
)
MARKS = by_name(
    {
        "email": "Primary Email|Primäre E-Mail-Adresse|Adresse électronique principale|"
        "Dirección de correo electrónico principal|Correo electrónico principal",
        "display_name": "Display Name|Anzeigename|Nom à afficher|Nombre en pantalla|Nombre para mostrar",
    }
)


def columns(names: Sequence[str]) -> tuple[str, ...]:
    """The field of each column."""
    return tuple(COLUMNS.get(name, NOTED) for name in names)


def is_header(names: Sequence[str]) -> bool:
    """Whether it is Thunderbird's: it alone calls an address the primary one, beside the name that it shows."""
    return {MARKS.get(name) for name in names} >= {"email", "display_name"} and len(names) > 10


THUNDERBIRD = Table(code="thunderbird", is_header=is_header, columns=columns)
