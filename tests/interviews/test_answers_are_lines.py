"""The migration by which answers that stood beside a question became lines under it."""

from importlib import import_module

from django.db import connection
from django.db.models import F

from accounts.models import User
from tests.factories import NOW, make_interview

step = import_module("interviews.migrations.0011_answers_are_lines")


def test_each_answer_is_a_line_under_its_question(alice: User) -> None:
    talk = make_interview(alice, state="held")
    asked, forgotten, silent = (talk.questions.create(owner=alice, text=text) for text in "abc")
    talk.questions.filter(pk=asked.pk).update(asked_at=NOW)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE interviews_plannedquestion SET answer = text || '!' WHERE id <> %s", [silent.pk])
        for statement in (step.ANSWERS_BECOME_LINES, step.ANSWERED_WAS_ASKED):
            cursor.execute(statement)
    said = list(talk.lines.values_list("question", "text", "tag", "said_at").order_by("question"))
    assert said == [(asked.pk, "a!", "", NOW), (forgotten.pk, "b!", "", forgotten.created_at)]
    assert talk.questions.filter(asked_at=F("created_at")).get() == forgotten
    assert talk.questions.filter(asked_at=None).get() == silent
