"""Who knows whom, in the admin."""

from django.contrib import admin

from accounts.admin.owned import OwnedAdmin
from contacts.models import Acquaintance


@admin.register(Acquaintance)
class AcquaintanceAdmin(OwnedAdmin):
    """Ties between two contacts."""

    list_display = ["one", "other", "kind", "strength", "told_by"]
    list_filter = ["kind", "strength"]
    search_fields = ["one__display_name", "other__display_name"]
    autocomplete_fields = ["one", "other", "told_by"]
    list_select_related = ["one", "other", "told_by"]
