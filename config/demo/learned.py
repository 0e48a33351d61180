"""What the demo user prepared, wrote down and learned, beside what config.demo.talks tells of each interview.

Gaps, questions and prompts are named by their built-in keys (interviews/builtin). Talks are named by their purpose.
"""

from dataclasses import dataclass

# Each path: what draws, what worries, a small test.
FEELINGS: dict[str, tuple[str, str, str]] = {
    "Energy analytics": (
        "Problems with numbers in them that matter to everyone",
        "Sitting alone with a screen",
        "Forecast the wind of one park from public data, two weekends",
    ),
    "UX research": ("Listening to people for a living", "Research that nobody reads", "Sit in on one study for a day"),
    "Learning design": ("Half of it I do already", "Would I miss the classroom?", "Rebuild one lesson as a module"),
}


@dataclass(frozen=True)
class Learned:
    """A takeaway that speaks to a gap: key, for or against, strength."""

    text: str
    gap: str
    speaks: str = "for"
    strength: str = "first"
    is_quotable: bool = False


@dataclass(frozen=True)
class Told:
    """What one talk holds beyond its plan.

    `planned` are keys of questions (with "!" for a must); `answers` go by the same keys; `lines` are minute, tag and
    text; `promises` who, what and in how many days from the talk; `recorded` is how they were asked whether they may
    be, where they said yes; `resume` the lines of the résumé that lies ready in case they ask.
    """

    planned: tuple[str, ...] = ()
    answers: tuple[tuple[str, str], ...] = ()
    lines: tuple[tuple[int, str, str], ...] = ()
    learned: tuple[Learned, ...] = ()
    promises: tuple[tuple[str, str, int], ...] = ()
    feeling: int | None = None
    homework_done: tuple[str, ...] = ()
    recorded: str = ""
    resume: tuple[str, ...] = ()
    their_questions: str = ""


