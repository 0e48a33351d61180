"""Everything a person can write about a contact, all of it at once or one field of it."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse_lazy

from accounts.models import User
from accounts.zones import zone_names
from contacts.actions import people, reach
from contacts.actions.progress import record_progress
from contacts.importing import normal
from contacts.models import Channel, Contact

LONGEST_VALUE, LONGEST_TAG = 500, 60
OPTIONS = {
    "hx-trigger": "input changed delay:150ms",
    "hx-sync": "this:replace",
    "hx-swap": "innerHTML",
    "autocomplete": "off",
}


class LinesField(forms.CharField):
    """Several values, one a line; cleaned to a list without empty lines."""

    widget = forms.Textarea(attrs={"rows": 2})

    def clean(self, value: Any) -> Any:
        """The lines, each cleaned and checked for length."""
        lines = [line for line in map(normal.clean, str(super().clean(value)).splitlines()) if line]
        if any(len(line) > LONGEST_VALUE for line in lines):
            raise ValidationError("One of the lines is longer than 500 characters.")
        return lines


class PersonForm(forms.ModelForm):
    """A contact; the name is enough. `only` leaves one field of it, for editing in place."""

    organization_name = forms.CharField(
        label="Organization",
        max_length=200,
        required=False,
        widget=forms.TextInput(
            attrs=OPTIONS
            | {
                "list": "organization-options",
                "hx-get": reverse_lazy("contacts:organization_options"),
                "hx-target": "#organization-options",
            }
        ),
    )
    introducer_name = forms.CharField(
        label="Introduced by",
        max_length=250,
        required=False,
        help_text="Somebody among your people.",
        widget=forms.TextInput(
            attrs=OPTIONS
            | {
                "list": "person-options",
                "hx-get": reverse_lazy("contacts:person_options"),
                "hx-target": "#person-options",
            }
        ),
    )
    emails = LinesField(label="E-mail addresses", required=False, max_length=5000, help_text="One a line.")
    phones = LinesField(label="Phone numbers", required=False, max_length=5000, help_text="One a line.")
    links = LinesField(
        label="Links", required=False, max_length=10_000, help_text="One a line; LinkedIn goes here too."
    )
    tag_names = forms.CharField(
        label="Tags", max_length=2000, required=False, help_text="With commas between them, such as “energy, alumni”."
    )

    class Meta:
        model = Contact
        fields = [
            "display_name",
            "given_name",
            "family_name",
            "role",
            "time_zone",
            "how_met",
            "warmth",
            "cadence",
            "notes",
        ]
        labels = {"warmth": "How well you know them", "cadence": "Keep in touch"}
        widgets = {
            "time_zone": forms.TextInput(attrs={"list": "zone-options", "placeholder": "Europe/Paris"}),
            "notes": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        owner: User,
        instance: Contact | None = None,
        only: str = "",
        autofocus: str = "",
    ) -> None:
        contact = instance or Contact(owner=owner)
        super().__init__(data, instance=contact, initial=contact.written() if contact.pk else {})
        self.owner = owner
        if only:
            self.fields = {only: self.fields[only]}
        if autofocus:
            self.fields[autofocus].widget.attrs["autofocus"] = True

    @property
    def zones(self) -> list[str]:
        """The zones to choose from."""
        return zone_names() if "time_zone" in self.fields else []

    def clean_display_name(self) -> str:
        """On one line."""
        return normal.clean(self.cleaned_data["display_name"])

    def clean_emails(self) -> list[str]:
        """Addresses, as typed."""
        emails: list[str] = self.cleaned_data["emails"]
        for address in emails:
            try:
                validate_email(address)
            except ValidationError:
                raise ValidationError(f"“{address}” is not an e-mail address.") from None
        return emails

    def clean_links(self) -> list[str]:
        """Web addresses, as typed; a profile on LinkedIn belongs to one contact only."""
        links: list[str] = self.cleaned_data["links"]
        for url in links:
            if normal.split(url) is None:
                raise ValidationError(f"“{url}” is not a web address. It begins with https:// and a host.")
        try:
            reach.refuse_taken(self.instance, map(normal.linkedin_slug, links))
        except reach.LinkedInTakenError as error:
            where = "in the trash" if error.contact.trashed_at else "among your people"
            raise ValidationError(f"{error} That contact is {where}.") from None
        return links

    def clean_tag_names(self) -> list[str]:
        """The tags, cleaned."""
        names = [name for name in map(normal.clean, self.cleaned_data["tag_names"].split(",")) if name]
        if any(len(name) > LONGEST_TAG for name in names):
            raise ValidationError(f"A tag has at most {LONGEST_TAG} characters.")
        return names

    def clean_notes(self) -> str:
        """With one kind of line end, whatever the browser sends."""
        return "\n".join(self.cleaned_data["notes"].splitlines())

    def clean_introducer_name(self) -> Contact | None:
        """The one active contact of that name, or of the number behind the “#”."""
        typed = normal.clean(self.cleaned_data["introducer_name"])
        if not typed:
            return None
        found = list(self.owner.contacts.known_as(typed).exclude(pk=self.instance.pk).with_namesakes()[:4])
        if len(found) == 1:
            return found[0]
        if not found:
            raise ValidationError(f"Nobody among your people is called “{typed}”. Add that person first.")
        choices = ", ".join(f"“{contact} #{contact.pk}” ({contact.role or 'no role'})" for contact in found)
        raise ValidationError(f"Several people are called “{typed}”. Write one of: {choices}.")

    @transaction.atomic
    def save(self, commit: bool = True) -> Contact:
        """Write the contact and what hangs on it, by the same actions as everything else."""
        said, contact = self.cleaned_data, self.instance
        if "organization_name" in said:
            contact.organization = people.organization_named(self.owner, said["organization_name"])
        if "introducer_name" in said:
            contact.introducer = said["introducer_name"]
        if contact.pk is None:
            contact.save()
        else:  # what these fields do not say may be changed from elsewhere at the same moment
            columns = {f.name for f in Contact._meta.fields} & set(self.fields)
            contact.save(update_fields=[*columns, "organization", "introducer", "updated_at"])
        if "tag_names" in said:
            people.set_tags(contact, names=said["tag_names"])
        for name, kind in (("emails", Channel.Kind.EMAIL), ("phones", Channel.Kind.PHONE)):
            if name in said:
                reach.save_channels(contact, kind=kind, entries=map(reach.Entry, said[name]))
        if "links" in said:
            reach.save_links(contact, entries=map(reach.Entry, said["links"]))
        record_progress(contact)  # a cadence or an introducer changes the next step
        return contact
