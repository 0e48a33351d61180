"""Saved views and bulk changes in the admin."""

from django.contrib import admin

from accounts.admin.owned import OwnedAdmin
from contacts.models import BulkChange, BulkPerson, ExportPart, SavedView


@admin.register(SavedView)
class SavedViewAdmin(OwnedAdmin):
    """States of the list of people that have a name."""

    list_display = ["name", "query", "position"]
    list_editable = ["position"]
    search_fields = ["name", "query"]


@admin.register(BulkChange)
class BulkChangeAdmin(OwnedAdmin):
    """Changes of many people at once."""

    list_display = ["created_at", "verb", "value", "state", "done", "total"]
    list_filter = ["verb", "state"]
    search_fields = ["value"]
    readonly_fields = ["verb", "value", "state", "total", "done", "changed", "created_at", "finished_at"]


@admin.register(BulkPerson)
class BulkPersonAdmin(OwnedAdmin):
    """Who was changed, and what they were before."""

    list_display = ["change", "contact"]
    search_fields = ["contact__display_name"]
    readonly_fields = ["change", "contact", "before"]


@admin.register(ExportPart)
class ExportPartAdmin(OwnedAdmin):
    """Pieces of exported files."""

    list_display = ["change", "number"]
    search_fields = ["change__value"]
    readonly_fields = ["change", "number"]
