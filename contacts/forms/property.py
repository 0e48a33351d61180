"""What a person can write about a property of their own."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.models import User
from contacts.importing import normal
from contacts.models import CustomProperty

LONGEST_CHOICE, MOST_CHOICES = 100, 100


class PropertyForm(forms.ModelForm):
    """A property: its name, its kind, and what there is to choose from. The kind stays once people have values."""

    choice_lines = forms.CharField(
        label="Choices",
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="One a line; only for a choice.",
    )

    class Meta:
        model = CustomProperty
        fields = ["name", "kind"]

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, owner: User, instance: CustomProperty | None = None
    ) -> None:
        prop = instance or CustomProperty(owner=owner)
        super().__init__(data, instance=prop, initial={"choice_lines": "\n".join(prop.choices)})
        self.owner = owner
        if prop.pk and prop.values.exists():
            self.fields["kind"].disabled = True
            self.fields["kind"].help_text = "People have values of this kind already, so it stays."

    def clean_name(self) -> str:
        """On one line, and of no other property."""
        name = normal.clean(self.cleaned_data["name"])
        if self.owner.properties.exclude(pk=self.instance.pk).filter(name__iexact=name).exists():
            raise ValidationError(f"There is a property “{name}” already.")
        return name

    def clean(self) -> dict[str, Any]:
        """A choice needs choices; those that people have stay."""
        said = super().clean() or {}
        lines = [line for line in map(normal.clean, said.get("choice_lines", "").splitlines()) if line]
        said["choices"] = choices = [*dict.fromkeys(lines)] if said.get("kind") == "choice" else []
        if said.get("kind") == "choice":
            self._check(choices)
        return said

    def save(self, commit: bool = True) -> CustomProperty:
        """The property; a new one stands behind the others."""
        self.instance.choices = self.cleaned_data["choices"]
        if self.instance.pk is None:
            self.instance.position = self.owner.properties.count()
        saved: CustomProperty = super().save(commit)
        return saved

    def _check(self, choices: list[str]) -> None:
        if not choices:
            self.add_error("choice_lines", "Write at least one choice.")
        elif len(choices) > MOST_CHOICES or any(len(choice) > LONGEST_CHOICE for choice in choices):
            words = f"There can be {MOST_CHOICES} choices of {LONGEST_CHOICE} characters at most."
            self.add_error("choice_lines", words)
        elif self.instance.pk and (used := self.instance.values.exclude(text__in=choices).first()):
            self.add_error("choice_lines", f"Somebody has “{used}”. Leave it, or change their value first.")
