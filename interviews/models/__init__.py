"""Informational interviews, what they are for, and what came out of them."""

from interviews.models.deciding import ChangeOfMind, Criterion, Score, ScoreEvidence, Snapshot
from interviews.models.files import Attachment, AttachmentPart, CalendarFeed
from interviews.models.gaps import GapAnswer, InformationGap, MayKnow
from interviews.models.learning import Promise, Referral, Takeaway
from interviews.models.live import Consent, NoteLine
from interviews.models.preparing import HomeworkItem, OwnAnswer, PlannedQuestion, Question
from interviews.models.talks import MINUTES, THANK_WITHIN, Interview, Interviewee, InterviewPath, Move
from interviews.models.undoing import Removal
from interviews.querysets.talks import TOOK_PLACE

__all__ = [
    "MINUTES",
    "THANK_WITHIN",
    "TOOK_PLACE",
    "Attachment",
    "AttachmentPart",
    "CalendarFeed",
    "ChangeOfMind",
    "Consent",
    "Criterion",
    "GapAnswer",
    "HomeworkItem",
    "InformationGap",
    "Interview",
    "InterviewPath",
    "Interviewee",
    "MayKnow",
    "Move",
    "NoteLine",
    "OwnAnswer",
    "PlannedQuestion",
    "Promise",
    "Question",
    "Referral",
    "Removal",
    "Score",
    "ScoreEvidence",
    "Snapshot",
    "Takeaway",
]
