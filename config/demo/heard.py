"""What the demo user heard beside talks, in a call, a mail or over lunch, and whom they know to have left a path.

Gaps are named by their built-in keys (interviews/builtin/gaps.toml).
"""

from dataclasses import dataclass

# What the demo user wants to know before deciding.
GAPS = (
    *("entry.no_degree", "entry.time_to_job", "work.whole_week", "rewards.third_year", "life.time_left"),
    *("life.four_days", "money.first_years", "money.bad_year", "organization.hiring", "fit.worn_out"),
)
HAS_LEFT = (("Amina Diallo", "Learning design"), ("Oliver Hartmann", "Energy analytics"))


@dataclass(frozen=True)
class Heard:
    """A piece of evidence: who said it, how many days ago, and what it speaks to."""

    who: str
    ago: int
    path: str
    gap: str
    text: str
    speaks: str = "for"
    strength: str = "first"


ENERGY, RESEARCH, DESIGN = "Energy analytics", "UX research", "Learning design"
HEARD = (
    Heard("Hanna Virtanen", 5, ENERGY, "entry.no_degree", "Two of the planners beside me taught before."),
    Heard("Oliver Hartmann", 15, ENERGY, "entry.time_to_job", "A year and a half, they say upstairs.", "", "second"),
    Heard("Hanna Virtanen", 5, ENERGY, "work.whole_week", "Mornings of modelling, two meetings, a quiet Friday.", ""),
    Heard("Ravi Menon", 33, ENERGY, "work.whole_week", "Half the week is cleaning data. I like it.", "for"),
    Heard("Ravi Menon", 33, ENERGY, "rewards.third_year", "The third winter was the first in which I knew what to do."),
    Heard("Marta Lindqvist", 52, ENERGY, "money.first_years", "Forty-six when the last one came.", "for", "second"),
    Heard("Marta Lindqvist", 52, ENERGY, "money.bad_year", "We hired through both bad winters."),
    Heard(
        "Oliver Hartmann", 15, ENERGY, "money.bad_year", "One warm winter, and a third of the desk was gone.", "against"
    ),
    Heard("Hanna Virtanen", 5, ENERGY, "fit.worn_out", "On call one week in six.", "against"),
    Heard("Daniel Osei", 8, RESEARCH, "entry.no_degree", "Nobody has asked me for a degree since the first interview."),
    Heard("Jonas Falk", 29, RESEARCH, "entry.no_degree", "A portfolio of three studies opened every door."),
    Heard("Tomás Herrera", 1, RESEARCH, "work.whole_week", "Half of it talking with people, half writing up.", "for"),
    Heard("Jonas Falk", 29, RESEARCH, "work.whole_week", "More writing than I thought.", "against", "second"),
    Heard("Daniel Osei", 8, RESEARCH, "money.bad_year", "Research goes first: I saw it twice.", "against"),
    Heard("Tomás Herrera", 1, RESEARCH, "life.four_days", "One of three here works four days."),
    Heard("Grace Mbeki", 2, DESIGN, "entry.no_degree", "They want people who have stood in a classroom."),
    Heard("Wei-Ling Chen", 21, DESIGN, "entry.no_degree", "Two rebuilt lessons said more than my degree."),
    Heard("Amina Diallo", 40, DESIGN, "work.whole_week", "Briefs, scripts, and three rounds of review.", "against"),
    Heard("Claire Dubois", 7, DESIGN, "work.whole_week", "A brief in the morning, a storyboard by four.", "for"),
    Heard("Grace Mbeki", 2, DESIGN, "money.first_years", "From the first month what my school had paid."),
    Heard("Claire Dubois", 7, DESIGN, "life.four_days", "Half of us work four days."),
    Heard("Amina Diallo", 40, DESIGN, "fit.worn_out", "Review rounds without an end are why I left.", "against"),
)
