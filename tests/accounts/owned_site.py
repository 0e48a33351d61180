"""An admin site of contacts made only of the owned base, on which the base is tried."""

from django.contrib import admin
from django.urls import path

from accounts.admin.owned import OwnedAdmin, OwnedInline
from config import urls
from contacts.models import Channel, Contact, ContactTag, Organization, Tag

site = admin.AdminSite(name="owned")


class ChannelInline(OwnedInline):
    """Channels on the contact's page."""

    model = Channel


class ContactTagInline(OwnedInline):
    """Tags on the contact's page."""

    model = ContactTag


@admin.register(Contact, site=site)
class ContactAdmin(OwnedAdmin):
    """One of everything that can leak."""

    list_display = ["display_name", "organization", "role"]
    list_editable = ["role"]
    list_filter = ["organization", "tags"]
    search_fields = ["display_name"]
    autocomplete_fields = ["introducer"]
    inlines = [ChannelInline, ContactTagInline]


@admin.register(Organization, Tag, site=site)
class NamedAdmin(OwnedAdmin):
    """Rows whose name may be used once by each owner."""

    search_fields = ["name"]


urlpatterns = [path("owned/", site.urls), *urls.urlpatterns]
