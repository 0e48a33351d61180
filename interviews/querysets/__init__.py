"""Every read of interviews, of what they are for, and of what came out of them."""

from interviews.querysets.deciding import ChangeOfMindQuerySet, CriterionQuerySet, ScoreEvidenceQuerySet
from interviews.querysets.evidence import TakeawayQuerySet
from interviews.querysets.gaps import InformationGapQuerySet, OwnAnswerQuerySet, RemovalQuerySet
from interviews.querysets.talks import IntervieweeQuerySet, InterviewQuerySet

__all__ = [
    "ChangeOfMindQuerySet",
    "CriterionQuerySet",
    "InformationGapQuerySet",
    "InterviewQuerySet",
    "IntervieweeQuerySet",
    "OwnAnswerQuerySet",
    "RemovalQuerySet",
    "ScoreEvidenceQuerySet",
    "TakeawayQuerySet",
]
