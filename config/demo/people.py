"""The people in the demo user's network; all are fictional.

Host names end in example.org, phone numbers are of the range that Sweden keeps for fiction.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Person:
    """Someone in the demo user's network; `through` is the display name of the introducer, who comes earlier."""

    name: str
    role: str
    organization: str
    tags: tuple[str, ...] = ()
    through: str = ""
    how_met: str = ""
    warmth: str = ""
    cadence: str = ""
    zone: str = ""
    phone: str = ""
    emails: tuple[str, ...] = ()
    link: str = ""


ABOUT_ME = "I teach physics and want to know what working with energy data, research or learning design is really like."

PEOPLE = (
    Person(
        "Marta Lindqvist",
        "Head of data",
        "Kommunkraft",
        ("energy", "mentor"),
        how_met="You taught together in 2019",
        warmth="close",
        cadence="P1M",
        emails=("marta.lindqvist@example.org",),
        phone="+46 70 174 06 05",
    ),
    Person(
        "Yusuf Demir",
        "Policy adviser",
        "Ministry of Learning",
        ("policy",),
        how_met="A panel on science in schools",
        warmth="warm",
        cadence="P3M",
        emails=("yusuf.demir@example.org",),
    ),
    Person(
        "Wei-Ling Chen",
        "Learning designer",
        "Codemeadow",
        ("learning design",),
        how_met="Alumni evening",
        warmth="warm",
        emails=("weiling.chen@example.org",),
        zone="Asia/Singapore",
    ),
    Person(
        "Emma Björk",
        "Policy analyst",
        "Parliament Research Desk",
        ("policy",),
        how_met="Old flatmate of a colleague",
        warmth="acquainted",
        cadence="P3M",
        emails=("emma.bjork@example.org",),
    ),
    Person(
        "Priya Raman",
        "Lead analyst, grid flexibility",
        "Nordgrid",
        ("energy", "balancing markets", "hires juniors"),
        "Marta Lindqvist",
        "Marta wrote to you both",
        "new",
        emails=("priya.raman@example.org",),
        phone="+46 70 174 06 17",
        link="https://nordgrid.example.org/people/priya-raman",
    ),
    Person(
        "Tomás Herrera",
        "UX researcher",
        "Fjord Health",
        ("UX research",),
        how_met="A talk at the library",
        warmth="new",
        emails=("tomas.herrera@example.org",),
    ),
    Person(
        "Grace Mbeki",
        "Learning experience lead",
        "Brightpath",
        ("learning design", "portfolio"),
        "Wei-Ling Chen",
        "Wei-Ling gave you Grace’s address",
        "new",
        emails=("grace.mbeki@example.org",),
        zone="Africa/Johannesburg",
    ),
    Person(
        "Daniel Osei",
        "UX research lead",
        "Lendwise",
        ("UX research",),
        emails=("daniel.osei@example.org",),
        zone="Europe/London",
    ),
    Person(
        "Sofia Marchetti",
        "Science policy fellow",
        "SciLink",
        ("policy",),
        "Yusuf Demir",
        "Yusuf suggested it",
        emails=("sofia.marchetti@example.org",),
        zone="Europe/Rome",
    ),
    Person("Oliver Hartmann", "Energy trader", "Voltaria", ("energy",), emails=("oliver.hartmann@example.org",)),
    Person(
        "Hanna Virtanen",
        "Grid planner",
        "Pohjaverkko",
        ("energy", "Finnish grid"),
        "Marta Lindqvist",
        "Marta worked with Hanna’s team",
        "new",
        emails=("hanna.virtanen@example.org",),
        zone="Europe/Helsinki",
    ),
    Person(
        "Claire Dubois",
        "Curriculum designer",
        "OpenLycée",
        ("learning design",),
        "Wei-Ling Chen",
        "Wei-Ling’s former team mate",
        emails=("claire.dubois@example.org",),
        zone="Europe/Paris",
    ),
    Person("Ingrid Solberg", "Director, grid planning", "Energy Bureau", ("energy", "target"), "Marta Lindqvist"),
    Person("Ravi Menon", "Forecasting engineer", "Windleaf", ("energy",), how_met="Heard on a podcast"),
    Person("Petra Novotná", "Data journalist", "The Daily Kettle", emails=("petra.novotna@example.org",)),
    Person("Jonas Falk", "Service designer", "Harbour Council", ("UX research",)),
    Person("Amina Diallo", "Museum educator", "House of Currents", ("learning design",)),
    Person("Leo Brandt", "Physics student", "Sundholm College", how_met="Was in your class", warmth="warm"),
)
