"""The user's own properties as fields of the person's form."""

from collections.abc import Iterable
from typing import Any

from django import forms

from contacts.actions.properties import LONGEST, PREFIX, read_value
from contacts.models import Contact, CustomProperty


class PropertyField(forms.CharField):
    """What a property says of the contact, cleaned to the text that is kept."""

    def __init__(self, property: CustomProperty, *, text: str = "") -> None:  # noqa: A002  (the model's own word)
        self.property = property
        super().__init__(
            label=property.name, required=False, initial=text, max_length=LONGEST, widget=self.control(text)
        )

    def control(self, text: str) -> forms.Widget:
        """The control of the property's kind; a choice that was taken off the list since is still there."""
        kinds = CustomProperty.Kind
        if self.property.kind == kinds.CHOICE:
            there = dict.fromkeys([*self.property.choices, *filter(None, [text])])
            return forms.Select(choices=[("", "Not said"), *((choice, choice) for choice in there)])
        if self.property.kind == kinds.DATE:
            return forms.DateInput(attrs={"type": "date"})
        if self.property.kind == kinds.NUMBER:
            return forms.TextInput(attrs={"inputmode": "decimal"})
        return forms.TextInput(attrs={"inputmode": "url"} if self.property.kind == kinds.LINK else {})

    def clean(self, value: Any) -> str:
        """What is there already may stay, whatever has become of the property since."""
        text: str = super().clean(value)
        if text == self.initial:
            return text
        read = read_value(self.property, text)
        return read.text if read else ""


def property_fields(properties: Iterable[CustomProperty], contact: Contact) -> dict[str, PropertyField]:
    """A field for each property, by name."""
    texts = {value.property_id: value.text for value in contact.property_values.all()} if contact.pk else {}
    return {f"{PREFIX}{one.pk}": PropertyField(one, text=texts.get(one.pk, "")) for one in properties}
