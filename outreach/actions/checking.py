"""The gentle check: what a good letter of its kind does (practice.md), told of this one; advice, never a block."""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass

from outreach.models import Message

Kind = Message.Kind
WORDS_AT_MOST = 120
THANKS_AT_MOST = 150
LETTERS_AT_MOST = 300  # of a LinkedIn invitation
MINUTES_AT_MOST = 30
GREETING = re.compile(r"(?i)\A\W*(?:dear|hi|hello|hey|good (?:morning|afternoon|evening))\s+([^,!:\n]+)")
MINUTES = re.compile(r"(?i)\b(\d{1,3})(?:\s*(?:-|–|to)\s*(\d{1,3}))?[\s-]*min(?:ute)?s?\b")
WHO_I_AM = re.compile(
    r"(?i)\b(?:I(?: am|[’']m) an? |I (?:work|teach|study|studied|run|write(?! to)|build|lead|research)\b|my name is )"
)
WHY_THEM = re.compile(
    r"(?i)\b(?:because|your (?:talk|work|article|path|way|post|book|paper|project|team|career|move|experience|view))\b"
)
NO_JOB = re.compile(r"(?i)(?:\b(?:not|rather than|never)|n[’']t)\b[^.!?\n]{0,40}\b(?:jobs?|positions?|openings?)\b")
JOB = re.compile(
    r"(?i)\b(?:jobs?|hiring|hire me|openings?|vacanc(?:y|ies)|my (?:r[eé]sum[eé]|CV)|open positions?|refer me)\b"
)
EASY_OUT = re.compile(
    r"(?i)\b(?:no (?:problem|hurry|worries)|if not|either way|I (?:will )?understand|too busy|if you are busy|"
    r"no answer|does not suit|doesn[’']t suit|not a good time|would rather not)\b"
)
STOCK = (
    *("hope this email finds you", "hope this finds you", "pick your brain", "reaching out", "reach out to you"),
    *("touch base", "to whom it may concern", "dear sir", "at your earliest convenience", "i would love to connect"),
    *("quick question", "hope you are doing well", "hope you're doing well", "synergy", "circle back"),
)


@dataclass(frozen=True)
class Check:
    """One thing that a good letter does, and whether this one does it."""

    is_met: bool
    words: str


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A letter as its reader would see it, with what must be known to judge it.

    `names` are what the reader may be called, `connection` who connects them, `reason` and `about_me` what the user
    gave as such, `learned` what may be cited, `missing` the fields without a value.
    """

    kind: str
    body: str
    names: Collection[str]
    is_short: bool = False
    connection: str = ""
    reason: str = ""
    about_me: str = ""
    learned: Collection[str] = ()
    missing: Collection[str] = ()


def check_draft(draft: Draft) -> list[Check]:
    """What this letter does and does not; the checks of its kind, in the order in which one would mend it."""
    checks = [_CHECKS[name](draft) for name in ("unresolved", "greeting", *_OF_KIND[draft.kind], "length", "stock")]
    return [check for check in checks if check is not None]


def _unresolved(draft: Draft) -> Check | None:
    if not draft.missing:
        return None
    verb = "has" if len(draft.missing) == 1 else "have"
    return Check(False, f"{', '.join(draft.missing)} {verb} no value yet")


def _greeting(draft: Draft) -> Check:
    wanted, found = next(iter(draft.names), ""), GREETING.match(draft.body)
    greeted = " ".join(found[1].split()) if found else ""
    known = {name.casefold() for name in draft.names if name}
    if greeted and greeted.casefold() not in known and "{" not in greeted:
        right = any(name in greeted.casefold() for name in known)
        return Check(right, f"Greets {wanted} by name" if right else f"Greets {wanted}, and not {greeted[:40]}")
    is_there = any(name in draft.body.casefold() for name in known)
    return Check(is_there, f"Greets {wanted} by name")


def _connection(draft: Draft) -> Check | None:
    if not draft.connection:
        return None
    opens = " ".join(draft.body.split("\n\n")[:2])  # the greeting, and what follows it
    return Check(draft.connection.split()[0] in opens, f"Names {draft.connection}, who connects you, first")


def _who(draft: Draft) -> Check:
    is_met = bool(WHO_I_AM.search(draft.body)) or bool(draft.about_me and draft.about_me in draft.body)
    return Check(is_met, "Says who you are")


def _why(draft: Draft) -> Check:
    name = next(iter(draft.names), "the reader")
    is_said = bool(draft.reason and draft.reason in draft.body) or bool(WHY_THEM.search(draft.body))
    is_met = is_said and "why_you" not in draft.missing
    return Check(is_met, f"Says why {name}, and not just anyone")


def _minutes(draft: Draft) -> Check:
    found = [int(last or first) for first, last in MINUTES.findall(draft.body)]
    if not found:
        return Check(False, "Names a short time, 15 to 20 minutes")
    return Check(max(found) <= MINUTES_AT_MOST, f"Names a short time: {max(found)} minutes")


def _one_ask(draft: Draft) -> Check:
    asks = len(re.findall(r"\?(?=\s|$)", draft.body))
    return Check(asks == 1, "Asks one clear thing" if asks < 2 else f"Asks one clear thing, and not {asks}")


def _no_ask(draft: Draft) -> Check:
    return Check("?" not in draft.body, "Asks for nothing new")


def _no_job(draft: Draft) -> Check:
    return Check(not JOB.search(NO_JOB.sub("", draft.body)), "Does not ask for a job")


def _easy_out(draft: Draft) -> Check:
    return Check(bool(EASY_OUT.search(draft.body)), "Leaves an easy way out")


def _cites(draft: Draft) -> Check:
    is_met = any(_same(text) in _same(draft.body) for text in draft.learned if text) and "…" not in draft.body
    return Check(is_met, "Names one thing you learned")


def _length(draft: Draft) -> Check:
    if draft.is_short and draft.kind in {Kind.REQUEST, Kind.INTRO_REQUEST}:
        return Check(len(draft.body) <= LETTERS_AT_MOST, f"{len(draft.body)} of {LETTERS_AT_MOST} characters")
    most, count = THANKS_AT_MOST if draft.kind == Kind.THANK_YOU else WORDS_AT_MOST, len(draft.body.split())
    return Check(count <= most, f"{count} words. Under {most} is kind to the reader.")


def _stock(draft: Draft) -> Check | None:
    said = next((words for words in STOCK if words in draft.body.casefold()), "")
    return Check(False, f"Says it in your own words, without “{said}”") if said else None


def _same(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(".")


_CHECKS: dict[str, Callable[[Draft], Check | None]] = {
    "unresolved": _unresolved,
    "greeting": _greeting,
    "connection": _connection,
    "who": _who,
    "why": _why,
    "minutes": _minutes,
    "one_ask": _one_ask,
    "no_ask": _no_ask,
    "no_job": _no_job,
    "easy_out": _easy_out,
    "cites": _cites,
    "length": _length,
    "stock": _stock,
}
_OF_KIND: dict[str, tuple[str, ...]] = {
    Kind.REQUEST: ("connection", "who", "why", "one_ask", "minutes", "no_job", "easy_out"),
    Kind.INTRO_REQUEST: ("one_ask", "minutes", "no_job", "easy_out"),
    Kind.TIMES: ("minutes", "no_job"),
    Kind.CONFIRM: ("no_job",),
    Kind.THANK_YOU: ("cites", "no_ask"),
    Kind.NUDGE: ("one_ask", "no_job", "easy_out"),
    Kind.UPDATE: ("no_ask", "no_job"),
    Kind.RECONNECT: ("no_job",),
    Kind.ANSWER: (),
}
