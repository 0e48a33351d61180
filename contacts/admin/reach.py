"""How to reach contacts, in the admin: channels, postal addresses; and what is only looked at: photos, card lines."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from contacts.actions.reach import keep_has_email
from contacts.admin.of_people import OfPeopleAdmin
from contacts.admin.parts import ChannelForm
from contacts.models import CardLines, Channel, Contact, OtherUid, Photo, PostalAddress


@admin.register(Channel)
class ChannelAdmin(OfPeopleAdmin):
    """Addresses, numbers and links of everyone."""

    form = ChannelForm
    list_display = ["value", "kind", "label", "is_preferred", "contact"]
    list_filter = ["kind"]
    autocomplete_fields = ["contact"]

    def save_model(self, request: HttpRequest, obj: Channel, form: Any, change: bool) -> None:
        """Also of the contact who had it before."""
        before = form.initial.get("contact")
        super().save_model(request, obj, form, change)
        for contact in Contact.objects.filter(owner=obj.owner_id, pk__in={before, obj.contact_id} - {None}):
            keep_has_email(contact)

    def delete_model(self, request: HttpRequest, obj: Channel) -> None:
        """The contact may have no e-mail address left."""
        contact = obj.contact
        super().delete_model(request, obj)
        keep_has_email(contact)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Channel]) -> None:
        """As for one."""
        contacts = list(Contact.objects.filter(owner=request.user.pk, channels__in=queryset).distinct())
        super().delete_queryset(request, queryset)
        for contact in contacts:
            keep_has_email(contact)


@admin.register(PostalAddress)
class PostalAddressAdmin(OfPeopleAdmin):
    """Where post reaches people."""

    list_display = ["street", "locality", "country", "label", "is_preferred", "contact"]
    search_fields = ["contact__display_name", "street", "locality", "country"]
    autocomplete_fields = ["contact"]


@admin.register(Photo)
class PhotoAdmin(OfPeopleAdmin):
    """Who has a photo; one is put up on the person's page, and can be taken away here."""

    list_display = ["contact"]
    list_unread = ("large", "small", "card")
    fields = ["contact"]
    readonly_fields = ["contact"]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Not here."""
        return False


@admin.register(OtherUid)
class OtherUidAdmin(OfPeopleAdmin):
    """How files of other programs call people."""

    list_display = ["value", "contact"]
    search_fields = ["contact__display_name", "value"]
    autocomplete_fields = ["contact"]


@admin.register(CardLines)
class CardLinesAdmin(OfPeopleAdmin):
    """Whose vCard has lines that mean nothing here."""

    list_display = ["contact"]
    list_unread = ("content",)
    fields = ["contact"]
    readonly_fields = ["contact"]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """By an import."""
        return False
