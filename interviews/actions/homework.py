"""What is done before a talk: the homework that comes with the program, and what the user adds to it."""

from datetime import datetime

from django.db import transaction

from interviews.actions.history import lock
from interviews.importing.builtin import homework
from interviews.models import HomeworkItem, Interview


def homework_of(interview: Interview) -> list[HomeworkItem]:
    """The homework of a talk, one query; before any of it is written down, what every talk starts with, unsaved."""
    rows = list(interview.homework.all())
    return rows if rows or interview.homework_begun else standard_homework(interview)


def standard_homework(interview: Interview) -> list[HomeworkItem]:
    """What a talk by this medium starts with, not saved."""
    return [
        HomeworkItem(owner_id=interview.owner_id, interview=interview, text=item.text, builtin=item.key)
        for item in homework()
        if item.only in {"", interview.medium}
    ]


def ref_of(item: HomeworkItem) -> str:
    """What names an item in addresses, saved or not."""
    return item.builtin or str(item.pk)


def is_prepared(interview: Interview) -> bool:
    """Whether something was prepared: some homework is done, or a question is chosen."""
    return interview.homework.filter(done_at__isnull=False).exists() or interview.questions.exists()


@transaction.atomic
def begin_homework(interview: Interview) -> None:
    """Write down what a talk starts with, once: whoever removes all of it is left with none."""
    lock(interview)
    if interview.homework_begun:
        return
    if not interview.homework.exists():
        HomeworkItem.objects.bulk_create(standard_homework(interview))
    interview.homework_begun = True
    interview.save(update_fields=["homework_begun"])


def tick_homework(item: HomeworkItem, *, is_done: bool, now: datetime) -> None:
    """Done, or not yet after all."""
    item.done_at = (item.done_at or now) if is_done else None
    item.save(update_fields=["done_at"])
