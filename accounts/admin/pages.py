"""The pages of an admin list: neither a great table is counted whole, nor are its far rows read past."""

from typing import Any

from django.contrib import messages
from django.contrib.admin.views.main import ChangeList
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property

MOST = 10_000  # rows that a list counts and leafs through; who looks for another searches, filters or sorts


class Capped(int):
    """A number of rows; what is more than MOST says so wherever the admin writes it."""

    def __str__(self) -> str:
        return f"{MOST:,}+" if self > MOST else super().__repr__()


class CappedPaginator(Paginator):
    """Counts no further than it has to."""

    @cached_property
    def count(self) -> Capped:
        """How many rows there are; one more than MOST stands for any number beyond."""
        rows: Any = self.object_list
        return Capped(rows.order_by()[: MOST + 1].count())

    @property
    def is_capped(self) -> bool:
        """Whether there are rows that no page shows."""
        return self.count > MOST

    @cached_property
    def num_pages(self) -> int:
        """As many as there are of the first MOST rows."""
        return max(1, -(-min(self.count, MOST) // self.per_page))


class CappedList(ChangeList):
    """A list that reads its rows before it counts them: if they do not fill the first page, they are all there are."""

    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> QuerySet[Any]:
        """Without columns that are long and not shown."""
        unread = getattr(self.model_admin, "list_unread", ())
        return super().get_queryset(request, exclude_parameters).defer(*unread)

    def get_results(self, request: HttpRequest) -> None:
        """Read the page, and count if need be."""
        head = self.queryset[: self.list_per_page] if self.page_num == 1 and not self.show_all else None
        if head is not None and len(head) < self.list_per_page:
            self._hold_all(head)
            return
        super().get_results(request)
        if head is not None:
            self.result_list = head
        if self.paginator.is_capped and self.page_num == self.paginator.num_pages:
            messages.info(request, f"No more than {MOST:,} are listed. Search, filter or sort to see others.")

    def _hold_all(self, rows: QuerySet[Any]) -> None:
        self.result_count, self.full_result_count = Capped(len(rows)), None
        self.paginator = CappedPaginator(rows, self.list_per_page)
        self.paginator.count = self.result_count
        self.result_list, self.show_full_result_count, self.show_admin_actions = rows, False, True
        self.can_show_all, self.multi_page = True, False
