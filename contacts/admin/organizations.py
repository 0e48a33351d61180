"""Organizations in the admin."""

from django.contrib import admin

from accounts.admin.owned import OwnedAdmin, OwnedInline
from contacts.models import Organization, OrganizationAlias, OrganizationMerge


class OrganizationAliasInline(OwnedInline):
    """Other names of an organization."""

    model = OrganizationAlias


@admin.register(Organization)
class OrganizationAdmin(OwnedAdmin):
    """Employers, schools, guilds."""

    list_display = ["name", "kind", "website", "created_at"]
    list_filter = ["kind"]
    search_fields = ["name", "aliases__name"]
    inlines = [OrganizationAliasInline]

    def view_on_site(self, obj: Organization) -> str:
        """Its own page."""
        return obj.get_absolute_url()


@admin.register(OrganizationAlias)
class OrganizationAliasAdmin(OwnedAdmin):
    """Other names of organizations."""

    list_display = ["name", "organization"]
    search_fields = ["name", "organization__name"]
    autocomplete_fields = ["organization"]


@admin.register(OrganizationMerge)
class OrganizationMergeAdmin(OwnedAdmin):
    """Which organizations became one."""

    list_display = ["merged_at", "kept", "undone_at"]
    search_fields = ["kept__name"]
    readonly_fields = ["kept", "former", "moved", "merged_at", "undone_at"]
