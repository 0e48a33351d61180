"""Saved views and bulk changes in the admin."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from accounts.admin.owned import OwnedAdmin
from contacts.actions.bulk.changes import stop_change, undo_change
from contacts.admin.of_people import MadeByJobs, OfPeopleAdmin
from contacts.models import BulkChange, BulkPart, BulkPerson, ExportPart, SavedView


@admin.register(SavedView)
class SavedViewAdmin(OwnedAdmin):
    """States of the list of people that have a name."""

    list_display = ["name", "query", "position"]
    list_editable = ["position"]
    search_fields = ["name", "query"]


@admin.register(BulkChange)
class BulkChangeAdmin(MadeByJobs):
    """Changes of many people at once; stopped and undone here as on their pages."""

    list_display = ["created_at", "verb", "value", "state", "done", "total"]
    list_filter = ["verb", "state"]
    search_fields = ["value"]
    fields = ["verb", "value", "state", "total", "done", "changed", "created_at", "finished_at"]
    actions = ["undo", "stop"]

    def view_on_site(self, obj: BulkChange) -> str:
        """Its own page."""
        return reverse("contacts:bulk_change", args=[obj.pk])

    @admin.action(description="Undo", permissions=["view"])
    def undo(self, request: HttpRequest, queryset: QuerySet[BulkChange]) -> None:
        """Put everyone back, the last change first; a great one by the workers."""
        now = timezone.now()
        self.act_on_each(
            request,
            queryset.order_by("-pk"),
            lambda change: undo_change(change, now=now).state in {BulkChange.State.UNDOING, BulkChange.State.UNDONE},
            "Undone, or being undone.",
        )

    @admin.action(description="Stop", permissions=["view"])
    def stop(self, request: HttpRequest, queryset: QuerySet[BulkChange]) -> None:
        """Do no more people."""
        now = timezone.now()
        running = queryset.filter(state=BulkChange.State.RUNNING)
        self.act_on_each(request, running, lambda change: stop_change(change, now=now), "Stopped.")


@admin.register(BulkPart)
class BulkPartAdmin(MadeByJobs):
    """Whom changes have yet to come to."""

    list_display = ["change"]
    list_unread = ("contacts",)
    search_fields = ["change__value"]
    fields = ["change", "contacts"]


@admin.register(BulkPerson)
class BulkPersonAdmin(MadeByJobs, OfPeopleAdmin):
    """Who was changed."""

    list_display = ["change", "contact"]
    list_unread = ("before",)
    fields = ["change", "contact", "before"]


@admin.register(ExportPart)
class ExportPartAdmin(MadeByJobs):
    """Pieces of exported files."""

    list_display = ["change", "number"]
    list_unread = ("content",)
    search_fields = ["change__value"]
    fields = ["change", "number"]
