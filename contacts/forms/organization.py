"""What a person can write about an organization, and with which other one it is to become one."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse_lazy

from accounts.models import User
from contacts.actions.organizations import set_aliases
from contacts.actions.renaming import follow_name
from contacts.importing import normal
from contacts.models import Organization


class OrganizationForm(forms.ModelForm):
    """An organization; the name is enough."""

    website = forms.URLField(
        required=False,
        max_length=500,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
    )
    alias_names = forms.CharField(
        label="Other names",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="One a line, as files or people may call it.",
    )

    class Meta:
        model = Organization
        fields = ["name", "kind", "website", "notes"]
        widgets = {"notes": forms.Textarea(attrs={"rows": 4})}

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, owner: User, instance: Organization | None = None
    ) -> None:
        organization = instance or Organization(owner=owner)
        aliases = organization.aliases.all() if organization.pk else []
        super().__init__(data, instance=organization, initial={"alias_names": "\n".join(map(str, aliases))})
        self.owner = owner

    def clean_name(self) -> str:
        """On one line, and nobody else's."""
        name = normal.clean(self.cleaned_data["name"])
        self._refuse_taken([name])
        return name

    def clean_alias_names(self) -> list[str]:
        """The lines, each a name that no other organization has."""
        names = [name for name in map(normal.clean, self.cleaned_data["alias_names"].splitlines()) if name]
        if any(len(name) > 200 for name in names):
            raise ValidationError("A name has at most 200 characters.")
        self._refuse_taken(names)
        return names

    def clean_notes(self) -> str:
        """With one kind of line end, whatever the browser sends."""
        return "\n".join(self.cleaned_data["notes"].splitlines())

    @transaction.atomic
    def save(self, commit: bool = True) -> Organization:
        """The organization with its other names; what called it by its former name goes along."""
        organization: Organization = super().save(commit)
        if was := self.initial.get("name"):
            follow_name(organization, was=was)
        set_aliases(organization, names=self.cleaned_data["alias_names"])
        return organization

    def _refuse_taken(self, names: list[str]) -> None:
        others = self.owner.organizations.exclude(pk=self.instance.pk)
        for name in names:
            if taken := others.called(name).first():
                raise ValidationError(f"“{name}” is a name of {taken}. If they are the same, merge them.")


class MergeForm(forms.Form):
    """Which organization is to become part of this one."""

    organization_name = forms.CharField(
        label="The same as",
        max_length=200,
        widget=forms.TextInput(
            attrs={
                "list": "organization-options",
                "hx-get": reverse_lazy("contacts:organization_options"),
                "hx-target": "#organization-options",
                "hx-trigger": "input changed delay:150ms",
                "hx-sync": "this:replace",
                "hx-swap": "innerHTML",
                "autocomplete": "off",
                "autofocus": True,
            }
        ),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, kept: Organization) -> None:
        super().__init__(data)
        self.kept = kept

    def clean_organization_name(self) -> Organization:
        """Another organization of the owner, by its name or one of its other names."""
        name = normal.clean(self.cleaned_data["organization_name"])
        found = self.kept.owner.organizations.called(name).first()
        if found is None:
            raise ValidationError(f"There is no organization “{name}”. Choose one of the list.")
        if found.pk == self.kept.pk:
            raise ValidationError("That is this organization itself. Choose another one.")
        return found
