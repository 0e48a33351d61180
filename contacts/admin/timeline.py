"""The timeline in the admin: entries and who took part; last touch and next step follow every change."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest

from accounts.admin.owned import OwnedAdmin, OwnedForm, OwnedInline
from accounts.zones import is_likely
from contacts.actions.progress import record_progress
from contacts.actions.timeline import remove_interaction
from contacts.admin.of_people import OfPeopleAdmin
from contacts.models import Contact, Interaction, InteractionPerson, PastJob, Undo

FOUND = 500  # entries that a search lists


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
    list_display = ["happened_at", "kind", "title", "with_whom", "is_touch"]
    list_filter = ["kind", "is_touch", ("happened_at", admin.DateFieldListFilter)]
    list_unread = ("body",)
    search_fields = ["title", "body"]
    search_help_text = f"Words of title and text; the newest {FOUND}"
    inlines = [InteractionPersonInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Interaction]:
        """With the names of who took part."""
        named = Contact.objects.filter(owner=request.user.pk).only("owner_id", "display_name")
        return super().get_queryset(request).prefetch_related(Prefetch("people", named))

    @admin.display(description="with")
    def with_whom(self, entry: Interaction) -> str:
        """The names of who took part."""
        return ", ".join(str(person) for person in entry.people.all())

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        """As on the search page."""
        if not search_term.strip():
            return queryset, False
        entries = Interaction.objects.filter(owner=request.user.pk).only("owner_id")
        return queryset.filter(pk__in=[entry.pk for entry in entries.search(search_term, FOUND)]), False

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
class InteractionPersonAdmin(OfPeopleAdmin):
    """Who took part in what; changed on the interaction."""

    list_display = ["interaction", "contact"]

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
class PastJobAdmin(OfPeopleAdmin):
    """Jobs that people had before."""

    list_display = ["contact", "role", "organization", "started_on", "ended_on"]
    search_fields = ["contact__display_name", "role", "organization__name"]
    autocomplete_fields = ["contact", "organization"]


@admin.register(Undo)
class UndoAdmin(OfPeopleAdmin):
    """What can still be undone on people's pages; only looked at, and taken away."""

    list_display = ["contact", "created_at"]
    fields = ["contact", "created_at"]
    readonly_fields = ["contact", "created_at"]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """On the person's page."""
        return False
