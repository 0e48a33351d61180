"""Duplicates and merges in the admin; only looked at."""

from django.contrib import admin

from contacts.admin.of_people import MadeByJobs
from contacts.models import ContactMerge, DuplicatePair, DuplicateScan, MergeRun


@admin.register(DuplicateScan)
class DuplicateScanAdmin(MadeByJobs):
    """Looks for pairs."""

    list_display = ["created_at", "state", "done", "total"]
    list_filter = ["state"]
    search_fields = ["state"]
    fields = ["state", "total", "done", "created_at", "finished_at"]


@admin.register(DuplicatePair)
class DuplicatePairAdmin(MadeByJobs):
    """Who may be the same."""

    list_display = ["first", "second", "lane", "dismissed_at"]
    list_filter = ["lane"]
    search_fields = ["first__display_name", "second__display_name"]
    fields = ["first", "second", "lane", "reasons", "found_at", "dismissed_at"]


@admin.register(MergeRun)
class MergeRunAdmin(MadeByJobs):
    """Many merges at once."""

    list_display = ["created_at", "state", "done", "total"]
    list_filter = ["state"]
    search_fields = ["state"]
    fields = ["state", "total", "done", "created_at", "finished_at"]


@admin.register(ContactMerge)
class ContactMergeAdmin(MadeByJobs):
    """People who became one."""

    list_display = ["merged_at", "gone_name", "kept", "undone_at"]
    list_unread = ("undo",)
    search_fields = ["gone_name", "kept__display_name"]
    fields = ["gone_name", "gone_pk", "kept", "run", "merged_at", "undone_at"]
