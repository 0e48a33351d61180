"""Filters of admin lists by what rows point at: own rows alone, few of them to click, and a box for any other."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from accounts.ownership import Owned

CLICKED = 20  # choices that are links


class OwnedRelatedFilter(admin.RelatedFieldListFilter):
    """Offers the user's own rows, the first CLICKED; Django's filter lists everyone's, all of them.

    Where there are more, what is typed is looked for as on the list of those rows.
    """

    template = "admin/related_filter.html"

    def __init__(
        self, field: Any, request: HttpRequest, params: Any, model: Any, model_admin: Any, field_path: str
    ) -> None:
        self.typed_name = f"{field_path}_named"
        self.is_long = False
        self.target: Any = field.remote_field.model
        super().__init__(field, request, params, model, model_admin, field_path)
        said: Any = self.used_parameters.pop(self.typed_name, [""])
        self.typed = str(said[-1])
        self.hidden: list[tuple[str, str]] = []

    def expected_parameters(self) -> list[str | None]:
        """What Django's filter reads, and what is typed."""
        return [*super().expected_parameters(), self.typed_name]

    def field_choices(self, field: Any, request: HttpRequest, model_admin: Any) -> list[tuple[Any, Any]]:
        """The first of them, in their admin's order."""
        found = list(
            self._own(request).order_by(*self.field_admin_ordering(field, request, model_admin))[: CLICKED + 1]
        )
        self.is_long = len(found) > CLICKED
        return [(row.pk, str(row)) for row in found[:CLICKED]]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Narrowed by what was clicked, or by what was typed."""
        narrowed: Any = super().queryset(request, queryset)
        searched = admin.site._registry.get(self.target)
        if not self.typed or searched is None:
            return narrowed
        found, _ = searched.get_search_results(request, self._own(request), self.typed)
        return narrowed.filter(**{f"{self.field_path}__in": found.order_by().values("pk")})

    def choices(self, changelist: Any) -> Iterator[Any]:
        """The links; none of them is the chosen one if something was typed."""
        self.hidden = [(name, value) for name, value in changelist.params.items() if name != self.typed_name]
        said = changelist.filter_params.pop(self.typed_name, None)  # no link keeps it
        links = [choice | {"selected": choice["selected"] and not self.typed} for choice in super().choices(changelist)]
        changelist.filter_params |= {self.typed_name: said} if said else {}
        yield from links

    def _own(self, request: HttpRequest) -> QuerySet[Any]:
        own = {"owner": request.user.pk} if issubclass(self.target, Owned) else {"pk": request.user.pk}
        rows: QuerySet[Any] = self.target._default_manager.filter(**own)
        return rows
