"""What hangs on a contact, as it is edited in the admin: by the same rules as on the person's form."""

from collections import Counter
from typing import Any

from django.core.exceptions import ValidationError

from accounts.admin.editing import InlineRows
from accounts.admin.owned import OwnedForm, OwnedInline
from contacts.actions import reach
from contacts.actions.properties import read_value
from contacts.forms.person_fields import check_email, check_link
from contacts.models import Channel, Contact, ContactPath, ContactTag, PostalAddress, PropertyValue

CHECKS = {Channel.Kind.EMAIL: check_email, Channel.Kind.LINK: check_link, Channel.Kind.LINKEDIN: check_link}


class ChannelForm(OwnedForm):
    """Works out the value for comparing, so that the same address twice is a message and not a database error."""

    def _get_validation_exclusions(self) -> set[str]:
        exclusions = super()._get_validation_exclusions()
        return exclusions if "value" in self.errors else exclusions - {"normal"}

    def clean(self) -> dict[str, Any]:
        """The value must mean something of its kind."""
        said = super().clean() or {}
        if said.get("kind") and said.get("value"):
            try:
                self._read(said)
            except (ValidationError, reach.LinkedInTakenError) as error:
                self.add_error("value", error if isinstance(error, ValidationError) else str(error))
        return said

    def _read(self, said: dict[str, Any]) -> None:
        kind, value = Channel.Kind(said["kind"]), said["value"]
        region = self.instance.owner.region if kind == Channel.Kind.PHONE else ""
        self.instance.normal = said["normal"] = reach.normal_form(kind, value, region=region)
        if kind in CHECKS:
            CHECKS[kind]({"value": value})
        if not said["normal"]:
            raise ValidationError("This is not the address of a LinkedIn profile.")
        if kind == Channel.Kind.LINKEDIN:
            contact = said.get("contact") or self.instance.contact_id
            pk = contact.pk if isinstance(contact, Contact) else contact
            reach.refuse_taken(Contact(pk=pk, owner_id=self.owner_id), [said["normal"]])


class OnePreferred(InlineRows):
    """Rows of which one may be preferred: of each kind, where they have one."""

    def clean(self) -> None:
        """Two rows of this page may not both be; the database is asked only when the whole page is saved."""
        super().clean()
        said = [form.cleaned_data for form in self.forms if hasattr(form, "cleaned_data")]
        kinds = Counter(row.get("kind", "") for row in said if row.get("is_preferred") and not row.get("DELETE"))
        if any(number > 1 for number in kinds.values()):
            raise ValidationError("Only one of a kind can be the preferred one.")

    def save(self, commit: bool = True) -> Any:
        """First what is no longer preferred, so that there are never two, not for a moment."""
        lost = [form.instance for form in self.initial_forms if "is_preferred" in form.changed_data]
        if commit and lost:
            rows = type(lost[0])._default_manager
            rows.filter(pk__in=[row.pk for row in lost]).update(is_preferred=False)
        return super().save(commit)


class InlineForm(OwnedForm):
    """A row among others: that one alone is preferred is for all of them together to say."""

    def validate_constraints(self) -> None:
        """All but the one of which row is preferred."""
        try:
            self.instance.validate_constraints(exclude={*self.errors, "is_preferred"})
        except ValidationError as error:
            self._update_errors(error)  # type: ignore[attr-defined]


class InlineChannelForm(InlineForm, ChannelForm):
    """A channel on the page of its contact."""


class ChannelInline(OwnedInline):
    """The ways to reach a contact."""

    model = Channel
    fields = ["kind", "value", "label", "is_preferred"]
    form = InlineChannelForm
    formset = OnePreferred


class PostalAddressInline(OwnedInline):
    """Where post reaches a contact."""

    model = PostalAddress
    fields = ["label", "street", "postcode", "locality", "region", "country", "is_preferred"]
    form = InlineForm
    formset = OnePreferred


class ContactTagInline(OwnedInline):
    """The tags on a contact."""

    model = ContactTag
    fields = ["tag"]
    autocomplete_fields = ["tag"]


class ContactPathInline(OwnedInline):
    """The career paths that a contact is on."""

    model = ContactPath
    fields = ["path"]
    autocomplete_fields = ["path"]


class PropertyValueForm(OwnedForm):
    """A value must be one of its property's kind."""

    def clean(self) -> dict[str, Any]:
        """The text as it is kept, and the number or day beside it."""
        said = super().clean() or {}
        if said.get("property") and said.get("text"):
            try:
                value = read_value(said["property"], said["text"])
            except ValidationError as error:
                self.add_error("text", error)
                return said
            if value is not None:
                said["text"] = value.text
                self.instance.number, self.instance.day = value.number, value.day
        return said


class PropertyValueInline(OwnedInline):
    """What the user's own properties say of a contact."""

    model = PropertyValue
    form = PropertyValueForm
    fields = ["property", "text"]
    autocomplete_fields = ["property"]
