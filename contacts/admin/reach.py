"""How to reach contacts, in the admin: channels, postal addresses; and their photos, which are only looked at."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from accounts.admin.owned import OwnedAdmin
from contacts.admin.people import ChannelForm
from contacts.models import Channel, Photo, PostalAddress


@admin.register(Channel)
class ChannelAdmin(OwnedAdmin):
    """Addresses, numbers and links of everyone."""

    form = ChannelForm
    list_display = ["value", "kind", "label", "is_preferred", "contact"]
    list_filter = ["kind"]
    search_fields = ["value", "contact__display_name"]
    autocomplete_fields = ["contact"]


@admin.register(PostalAddress)
class PostalAddressAdmin(OwnedAdmin):
    """Where post reaches people."""

    list_display = ["street", "locality", "country", "label", "is_preferred", "contact"]
    search_fields = ["street", "locality", "country", "contact__display_name"]
    autocomplete_fields = ["contact"]


@admin.register(Photo)
class PhotoAdmin(OwnedAdmin):
    """Who has a photo; one is put up on the person's page, and can be taken away here."""

    list_display = ["contact"]
    search_fields = ["contact__display_name"]
    fields = ["contact"]
    readonly_fields = ["contact"]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Not here."""
        return False
