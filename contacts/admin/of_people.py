"""The bases of admins of what hangs on a contact, and of what long jobs write."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest

from accounts.admin.owned import OwnedAdmin
from contacts.models import Contact


class OfPeopleAdmin(OwnedAdmin):
    """Rows of contacts. They come in the order of names, which has an index; their own ids are far apart."""

    search_fields = ["contact__display_name"]  # and what a class names behind it
    ordering = ["contact__sort_name", "contact_id", "pk"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Own rows; said of their contacts, too, so that Postgres may walk along these."""
        return super().get_queryset(request).filter(contact__owner=request.user.pk)

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        """Of whom the search finds, or whose own columns hold each word."""
        if not search_term.strip():
            return queryset, False
        people = Contact.objects.filter(owner=request.user.pk).search(search_term)
        found = Q(contact__in=people.order_by().values("pk"))
        if len(self.search_fields) > 1:
            rows, _ = super().get_search_results(request, self.get_queryset(request), search_term)
            found |= Q(pk__in=rows.order_by().values("pk"))
        return queryset.filter(found), False


class MadeByJobs(OwnedAdmin):
    """Rows that long jobs write, and drop after 30 days; only looked at, and deleted with a contact."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """By doing something to many."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """By the workers."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """With whom they are about."""
        return self.goes_with(Contact, request, obj)
