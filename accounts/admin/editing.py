"""Rows that several windows edit: what changed elsewhere meanwhile is not written over, and a list keeps its rows."""

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.db import models
from django.forms.models import BaseInlineFormSet, BaseModelFormSet
from django.utils.formats import localize
from django.utils.text import Truncator
from django.utils.timezone import localtime

from accounts.words import counted

LONGEST = 200  # letters of what a column says by now


class ShownForm(forms.ModelForm):
    """Carries what its row was shown with: what the user left so is not written, whatever the row says by now."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for bound in self if self.instance.pk else ():
            bound.field.show_hidden_initial = not self.is_bound or self._shown(bound) is not None

    def clean(self) -> dict[str, Any]:
        """What was changed elsewhere alone stays as it is by now; what was changed here too is refused once.

        Lines end as on the app's own pages.
        """
        said = super().clean() or self.cleaned_data
        said |= {name: value.replace("\r\n", "\n") for name, value in said.items() if isinstance(value, str)}
        for bound in self if self.instance.pk else ():
            shown = self._shown(bound)
            if shown is None or bound.name not in said:
                continue
            is_older, is_left = bound.field.has_changed(bound.initial, shown), bound.name not in self.changed_data
            if is_left and (is_older or isinstance(said[bound.name], datetime)):  # no more than its seconds was shown
                said[bound.name] = getattr(self.instance, bound.name)
            elif is_older and not is_left and bound.field.has_changed(bound.initial, bound.data):
                now = said_of(self.instance, bound.name)
                self.add_error(bound.name, f"Changed elsewhere meanwhile: {now}. Save again to write over that.")
                self._show(bound)
        return said

    def _shown(self, bound: forms.BoundField) -> Any:
        """What the field was shown with, as it came back; None if it did not."""
        written = self._widget_data_value(bound.field.hidden_widget(), bound.html_initial_name)  # type: ignore[attr-defined]
        if isinstance(written, str):
            return written.replace("\r\n", "\n")  # as browsers send a line break
        return None if isinstance(written, list) and None in written else written

    def _show(self, bound: forms.BoundField) -> None:
        """Be shown with what the row says by now."""
        value = bound.field.prepare_value(bound.initial)
        written = bound.field.hidden_widget().get_context(bound.html_initial_name, value, {})["widget"]
        said: Any = self.data
        self.data = said = said.copy()
        for one in (written, *written.get("subwidgets", ())):
            said[one["name"]] = "" if one["value"] is None else one["value"]


class RowsThere(BaseModelFormSet):
    """Rows that are edited together; those that are there no longer cost the others nothing."""

    tell: ClassVar[Callable[[str], None]]  # the user

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        if self.is_bound:
            self._leave_out_gone()

    def _leave_out_gone(self) -> None:
        """Number those that are there anew, as if no others had been shown, and hold them in the order they were."""
        shown, total = self.initial_form_count(), self.total_form_count()
        there = {str(row.pk): row for row in self.get_queryset()}
        key = self.model._meta.pk.name  # type: ignore[union-attr]
        ids = {n: str(self.data.get(f"{self.prefix}-{n}-{key}")) for n in range(shown)}
        kept = [n for n in range(total) if n >= shown or ids[n] in there]
        self._queryset: Any = [there[ids[n]] for n in kept if n < shown]
        if gone := total - len(kept):
            self.data = renumbered(self.data, str(self.prefix), kept, shown - gone)
            del self.management_form
            said = "is there no longer, and was left out" if gone == 1 else "are there no longer, and were left out"
            type(self).tell(f"{counted(gone, 'row')} {said}.")


class InlineRows(RowsThere, BaseInlineFormSet):
    """The rows on the page of another."""


def renumbered(data: Any, prefix: str, kept: Sequence[int], shown: int) -> Any:
    """What was sent of the forms with these numbers, now 0, 1, …; the first `shown` are of rows that are there."""
    said, places = data.copy(), {str(old): new for new, old in enumerate(kept)}
    ours = [found for name in data if (found := re.fullmatch(rf"((?:initial-)?{re.escape(prefix)}-)(\d+)(-.+)", name))]
    for found in ours:
        del said[found[0]]
    for before, number, behind in (found.groups() for found in ours):
        if number in places:
            said.setlist(f"{before}{places[number]}{behind}", data.getlist(f"{before}{number}{behind}"))
    said[f"{prefix}-TOTAL_FORMS"], said[f"{prefix}-INITIAL_FORMS"] = str(len(kept)), str(shown)
    return said


def said_of(row: models.Model, name: str) -> str:
    """What a column says, in words, and as many as one reads."""
    shown = getattr(row, f"get_{name}_display", None)
    value = shown() if shown else getattr(row, name)
    value = localtime(value) if isinstance(value, datetime) else value
    return "empty" if value in {None, ""} else f"“{Truncator(localize(value)).chars(LONGEST)}”"
