"""What a talk leaves open: the gaps that are not answered on all of its paths."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Prefetch, Q

from contacts.models import CareerPath
from interviews.models import GapAnswer, InformationGap, Interview

SHOWN = 5  # of those of which nobody spoke


@dataclass(frozen=True)
class OpenGap:
    """A gap, how far it is answered on each path of the talk (open ones unsaved), and whether this talk spoke of it."""

    gap: InformationGap
    answers: list[tuple[CareerPath, GapAnswer]]
    is_heard: bool


def gaps_of_talk(interview: Interview) -> tuple[list[OpenGap], bool]:
    """Those of which the talk spoke, then SHOWN others: what its questions were to close first, what must be known.

    With whether there are more. Four queries; fewer where the talk is about no path.
    """
    paths = list(interview.paths.order_by("pk"))
    if not paths:
        return [], False
    owner = interview.owner
    heard = set(interview.takeaways.exclude(gap=None).values_list("gap", flat=True))
    closed = Count("answers", filter=Q(answers__path__in=paths, answers__state=GapAnswer.State.ANSWERED))
    gaps = owner.informationgaps.active().annotate(
        closed=closed,
        is_heard=Exists(interview.takeaways.filter(gap=OuterRef("pk"))),
        is_planned=Exists(interview.questions.filter(gap=OuterRef("pk"))),
    )
    known = Prefetch("answers", owner.gapanswers.filter(path__in=paths))
    gaps = gaps.filter(closed__lt=len(paths)).prefetch_related(known)
    rows = gaps.order_by("-is_heard", "-is_planned", "-importance", "pk")[: len(heard) + SHOWN + 1]
    found = [OpenGap(gap, on_paths(gap, paths), gap.pk in heard) for gap in rows]
    left = [row for row in found if not row.is_heard]
    return [row for row in found if row.is_heard] + left[:SHOWN], len(left) > SHOWN


def on_paths(gap: InformationGap, paths: list[CareerPath]) -> list[tuple[CareerPath, GapAnswer]]:
    """How far the gap is answered on each of `paths`, in their order."""
    said = {row.path_id: row for row in gap.answers.all()}
    return [(path, said.get(path.pk) or GapAnswer()) for path in paths]
