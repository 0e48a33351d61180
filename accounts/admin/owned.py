"""The base of every admin of owned rows: each member of staff, superusers included, meets only their own."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.utils import get_fields_from_path
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.shortcuts import redirect

from accounts.admin.controls import Controls
from accounts.admin.editing import InlineRows, RowsThere, ShownForm
from accounts.admin.filters import OwnedRelatedFilter
from accounts.admin.pages import CappedList, CappedPaginator
from accounts.ownership import Owned
from accounts.paging import read_id

CONTROLS = Controls()
SHOWN_REFUSALS = 5
EACH = 1_000  # rows that a request goes through one by one


class OwnedForm(ShownForm):
    """Sets the owner before validating, so that "once for each owner" is a message and not a database error."""

    owner_id: ClassVar[int]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"renderer": CONTROLS})
        if self.instance.owner_id is None:
            self.instance.owner_id = self.owner_id

    def _get_validation_exclusions(self) -> set[str]:
        # Django leaves out every constraint that names a field without a widget; the owner is known all the same.
        return super()._get_validation_exclusions() - {"owner"}  # type: ignore[misc]

    def validate_constraints(self) -> None:
        """Also by the columns that the form does not show: the database looks at the whole row.

        Not at rows of a list that nobody changed, each of which would ask once for each constraint.
        """
        if not (self.instance._state.adding or self.has_changed()):
            return
        try:
            self.instance.validate_constraints(exclude=set(self.errors))
        except ValidationError as error:
            self._update_errors(error)  # type: ignore[attr-defined]


class _Own(BaseModelAdmin):
    """What a model's admin and its inlines share: own rows, own choices, and leave for all staff to work on them."""

    formfield_overrides: ClassVar[dict[Any, Any]] = {models.URLField: {"assume_scheme": "https"}}
    view_on_site: Any = False  # Django's redirect is not on our site; a model with a page of its own names it here

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        """The user's own rows."""
        return super().get_queryset(request).filter(owner=request.user.pk)

    def get_field_queryset(self, db: str | None, db_field: Any, request: HttpRequest) -> models.QuerySet | None:
        """The choices of a foreign key or many-to-many field: own rows, in their admin's order."""
        queryset = super().get_field_queryset(db, db_field, request)
        target = db_field.remote_field.model
        if not issubclass(target, Owned):
            return queryset
        return (target._default_manager.all() if queryset is None else queryset).filter(owner=request.user.pk)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """All staff may work in the admin, on their own rows alone."""
        return request.user.is_active and request.user.is_staff and self._owns(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """As for viewing."""
        return self.has_view_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """As for viewing."""
        return self.has_view_permission(request, obj)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """As for viewing; inlines are asked with the parent row."""
        return self.has_view_permission(request, obj)

    def _owns(self, request: HttpRequest, obj: Any) -> bool:
        return obj is None or obj.owner_id == request.user.pk


class OwnedAdmin(_Own, admin.ModelAdmin):
    """The admin of an owned model. Columns that are foreign keys are joined, so that no row asks again."""

    form = OwnedForm
    paginator = CappedPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER  # they count the whole table, once for each choice
    list_per_page = 50
    list_unread: tuple[str, ...] = ()  # columns that no list shows, and that may be long
    for_any_number: tuple[str, ...] = ()  # actions that may be asked of more rows than a request can go through

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Whether the app shows on the front page."""
        return self.has_view_permission(request)

    def goes_with(self, parent: type[models.Model], request: HttpRequest, obj: Any) -> bool:
        """Whether `obj` may be deleted because the page deletes a `parent`; else rows of its kind stay."""
        page = request.resolver_match.url_name if request.resolver_match else None
        on_parent = (page or "").startswith(f"{parent._meta.app_label}_{parent._meta.model_name}_")
        return obj is not None and on_parent and self.has_view_permission(request, obj)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """The fields of one row; of a new one without what is only to be read, which says nothing yet."""
        only_read = set() if obj else set(self.get_readonly_fields(request, obj))
        sets = [
            (name, said | {"fields": [one for one in said["fields"] if one not in only_read]})
            for name, said in super().get_fieldsets(request, obj)
        ]
        return [(name, said) for name, said in sets if said["fields"]]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """The form of one row, which knows whose it is."""
        return _with_owner(super().get_form(request, obj, change=change, **kwargs), request)

    def get_changelist_form(self, request: HttpRequest, **kwargs: Any) -> Any:
        """The form of a row that is edited in the list."""
        return _with_owner(super().get_changelist_form(request, form=OwnedForm, **kwargs), request)

    def get_changelist_formset(self, request: HttpRequest, **kwargs: Any) -> Any:
        """The rows that are edited in the list."""
        return _telling(super().get_changelist_formset(request, formset=RowsThere, **kwargs), request)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """The list; a filter that Postgres or the calendar cannot be asked for is as if it were not there."""
        if not any("\0" in value for _, values in request.GET.lists() for value in values):
            with suppress(OverflowError):
                return self._with_rows(request, super().changelist_view(request, extra_context))
        return redirect(request.path)

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[CappedList]:
        """The list, which counts no further than it has to."""
        return CappedList

    def get_ordering(self, request: HttpRequest) -> list[Any]:
        """Newest first, unless the class or the model says otherwise; pages and autocomplete need an order."""
        return list(super().get_ordering(request) or self.opts.ordering or ["-pk"])

    def get_list_select_related(self, request: HttpRequest) -> list[str]:
        """Every foreign key among the columns, nullable ones too, beside those that the class names."""
        named = self.list_select_related if isinstance(self.list_select_related, list | tuple) else ()
        keys = {f.name for f in self.opts.get_fields() if isinstance(f, models.ForeignKey)}
        columns = [c for c in self.get_list_display(request) if isinstance(c, str) and c in keys]
        return [*dict.fromkeys([*named, *columns])]

    def get_list_filter(self, request: HttpRequest) -> list[Any]:
        """The filters, with relations narrowed to own rows."""
        return [self._own_filter(f) for f in super().get_list_filter(request)]

    def response_action(self, request: HttpRequest, queryset: models.QuerySet, *args: Any) -> Any:
        """Do what is asked of the chosen rows; what a request has to do itself, to EACH of them at most."""
        if None in map(read_id, request.POST.getlist(ACTION_CHECKBOX_NAME)):
            self.message_user(request, "Choose the rows once more.", messages.ERROR)
            return redirect(request.get_full_path())
        is_all = request.POST.get("select_across") == "1" and request.POST.get("action") not in self.for_any_number
        if is_all and queryset.order_by()[: EACH + 1].count() > EACH:
            self.message_user(request, f"This can be done to {EACH:,} at once. Choose fewer.", messages.ERROR)
            return redirect(request.get_full_path())
        return super().response_action(request, queryset, *args)

    def act_on_each(
        self,
        request: HttpRequest,
        rows: Iterable[Any],
        act: Callable[[Any], object],
        words: str,
        *,
        refusals: tuple[type[Exception], ...] = (),
    ) -> None:
        """Do `act` to each row, note `words` in the log, say how many rows it was and why others were left alone.

        A row is left alone where `act` answers False, or raises one of `refusals`, whose text is for the user.
        """
        done, refused = 0, []
        for row in rows:
            try:
                if act(row) is False:
                    continue
            except refusals as error:
                refused.append(f"{self.name_of(row)}: {error}")
                continue
            self.log_change(request, row, words)
            done += 1
        if not done and not refused:
            self.message_user(request, "There was nothing to do.", messages.INFO)
        if done:
            noun = self.opts.verbose_name if done == 1 else self.opts.verbose_name_plural
            self.message_user(request, f"{words} {done} {noun}.", messages.SUCCESS)
        for line in refused[:SHOWN_REFUSALS]:
            self.message_user(request, line, messages.WARNING)
        if len(refused) > SHOWN_REFUSALS:
            self.message_user(request, f"{len(refused)} were refused in all.", messages.WARNING)

    def name_of(self, row: Any) -> str:
        """What a refusal calls the row."""
        return str(row)

    def _with_rows(self, request: HttpRequest, answer: Any) -> Any:
        """The list; one that was refused shows the rows that were sent, whichever would stand there by now."""
        cl = (getattr(answer, "context_data", None) or {}).get("cl")
        if cl is not None and cl.formset is not None and cl.formset.is_bound:
            cl.result_list = cl.formset.get_queryset()
            models.prefetch_related_objects(cl.result_list, *self.get_list_select_related(request))
        return answer

    def _own_filter(self, item: Any) -> Any:
        if isinstance(item, str) and get_fields_from_path(self.model, item)[-1].is_relation:
            return item, OwnedRelatedFilter
        return item


class OwnedInline(_Own, admin.TabularInline):
    """Owned rows edited inside their parent's page; the parent's owner is theirs."""

    form = OwnedForm
    formset: Any = InlineRows
    extra = 0

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """The rows' forms, which know whose they are."""
        formset = super().get_formset(request, obj, **kwargs)
        formset.form = _with_owner(formset.form, request)
        return _telling(formset, request)


def _with_owner(form: type[forms.ModelForm], request: HttpRequest) -> type[forms.ModelForm]:
    return type(form.__name__, (form,), {"owner_id": request.user.pk})


def _telling(formset: Any, request: HttpRequest) -> Any:
    formset.tell = partial(messages.warning, request)
    return formset
