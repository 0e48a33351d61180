"""What the live page shows of the clock and of the questions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from accounts.words import timer
from interviews.actions.clock import elapsed
from interviews.actions.preparing import by_topic
from interviews.actions.table import moves_onward
from interviews.actions.times import ASSUMED_MINUTES
from interviews.models import TOOK_PLACE, Interview, NoteLine, PlannedQuestion
from interviews.models.preparing import Topic

CLOSE_BEFORE = 180  # seconds before the end in which to say thank you, and ask who else to talk to
SOON = 0.8  # of the promised minutes


@dataclass(frozen=True)
class ClockFace:
    """The clock as it stands: seconds used, and of how many; `now` in milliseconds, as scripts count."""

    used: int
    total: int
    now: int
    may_begin: bool
    begun: bool
    runs: bool
    over: bool

    @property
    def left(self) -> int:
        """Seconds until the promised minutes are used up; less than nothing when they are."""
        return self.total - self.used

    @property
    def shown(self) -> str:
        """What is left, or by how much it is over, as minutes and seconds."""
        return timer(abs(self.left))

    @property
    def closing(self) -> bool:
        """Whether it is time to wrap up."""
        return self.begun and self.left <= CLOSE_BEFORE

    @property
    def mark(self) -> str:
        """The class that colours it."""
        return "over" if self.left < 0 else "soon" if self.used >= SOON * self.total else ""

    @property
    def close_left(self) -> str:
        """What the clock shows when it is time to begin closing."""
        return timer(min(self.total, CLOSE_BEFORE))


def clock_face(interview: Interview, *, now: datetime) -> ClockFace:
    """The clock of a talk at `now`, against the minutes that were asked for, else planned, else assumed."""
    promised = interview.promised_minutes or interview.planned_minutes or ASSUMED_MINUTES
    used = elapsed(interview, at=now)
    over = interview.state in TOOK_PLACE
    return ClockFace(
        used=used or 0,
        total=promised * 60,
        now=int(now.timestamp() * 1000),
        may_begin=Interview.State.HELD in moves_onward(interview),
        begun=used is not None,
        runs=used is not None and interview.paused_at is None and not over,
        over=over,
    )


def questions_with_lines(
    interview: Interview, lines: Iterable[NoteLine]
) -> list[tuple[str, list[tuple[PlannedQuestion, list[NoteLine]]]]]:
    """The planned questions by topic, as the page of preparing has them, each with the lines that answer it."""
    answers: dict[int | None, list[NoteLine]] = {}
    for line in lines:
        answers.setdefault(line.question_id, []).append(line)
    names = dict(Topic.choices)
    return [
        (names.get(topic, "Other questions"), [(question, answers.get(question.pk, [])) for question in group])
        for topic, group in by_topic(interview.questions.all()).items()
    ]


def asks(interview: Interview, lines: Iterable[NoteLine], *, chosen: str) -> dict[str, Any]:
    """The questions by topic with the lines that answer them, and that with the id `chosen`, which takes the next."""
    topics = questions_with_lines(interview, lines)
    rows = [question for _, part in topics for question, _ in part]
    return {"topics": topics, "asking": next((row for row in rows if str(row.pk) == chosen), None)}
