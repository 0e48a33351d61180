"""How far talks are prepared: their homework, their questions, and what the user says of themselves."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import prefetch_related_objects

from accounts.models import User
from interviews.actions.homework import homework_of
from interviews.models import Interview

STORY = "story_30s"  # who the user is, in 30 seconds (interviews/builtin/answers.toml)


@dataclass(frozen=True)
class Readiness:
    """Of one talk: how much of the homework is done, the questions chosen and how many minutes they take in all, and
    whether the user has ever said who they are.
    """

    done: int
    homework: int
    questions: int
    minutes: int
    has_story: bool


def readiness_of(owner: User, interviews: Sequence[Interview]) -> dict[int, Readiness]:
    """By the id of the talk; three queries, however many there are."""
    if not interviews:
        return {}
    prefetch_related_objects(interviews, "homework", "questions")
    has_story = owner.ownanswers.filter(prompt=STORY).exists()
    found = {}
    for interview in interviews:
        items, questions = homework_of(interview), interview.questions.all()
        found[interview.pk] = Readiness(
            done=sum(item.done_at is not None for item in items),
            homework=len(items),
            questions=len(questions),
            minutes=sum(question.minutes for question in questions),
            has_story=has_story,
        )
    return found
