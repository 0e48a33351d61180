"""What was understood of a text about a person, to be looked at and changed before it is saved."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from accounts.models import User
from contacts.actions.adding import add_person
from contacts.actions.reach import FIELDS, LinkedInTakenError, normal_form
from contacts.importing import normal
from contacts.importing.days import read_birthday
from contacts.importing.rows import Row
from contacts.models import Contact
from contacts.querysets.duplicates import Key, Twin, find_twins

LONGEST_VALUE, LONGEST_TAG = 500, 60


class LinesField(forms.CharField):
    """Several values, one a line; cleaned to a list."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 1}), **kwargs)

    def clean(self, value: Any) -> Any:
        """The lines, without empty ones."""
        lines = [line for line in map(normal.clean, str(super().clean(value)).splitlines()) if line]
        if any(len(line) > LONGEST_VALUE for line in lines):
            raise ValidationError("One of the lines is longer than 500 characters.")
        return lines


class AddForm(forms.Form):
    """A person about to be added; `seen` are the ids of those of whom the user knows that they may be the same."""

    display_name = forms.CharField(label="Name", max_length=200)
    role = forms.CharField(max_length=200, required=False)
    organization_name = forms.CharField(label="Organization", max_length=200, required=False)
    pronouns = forms.CharField(max_length=40, required=False)
    emails = LinesField(label="E-mail addresses")
    phones = LinesField(label="Phone numbers")
    links = LinesField(label="Links")
    name_prefix = forms.CharField(max_length=60, required=False)
    given_name = forms.CharField(max_length=100, required=False)
    middle_name = forms.CharField(max_length=100, required=False)
    family_name = forms.CharField(max_length=100, required=False)
    name_suffix = forms.CharField(max_length=60, required=False)
    nickname = forms.CharField(max_length=100, required=False)
    birthday = forms.CharField(max_length=60, required=False)
    tags = LinesField()
    notes = forms.CharField(max_length=50_000, required=False, widget=forms.Textarea(attrs={"rows": 1}))

    def __init__(self, data: Mapping[str, Any] | None = None, *, owner: User, row: Row | None = None) -> None:
        said = asdict(row) if row else {}
        values = {name: "\n".join(v) if isinstance(v := said.get(name, ""), tuple) else v for name in self.base_fields}
        super().__init__(values if row else data, auto_id="add-%s")
        self.owner = owner
        # A field in which nothing was found is not shown; whoever wants to say more finds all fields on the person.
        self.said = [name for name in self.base_fields if name == "display_name" or self.data.get(name)]

    def shown(self) -> list[forms.BoundField]:
        """The fields that say something, and those that are wrong."""
        return [self[name] for name in self.base_fields if name in self.said or name in self.errors]

    def clean_display_name(self) -> str:
        """On one line."""
        return normal.clean(self.cleaned_data["display_name"])

    def clean_emails(self) -> list[str]:
        """Addresses, as typed."""
        for address in self.cleaned_data["emails"]:
            try:
                validate_email(address)
            except ValidationError:
                raise ValidationError(f"“{address}” is not an e-mail address.") from None
        return list(self.cleaned_data["emails"])

    def clean_links(self) -> list[str]:
        """Web addresses, as typed."""
        for url in self.cleaned_data["links"]:
            if normal.split(url) is None:
                raise ValidationError(f"“{url}” is not a web address. It begins with https:// and a host.")
        return list(self.cleaned_data["links"])

    def clean_birthday(self) -> str:
        """As it is kept."""
        try:
            return read_birthday(self.cleaned_data["birthday"]) if self.cleaned_data["birthday"] else ""
        except ValueError as error:
            raise ValidationError(str(error)) from None

    def clean_tags(self) -> list[str]:
        """Names of tags."""
        if any(len(name) > LONGEST_TAG for name in self.cleaned_data["tags"]):
            raise ValidationError(f"A tag has at most {LONGEST_TAG} characters.")
        return list(self.cleaned_data["tags"])

    def clean_notes(self) -> str:
        """With one kind of line end, whatever the browser sends."""
        return "\n".join(self.cleaned_data["notes"].splitlines())

    def keys(self) -> set[Key]:
        """The channels by which others may be known as the same person."""
        found = {
            (kinds[-1], normal_form(kinds[-1], value, region=self.owner.region))
            for name, kinds in FIELDS.items()
            for value in self.cleaned_data.get(name, [])
        }
        profiles = {
            ("linkedin", slug) for url in self.cleaned_data.get("links", []) if (slug := normal.linkedin_slug(url))
        }
        return {key for key in found | profiles if key[1]}

    def twins(self) -> list[Twin]:
        """Who may be the same person, in the trash or not."""
        self.is_valid()
        name = self.cleaned_data.get("display_name", "")
        return find_twins(self.owner.contacts.all(), name=name, keys=self.keys()) if name else []

    def save(self) -> Contact | None:
        """The new contact; None where another has the LinkedIn profile, which the form then says."""
        try:
            return add_person(self.owner, **self.cleaned_data)
        except LinkedInTakenError as error:
            self.add_error("links", f"{error} Take the link out, or open that contact.")
            return None
