"""Which questions a talk could hold: the standard set, and what open gaps ask of whom one talks with."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import zip_longest

from django.db.models import Case, Exists, OuterRef, Q, When

from contacts.models import CareerPath, Contact
from interviews.actions.bank import BankQuestion
from interviews.actions.solidity import NOTHING, Level, tallied
from interviews.models import TOOK_PLACE, InformationGap, Interview, PlannedQuestion
from interviews.models.preparing import Topic
from interviews.querysets import InterviewQuerySet

USUAL_MINUTES = 20  # where none are promised (practice: 15 to 20)
FIRST = (
    *(Topic.PATH_IN, Topic.DAILY_WORK, Topic.SKILLS_TRAINING, Topic.FIELD_FUTURE, Topic.MY_FIT),
    *(Topic.ADVICE_ASSIGNMENT, Topic.RESOURCES, Topic.REFERRALS, Topic.CLOSE),
)  # a short talk asks one question of each
STARRED = (Topic.DAILY_WORK, Topic.MY_FIT, Topic.ADVICE_ASSIGNMENT, Topic.REFERRALS)
MOST = 8  # suggestions at once
FROM_OTHERS = 2  # of them, what others were not asked


@dataclass(frozen=True)
class Served:
    """A question of the bank, the gap it is to close, and whether it must be asked."""

    question: BankQuestion
    gap: InformationGap | None = None
    is_must: bool = False


@dataclass(frozen=True)
class Suggestion:
    """A question that is offered: `why` in words; `ref` is its place in the bank, "" for one in the user's words."""

    text: str
    topic: str
    minutes: int
    why: str
    ref: str = ""
    gap: InformationGap | None = None


def standard_set(bank: Iterable[BankQuestion], *, minutes: int, gaps: Collection[InformationGap]) -> list[Served]:
    """Of the bank's standard questions as many as fit into `minutes`, in the order of a talk.

    The first question of each topic of a short talk comes before the others' first, and these before second ones.
    """
    standard = [question for question in bank if question.is_default]
    topics = [*FIRST, *(topic for topic in Topic.values if topic not in FIRST)]
    rounds = zip_longest(*([each for each in standard if each.topic == topic] for topic in topics))
    chosen, left = set(), minutes
    for question in (each for one_round in rounds for each in one_round if each):
        if question.minutes <= left:
            chosen.add(question.ref)
            left -= question.minutes
    served = serve([question for question in standard if question.ref in chosen], gaps)
    starred: set[str] = set()
    for at, each in enumerate(served):
        if each.question.topic in STARRED and each.question.topic not in starred:
            starred.add(each.question.topic)
            served[at] = replace(each, is_must=True)
    return served


def serve(questions: Iterable[BankQuestion], gaps: Collection[InformationGap]) -> list[Served]:
    """Each question with the first open gap of its kind; of several gaps each gets one before any gets two."""
    served: list[Served] = []
    for question in questions:
        fitting = [gap for gap in gaps if gap.kind and gap.kind == question.gap_kind]
        given = [each.gap.pk for each in served if each.gap]
        served.append(Served(question, min(fitting, key=lambda gap: given.count(gap.pk), default=None)))
    return served


def paths_of(interview: Interview, people: Collection[Contact]) -> list[CareerPath]:
    """What they can speak of: the interview's paths; where none is said, those the people are on, gave evidence on,
    or have in the name of their role. One or two queries.
    """
    own = list(interview.paths.order_by("pk"))
    if own or not people:
        return own
    said = Q(interview__people__in=people) | Q(said_by__in=people)
    evidence = interview.owner.takeaways.filter(said).exclude(path=None).values("path")
    theirs = interview.owner.contactpaths.filter(contact__in=people).values("path")
    known = Case(When(Q(pk__in=theirs) | Q(pk__in=evidence), then=True), default=False)
    roles = [person.role.casefold() for person in people]
    paths = interview.owner.careerpaths.active().annotate(is_theirs=known)
    return [path for path in paths if path.is_theirs or any(path.name.casefold() in role for role in roles)]


