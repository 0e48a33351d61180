"""Two people side by side: where both say something and not the same, which of them is right."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from django import forms

from contacts.actions.merging.fields import Choice, choices_of
from contacts.models import Contact

KEPT, GONE = "kept", "gone"


class Compared(NamedTuple):
    """One line of the comparison; `picked` is KEPT or GONE where there is a choice, else ""."""

    choice: Choice
    picked: str


class CompareForm(forms.Form):
    """A choice for each thing that a person has one of and the two have differently.

    Each must be made: who merges without having seen them side by side may not know that they differ by now.
    """

    def __init__(self, data: Mapping[str, Any] | None = None, *, kept: Contact, gone: Contact) -> None:
        super().__init__(data)
        self.choices = choices_of(kept, gone)
        for choice in self.choices:
            if choice.differs:
                words = [(KEPT, choice.here), (GONE, choice.there)]
                self.fields[choice.key] = forms.ChoiceField(label=choice.label, choices=words)

    @property
    def taken(self) -> set[str]:
        """The keys of what is as the one who goes says."""
        return {key for key, picked in self.cleaned_data.items() if picked == GONE}

    def lines(self) -> Iterator[Compared]:
        """All that either says, the choices first."""
        for choice in sorted(self.choices, key=lambda one: not one.differs):
            yield Compared(choice, (self[choice.key].value() or KEPT) if choice.differs else "")
