"""The user's own words for contacts, in the admin: tags, career paths, properties."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from accounts.admin.owned import OwnedAdmin
from contacts.actions.renaming import follow_name
from contacts.admin.of_people import OfPeopleAdmin
from contacts.admin.parts import PropertyValueForm
from contacts.models import CareerPath, ContactPath, ContactTag, CustomProperty, PropertyValue, Tag


@admin.register(Tag)
class TagAdmin(OwnedAdmin):
    """The user's own words."""

    list_display = ["name"]
    search_fields = ["name"]

    def save_model(self, request: HttpRequest, obj: Tag, form: Any, change: bool) -> None:
        """What called it by its former name goes along."""
        super().save_model(request, obj, form, change)
        if change:
            follow_name(obj, was=form.initial["name"])


@admin.register(ContactTag)
class ContactTagAdmin(OfPeopleAdmin):
    """Which tag is on whom."""

    list_display = ["contact", "tag"]
    list_filter = ["tag"]
    autocomplete_fields = ["contact", "tag"]


@admin.register(CareerPath)
class CareerPathAdmin(OwnedAdmin):
    """Fields and roles under exploration; where one stands is said on its page, which keeps the diary."""

    list_display = ["name", "colour", "archived_at"]
    list_editable = ["colour"]
    search_fields = ["name"]
    readonly_fields = ["stance", "gut"]


@admin.register(ContactPath)
class ContactPathAdmin(OfPeopleAdmin):
    """Who is on which path."""

    list_display = ["contact", "path"]
    list_filter = ["path"]
    autocomplete_fields = ["contact", "path"]


@admin.register(CustomProperty)
class CustomPropertyAdmin(OwnedAdmin):
    """Fields that the user defined."""

    list_display = ["name", "kind", "position", "archived_at"]
    list_editable = ["position"]
    search_fields = ["name"]


@admin.register(PropertyValue)
class PropertyValueAdmin(OfPeopleAdmin):
    """What properties say of people."""

    form = PropertyValueForm
    fields = ["contact", "property", "text"]
    list_display = ["contact", "property", "text"]
    list_filter = ["property"]
    search_fields = ["contact__display_name", "text"]
    autocomplete_fields = ["contact", "property"]
