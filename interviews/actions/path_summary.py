"""All that was learned about one path, put together: by topic, where sources disagree, from whom, what stays open."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db.models import Exists, F, OuterRef, Prefetch, Q, prefetch_related_objects

from accounts.words import in_a_row
from contacts.models import CareerPath, Contact
from interviews.actions.enough import Enough, enough_of_path
from interviews.actions.solidity import NOTHING, Level, Tally, tallied
from interviews.models import TOOK_PLACE, GapAnswer, InformationGap, Interview, Interviewee, Takeaway
from interviews.models.gaps import Kind

Speaks, FIRST_HAND = Takeaway.Speaks, Takeaway.Strength.FIRST_HAND
OTHER, LOOSE = "other", "loose"  # topics of questions of no kind, and of what answers none


@dataclass(frozen=True)
class Said:
    """One thing learned, and who said it, nobody where that is not known any more; the `gap` where it is named."""

    piece: Takeaway
    people: Sequence[Contact] = ()
    gap: InformationGap | None = None

    @property
    def who(self) -> str:
        """Their names in a row."""
        return in_a_row([str(person) for person in self.people])


@dataclass(frozen=True)
class Known:
    """A question to answer, the answer so far (unsaved where there is none), and what speaks to it on the path."""

    gap: InformationGap
    answer: GapAnswer
    tally: Tally = NOTHING

    @property
    def level(self) -> Level:
        """How solid."""
        return self.tally.level


@dataclass(frozen=True)
class Clash:
    """A question on which first-hand sources disagree."""

    gap: InformationGap
    speaks_for: list[Said]
    speaks_against: list[Said]


@dataclass(frozen=True)
class Topic:
    """What was learned under one heading, the newest first; `key` names it in an address."""

    key: str
    name: str
    said: list[Said]


@dataclass
class Voice:
    """A person, the talks with them about the path that took place, and how many things they said of it."""

    person: Contact
    has_left: bool = False
    talks: list[Interview] = field(default_factory=list)
    given: int = 0


@dataclass(frozen=True)
class Held:
    """A talk about the path that took place, with the names of those in it."""

    interview: Interview
    names: str


@dataclass(frozen=True)
class PathSummary:
    """What the page and the file of one path say."""

    path: CareerPath
    enough: Enough
    topics: list[Topic]
    clashes: list[Clash]
    voices: list[Voice]
    answers: list[Known]
    open: list[Known]
    talks: list[Held]


def summarize_path(path: CareerPath, *, now: datetime) -> PathSummary:
    """Everything about the path; eight queries, however much there is."""
    seats = list(_seats(path))
    said = said_with(_pieces(path, seats), seats)
    held = [seat for seat in seats if seat.is_on_path and _took_place(seat.interview, now)]  # type: ignore[attr-defined]
    given = list(path.owner.gapanswers.filter(path=path))
    known = _known(path, given)
    answers = [row for row in known if row.answer.answer or row.answer.state != GapAnswer.State.OPEN]
    return PathSummary(
        path=path,
        enough=enough_of_path(path, given, now=now),
        topics=_by_topic(said, {row.gap.pk: row.gap for row in known}),
        clashes=[_clash(row.gap, said) for row in known if row.level == Level.DISAGREE],
        voices=_voices(held, said, left={seat.contact_id for seat in seats if seat.has_left}),  # type: ignore[attr-defined]
        answers=answers,
        open=[row for row in known if row.answer.state != GapAnswer.State.ANSWERED],
        talks=_talks(held),
    )


def said_with(pieces: Iterable[Takeaway], seats: Iterable[Interviewee]) -> list[Said]:
    """The pieces, each with who said it: whoever is named, else everyone of its talk among `seats`."""
    there: dict[int, list[Contact]] = {}
    for seat in seats:
        there.setdefault(seat.interview_id, []).append(seat.contact)
    return [Said(piece, _sayers(piece, there)) for piece in pieces]


def _sayers(piece: Takeaway, there: Mapping[int, list[Contact]]) -> list[Contact]:
    if piece.said_by:
        return [piece.said_by]
    return [] if piece.is_unnamed else there.get(piece.interview_id or 0, [])


def _seats(path: CareerPath) -> Iterable[Interviewee]:
    """Everyone in talks about the path, or in which something of it was learned; the first talk first."""
    owner = path.owner
    about = owner.interviewpaths.filter(path=path).values("interview")
    learned = owner.takeaways.filter(path=path).exclude(interview=None).values("interview")
    seats = owner.interviewees.filter(Q(interview__in=about) | Q(interview__in=learned))
    on_path = Exists(owner.interviewpaths.filter(path=path, interview=OuterRef("interview")))
    ordered = seats.order_by(F("interview__starts_at").asc(nulls_first=True), "interview", "pk")
    told = ordered.annotate(is_on_path=on_path, has_left=_has_left(path, "contact"))
    return told.select_related("interview", "contact__organization")


def _pieces(path: CareerPath, seats: Iterable[Interviewee]) -> list[Takeaway]:
    """What was learned of the path, the newest first; hundreds of pieces share the few people and talks of `seats`."""
    people = {seat.contact_id: seat.contact for seat in seats}
    talks = {seat.interview_id: seat.interview for seat in seats}
    told = path.owner.takeaways.on_path(path).annotate(has_left=_has_left(path, "said_by"))
    pieces = list(told.order_by("-pk"))
    for piece in pieces:
        if piece.said_by_id in people:
            piece.said_by = people[piece.said_by_id]
        if piece.interview_id in talks:
            piece.interview = talks[piece.interview_id]
    others = Prefetch("said_by", path.owner.contacts.select_related("organization"))
    prefetch_related_objects(pieces, others, "interview")  # whoever took part in none of them, if there are such
    return pieces


def _has_left(path: CareerPath, who: str) -> Exists:
    """Whether the contact in the column `who` has left the path."""
    return Exists(path.owner.contactpaths.filter(path=path, contact=OuterRef(who), has_left=True))


def _took_place(interview: Interview, now: datetime) -> bool:
    if interview.is_incoming:
        return False
    return interview.state in TOOK_PLACE or (interview.state == Interview.State.SCHEDULED and interview.is_over(now))


def _known(path: CareerPath, given: Iterable[GapAnswer]) -> list[Known]:
    """Every question to answer, on this path; what must be known first."""
    owner = path.owner
    answers = {row.gap_id: row for row in given}
    tallies = tallied(owner.takeaways.on_path(path).tallies())
    return [
        Known(gap, answers.get(gap.pk) or GapAnswer(), tallies.get((gap.pk, path.pk), NOTHING))
        for gap in owner.informationgaps.active()
    ]


def _by_topic(said: Iterable[Said], gaps: Mapping[int, InformationGap]) -> list[Topic]:
    """In the order of kinds; what answers none of the `gaps` (by id) comes last."""
    names = {**dict(Kind.choices), OTHER: "Other questions", LOOSE: "Without a question"}
    topics = {key: Topic(key, name, []) for key, name in names.items()}
    for one in said:
        gap = gaps.get(one.piece.gap_id or 0)
        topics[(gap.kind or OTHER) if gap else LOOSE].said.append(replace(one, gap=gap))
    return [topic for topic in topics.values() if topic.said]


def _clash(gap: InformationGap, said: Iterable[Said]) -> Clash:
    theirs = [one for one in said if one.piece.gap_id == gap.pk and one.piece.strength == FIRST_HAND]
    sides = {side: [one for one in theirs if one.piece.speaks == side] for side in (Speaks.FOR, Speaks.AGAINST)}
    return Clash(gap, sides[Speaks.FOR], sides[Speaks.AGAINST])


def _voices(held: Iterable[Interviewee], said: Iterable[Said], *, left: Collection[int]) -> list[Voice]:
    """Whoever was asked about the path or said something of it, in the order of talks; `left` (ids) have left it."""
    voices: dict[int, Voice] = {}
    for seat in held:
        voices.setdefault(seat.contact_id, Voice(seat.contact)).talks.append(seat.interview)
    for one in said:
        for person in one.people:
            voices.setdefault(person.pk, Voice(person)).given += 1
        if one.piece.said_by_id and one.piece.has_left:  # type: ignore[attr-defined]
            voices[one.piece.said_by_id].has_left = True
    for pk in voices.keys() & left:
        voices[pk].has_left = True
    return list(voices.values())


def _talks(held: Iterable[Interviewee]) -> list[Held]:
    talks: dict[int, list[Interviewee]] = {}
    for seat in held:
        talks.setdefault(seat.interview_id, []).append(seat)
    return [Held(rows[0].interview, in_a_row([str(seat.contact) for seat in rows])) for rows in talks.values()]
