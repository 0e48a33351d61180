"""Several values in one field, a row each, with a label and one of them preferred: channels and postal addresses.

Rows travel as lists side by side (`emails`, `emails_label`), and `emails_preferred` as the number of a row. A button
named `add` or `drop` sends the form to be drawn again with one row more or less; it works without JavaScript.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Self

from django import forms
from django.core.exceptions import ValidationError

from contacts.actions.reach import Entry
from contacts.importing.normal import clean

MOST = 100  # rows of one field
Line = dict[str, str | bool]  # a row: its columns by name, and is_preferred


@dataclass(frozen=True)
class Column:
    """One control of a row; `name` is a column of the model."""

    name: str
    words: str
    longest: int
    attrs: tuple[tuple[str, str], ...] = ()


LABEL = Column("label", "Label", 60, (("list", "label-options"), ("placeholder", "Label")))


class RowsWidget(forms.Widget):
    """The rows, an empty one behind them, and the buttons that add and remove one."""

    template_name = "contacts/rows.html"
    use_fieldset = True
    url = ""  # where htmx sends the form to be drawn again

    def __init__(self, *columns: Column, one: str) -> None:
        super().__init__()
        self.columns, self.one = (*columns, LABEL), one
        self.wrong: set[int] = set()  # rows that could not be kept

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        copied: Self = super().__deepcopy__(memo)
        copied.wrong = set()  # each form has errors of its own
        return copied

    def key(self, name: str, column: Column) -> str:
        """The name of a column's controls: the channel itself has that of the field."""
        return name if column.name == "value" else f"{name}_{column.name}"

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[Line]:
        """The rows as they were sent, empty ones too."""
        lists = {column.name: several(data, self.key(name, column)) for column in self.columns}
        preferred = several(data, f"{name}_preferred")[-1:]
        length = max(map(len, lists.values()))
        texts = [{key: (values[n : n + 1] or [""])[0] for key, values in lists.items()} for n in range(length)]
        return [{**row, "is_preferred": [str(n)] == preferred} for n, row in enumerate(texts)]

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        """Whether nothing of the field was sent."""
        return not any(self.key(name, column) in data for column in self.columns)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """What the template draws: rows of cells."""
        context = super().get_context(name, value, attrs)
        rows: list[Line] = list(value or [])
        if not rows or not is_empty(rows[-1]):
            rows.append({})
        filled = sum(not is_empty(row) for row in rows)
        lines = [
            {
                "number": n,
                "words": f"{self.one} {n + 1}" if len(rows) > 1 else self.one,
                "cells": [self.cell(name, column, row, n) for column in self.columns],
                "is_preferred": row.get("is_preferred"),
                "can_be_preferred": row.get("is_preferred") or (filled > 1 and not is_empty(row)),
                "can_go": not is_empty(row),
            }
            for n, row in enumerate(rows)
        ]
        wide = len(self.columns) > 2
        return context | {"name": name, "one": self.one, "rows": lines, "wide": wide, "url": self.url}

    def cell(self, name: str, column: Column, row: Line, number: int) -> dict[str, Any]:
        """One control of the row of that number."""
        attrs = dict(column.attrs) | {"maxlength": column.longest}
        if column is self.columns[0]:
            attrs |= {"autofocus": "autofocus"} if number == self.attrs.get("autofocus") else {}
            attrs |= {"aria-invalid": "true"} if number in self.wrong else {}
        value = row.get(column.name, "")
        key = self.key(name, column)
        return {"name": key, "column": column.name, "words": column.words, "value": value, "attrs": attrs}


class RowsField(forms.Field):
    """Cleaned to the rows that are not empty; `check` looks at each and raises ValidationError."""

    widget: RowsWidget

    def __init__(self, *, widget: RowsWidget, check: Callable[[Line], None] | None = None, **kwargs: Any) -> None:
        super().__init__(required=False, widget=widget, **kwargs)
        self.check = check

    def clean(self, value: list[Line]) -> list[Line]:
        """Each row with every text on one line and no longer than its column."""
        kept: list[Line] = []
        errors: list[ValidationError] = []
        for n, row in enumerate(value or []):
            line: Line = {name: clean(text) if isinstance(text, str) else text for name, text in row.items()}
            if is_empty(line):
                continue
            kept.append(line)
            try:
                self.look_at(line)
            except ValidationError as error:
                self.widget.wrong.add(n)
                errors.append(error)
        if len(kept) > MOST:
            errors.append(ValidationError(f"At most {MOST} fit here."))
        if errors:
            raise ValidationError(errors)
        return kept

    def look_at(self, line: Line) -> None:
        """Refuse what is too long, and what `check` refuses."""
        for column in self.widget.columns:
            if len(str(line[column.name])) > column.longest:
                raise ValidationError(f"{column.words}: at most {column.longest} characters.")
        if self.check is not None:
            self.check(line)


def several(data: Mapping[str, Any], key: str) -> list[str]:
    """All the values of `key`, whether `data` came from a browser or from our own code."""
    if hasattr(data, "getlist"):
        return [str(value) for value in data.getlist(key)]
    value = data.get(key) or []
    return [value] if isinstance(value, str) else [str(one) for one in value]


def is_empty(row: Line) -> bool:
    """Whether nothing is in the row, or its label alone."""
    return not any(isinstance(text, str) and text.strip() for name, text in row.items() if name != "label")


def entries(lines: list[Line]) -> list[Entry]:
    """Cleaned rows of channels as the action takes them."""
    return [Entry(str(line["value"]), str(line["label"]), bool(line["is_preferred"])) for line in lines]


def redraw(data: Mapping[str, Any], form: forms.BaseForm) -> str:
    """The field of `form` to which `data` asks to add a row, or from which to remove one; "" if to none."""
    asked = (data.get("add") or data.get("drop") or "").partition("-")[0]
    return asked if isinstance(getattr(form.fields.get(asked), "widget", None), RowsWidget) else ""


def redrawn(data: Mapping[str, Any], form: forms.BaseForm) -> dict[str, Any]:
    """All of `data` as initial values, so that nothing is checked or lost, with the row added or removed."""
    typed = {name: field.widget.value_from_datadict(data, {}, name) for name, field in form.fields.items()}
    name, _, number = (data.get("add") or data.get("drop") or "").partition("-")
    rows: list[Line] = typed[name]
    if "add" in data:
        at = len(rows)
        rows.append({})
    else:
        at = int(number) if number.isdecimal() and len(number) < 4 else len(rows)
        del rows[at : at + 1]
        at = min(at, max(0, len(rows) - 1))
    form.fields[name].widget.attrs["autofocus"] = at
    return typed
