"""What hangs on interviews, in the admin: who takes part, what was learned, who was named, the history."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from accounts.admin.owned import OwnedAdmin
from interviews.actions.evidence import keep_evidence
from interviews.actions.progress import refresh_contacts
from interviews.actions.refusals import MoveError
from interviews.actions.thanks import thank, unthank
from interviews.models import Interview, Interviewee, Move, Referral, Takeaway


@admin.register(Interviewee)
class IntervieweeAdmin(OwnedAdmin):
    """Who takes part in what, and whether they are thanked."""

    list_display = ["contact", "interview", "interview_state", "thanked_at"]
    list_filter = ["interview__state", ("thanked_at", admin.EmptyFieldListFilter)]
    list_select_related = ["interview", "contact"]
    search_fields = ["contact__display_name", "interview__purpose"]
    autocomplete_fields = ["interview", "contact"]
    readonly_fields = ["thanked_at"]
    actions = ["mark_thanked", "mark_not_thanked"]

    @admin.display(description="state", ordering="interview__state")
    def interview_state(self, part: Interviewee) -> str:
        """Where the interview stands."""
        return part.interview.get_state_display()

    def save_model(self, request: HttpRequest, obj: Interviewee, form: Any, change: bool) -> None:
        """Who takes part decides whose next step it is: of those before, and of those now."""
        before = {part.contact for part in Interviewee.objects.filter(pk=obj.pk).select_related("contact")}
        super().save_model(request, obj, form, change)
        refresh_contacts(before | {obj.contact}, now=timezone.now())

    def delete_model(self, request: HttpRequest, obj: Interviewee) -> None:
        """Delete one."""
        self.delete_queryset(request, Interviewee.objects.filter(pk=obj.pk))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Interviewee]) -> None:
        """Delete several; their next steps follow."""
        concerned = {part.contact for part in queryset.select_related("contact")}
        super().delete_queryset(request, queryset)
        refresh_contacts(concerned, now=timezone.now())

    @admin.action(description="Mark as thanked")
    def mark_thanked(self, request: HttpRequest, queryset: QuerySet[Interviewee]) -> None:
        """The thank-you was sent."""
        self._each(request, queryset, thank, "Thanked.")

    @admin.action(description="Mark as not thanked")
    def mark_not_thanked(self, request: HttpRequest, queryset: QuerySet[Interviewee]) -> None:
        """The thank-you is still owed."""
        self._each(request, queryset, unthank, "Not thanked.")

    def name_of(self, row: Interviewee) -> str:
        """By the person."""
        return str(row.contact)

    def _each(self, request: HttpRequest, queryset: QuerySet[Interviewee], act: Any, words: str) -> None:
        parts, now = queryset.select_related("interview__owner", "contact"), timezone.now()

        def act_on(part: Interviewee) -> None:
            act(part.interview, contact=part.contact, now=now)

        self.act_on_each(request, parts, act_on, words, refusals=(MoveError,))


@admin.register(Takeaway)
class TakeawayAdmin(OwnedAdmin):
    """What was learned, anywhere."""

    list_display = ["text", "said_by", "gap", "path", "speaks", "strength", "interview", "created_at"]
    list_editable = ["speaks", "strength"]
    list_filter = ["speaks", "strength"]
    list_select_related = ["said_by", "gap", "path"]
    search_fields = ["text", "said_by__display_name", "interview__people__display_name"]
    autocomplete_fields = ["interview", "entry", "said_by", "gap", "path"]
    date_hierarchy = "created_at"

    def save_model(self, request: HttpRequest, obj: Takeaway, form: Any, change: bool) -> None:
        """It may open an answered question again."""
        super().save_model(request, obj, form, change)
        keep_evidence(obj)


@admin.register(Referral)
class ReferralAdmin(OwnedAdmin):
    """Who named whom."""

    list_display = ["contact", "named_by", "why", "interview", "created_at"]
    list_editable = ["why"]
    search_fields = ["contact__display_name", "named_by__display_name", "why"]
    autocomplete_fields = ["interview", "contact", "named_by"]


@admin.register(Move)
class MoveAdmin(OwnedAdmin):
    """The history; it is read, not written."""

    list_display = ["interview", "from_state", "to_state", "happened_at", "words"]
    list_filter = ["to_state", "from_state"]
    list_select_related = ["interview", "interaction"]
    search_fields = ["interaction__title", "interview__people__display_name"]

    @admin.display(description="when", ordering="interaction__happened_at")
    def happened_at(self, move: Move) -> Any:
        """When it happened."""
        return move.interaction.happened_at

    @admin.display(description="what")
    def words(self, move: Move) -> str:
        """What the timeline says."""
        return move.interaction.title

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Moves are made by moving."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """History stays as it was."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """It goes along with its interview."""
        return self.goes_with(Interview, request, obj)
