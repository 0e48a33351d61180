"""Tables of programs that nobody told us of: what their columns hold is guessed by names, and by what stands below."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import islice

from contacts.importing import normal
from contacts.importing.rows import EMAIL
from contacts.importing.tables.columns import NAMES, NOTED, by_name, plain
from contacts.importing.tables.delimited import Record, records
from contacts.importing.tables.table import HEADER_WITHIN, MOST_COLUMNS, Header, Table

COLUMNS = by_name(
    {
        "display_name": "Full Name|Display Name|Contact Name|Contact|Person|Voller Name|Anzeigename|Nom complet|"
        "Nombre completo|Nome completo|Volledige naam|Visningsnamn|Fullständigt namn|Name and surname|"
        "氏名|名前|姓名|ФИО",
        "given_name": "First Name|Given Name|Firstname|Forename|First|Vorname|Rufname|Prénom|Nombre de pila|Voornaam|"
        "Förnamn|Fornavn|Imię|Etunimi|Ad|名|Имя",
        "family_name": "Last Name|Family Name|Lastname|Surname|Last|Nachname|Familienname|Zuname|Nom de famille|"
        "Apellidos|Apellido|Cognome|Sobrenome|Apelido|Achternaam|Efternamn|Efternavn|Etternavn|Nazwisko|Sukunimi|Soyad|姓|Фамилия",
        "middle_name": "Middle Name|Middle|Additional Name|Weitere Vornamen|Zweiter Vorname|Deuxième prénom|"
        "Segundo nombre|Secondo nome|Tweede naam|Mellannamn|Mellemnavn",
        "name_prefix": "Prefix|Name Prefix|Salutation|Honorific|Anrede|Civilité|Tratamiento|Aanhef",
        "name_suffix": "Suffix|Name Suffix|Suffixe|Sufijo",
        "nickname": "Nickname|Nick Name|Nick|Spitzname|Surnom|Apodo|Soprannome|Bijnaam|Smeknamn",
        "phonetic_name": "Phonetic Name|How it sounds|Pronunciation",
        "pronouns": "Pronouns|Pronomen|Pronoms|Pronombres",
        "organization_name": "Org|Company|Company Name|Organization|Organisation|Organization Name|Employer|Workplace|"
        "Business|Account Name|Firma|Unternehmen|Arbeitgeber|Société|Entreprise|Employeur|Empresa|Organización|"
        "Azienda|Società|Bedrijf|Organisatie|Företag|Arbetsgivare|Virksomhed|Current Company|会社|会社名|公司|Компания",
        "role": "Job Title|Jobtitle|Role|Position|Job|Occupation|Current Position|Current Role|Headline|Beruf|"
        "Berufsbezeichnung|Funktion|Rolle|Poste|Fonction|Profession|Puesto|Cargo|Ocupación|Ruolo|Functie|Befattning|"
        "Roll|Yrkestitel|Stilling|Função|役職|职位|Должность",
        "email": "Email|E-mail|E-mail Address|Emails|Mail|Mail Address|Primary Email|Secondary Email|Email 1|Email 2|"
        "Email 3|Other Email|E-Mail-Adresse|Mailadresse|Adresse e-mail|Adresse électronique|Adresse de messagerie|"
        "Courriel|Correo|Correo electrónico|Dirección de correo electrónico|Indirizzo email|E-mailadres|"
        "Endereço de e-mail|E-postadress|E-post|E-posta|Email Adresse|Email Addresses|メール|メールアドレス|邮箱|"
        "电子邮件|Почта",
        "email:work": "Work Email|Business Email|Office Email|E-Mail geschäftlich|E-Mail dienstlich|"
        "E-mail professionnel",
        "email:home": "Home Email|Personal Email|Private Email|E-Mail privat|E-mail personnel",
        "phone": "Phone|Phone Number|Phones|Telephone|Telephone Number|Tel|Phone 1|Phone 2|Phone 3|Telefon|"
        "Telefonnummer|Rufnummer|Téléphone|Numéro de téléphone|Teléfono|Número de teléfono|Telefono|Telefoon|"
        "Telefoonnummer|Telefone|WhatsApp|Contact Number|電話番号|电话|Телефон",
        "phone:mobile": "Mobile|Mobile Phone|Mobile Number|Cell|Cell Phone|Cellphone|Cellular|Mobil|Mobiltelefon|Handy|"
        "Handynummer|Mobilnummer|Portable|Téléphone portable|Mobile téléphone|Móvil|Teléfono móvil|Celular|Cellulare|"
        "Mobiel|Telemóvel|Mobiltelefonnummer",
        "phone:work": "Work Phone|Business Phone|Office Phone|Telefon geschäftlich|Telefon dienstlich|"
        "Téléphone professionnel|Teléfono del trabajo",
        "phone:home": "Home Phone|Private Phone|Telefon privat|Téléphone domicile|Teléfono particular",
        "phone:fax": "Fax|Fax Number|Telefax|Télécopie",
        "link": "Website|Web Site|Web Page|Webpage|Homepage|Home Page|URL|Link|Links|Web|Webseite|Site web|Sitio web|"
        "Página web|Sito web|Profile URL|Profile Link|Blog|Portfolio|GitHub URL|Webbplats",
        "linkedin": "LinkedIn|LinkedIn URL|LinkedIn Profile|LinkedIn Profile URL|LinkedIn Link|LinkedIn Handle|"
        "Profil LinkedIn|LinkedIn-Profil|Perfil de LinkedIn|Person Linkedin Url",
        "address": "Address|Full Address|Postal Address|Mailing Address|Adresse|Anschrift|Dirección|Indirizzo|Adres|"
        "Endereço|Adress",
        "address:home": "Home Address|Adresse privat",
        "address:work": "Work Address|Business Address|Office Address|Adresse geschäftlich",
        "street": "Street|Street Address|Address Line 1|Address Line 2|Address 1|Address 2|Address1|Address2|Straße|"
        "Strasse|Straße und Hausnummer|Rue|Calle|Via|Straat|Rua|Gata|Gatuadress",
        "locality": "City|Town|City/Town|Stadt|Ort|Wohnort|Ville|Ciudad|Città|Stad|Cidade|Postort",
        "region": "State|Province|State/Province|Region|County|Bundesland|Kanton|Région|Provincia|Estado|Landkreis",
        "postcode": "Zip|Zip Code|Zipcode|Postal Code|Postcode|Post Code|PLZ|Postleitzahl|Code postal|Código postal|"
        "CAP|CEP|Postnummer",
        "country": "Country|Country/Region|Land|Pays|País|Paese",
        "po_box": "PO Box|P.O. Box|Postfach",
        "location": "Location|Place|Lives in|Based in|Standort|Lieu|Ubicación|Lugar|Localisation|Plats",
        "time_zone": "Time Zone|Timezone|Zeitzone|Fuseau horaire|Zona horaria",
        "birthday": "Birthday|Birth Date|Birthdate|Date of Birth|DOB|Born|Geburtstag|Geburtsdatum|Anniversaire|"
        "Date de naissance|Cumpleaños|Fecha de nacimiento|Compleanno|Data di nascita|Geboortedatum|Verjaardag|"
        "Data de nascimento|Födelsedag|Födelsedatum",
        "birth_year": "Birth Year|Geburtsjahr",
        "birth_month": "Birth Month|Geburtsmonat",
        "birth_day": "Birth Day",
        "introducer_name": "Referred By|Introduced By|Introducer|Introduction by|Referrer|Referral|Met through|"
        "Empfohlen von|Recommandé par|Recomendado por|Vermittelt von|Kennengelernt durch|"
        "Kennengelernt über|Vorgestellt von|Présenté par|Presentado por",
        "how_met": "How met|How we met|Met at|Where we met|Context",
        "met_on": "Met on|Date met|First met|Met date|Connected On|Kennengelernt am|Verbunden am",
        "source": "Source|Lead Source|Quelle|Origine|Origen",
        "relationship": "Relationship|Relation|Beziehung|Relación",
        "warmth": "Warmth",
        "cadence": "Cadence|Keep in touch|Frequency|Stay in touch",
        "favourite": "Favourite|Favorite|Starred|Star|Favorit|Favori|Favorito",
        "tags": "Tags|Tag|Labels|Label|Groups|Group|Categories|Category|Lists|List|Schlagwörter|Kategorien|Kategorie|"
        "Gruppen|Gruppe|Étiquettes|Catégories|Groupes|Etiquetas|Categorías|Grupos|Taggar",
        "notes": "Notes|Note|Comments|Comment|Description|Bio|About|Remarks|Memo|Notizen|Notiz|Bemerkung|Bemerkungen|"
        "Kommentar|Remarques|Commentaire|Commentaires|Notas|Nota|Comentarios|Comentario|Notities|Anteckningar",
        "name?": "Name|Nom|Naam|Namn|Navn|Nombre|Nome|Nimi|Nombres",
        "title?": "Title|Titre|Titel|Título|Titolo",
    }
)
# What programs put before or behind the name of a column that says the same without it.
AROUND = re.compile(r"^(?:primary|main|associated|contact) | (?:\d+|s|numbers?)$|(?<=phone)s$")
GIVEN_IN = {"nombre", "nombres", "nome"}  # the given name if there is a family name, too; the others are that one
ADDRESSED = {"street", "postcode", "po_box", "address"}
HONORIFIC = re.compile(
    r"(mr|mrs|ms|miss|mx|dr|prof|professor|sir|dame|herr|frau|m|mme|mlle|pr|sr|sra|srta|d|dña|don|doña|ing|rev|"
    r"dipl|mag|dott|hr|fr)(\.|\b)[\w. ]{0,20}",
    re.IGNORECASE,
)
PICTURED = re.compile(r"image|photo|avatar|picture|bild|imagen")  # the address of a picture is no link to somebody
PERSON = re.compile(r"[^\W\d_]\S{0,40}( [^\W\d_]\S{0,40}){1,4}")
NUMBER = re.compile(r"\+?[\d ().\-/]{7,25}")
SEVERAL = re.compile(r"[,;\s]+")  # what may stand between addresses in one cell
SAMPLE = 100  # records


def columns(names: Sequence[str]) -> tuple[str, ...]:
    """The field of each column by its name alone."""
    return fit([field_of(name) for name in names], names, lambda index: [])


def field_of(name: str) -> str:
    """The field that a column of this plain name holds, NOTED if nobody knows: "Phone 4", "Phone (Work)"."""
    if name in COLUMNS:
        return COLUMNS[name]
    code = COLUMNS.get(AROUND.sub("", name), NOTED)
    if code and (code.startswith("phone") or not name.endswith(("number", "numbers"))):
        return code  # a company's number is no company
    words = name.split()
    if len(words) != 2:
        return NOTED
    both = {COLUMNS.get(word, NOTED) for word in words}  # Company/Organisation
    return COLUMNS.get(f"{words[1]} {words[0]}") or (both.pop() if len(both) == 1 else NOTED)


def fit(found: list[str], names: Sequence[str], below: Callable[[int], list[str]]) -> tuple[str, ...]:
    """`found` with every doubt settled by the other columns, or by the values `below`."""
    for index, code in enumerate(found):
        if code == "name?":
            found[index] = name_of(names[index], {*found})
        elif code == "title?":
            values = below(index)
            honors = sum(bool(HONORIFIC.fullmatch(value)) for value in values)
            found[index] = "name_prefix" if "role" in found or (values and 2 * honors > len(values)) else "role"
    if not ADDRESSED & {*found}:
        found = ["location" if code in {"locality", "region", "country"} else code for code in found]
    return tuple(found)


def name_of(name: str, others: set[str]) -> str:
    """What a column called "Name" holds: all of it, or the part that the others lack."""
    if name in GIVEN_IN and "family_name" in others and "given_name" not in others:
        return "given_name"
    return "family_name" if "given_name" in others and "family_name" not in others else "display_name"


def guess(header: Header, lines: Sequence[str], delimiter: str) -> tuple[str, ...]:
    """The field of each column, by its name, else by the values below it."""
    body = people_below(header, lines, delimiter)

    def below(index: int) -> list[str]:
        return [value for cells in body if index < len(cells) and (value := cells[index].strip())]

    names = header.names
    found = list(map(field_of, names))
    found = [
        code or (NOTED if PICTURED.search(name) else looks_like(below(index)))
        for index, (code, name) in enumerate(zip(found, names, strict=True))
    ]
    if not {*NAMES, "name?"} & {*found}:
        people = (
            n for n, code in enumerate(found) if not code and (said := below(n)) and all(map(PERSON.fullmatch, said))
        )
        if (index := next(people, None)) is not None:
            found[index] = "display_name"
    return fit(found, names, below)


def people_below(header: Header, lines: Sequence[str], delimiter: str) -> list[list[str]]:
    """The cells of the first records under the header."""
    return [r.cells for r in islice(records(lines, delimiter), SAMPLE) if r.line > header.line and r.cells]


def looks_like(values: Sequence[str]) -> str:
    """The field that such values can only be of, "" for none."""
    words = [word for value in values for word in SEVERAL.split(value) if word]
    if words and all(map(EMAIL.fullmatch, words)):
        return "email"
    if values and all(normal.linkedin_slug(value) for value in values):
        return "linkedin"
    if values and all("/" in value and normal.split(value) for value in values):
        return "link"
    if values and all(NUMBER.fullmatch(value) and (value[0] in "+0(") for value in values):
        return "phone"
    return NOTED


def find_any_header(lines: Sequence[str], delimiter: str) -> Header | None:
    """The record that names the columns: of the first ones as wide as most, the one with the most known names.

    A table that begins with people at once has none: its columns are called by their numbers, and its line is 0.
    """
    sample = [r for r in islice(records(lines, delimiter), SAMPLE) if r.cells and len(r.cells) <= MOST_COLUMNS]
    widths = Counter(len(record.cells or ()) for record in sample)
    if not widths:
        return None
    width = max(widths, key=lambda wide: (widths[wide] * (wide > 1), wide))
    wide = [record for record in sample[:HEADER_WITHIN] if len(record.cells or ()) == width]
    if not wide:
        return None
    best = max(wide, key=known)
    if not known(best):
        best = next((record for record in wide if any(cell.strip() for cell in record.cells or ())), wide[0])
        if is_data(best.cells or ()):
            return Header(ANY, tuple(f"Column {number}" for number in range(1, width + 1)), 0)
    return Header(ANY, tuple(cell.strip() for cell in best.cells or ()), best.line)


def known(record: Record) -> int:
    """How many names of columns are in it."""
    return sum(plain(cell) in COLUMNS for cell in record.cells or ())


def is_data(cells: Iterable[str]) -> bool:
    """Whether a record holds what no name of a column is: an address, a link or a number."""
    return any(looks_like([cell.strip()]) for cell in cells if cell.strip())


def is_sure(by_name: Sequence[str], codes: Sequence[str]) -> bool:
    """Whether nobody need look at the columns: one is called a name, and what most of them hold is known."""
    return bool(NAMES & {*by_name}) and 2 * sum(map(bool, codes)) > len(codes)


ANY = Table(code="csv", is_header=lambda names: False, columns=columns)