STANDARD = (
    "path_in.first_job_to_here!",
    "daily_work.last_week!",
    "rewards_drains.good_day",
    "skills_training.must_have!",
)
TOLD: dict[str, Told] = {
    "How does one get from teaching to data?": Told(
        planned=STANDARD,
        answers=(
            ("path_in.first_job_to_here", "Marta built the timetable model at school, and showed it around."),
            ("skills_training.must_have", "SQL first, then one language well. Statistics a physicist has."),
        ),
        lines=(
            (3, "", "Started with the timetable, in the evenings."),
            (11, "quote", "“A grid project counts for more than a course.”"),
            (19, "lead", "Priya at Nordgrid: ask her what analysts really do."),
        ),
        learned=(
            Learned("Two of Marta’s six analysts have no degree in the field.", "entry.no_degree"),
            Learned("From the first course to the first offer Marta took fourteen months.", "entry.time_to_job"),
            Learned("Evenings stay free, apart from two weeks in March.", "life.time_left"),
        ),
        promises=(("them", "Write to Priya and introduce me", 7), ("me", "Tell Marta how the course goes", 30)),
        feeling=5,
    ),
    "What does a policy adviser do all day?": Told(
        planned=STANDARD,
        lines=((6, "", "Three days of meetings, two of writing."), (14, "takeaway", "It comes in bursts.")),
        learned=(
            Learned("Most of the week is meetings about other people’s drafts.", "work.whole_week", "against"),
            Learned("Posts are public, and few: twelve applied for one.", "organization.hiring", "against", "second"),
        ),
        feeling=2,
    ),
    "Is learning design a job for former teachers?": Told(
        planned=(*STANDARD, "life_fit.part_time"),
        answers=(("life_fit.part_time", "Four days is common, and nobody asks why."),),
        lines=((8, "takeaway", "Teachers are wanted."), (17, "follow_up", "Send the lesson draft to Wei-Ling.")),
        learned=(
            Learned("Four days a week is usual in Wei-Ling’s team.", "life.four_days", is_quotable=True),
            Learned("The first two years pay less than a teacher’s fifth.", "money.first_years", "against"),
        ),
        promises=(("me", "Send the draft of the lesson on induction", 30),),
        feeling=4,
    ),
    "How political is policy analysis?": Told(
        learned=(Learned("After an election a third of the desk changes.", "money.bad_year", "against"),), feeling=3
    ),
    "Would analytics at a grid company suit someone from teaching, and what would I have to learn first?": Told(
        planned=(*STANDARD, "daily_work.unseen", "life_fit.hours", "money_security.entry_range"),
        homework_done=("person", "organization", "questions"),
        resume=(
            "Amara Lindgren",
            "Teacher of physics, Sundholm College, since 2018",
            "The school's energy survey: a forecast of its heating, off by four per cent",
            "SQL and Python, evening courses",
        ),
    ),
    "What is UX research like in a small team?": Told(
        planned=STANDARD,
        answers=(("daily_work.last_week", "Two interviews, one day of notes, the rest convincing people."),),
        lines=(
            (4, "", "Team of three, no manager of research."),
            (12, "takeaway", "Research nobody has asked for is research nobody reads."),
            (21, "lead", "Noor Haddad does service design for a whole city."),
            (27, "follow_up", "Tomás sends the list of books."),
        ),
        learned=(Learned("What wears Tomás out is asking for the same access again.", "fit.worn_out", "against"),),
        promises=(("them", "Send the list of books", 5), ("me", "Send my notes on the school survey", 2)),
        recorded="May I record this, for my own notes only? I delete it in a month.",
    ),
    "What does a learning portfolio need?": Told(
        lines=((5, "takeaway", "One lesson, before and after."),),
        learned=(Learned("Portfolios are read before letters.", "organization.hiring", is_quotable=True),),
        promises=(("them", "Read my portfolio", 14),),
    ),
    "How do the two of you review a lesson?": Told(planned=STANDARD, homework_done=("person",)),
    "What is teaching like?": Told(
        their_questions="Is it true that one works every evening?\nWould you choose it again?",
        promises=(("me", "Lend Leo the book on first lessons", 3),),
    ),
}

# What is known so far, by gap and path: how far, and the answer.
ANSWERS: tuple[tuple[str, str, str, str], ...] = (
    ("entry.no_degree", "Energy analytics", "answered", "Yes, with a project to show and SQL."),
    ("entry.time_to_job", "Energy analytics", "partly", "A little over a year, says one who did it."),
    ("work.whole_week", "Energy analytics", "answered", "Mornings of modelling, two meetings a day, quiet Fridays."),
    ("money.first_years", "Energy analytics", "partly", "About 46 thousand to start."),
    ("money.bad_year", "Energy analytics", "partly", "Safe with the grid, not on the trading side."),
    ("entry.no_degree", "UX research", "answered", "Yes, a portfolio counts."),
    ("work.whole_week", "UX research", "partly", "Half with people, half writing up."),
    ("entry.no_degree", "Learning design", "answered", "Yes, teachers are wanted."),
    ("work.whole_week", "Learning design", "partly", "Briefs, scripts, review rounds."),
    ("life.four_days", "Learning design", "answered", "Yes, it is usual."),
    ("money.first_years", "Learning design", "partly", "Less than I earn; enough if the flat stays."),
    ("organization.hiring", "Learning design", "partly", "By portfolio; letters come second."),
)
OWN_ANSWERS: tuple[tuple[str, str, str], ...] = (  # prompt, path or none, words
    ("story_30s", "", "I teach physics. What I like best is the week when the numbers begin to mean something."),
    (
        "story_2min",
        "",
        "I studied physics, taught it for eight years, and built our school’s energy survey on the way.",
    ),
    ("why_field", "Energy analytics", "The survey showed me that a model can change what a town does."),
    (
        "tried",
        "Energy analytics",
        "A course in SQL, and a forecast of our school’s heating that was off by four per cent.",
    ),
)
