"""What is prepared before talks, in the admin: gaps, the bank's own questions, chosen ones, homework, my answers."""

from django.contrib import admin

from accounts.admin.owned import OwnedAdmin, OwnedInline
from interviews.models import (
    GapAnswer,
    HomeworkItem,
    InformationGap,
    InterviewPath,
    OwnAnswer,
    PlannedQuestion,
    Question,
)


class GapAnswerInline(OwnedInline):
    """How far it is closed on each path."""

    model = GapAnswer
    autocomplete_fields = ["path"]


@admin.register(InformationGap)
class InformationGapAdmin(OwnedAdmin):
    """What must be known before deciding."""

    list_display = ["text", "kind", "importance", "trashed_at"]
    list_editable = ["kind", "importance"]
    list_filter = ["importance", "kind", ("trashed_at", admin.EmptyFieldListFilter)]
    search_fields = ["text"]
    inlines = [GapAnswerInline]


@admin.register(GapAnswer)
class GapAnswerAdmin(OwnedAdmin):
    """The answers so far."""

    list_display = ["gap", "path", "state", "answer"]
    list_editable = ["state"]
    list_filter = ["state"]
    list_select_related = ["gap", "path"]
    search_fields = ["gap__text", "path__name", "answer"]
    autocomplete_fields = ["gap", "path"]


@admin.register(Question)
class QuestionAdmin(OwnedAdmin):
    """Questions of one's own, and what was made of built-in ones."""

    list_display = ["text", "topic", "minutes", "is_default", "sensitivity", "gap_kind"]
    list_editable = ["topic", "minutes", "is_default"]
    list_filter = ["topic", "is_default", "sensitivity"]
    search_fields = ["text"]


@admin.register(PlannedQuestion)
class PlannedQuestionAdmin(OwnedAdmin):
    """Questions chosen for interviews."""

    list_display = ["text", "interview", "topic", "minutes", "is_must", "asked_at"]
    list_editable = ["minutes", "is_must"]
    list_filter = ["topic", ("asked_at", admin.EmptyFieldListFilter)]
    search_fields = ["text", "lines__text", "interview__people__display_name"]
    autocomplete_fields = ["interview", "source", "gap"]


@admin.register(HomeworkItem)
class HomeworkItemAdmin(OwnedAdmin):
    """What to do before talks."""

    list_display = ["text", "interview", "done_at"]
    list_filter = [("done_at", admin.EmptyFieldListFilter)]
    search_fields = ["text", "note", "interview__people__display_name"]
    autocomplete_fields = ["interview"]


@admin.register(OwnAnswer)
class OwnAnswerAdmin(OwnedAdmin):
    """What I say when they ask me, in all its versions."""

    list_display = ["prompt", "path", "text", "created_at"]
    list_filter = ["prompt"]
    list_select_related = ["path"]
    search_fields = ["text", "path__name"]
    autocomplete_fields = ["path"]


@admin.register(InterviewPath)
class InterviewPathAdmin(OwnedAdmin):
    """Which talk is about which path."""

    list_display = ["interview", "path"]
    list_select_related = ["interview", "path"]
    search_fields = ["path__name", "interview__people__display_name"]
    autocomplete_fields = ["interview", "path"]
