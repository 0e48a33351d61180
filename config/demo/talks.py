"""What happened between the demo user and their people, told relative to now."""

from dataclasses import dataclass
from datetime import timedelta

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)


@dataclass(frozen=True)
class Talk:
    """An interview; `starts` counts from now, the other spans count back from it, and None means not yet."""

    people: tuple[str, ...]
    purpose: str
    asked: timedelta | None = None
    replied: timedelta | None = None
    starts: timedelta | None = None
    minutes: int = 25
    medium: str = "video"
    ends_as: str = ""
    ended: timedelta = timedelta(0)
    incoming: bool = False
    takeaways: tuple[str, ...] = ()
    named: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True)
class Entry:
    """Something on the timeline, `ago` before now."""

    people: tuple[str, ...]
    ago: timedelta
    kind: str
    title: str
    body: str = ""


TALKS = (
    Talk(
        ("Marta Lindqvist",),
        "How does one get from teaching to data?",
        60 * DAY,
        58 * DAY,
        -55 * DAY,
        30,
        "in_person",
        "closed",
        34 * DAY,
        takeaways=("Regulated firms go on hiring when prices fall.", "A grid project counts for more than a course."),
    ),
    Talk(
        ("Yusuf Demir",),
        "What does a policy adviser do all day?",
        105 * DAY,
        103 * DAY,
        -98 * DAY,
        20,
        "phone",
        "thanked",
        97 * DAY,
        takeaways=("The work comes in bursts, around consultations.",),
    ),
    Talk(
        ("Wei-Ling Chen",),
        "Is learning design a job for former teachers?",
        30 * DAY,
        28 * DAY,
        -22 * DAY,
        25,
        "video",
        "thanked",
        21 * DAY,
        takeaways=("Teachers are wanted, if they bring two lessons they rebuilt.",),
    ),
    Talk(
        ("Emma Björk",),
        "How political is policy analysis?",
        70 * DAY,
        68 * DAY,
        -63 * DAY,
        20,
        "phone",
        "thanked",
        62 * DAY,
        takeaways=("Half of it is reading what others have left out.",),
    ),
    Talk(
        ("Priya Raman",),
        "Would analytics at a grid company suit someone from teaching, and what would I have to learn first?",
        7 * DAY,
        5 * DAY,
        2 * HOUR + 40 * MINUTE,
        20,
    ),
    Talk(
        ("Tomás Herrera",),
        "What is UX research like in a small team?",
        14 * DAY,
        12 * DAY,
        -19 * HOUR - 30 * MINUTE,
        30,
        ends_as="held",
        takeaways=("Research nobody has asked for is research nobody reads.", "Four days a week is possible here."),
        named=(("Noor Haddad", "Tomás Herrera", "Does service design for a whole city"),),
    ),
    Talk(
        ("Grace Mbeki",),
        "What does a learning portfolio need?",
        12 * DAY,
        9 * DAY,
        -48 * HOUR - 25 * MINUTE,
        25,
        ends_as="held",
        takeaways=("Show one lesson before and after. Grace offered to read mine.",),
    ),
    Talk(("Daniel Osei",), "A teacher curious about research operations", 9 * DAY),
    Talk(("Sofia Marchetti",), "How does one become a science policy fellow?", 4 * DAY),
    Talk(("Oliver Hartmann",), "What does a trader know about the grid?", 16 * DAY),
    Talk(("Hanna Virtanen",), "How is a grid planned for the next thirty years?", 6 * DAY, 1 * DAY),
    Talk(
        ("Claire Dubois", "Wei-Ling Chen"),
        "How do the two of you review a lesson?",
        8 * DAY,
        3 * DAY,
        4 * DAY,
        45,
    ),
    Talk(("Ravi Menon",), "How good can a forecast of wind be?"),
    Talk(
        ("Petra Novotná",), "Do newsrooms want people who know numbers?", 26 * DAY, ends_as="declined", ended=24 * DAY
    ),
    Talk(
        ("Jonas Falk",),
        "Service design in a small town",
        40 * DAY,
        37 * DAY,
        -30 * DAY,
        20,
        "video",
        "cancelled",
        31 * DAY,
    ),
    Talk(
        ("Amina Diallo",),
        "Teaching without a classroom",
        50 * DAY,
        47 * DAY,
        -41 * DAY,
        20,
        "video",
        "no_show",
        41 * DAY,
    ),
    Talk(("Oliver Hartmann",), "A first try", 80 * DAY, ends_as="no_reply", ended=64 * DAY),
    Talk(
        ("Leo Brandt",),
        "What is teaching like?",
        starts=-10 * DAY,
        medium="in_person",
        ends_as="closed",
        ended=9 * DAY,
        incoming=True,
    ),
    Talk(("Leo Brandt",), "Reading Leo’s letter to a college together", starts=-26 * HOUR, incoming=True),
)

ENTRIES = (
    Entry(
        ("Priya Raman", "Marta Lindqvist"),
        8 * DAY,
        "mail",
        "Marta introduced you",
        "Priya, meet Amara, who explains induction to 15-year-olds, so your tenders should be no trouble.",
    ),
    Entry(
        ("Priya Raman",),
        2 * DAY,
        "mail",
        "Confirmed the time",
        "“That time works. Bring the questions about the flexibility tenders, those are fun.”",
    ),
    Entry(
        ("Priya Raman",),
        55 * DAY,
        "note",
        "First heard of Priya",
        "Marta: “If you want to know what analysts really do all day, ask Priya.”",
    ),
    Entry(("Marta Lindqvist",), 36 * DAY, "call", "A short call", "Told Marta how the application went."),
    Entry(("Wei-Ling Chen",), 12 * DAY, "note", "Promised the lesson draft", "Send it once the second half is done."),
    Entry(("Emma Björk",), 20 * DAY, "message", "Sent the article on school budgets"),
)
