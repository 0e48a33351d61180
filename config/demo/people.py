"""The people in the demo user's network; all are fictional.

Host names end in example.org, phone numbers are of the range that Sweden keeps for fiction.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Person:
    """Someone in the demo user's network; `through` is the display name of the introducer, who comes earlier.

    `before` is the role and the organization until `since` (ISO 8601), `said` what properties say, by their names, and
    `drawn` the colours of config.demo.drawing.
    """

    name: str
    role: str
    organization: str
    tags: tuple[str, ...] = ()
    path: str = field(default="", kw_only=True)
    source: str = field(default="", kw_only=True)
    through: str = ""
    how_met: str = ""
    warmth: str = ""
    cadence: str = ""
    zone: str = ""
    phone: str = ""
    emails: tuple[str, ...] = ()
    link: str = ""
    before: tuple[str, str] = ("", "")
    since: str = ""
    said: tuple[tuple[str, str], ...] = ()
    drawn: tuple[str, str, str, str] | None = None


ABOUT_ME = "I teach physics and want to know what working with energy data, research or learning design is really like."

# Fields that the demo user has added: kind and choices.
PROPERTIES: dict[str, tuple[str, list[str]]] = {
    "Works from": ("choice", ["home", "the office", "both"]),
    "Team size": ("number", []),
    "Portfolio": ("link", []),
}
PATHS = ("Energy analytics", "UX research", "Learning design")  # in the order of their colours
ORGANIZATIONS: dict[str, tuple[str, str]] = {  # what is known of some: website and notes
    "Nordgrid": (
        "https://nordgrid.example.org/",
        "Runs the high-voltage grid in the north. Publishes its flexibility tenders **every spring**.",
    ),
    "Fjord Health": ("https://fjordhealth.example.org/", "Two hundred people, one product for clinics."),
}
PEOPLE = (
    Person(
        "Marta Lindqvist",
        "Head of data",
        "Kommunkraft",
        ("mentor",),
        how_met="You taught together in 2019",
        warmth="close",
        cadence="P1M",
        emails=("marta.lindqvist@example.org",),
        phone="+46 70 174 06 05",
        path="Energy analytics",
        before=("Physics teacher", "Sundholm College"),
        since="2019-08-15",
        said=(("Works from", "both"), ("Team size", "14")),
        drawn=("#e9dcc6", "#33594c", "#d9a98a", "#7b4a2d"),
        source="colleague",
    ),
    Person(
        "Yusuf Demir",
        "Policy adviser",
        "Ministry of Learning",
        (),
        how_met="A panel on science in schools",
        warmth="warm",
        cadence="P3M",
        emails=("yusuf.demir@example.org",),
        source="event",
    ),
    Person(
        "Wei-Ling Chen",
        "Learning designer",
        "Codemeadow",
        (),
        how_met="Alumni evening",
        warmth="warm",
        emails=("weiling.chen@example.org",),
        said=(("Portfolio", "https://codemeadow.example.org/wei-ling"),),
        drawn=("#dcd3ea", "#3b4a7a", "#e3b993", "#1f1a1c"),
        zone="Asia/Singapore",
        path="Learning design",
        source="alumni",
    ),
    Person(
        "Emma Björk",
        "Policy analyst",
        "Parliament Research Desk",
        (),
        how_met="Old flatmate of a colleague",
        warmth="acquainted",
        cadence="P3M",
        emails=("emma.bjork@example.org",),
        source="friend",
    ),
    Person(
        "Priya Raman",
        "Lead analyst, grid flexibility",
        "Nordgrid",
        ("balancing markets", "hires juniors"),
        "Marta Lindqvist",
        "Marta wrote to you both",
        "new",
        emails=("priya.raman@example.org",),
        phone="+46 70 174 06 17",
        before=("Forecasting engineer", "Windleaf"),
        since="2022-03-01",
        said=(("Works from", "the office"), ("Team size", "6")),
        link="https://nordgrid.example.org/people/priya-raman",
        path="Energy analytics",
        source="referral",
    ),
    Person(
        "Tomás Herrera",
        "UX researcher",
        "Fjord Health",
        (),
        how_met="A talk at the library",
        warmth="new",
        emails=("tomas.herrera@example.org",),
        path="UX research",
        source="event",
    ),
    Person(
        "Grace Mbeki",
        "Learning experience lead",
        "Brightpath",
        ("portfolio",),
        "Wei-Ling Chen",
        "Wei-Ling gave you Grace’s address",
        "new",
        emails=("grace.mbeki@example.org",),
        before=("Teacher of chemistry", "Harbour School"),
        since="2021-01-11",
        said=(("Works from", "home"), ("Portfolio", "https://grace.example.org/lessons")),
        drawn=("#cfe0e6", "#b4552d", "#7a4b34", "#2a1d18"),
        zone="Africa/Johannesburg",
        path="Learning design",
        source="referral",
    ),
    Person(
        "Daniel Osei",
        "UX research lead",
        "Lendwise",
        (),
        emails=("daniel.osei@example.org",),
        zone="Europe/London",
        path="UX research",
        source="cold",
    ),
    Person(
        "Sofia Marchetti",
        "Science policy fellow",
        "SciLink",
        (),
        "Yusuf Demir",
        "Yusuf suggested it",
        emails=("sofia.marchetti@example.org",),
        zone="Europe/Rome",
        source="referral",
    ),
    Person(
        "Oliver Hartmann",
        "Energy trader",
        "Voltaria",
        (),
        emails=("oliver.hartmann@example.org",),
        path="Energy analytics",
        source="cold",
    ),
    Person(
        "Hanna Virtanen",
        "Grid planner",
        "Pohjaverkko",
        ("Finnish grid",),
        "Marta Lindqvist",
        "Marta worked with Hanna’s team",
        "new",
        emails=("hanna.virtanen@example.org",),
        zone="Europe/Helsinki",
        path="Energy analytics",
        source="referral",
    ),
    Person(
        "Claire Dubois",
        "Curriculum designer",
        "OpenLycée",
        (),
        "Wei-Ling Chen",
        "Wei-Ling’s former team mate",
        emails=("claire.dubois@example.org",),
        zone="Europe/Paris",
        path="Learning design",
        source="referral",
    ),
    Person(
        "Ingrid Solberg",
        "Director, grid planning",
        "Energy Bureau",
        ("target",),
        "Marta Lindqvist",
        path="Energy analytics",
    ),
    Person(
        "Ravi Menon",
        "Forecasting engineer",
        "Windleaf",
        (),
        how_met="Heard on a podcast",
        path="Energy analytics",
        source="cold",
    ),
    Person(
        "Petra Novotná", "Data journalist", "The Daily Kettle", emails=("petra.novotna@example.org",), source="linkedin"
    ),
    Person("Jonas Falk", "Service designer", "Harbour Council", (), path="UX research", source="linkedin"),
    Person("Amina Diallo", "Museum educator", "House of Currents", (), path="Learning design", source="event"),
    Person("Leo Brandt", "Physics student", "Sundholm College", how_met="Was in your class", warmth="warm"),
)
