"""What is written while people talk and what is kept of it, in the admin: lines, consent, promises, files, the feed."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from accounts.admin.owned import OwnedAdmin
from contacts.models import Contact
from interviews.actions.progress import refresh_contacts
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

    def save_model(self, request: HttpRequest, obj: NoteLine, form: Any, change: bool) -> None:
        """A changed line is a newer one, so that an open live page does not write its older text over it."""
        if change and form.changed_data:
            obj.version = NoteLine.objects.select_for_update().get(pk=obj.pk).version + 1
        super().save_model(request, obj, form, change)


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

    def save_model(self, request: HttpRequest, obj: Promise, form: Any, change: bool) -> None:
        """An open promise is a next step: of the people of its talk, and of the talk it was moved from."""
        concerned = people_of(Promise.objects.filter(pk=obj.pk))
        super().save_model(request, obj, form, change)
        refresh_contacts(concerned | people_of(Promise.objects.filter(pk=obj.pk)), now=timezone.now())

    def delete_model(self, request: HttpRequest, obj: Promise) -> None:
        """Delete one."""
        self.delete_queryset(request, Promise.objects.filter(pk=obj.pk))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Promise]) -> None:
        """Delete several; the next steps of their people follow."""
        concerned = people_of(queryset)
        super().delete_queryset(request, queryset)
        refresh_contacts(concerned, now=timezone.now())


def people_of(promises: QuerySet[Promise]) -> set[Contact]:
    """Whoever takes part in the talks in which these were given."""
    return set(Contact.objects.filter(interviews__in=promises.values("interview")))


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
