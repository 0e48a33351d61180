"""What the user says after a talk of how it felt, and when to be in touch again."""

from datetime import date, datetime

from django.db import transaction

from interviews.actions.history import lock
from interviews.actions.progress import refresh_people
from interviews.models import Interview


@transaction.atomic
def reflect(interview: Interview, *, feeling: int | None, next_touch_on: date | None, now: datetime) -> None:
    """Keep the feeling (Interview.Feeling) and the day; the people's next step follows."""
    lock(interview)
    interview.feeling, interview.next_touch_on = feeling, next_touch_on
    interview.save(update_fields=["feeling", "next_touch_on", "updated_at"])
    refresh_people(interview, now=now)


def note_their_questions(interview: Interview, *, their_questions: str) -> None:
    """Keep what they want to know, where they ask the user."""
    interview.their_questions = their_questions
    interview.save(update_fields=["their_questions", "updated_at"])
