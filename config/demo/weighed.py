"""How the demo user weighs the paths: criteria, scores with what they rest on, and how their mind changed.

Criteria are named by their built-in keys (interviews/builtin), paths and takeaways by their words.
"""

from dataclasses import dataclass

# What a criterion weighs.
WEIGHTS: dict[str, int] = {"pay": 20, "skills": 30, "hours": 15, "relationships": 15, "enjoyment": 20}


@dataclass(frozen=True)
class Judged:
    """A score by a criterion: on a path, how well, why, and how each of the takeaways begins that it rests on."""

    criterion: str
    path: str
    value: int
    why: str = ""
    rests_on: tuple[str, ...] = ()


@dataclass(frozen=True)
class Stood:
    """Where the user stood on a path so many days ago, with the gut feeling, and why."""

    path: str
    days: int
    stance: str
    gut: int
    why: str = ""


FIRST: tuple[Judged, ...] = (
    Judged("pay", "Energy analytics", 4, "Enough from the second year on"),
    Judged("skills", "Energy analytics", 3, "The physics, not the teaching", ("Two of Marta’s six",)),
    Judged("hours", "Energy analytics", 3, "", ("Evenings stay free",)),
    Judged("relationships", "Energy analytics", 3),
    Judged("enjoyment", "Energy analytics", 3),
    Judged("pay", "Learning design", 2, "Less than I earn", ("The first two years",)),
    Judged("skills", "Learning design", 5, "Half of it I do already"),
    Judged("hours", "Learning design", 4, "Four days are usual", ("Four days a week",)),
    Judged("relationships", "Learning design", 4),
    Judged("enjoyment", "Learning design", 4),
    Judged("pay", "UX research", 3),
    Judged("skills", "UX research", 3),
    Judged("hours", "UX research", 3),
    Judged("relationships", "UX research", 5, "They work in pairs"),
    Judged("enjoyment", "UX research", 3, "", ("What wears Tomás out",)),
)
STOOD: tuple[Stood, ...] = (
    Stood("Energy analytics", 40, "early", 3, "I know the school’s survey and nothing else"),
    Stood("Learning design", 38, "leaning", 4, "It is near to what I do"),
    Stood("UX research", 30, "plan_b", 2),
    Stood("Energy analytics", 6, "leaning", 4, "Physics counts for more than I thought"),
    Stood("Learning design", 4, "plan_b", 4, "I would miss the numbers"),
)
LATER: tuple[Judged, ...] = (Judged("enjoyment", "Energy analytics", 5, "The week I heard of is one I would like"),)
SNAPSHOT = "Before the second round of talks"
SNAPSHOT_DAYS, FIRST_DAYS, LATER_DAYS = 12, 20, 5
