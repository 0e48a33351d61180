"""Imports in the admin: which files came in, and what became of each row; only looked at."""

from django.contrib import admin

from contacts.admin.of_people import MadeByJobs
from contacts.models import ColumnMatch, Import, ImportFile, ImportRow


@admin.register(Import)
class ImportAdmin(MadeByJobs):
    """Files that came in."""

    list_display = ["created_at", "file_name", "state", "done", "total"]
    list_filter = ["state"]
    search_fields = ["file_name"]
    fields = ["file_name", "state", "layout", "total", "done", "skipped", "trouble", "created_at", "finished_at"]


@admin.register(ImportFile)
class ImportFileAdmin(MadeByJobs):
    """Files that wait to be brought in."""

    list_display = ["batch"]
    list_unread = ("content",)
    search_fields = ["batch__file_name"]
    fields = ["batch"]


@admin.register(ImportRow)
class ImportRowAdmin(MadeByJobs):
    """Rows of files."""

    list_display = ["name", "batch", "line", "outcome", "why", "choice", "done"]
    list_filter = ["outcome"]
    list_unread = ("data", "raw", "did")
    search_fields = ["name", "batch__file_name"]
    fields = ["batch", "number", "line", "name", "outcome", "why", "reason", "choice", "done", "data", "raw"]


@admin.register(ColumnMatch)
class ColumnMatchAdmin(MadeByJobs):
    """Columns that were matched by hand."""

    list_display = ["signature", "day_first"]
    search_fields = ["signature"]
    fields = ["signature", "columns", "day_first"]
