"""Which column of a table is what, one select for each column."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from contacts.importing.layout import Layout
from contacts.importing.tables.columns import FIELDS, LEFT_OUT, NAMING, NOTED

MOST_COLUMNS = 300  # of a wider table the others stay as they were recognised
BEGINS = {
    "display_name": "Name",
    "organization_name": "Work",
    "email": "Ways to reach them",
    "address": "Address",
    "birthday": "Birthday",
    "introducer_name": "How you know them",
    "tags": "More",
}
DAY_FIRST = {"": None, "yes": True, "no": False}
NAMELESS = (
    "Say which column holds the name, or at least the organization, the e-mail address, the phone number or a link."
)


@cache
def options_html() -> str:
    """The options of a select, in groups; a table may have a hundred selects, so they are drawn once."""
    parts = [format_html('<option value="{}">{}</option>', code, FIELDS[code]) for code in (NOTED, LEFT_OUT)]
    for code in (code for code in FIELDS if code not in {NOTED, LEFT_OUT}):
        if code in BEGINS:
            parts.append(format_html('</optgroup><optgroup label="{}">', BEGINS[code]))
        parts.append(format_html('<option value="{}">{}</option>', code, FIELDS[code]))
    return "".join(parts).replace("</optgroup>", "", 1) + "</optgroup>"


class FieldSelect(forms.Select):
    """A select of FIELDS."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The select with `value` chosen."""
        chosen = format_html('<option value="{}"', value or NOTED)
        options = options_html().replace(chosen, f"{chosen} selected", 1)
        invalid = ' aria-invalid="true"' if (attrs or {}).get("aria-invalid") else ""
        said = mark_safe(options)  # noqa: S308  our own words, and escaped
        return format_html('<select class="select" name="{}" id="id_{}"{}>{}</select>', name, name, invalid, said)


@dataclass(frozen=True)
class Column:
    """A column to be matched: its name, the first values in it, and the select."""

    name: str
    samples: Sequence[str]
    field: forms.BoundField


class ColumnsForm(forms.Form):
    """What each column of `layout` is; cleaned to `columns` as Layout has them, and `day_first`."""

    day_first = forms.ChoiceField(
        label="A date such as 3/4/1990 is",
        choices=[
            ("yes", "3 April (day first)"),
            ("no", "4 March (month first)"),
            ("", "Not known: keep such dates in the notes"),
        ],
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, layout: Layout, samples: Sequence[Sequence[str]] = ()
    ) -> None:
        super().__init__(data, initial={"day_first": next(k for k, v in DAY_FIRST.items() if v is layout.day_first)})
        self.layout, self.samples = layout, samples
        for at, code in enumerate(layout.columns[:MOST_COLUMNS]):
            self.fields[f"c{at}"] = forms.ChoiceField(
                choices=list(FIELDS.items()), required=False, initial=code, widget=FieldSelect
            )

    def columns(self) -> Iterator[Column]:
        """Each column of the file."""
        for at, name in enumerate(self.layout.header[:MOST_COLUMNS]):
            samples = self.samples[at] if at < len(self.samples) else ()
            yield Column(name or f"Column {at + 1}", samples, self[f"c{at}"])

    def clean_day_first(self) -> bool | None:
        """Whether the day stands first; None that nobody knows."""
        return DAY_FIRST[self.cleaned_data["day_first"]]

    def clean(self) -> dict[str, Any]:
        """The columns as a layout has them; without a name in any nobody could be told from others."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors:
            return said
        said["columns"] = tuple(said.get(f"c{at}", code) for at, code in enumerate(self.layout.columns))
        if not any(code.partition(":")[0] in NAMING for code in said["columns"]):
            raise ValidationError(NAMELESS)
        return said
