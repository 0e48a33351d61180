"""What a decision is weighed by, in the admin: criteria, scores, how it looked before, what changed one's mind."""

from django.contrib import admin

from accounts.admin.owned import OwnedAdmin, OwnedInline
from interviews.admin.live import WrittenByPages
from interviews.models import ChangeOfMind, Criterion, MayKnow, Score, ScoreEvidence, Snapshot


@admin.register(Criterion)
class CriterionAdmin(OwnedAdmin):
    """What paths are compared by."""

    list_display = ["name", "weight", "kind", "trashed_at"]
    list_editable = ["weight", "kind"]
    list_filter = ["kind", ("trashed_at", admin.EmptyFieldListFilter)]
    search_fields = ["name"]


class ScoreEvidenceInline(OwnedInline):
    """What the score rests on."""

    model = ScoreEvidence
    autocomplete_fields = ["takeaway"]


@admin.register(Score)
class ScoreAdmin(OwnedAdmin):
    """How well each path does."""

    list_display = ["criterion", "path", "value", "why"]
    list_filter = ["value"]
    list_select_related = ["criterion", "path"]
    search_fields = ["criterion__name", "path__name", "why"]
    autocomplete_fields = ["criterion", "path"]
    inlines = [ScoreEvidenceInline]


@admin.register(ScoreEvidence)
class ScoreEvidenceAdmin(OwnedAdmin):
    """What scores rest on."""

    list_display = ["score", "takeaway"]
    list_select_related = ["score", "takeaway"]
    search_fields = ["takeaway__text", "score__criterion__name"]
    autocomplete_fields = ["score", "takeaway"]


@admin.register(Snapshot)
class SnapshotAdmin(WrittenByPages):
    """Decision tables as they were."""

    list_display = ["name", "taken_at"]
    search_fields = ["name"]
    date_hierarchy = "taken_at"


@admin.register(ChangeOfMind)
class ChangeOfMindAdmin(WrittenByPages):
    """The diary; pages write it as a stance or a score changes."""

    list_display = ["of", "path", "criterion", "before", "after", "changed_at"]
    list_filter = ["of"]
    list_select_related = ["path", "criterion"]
    search_fields = ["path__name", "criterion__name", "why"]
    date_hierarchy = "changed_at"


@admin.register(MayKnow)
class MayKnowAdmin(OwnedAdmin):
    """Who could tell what."""

    list_display = ["contact", "gap"]
    list_select_related = ["contact", "gap"]
    search_fields = ["contact__display_name", "gap__text"]
    autocomplete_fields = ["contact", "gap"]
