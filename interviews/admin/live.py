"""What is written while people talk and what is kept of it, in the admin: lines, consent, promises, files, the feed."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from accounts.admin.owned import OwnedAdmin
from interviews.models import Attachment, AttachmentPart, CalendarFeed, Consent, NoteLine, Promise, Removal


@admin.register(NoteLine)
class NoteLineAdmin(OwnedAdmin):
    """Lines of notes."""

    list_display = ["text", "tag", "interview", "said_at"]
    list_editable = ["tag"]
    list_filter = ["tag", ("removed_at", admin.EmptyFieldListFilter)]
    search_fields = ["text", "interview__people__display_name"]
    autocomplete_fields = ["interview", "question"]
    date_hierarchy = "said_at"


@admin.register(Consent)
class ConsentAdmin(OwnedAdmin):
    """Who was asked about recording, and what they said."""

    list_display = ["interview", "said_yes", "wording", "asked_at", "keep_until"]
    list_filter = ["said_yes"]
    search_fields = ["wording", "interview__people__display_name"]
    autocomplete_fields = ["interview"]


@admin.register(Promise)
class PromiseAdmin(OwnedAdmin):
    """What was promised, by me and by them."""

    list_display = ["text", "by", "due_on", "done_at", "interview"]
    list_editable = ["due_on"]
    list_filter = ["by", ("done_at", admin.EmptyFieldListFilter)]
    search_fields = ["text", "interview__people__display_name"]
    autocomplete_fields = ["interview"]
    date_hierarchy = "due_on"


class WrittenByPages(OwnedAdmin):
    """Read here; made on pages, which look at what is inside."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Pages add."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Pages change."""
        return False


@admin.register(Attachment)
class AttachmentAdmin(WrittenByPages):
    """Files of talks."""

    list_display = ["name", "kind", "media_type", "size", "interview", "trashed_at"]
    list_filter = ["kind", ("trashed_at", admin.EmptyFieldListFilter)]
    search_fields = ["name", "interview__people__display_name"]


@admin.register(AttachmentPart)
class AttachmentPartAdmin(WrittenByPages):
    """Pieces of files."""

    list_display = ["attachment", "number"]
    list_unread = ("content",)
    list_select_related = ["attachment"]
    search_fields = ["attachment__name"]
    fields = ["attachment", "number"]


@admin.register(CalendarFeed)
class CalendarFeedAdmin(WrittenByPages):
    """The calendar's secret address."""

    list_display = ["is_busy_only", "created_at", "read_at"]
    search_fields = ["token"]
    fields = ["is_busy_only", "created_at", "read_at"]


@admin.register(Removal)
class RemovalAdmin(WrittenByPages):
    """What Undo can still bring back."""

    list_display = ["kind", "interview", "created_at"]
    search_fields = ["kind", "interview__people__display_name"]
    fields = ["kind", "interview", "created_at"]
