"""`python -m tests.bench.files FOLDER`: what a person brings on the first day, made from a seed, with overlaps.

A LinkedIn archive of 2,000 people, a Google CSV of 1,500 and an iPhone's vCards of 800. Of Google's people 600 are on
LinkedIn, too, half of them with the same e-mail address; of the iPhone's 350 are in Google's file and 100 on LinkedIn.
"""

import csv
import io
import random
import sys
import zipfile
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

SEED = 20261122
FIRST = [
    "Ada",
    "Amara",
    "Anneli",
    "Björn",
    "Carmen",
    "Daniel",
    "Elif",
    "Farah",
    "Grace",
    "Hugo",
    "Ines",
    "Jonas",
    "Kofi",
    "Lena",
    "Łukasz",
    "Marta",
    "Nadia",
    "Olu",
    "Priya",
    "Quentin",
    "Rosa",
    "Søren",
    "Tomas",
    "Uma",
    "Vera",
    "Wei",
    "Ximena",
    "Yusuf",
    "Zoë",
    "Noor",
]
LAST = [
    "Abebe",
    "Bergström",
    "Castillo",
    "Dubois",
    "Eriksen",
    "Fischer",
    "García",
    "Haddad",
    "Ivanova",
    "Jansen",
    "Kowalska",
    "Lindqvist",
    "Mbeki",
    "Nakamura",
    "O'Brien",
    "Petrov",
    "Quiroga",
    "Raman",
    "Schneider",
    "Tanaka",
    "Ueda",
    "Vasquez",
    "Wójcik",
    "Xu",
    "Yılmaz",
    "Zimmermann",
]
WORK = [
    f"{name} {kind}"
    for name in ["Nordgrid", "Solheim", "Caruna", "Fjord", "Kommunkraft", "Codecraft"]
    for kind in ["AB", "Lab", "Health", "Energy, Inc."]
]
ROLES = [
    "Analyst",
    "Lead analyst",
    "Product manager",
    "Nurse",
    "Grid engineer",
    "Head of data",
    "Teacher, maths",
    "Notary",
]


@dataclass(frozen=True)
class Somebody:
    """A person of all three files."""

    number: int
    given: str
    family: str
    work: str
    role: str

    @property
    def email(self) -> str:
        """An address that nobody has."""
        return f"p{self.number}@example.org"

    @property
    def phone(self) -> str:
        """A Swedish number from the range for fiction."""
        return f"+46 70 174 {self.number // 100:02} {self.number % 100:02}"

    @property
    def slug(self) -> str:
        """The name of a LinkedIn profile."""
        return f"person-{self.number}"


def people(count: int) -> list[Somebody]:
    """That many, always the same."""
    pick = random.Random(SEED)
    return [
        Somebody(n, pick.choice(FIRST), pick.choice(LAST), pick.choice(WORK), pick.choice(ROLES)) for n in range(count)
    ]


def linkedin_archive(somebodies: list[Somebody]) -> bytes:
    """The ZIP with Connections.csv, below its preamble, and messages.csv."""
    connections = io.StringIO('Notes:\n"When exporting your connection data, you may notice …"\n\n', newline="")
    connections.seek(0, io.SEEK_END)
    table = csv.writer(connections, lineterminator="\n")
    table.writerow(["First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On"])
    for one in somebodies:
        url, email = f"https://www.linkedin.com/in/{one.slug}", one.email if one.number % 2 else ""
        day = date(2026, 10, 1) - timedelta(days=one.number)
        table.writerow([one.given, one.family, url, email, one.work, one.role, f"{day:%d %b %Y}"])
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as folder:
        folder.writestr("Connections.csv", connections.getvalue())
        folder.writestr("messages.csv", "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL\n")
    return archive.getvalue()


def google_csv(somebodies: list[Somebody]) -> bytes:
    """Google's current layout."""
    file = io.StringIO(newline="")
    table = csv.writer(file, lineterminator="\r\n")
    names = ["First Name", "Last Name", "Organization Name", "Organization Title", "Birthday", "Notes", "Labels"]
    ways = [
        "E-mail 1 - Label",
        "E-mail 1 - Value",
        "E-mail 2 - Label",
        "E-mail 2 - Value",
        "Phone 1 - Label",
        "Phone 1 - Value",
    ]
    table.writerow([*names, *ways])
    for one in somebodies:
        birthday = f"--{one.number % 12 + 1:02}-{one.number % 28 + 1:02}" if one.number % 3 else ""
        labels = "* myContacts ::: Energy" if one.number % 5 else "* myContacts ::: * starred"
        ways = ["* Work", one.email, "Home", f"home{one.number}@example.net", "Mobile", one.phone]
        table.writerow(
            [one.given, one.family, one.work, one.role, birthday, f"Met at fair {one.number}", labels, *ways]
        )
    return file.getvalue().encode()


def iphone_cards(somebodies: list[Somebody]) -> bytes:
    """vCards 3.0 as an iPhone writes them."""
    cards = [
        "\r\n".join(
            [
                "BEGIN:VCARD",
                "VERSION:3.0",
                "PRODID:-//Apple Inc.//iPhone OS 18.0//EN",
                f"N:{one.family};{one.given};;;",
                f"FN:{one.given} {one.family}",
                f"ORG:{one.work.replace(',', chr(92) + ',')};",
                f"item1.EMAIL;type=INTERNET;type=pref:{one.email}",
                "item1.X-ABLabel:_$!<Work>!$_",
                f"TEL;type=CELL;type=VOICE:{one.phone}",
                f"ADR;type=HOME:;;{one.number} Long Lane;Ely;;CB7 {one.number};England",
                "X-ABShowAs:PERSON",
                f"UID:iphone-{one.number}",
                "END:VCARD",
                "",
            ]
        )
        for one in somebodies
    ]
    return "".join(cards).encode()


def main() -> None:
    """Write the three files."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    all_of_them = people(3_300)
    (folder / "linkedin.zip").write_bytes(linkedin_archive(all_of_them[:2_000]))
    (folder / "google.csv").write_bytes(google_csv(all_of_them[1_400:2_900]))
    (folder / "iphone.vcf").write_bytes(iphone_cards([*all_of_them[1_350:1_450], *all_of_them[2_600:3_300]]))


if __name__ == "__main__":
    main()
