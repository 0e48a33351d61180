"""What another window wrote while a form stood open: it stays where nothing else was typed, and is not lost unseen."""

import json
from collections.abc import Mapping
from hashlib import blake2s
from typing import Any

from django import forms

from contacts.forms.rows import RowsField, RowsWidget, is_empty
from contacts.importing.normal import clean

SEEN = "seen"  # the control that says what the form showed: a mark for each field
LONGEST = 300  # letters of what another window wrote that a message repeats
LOST = "Another window has changed this to “{now}” since. Save again to put yours in its place."


def marks_of(form: forms.BaseForm) -> dict[str, str]:
    """A mark of what each field begins with."""
    return {name: mark(field, shown(form, name)) for name, field in form.fields.items()}


def follow(form: forms.BaseForm, data: Mapping[str, Any]) -> tuple[Mapping[str, Any], dict[str, str]]:
    """`data` with what has changed since the form was shown, where it was sent as it had been shown; and what to say of
    each field that was changed here and elsewhere.
    """
    then, kept, lost = read_marks(data), dict[str, Any](), dict[str, str]()
    for name, now in marks_of(form).items():
        field = form.fields[name]
        typed = mark(field, field.widget.value_from_datadict(data, {}, name))
        if then.get(name, now) in {now, ""} or typed == now:
            continue
        if typed == then[name]:
            kept |= controls(field, name, shown(form, name))
        else:
            lost[name] = LOST.format(now=in_words(field, shown(form, name)))
    if not kept:
        return data, lost
    changed = data.copy()  # type: ignore[attr-defined]
    for name, values in kept.items():
        changed.setlist(name, values)
    return changed, lost


def read_marks(data: Mapping[str, Any]) -> dict[str, str]:
    """What the form said it showed; nothing where it says nothing that makes sense."""
    try:
        said = json.loads(data.get(SEEN) or "{}")
    except (ValueError, RecursionError):
        return {}
    return {str(name): str(one) for name, one in said.items()} if isinstance(said, dict) else {}


def shown(form: forms.BaseForm, name: str) -> Any:
    """What a field begins with, as its control takes it."""
    field = form.fields[name]
    return field.prepare_value(form.get_initial_for_field(field, name))


def mark(field: forms.Field, value: Any) -> str:
    """A short digest, the same of what is shown and of what a browser sends back of it untouched."""
    if isinstance(field, RowsField):
        text = json.dumps([tidy(row) for row in value or () if not is_empty(row)], sort_keys=True)
    elif isinstance(value, list | tuple):
        text = json.dumps(sorted(map(str, value)))
    else:
        text = "" if value is None else "\n".join(str(value).splitlines()).strip()
    return blake2s(text.encode("utf-8", "replace"), digest_size=6).hexdigest()


def tidy(row: Mapping[str, str | bool]) -> dict[str, str | bool]:
    """A row with each text as it is kept."""
    return {name: clean(text) if isinstance(text, str) else bool(text) for name, text in row.items()}


def controls(field: forms.Field, name: str, value: Any) -> dict[str, list[str]]:
    """What a browser sends of `value`, by the name of the control."""
    if isinstance(field.widget, RowsWidget):
        columns = {
            field.widget.key(name, one): [str(row.get(one.name, "")) for row in value] for one in field.widget.columns
        }
        return columns | {f"{name}_preferred": [str(n) for n, row in enumerate(value) if row.get("is_preferred")]}
    if isinstance(value, bool):
        return {name: ["on"] * value}
    return {
        name: [str(one) for one in value] if isinstance(value, list | tuple) else ["" if value is None else str(value)]
    }


def in_words(field: forms.Field, value: Any) -> str:
    """What stands there now, for a message."""
    if isinstance(field, RowsField):
        return "; ".join(
            " ".join(str(text) for text in row.values() if isinstance(text, str) and text) for row in value
        )
    choices = dict(getattr(field, "choices", ()))
    several = value if isinstance(value, list | tuple) else [value]
    said = ", ".join(str(choices.get(one, "" if one is None else one)) for one in several)
    return said if len(said) <= LONGEST else f"{said[:LONGEST]}…"
