"""Everything that the list of people can be narrowed by, and its columns, as one form that is sent by GET."""

from collections.abc import Iterable
from typing import Any

from django import forms

from contacts.forms.choosing import CHOICES, COLUMNS, HOWS
from contacts.forms.filtering import Condition, PeopleFilter
from contacts.models import CareerPath, CustomProperty

Kind = CustomProperty.Kind
FITTING = {
    Kind.TEXT: ("like", "is", "has", "lacks"),
    Kind.NUMBER: ("range", "has", "lacks"),
    Kind.DATE: ("range", "has", "lacks"),
    Kind.CHOICE: ("is", "has", "lacks"),
    Kind.LINK: ("like", "has", "lacks"),
}


class FilterForm(forms.Form):
    """Never bound: the list's own address is what is sent, and it is read by PeopleFilter alone."""

    q = forms.CharField(label="Search", max_length=200, required=False)
    path = forms.ChoiceField(required=False)
    tag = forms.CharField(max_length=200, required=False)
    organization = forms.CharField(max_length=200, required=False)

    def __init__(
        self, chosen: PeopleFilter, *, paths: Iterable[CareerPath], properties: Iterable[CustomProperty]
    ) -> None:
        """Filled with what is `chosen` now."""
        super().__init__(initial=dict(chosen.values) | {"columns": chosen.columns}, auto_id="asked-%s")
        properties = list(properties)
        self.sort = chosen.sort if chosen.sort != "name" else ""
        self.is_archived = chosen.archived
        self.fields["path"] = select("Path", {str(path.pk): path.name for path in paths})
        self.fields["path"].widget.attrs["autofocus"] = True
        for name, (label, options) in CHOICES.items():
            if name != "shown":
                self.fields[name] = select(label, options)
        known = {f"p{one.pk}": one.name for one in properties}
        self.fields["columns"] = forms.MultipleChoiceField(
            choices=[*COLUMNS.items(), *known.items()], required=False, widget=forms.CheckboxSelectMultiple
        )
        asked = {one.pk: one for one in chosen.conditions}
        self.asked = [PropertyFields(one, asked.get(one.pk)) for one in properties]

    def filters(self) -> list[forms.BoundField]:
        """The fields that narrow the list."""
        return [self[name] for name in self.fields if name not in {"q", "columns"}]


class PropertyFields:
    """What is asked of one property: how, and up to two values; nothing while they are empty."""

    def __init__(self, one: CustomProperty, asked: Condition | None) -> None:
        """Filled with what is `asked` now."""
        self.name, self.label = f"p{one.pk}", one.name
        self.hows: list[tuple[str, str, bool]] = [
            (how, HOWS[how], asked is not None and asked.how == how) for how in FITTING[Kind(one.kind)]
        ]
        self.low, self.high = (asked.low, asked.high) if asked else ("", "")
        self.choices: list[str] = one.choices if one.kind == Kind.CHOICE else []
        self.is_range = one.kind in {Kind.NUMBER, Kind.DATE}
        self.type = {Kind.NUMBER: "number", Kind.DATE: "date"}.get(Kind(one.kind), "text")


def select(label: str, options: dict[str, str]) -> Any:
    """A field with one of `options`, or any."""
    return forms.ChoiceField(label=label, choices=[("", "Any"), *options.items()], required=False)
