"""Whom a contact knows, in one line: a name, how they know each other, how well, and who says so."""

from typing import Any

from django import forms

from contacts.actions.acquaintances import tie
from contacts.forms.person_fields import introducer_name, one_named
from contacts.models import Acquaintance, Contact


class AcquaintanceForm(forms.Form):
    """Somebody whom `contact` knows."""

    who = introducer_name()
    kind = forms.ChoiceField(label="How", choices=Acquaintance.Kind.choices, required=False)
    strength = forms.TypedChoiceField(label="How well", choices=Acquaintance.Strength.choices, coerce=int, initial=2)
    told_by = forms.CharField(label="Who told you", max_length=250, required=False, help_text="May stay empty.")

    def __init__(self, *args: Any, contact: Contact, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.contact = contact
        who = self.fields["who"]
        who.label, who.required = f"{contact} knows", True

    def clean_who(self) -> Contact | None:
        """One active contact other than this one."""
        return one_named(self.contact.owner, self.cleaned_data["who"], but=self.contact.pk)

    def clean_told_by(self) -> Contact | None:
        """Nobody, or one active contact."""
        return one_named(self.contact.owner, self.cleaned_data["told_by"])

    def save(self) -> Acquaintance:
        """Keep it; what was said of the two before is said anew."""
        said = dict(self.cleaned_data)
        return tie(self.contact, said.pop("who"), **said)
