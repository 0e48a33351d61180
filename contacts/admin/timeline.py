"""The timeline in the admin: entries and who took part; last touch and next step follow every change."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from accounts.admin.owned import OwnedAdmin, OwnedForm, OwnedInline
from accounts.zones import is_likely
from contacts.actions.progress import record_progress
from contacts.actions.timeline import remove_interaction
from contacts.models import Interaction, InteractionPerson, PastJob, Undo


class InteractionPersonInline(OwnedInline):
    """Who took part."""

    model = InteractionPerson
    autocomplete_fields = ["contact"]


class InteractionForm(OwnedForm):
    """Refuses a year that cannot be meant."""

    def clean_happened_at(self) -> datetime:
        """One that every page can show."""
        happened_at: datetime = self.cleaned_data["happened_at"]
        if not is_likely(happened_at):
            raise forms.ValidationError("Check the year.")
        return happened_at


@admin.register(Interaction)
class InteractionAdmin(OwnedAdmin):
    """The timeline; last touch and next step follow every change."""

    form = InteractionForm
    list_display = ["happened_at", "kind", "title", "is_touch"]
    list_filter = ["kind", "is_touch"]
    search_fields = ["title", "body", "people__display_name"]
    date_hierarchy = "happened_at"
    inlines = [InteractionPersonInline]

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """For those who took part before and those who do now."""
        before = list(form.instance.people.all())
        super().save_related(request, form, formsets, change)
        for contact in {*before, *form.instance.people.all()}:
            record_progress(contact)

    def delete_model(self, request: HttpRequest, obj: Interaction) -> None:
        """By the action that knows what follows from it."""
        remove_interaction(obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Interaction]) -> None:
        """One by one, for the same reason."""
        for entry in queryset:
            remove_interaction(entry)


@admin.register(InteractionPerson)
class InteractionPersonAdmin(OwnedAdmin):
    """Who took part in what; changed on the interaction."""

    list_display = ["interaction", "contact"]
    search_fields = ["contact__display_name", "interaction__title"]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """On the interaction's page."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """On the interaction's page."""
        return False

    def delete_model(self, request: HttpRequest, obj: InteractionPerson) -> None:
        """Last touch follows."""
        obj.delete()
        record_progress(obj.contact)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[InteractionPerson]) -> None:
        """One by one, for the same reason."""
        for row in queryset.select_related("contact"):
            self.delete_model(request, row)


@admin.register(PastJob)
class PastJobAdmin(OwnedAdmin):
    """Jobs that people had before."""

    list_display = ["contact", "role", "organization", "started_on", "ended_on"]
    search_fields = ["contact__display_name", "role", "organization__name"]
    autocomplete_fields = ["contact", "organization"]


@admin.register(Undo)
class UndoAdmin(OwnedAdmin):
    """What can still be undone on people's pages; only looked at, and taken away."""

    list_display = ["contact", "created_at"]
    search_fields = ["contact__display_name"]
    fields = ["contact", "created_at"]
    readonly_fields = ["contact", "created_at"]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """On the person's page."""
        return False
