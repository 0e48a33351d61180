"""LinkedIn's Connections.csv, in the layouts it has had: a preamble of 0 to 4 lines, columns in any order.

Format: no specification; the variants are those of real exports (a header is known by its names, never its place).
"""

import re
import unicodedata
from collections.abc import Sequence

from contacts.importing import normal
from contacts.importing.rows import EMAIL, Entry
from contacts.importing.tables.columns import by_name
from contacts.importing.tables.draft import Draft
from contacts.importing.tables.table import Table

# English, German, French, Spanish, Italian, Dutch, Portuguese, Swedish, Danish, Norwegian, as far as they differ.
COLUMNS = by_name(
    {
        "given_name": "First Name|Vorname|Prénom|Nombre|Nome|Voornaam|Nome próprio|Förnamn|Fornavn",
        "family_name": "Last Name|Nachname|Nom|Nom de famille|Apellidos|Apellido|Cognome|Achternaam|Sobrenome|Apelido|"
        "Efternamn|Efternavn|Etternavn",
        "link": "URL|Profile URL|Profil-URL|URL du profil|URL del perfil|Profiel-URL|URL do perfil|Profil|Perfil",
        "email": "Email Address|E-mail|E-Mail-Adresse|Adresse e-mail|Adresse email|Dirección de correo electrónico|"
        "Correo electrónico|Dirección de email|Indirizzo email|Indirizzo e-mail|E-mailadres|Endereço de e-mail|"
        "E-postadress|E-post|E-mailadresse|E-postadresse|Courriel|Mail",
        "organization_name": "Company|Unternehmen|Firma|Entreprise|Société|Empresa|Azienda|Società|Bedrijf|Företag|"
        "Virksomhed|Bedrift|Organización|Organisatie",
        "role": "Position|Title|Poste|Fonction|Cargo|Puesto|Posición|Posizione|Qualifica|Functie|Positie|Befattning|"
        "Titel|Stilling|Função|Posição",
        "met_on": "Connected On|Verbunden am|Kontakt seit|Vernetzt am|Connecté le|Date de connexion|Connexion le|"
        "En relation depuis|Conectado el|Fecha de conexión|Conectados el|Collegato il|Data collegamento|"
        "Data di collegamento|Connesso il|Collegato in data|Verbonden op|Connectie sinds|Gekoppeld op|Conectado em|"
        "Data de conexão|Data da conexão|Conexão em|Ligado em|Kontakt sedan|Ansluten|Kontakter sedan|Ansluten den|"
        "Forbundet den|Forbundet|Kontakt siden",
    }
)
# The order in which LinkedIn itself writes them, in every language.
ORDER = ("given_name", "family_name", "link", "email", "organization_name", "role", "met_on")
CREDENTIAL = re.compile(r"[A-Za-z.]*[A-Z][A-Za-z.]*[A-Z][A-Za-z.®()-]*")  # two capitals, as in PhD
DIGIT = re.compile(r"\d")
LONGEST_NAME = 500  # characters


def columns(names: Sequence[str]) -> tuple[str, ...]:
    """The field of each column."""
    return tuple(COLUMNS.get(name, "") for name in names)


def is_header(names: Sequence[str]) -> bool:
    """Whether it is LinkedIn's: both parts of the name, and the day of the connection or what only LinkedIn has so."""
    found = {*columns(names)}
    if not {"given_name", "family_name"} <= found or len(found - {""}) < 4:
        return False
    return "met_on" in found or (found <= {*COLUMNS.values()} and "position" in names and "title" not in names)


def is_in_order(known: Sequence[str], people: Sequence[Sequence[str]]) -> bool:
    """Whether people stand there as LinkedIn writes them, under names of which those that are `known` mean the same.

    Nearly all of them have a profile of LinkedIn's; those who closed their account have nothing.
    """
    if len(known) != len(ORDER) or not all(code in {"", usual} for code, usual in zip(known, ORDER, strict=True)):
        return False
    said = [[cell.strip() for cell in cells] for cells in people if len(cells) == len(ORDER) and any(cells)]
    profiles = sum(bool(normal.linkedin_slug(cells[2])) for cells in said)
    fits = all(
        (not cells[3] or EMAIL.fullmatch(cells[3])) and (not cells[6] or DIGIT.search(cells[6])) for cells in said
    )
    return fits and profiles > 0.9 * len(said)


def finish(draft: Draft) -> bool:
    """Tell from where and since when the person is known; False for a member who closed the account."""
    said = draft.said
    name = display_name(f"{said.get('given_name', '')} {said.get('family_name', '')}"[:LONGEST_NAME])
    slug = next(filter(None, map(normal.linkedin_slug, draft.links)), "")
    if name or slug:
        said["display_name"] = name or slug
    elif not draft.emails:
        return False
    said["source"] = "linkedin"
    if day := said.get("met_on"):
        who = slug or next(iter(draft.emails), "").casefold() or name.casefold()
        entry = Entry(uid=f"linkedin:{who}", kind="message", at=day, title="Connected on LinkedIn", is_touch=True)
        said["entries"] = (entry,)
    return True


def display_name(raw: str) -> str:
    """The name without pictures and without degrees behind a comma: "Jane Doe, PhD, 🚀" is "Jane Doe"."""
    if not raw.isascii():
        raw = "".join(c for c in raw if c != "\ufe0f" and unicodedata.category(c) not in {"So", "Sk", "Cf", "Co", "Cn"})
    if "," not in raw:
        return normal.clean(raw)
    first, *tail = raw.split(",")
    kept = [part for part in tail if not all(CREDENTIAL.fullmatch(word) for word in part.split())]
    return normal.clean(",".join([first, *kept]))


LINKEDIN = Table(code="linkedin", is_header=is_header, columns=columns, finish=finish)
FOREIGN = Table(code="linkedin", is_header=lambda names: False, columns=lambda names: ORDER, finish=finish)
