"""A question to answer on its way into talks, and what was said there on its way back."""

from datetime import datetime

from django.db import transaction

from contacts.models import CareerPath
from interviews.actions.evidence import keep_evidence
from interviews.actions.history import lock
from interviews.actions.learning import take_line
from interviews.actions.preparing import add_question
from interviews.actions.suggesting import KIND_TOPICS
from interviews.models import InformationGap, Interview, NoteLine, PlannedQuestion, Takeaway
from interviews.querysets import TakeawayQuerySet

NO_EVIDENCE = (NoteLine.Tag.FOLLOW_UP, NoteLine.Tag.LEAD)


@transaction.atomic
def ask_in(interview: Interview, gap: InformationGap) -> PlannedQuestion | None:
    """Put the gap among the questions of the talk, in its own words: the new question.

    None where one serves it already; one in the same words serves it from now on.
    """
    lock(interview)
    if interview.questions.filter(gap=gap).exists():
        return None
    new = PlannedQuestion(text=gap.text, topic=KIND_TOPICS.get(gap.kind, ""), gap=gap, is_must=_is_must(gap))
    row = add_question(interview, new)
    if row is new:
        return row
    row.gap = gap
    row.save(update_fields=["gap"])
    return None


def _is_must(gap: InformationGap) -> bool:
    return gap.importance == InformationGap.Importance.MUST


@transaction.atomic
def keep_line(line: NoteLine, *, gap: InformationGap, path: CareerPath, now: datetime) -> Takeaway | None:
    """What was said becomes a piece of evidence about the gap on this path; None if it was kept, or left, before."""
    piece = take_line(line, now=now)
    if piece:
        piece.gap, piece.path = gap, path
        keep_evidence(piece)
    return piece


def put_on_path(piece: Takeaway, path: CareerPath) -> Takeaway:
    """A piece that spoke of no path speaks of this one."""
    piece.path = path
    return keep_evidence(piece)


def heard_of(gap: InformationGap, path: CareerPath) -> TakeawayQuerySet:
    """The pieces that speak of the gap on this path or on none yet, with their sources, the newest first."""
    pieces = gap.owner.takeaways.filter(gap=gap)
    here = pieces.filter(path=path) | pieces.filter(path=None)
    return here.with_sources().order_by("-pk")


def said_and_not_kept(gap: InformationGap, path: CareerPath) -> list[NoteLine]:
    """Lines of talks about this path, or about none, under a question of the gap, of which nothing was made yet."""
    owner = gap.owner
    lines = owner.notelines.filter(question__gap=gap, removed_at=None, settled_at=None).exclude(tag__in=NO_EVIDENCE)
    about = owner.interviewpaths.filter(path=path).values("interview")
    elsewhere = owner.interviewpaths.values("interview")
    here = lines.filter(interview__in=about) | lines.exclude(interview__in=elsewhere)
    return list(here.select_related("interview", "question"))
