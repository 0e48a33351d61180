"""Organizations in the admin: found by any of their names, merged and parted by the same code as on their pages."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.http import HttpRequest
from django.utils import timezone

from accounts.admin.owned import OwnedAdmin, OwnedInline
from contacts.actions.organizations import MergeError, merge_organizations, part_organizations
from contacts.actions.renaming import follow_name
from contacts.importing.normal import clean
from contacts.models import Organization, OrganizationAlias, OrganizationMerge
from contacts.models.folding import Folded


class OrganizationAliasInline(OwnedInline):
    """Other names of an organization."""

    model = OrganizationAlias


class OrganizationActionForm(ActionForm):
    """What merging needs beside its name."""

    into = forms.CharField(max_length=200, required=False)


@admin.register(Organization)
class OrganizationAdmin(OwnedAdmin):
    """Employers, schools, guilds."""

    list_display = ["name", "kind", "website", "created_at"]
    list_editable = ["kind"]
    list_filter = ["kind"]
    list_unread = ("notes",)
    search_fields = ["name", "aliases__name"]
    search_help_text = "Name, or another name it goes by"
    ordering = ["folded_name", "pk"]  # as people see them, and as the index has them
    inlines = [OrganizationAliasInline]
    action_form = OrganizationActionForm
    actions = ["merge"]

    def save_model(self, request: HttpRequest, obj: Organization, form: Any, change: bool) -> None:
        """What called it by its former name goes along."""
        super().save_model(request, obj, form, change)
        if "name" in form.initial:
            follow_name(obj, was=form.initial["name"])

    def view_on_site(self, obj: Organization) -> str:
        """Its own page."""
        return obj.get_absolute_url()

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        """Whose name, or another that they go by, holds each word; accents and capitals make no difference."""
        aliases = OrganizationAlias.objects.filter(organization=OuterRef("pk"))
        for word in search_term.split():
            named = Q(folded_name__contains=Folded(Value(word)))
            queryset = queryset.filter(named | Exists(aliases.filter(named)))
        return queryset, False

    @admin.action(description="Merge into")
    def merge(self, request: HttpRequest, queryset: QuerySet[Organization]) -> None:
        """Make those chosen one with the organization that is named beside the action; Undo is among the merges."""
        kept = Organization.objects.filter(owner=request.user.pk).called(clean(request.POST.get("into", ""))).first()
        if kept is None:
            self.message_user(request, "Write beside the action which organization they become.", messages.ERROR)
            return
        now = timezone.now()
        self.act_on_each(
            request,
            queryset.exclude(pk=kept.pk),
            lambda gone: merge_organizations(kept, gone=gone, now=now),
            f"Merged into “{kept}”.",
        )


@admin.register(OrganizationAlias)
class OrganizationAliasAdmin(OwnedAdmin):
    """Other names of organizations."""

    list_display = ["name", "organization"]
    search_fields = ["name", "organization__name"]
    autocomplete_fields = ["organization"]


@admin.register(OrganizationMerge)
class OrganizationMergeAdmin(OwnedAdmin):
    """Which organizations became one; only looked at, and taken back."""

    list_display = ["merged_at", "name", "kept", "undone_at"]
    list_unread = ("moved",)
    search_fields = ["kept__name", "former__name"]
    fields = ["merged_at", "name", "kept", "undone_at"]
    readonly_fields = ["merged_at", "name", "kept", "undone_at"]
    actions = ["part"]

    @admin.display(description="merged")
    def name(self, merge: OrganizationMerge) -> str:
        """The one that went."""
        return str(merge.former["name"])

    @admin.action(description="Take the merge back")
    def part(self, request: HttpRequest, queryset: QuerySet[OrganizationMerge]) -> None:
        """Part them again, the last merge first."""
        now = timezone.now()
        self.act_on_each(
            request,
            queryset.filter(undone_at=None).select_related("kept").order_by("-pk"),
            lambda merge: part_organizations(merge, now=now),
            "Taken back.",
            refusals=(MergeError,),
        )

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """By merging."""
        return False