def open_gaps(
    interview: Interview, *, people: Collection[Contact], paths: Collection[CareerPath]
) -> list[InformationGap]:
    """The gaps that are not closed on one of `paths` and that these people were not asked.

    Those of which the user says that one of them may know come first, then those of which least is known, then what
    must be known. Three queries.
    """
    owner = interview.owner
    if not paths:
        return []
    asked = owner.plannedquestions.filter(interview__people__in=people).exclude(asked_at=None).exclude(gap=None)
    may_know = Exists(owner.mayknows.filter(contact__in=people, gap=OuterRef("pk")))
    gaps = owner.informationgaps.active().exclude(pk__in=asked.values("gap")).annotate(may_know=may_know)
    closed = owner.gapanswers.filter(path__in=paths, state="answered").values_list("gap", "path")
    by_gap: dict[int, set[int]] = {}
    for gap, path in closed:
        by_gap.setdefault(gap, set()).add(path)
    left = [gap for gap in gaps if len(by_gap.get(gap.pk, ())) < len(paths)]
    tallies = tallied(owner.takeaways.filter(path__in=paths).tallies())

    def is_known(gap: InformationGap) -> bool:
        levels = [tallies.get((gap.pk, path.pk), NOTHING).level for path in paths]
        return all(level in {Level.TWO_SOURCES, Level.SOLID} for level in levels)

    return sorted(left, key=lambda gap: (not gap.may_know, is_known(gap)))


def have_met(interview: Interview, people: Collection[Contact]) -> bool:
    """Whether another talk with one of these people took place. One query."""
    return _former(interview).filter(people__in=people).exists()


def _former(interview: Interview) -> InterviewQuerySet:
    return interview.owner.interviews.filter(state__in=TOOK_PLACE).exclude(pk=interview.pk)


def left_unasked(interview: Interview, people: Collection[Contact]) -> list[PlannedQuestion]:
    """What was planned for former talks with these people and never asked, the newest first. One query."""
    rows = interview.owner.plannedquestions.filter(
        Q(interview__in=_former(interview)), interview__people__in=people, asked_at=None
    )
    return list(rows.select_related("gap").order_by("-interview", "position", "pk").distinct()[: 4 * MOST])


def unasked_on(
    interview: Interview, *, people: Collection[Contact], paths: Collection[CareerPath]
) -> list[PlannedQuestion]:
    """Of what was never asked in talks with others about `paths` the newest: as many as FROM_OTHERS. One query."""
    rows = interview.owner.plannedquestions.filter(
        Q(interview__in=_former(interview).filter(interview_paths__path__in=paths)), asked_at=None
    )
    others = rows.exclude(interview__people__in=people).exclude(gap=None)
    return list(others.select_related("gap").order_by("-interview", "position", "pk").distinct()[:FROM_OTHERS])


def suggestions(
    planned: Collection[PlannedQuestion],
    *,
    bank: Collection[BankQuestion],
    gaps: Iterable[InformationGap],
    unasked: Iterable[PlannedQuestion] = (),
    of_others: Iterable[PlannedQuestion] = (),
    met: bool = False,
) -> list[Suggestion]:
    """What was left unasked, and for each open gap that no question serves yet one question of its kind.

    What `of_others`, asked about the same path, was left over follows what this person was not asked.

    A gap for which the bank has none is asked in its own words. `met` says that they have talked before.
    """
    there = {row.text.casefold() for row in planned}
    served = {row.gap_id for row in planned}
    offered = [
        Suggestion(row.text, row.topic, row.minutes, why, row.builtin, _still(row.gap))
        for why, rows in (("Not asked last time", unasked), ("Left over from a talk about this path", of_others))
        for row in rows
        if row.text.casefold() not in there
    ]
    free = [each for each in bank if not each.can_look_up and (met or each.only != "later")]
    free.sort(key=lambda question: not question.is_default)
    for gap in gaps:
        if gap.pk in served:
            continue
        taken = there | {each.text.casefold() for each in offered}
        fits = (each for each in free if gap.kind and each.gap_kind == gap.kind and each.text.casefold() not in taken)
        if question := next(fits, None):
            offered.append(Suggestion(question.text, question.topic, question.minutes, gap.text, question.ref, gap))
        elif gap.text.casefold() not in taken:
            offered.append(Suggestion(gap.text, _topic_of(gap), 2, "In your own words", gap=gap))
    unique: Mapping[str, Suggestion] = {each.text.casefold(): each for each in reversed(offered)}
    return [each for each in offered if unique[each.text.casefold()] is each][:MOST]


KIND_TOPICS = {
    "entry": Topic.ENTERING_SWITCHING,
    "work": Topic.DAILY_WORK,
    "rewards": Topic.REWARDS_DRAINS,
    "skills": Topic.SKILLS_TRAINING,
    "people": Topic.ENVIRONMENT_PEOPLE,
    "life": Topic.LIFE_FIT,
    "money": Topic.MONEY_SECURITY,
    "progress": Topic.PROGRESSION,
    "future": Topic.FIELD_FUTURE,
    "organization": Topic.ORGANIZATION,
    "fit": Topic.MY_FIT,
}


def _still(gap: InformationGap | None) -> InformationGap | None:
    """The gap, unless it was removed."""
    return gap if gap and gap.trashed_at is None else None


def _topic_of(gap: InformationGap) -> str:
    return KIND_TOPICS.get(gap.kind, "")
