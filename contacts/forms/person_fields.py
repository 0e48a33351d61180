"""The fields of the person's form: what each asks for, how it is drawn, and what it starts with."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.urls import reverse_lazy

from accounts.models import User
from contacts.actions.reach import address_parts
from contacts.forms.rows import Column, Line, RowsField, RowsWidget
from contacts.importing import naming, normal
from contacts.importing.days import birthday_in_words, read_birthday
from contacts.models import Contact

OPTIONS = {
    "hx-trigger": "input changed delay:150ms",
    "hx-sync": "this:replace",
    "hx-swap": "innerHTML",
    "autocomplete": "off",
}
COLUMNS = [
    *("display_name", *naming.PARTS, "pronouns", "role", "job_started_on"),
    *("location", "time_zone", "birthday", "how_met", "met_on", "source", "relationship"),
    *("warmth", "cadence", "cadence_most", "paused_until", "wants_birthday", "weekend", "is_favourite", "notes"),
]
LABELS = {
    "display_name": "Name",
    "warmth": "How well you know them",
    "cadence": "Keep in touch",
    "cadence_most": "At the latest",
    "paused_until": "Not before",
    "wants_birthday": "Remind me of the birthday",
    "weekend": "Their days off",
    "source": "How you came to them",
    "relationship": "What they are to you",
    "is_favourite": "A favourite",
}
HELP = {"phonetic_name": "In your own spelling, to say it right."}
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
WIDGETS = {
    "display_name": forms.TextInput(attrs={"autocomplete": "off"}),
    "pronouns": forms.TextInput(attrs={"placeholder": "she/her, they/them"}),
    "time_zone": forms.TextInput(attrs={"list": "zone-options", "placeholder": "Europe/Paris"}),
    "job_started_on": DAY,
    "met_on": DAY,
    "paused_until": DAY,
    "notes": forms.Textarea(attrs={"rows": 4}),
}
PLACE = (
    Column("street", "Street and number", 300),
    Column("postcode", "Postcode", 20),
    Column("locality", "City", 100),
    Column("region", "State or region", 100),
    Column("country", "Country", 100),
)


class Boxes(forms.CheckboxSelectMultiple):
    """Boxes to tick, of which the first alone asks for the focus."""

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """One box."""
        option = super().create_option(*args, **kwargs)
        if option["index"] != "0":
            option["attrs"].pop("autofocus", None)
        return option


class BirthdayField(forms.CharField):
    """A day with or without its year, in words; cleaned to the form that is stored."""

    def __init__(self) -> None:
        super().__init__(
            label="Birthday",
            required=False,
            max_length=60,
            help_text="With or without the year.",
            widget=forms.TextInput(attrs={"placeholder": "15 April 1990"}),
        )

    def prepare_value(self, value: Any) -> Any:
        """What is stored, in words; what was typed and not understood, as it is."""
        try:
            return birthday_in_words(value or "")
        except ValueError:
            return value

    def clean(self, value: Any) -> str:
        """The stored form, "" for nothing."""
        typed = super().clean(value)
        try:
            return read_birthday(typed) if typed else ""
        except ValueError:
            raise ValidationError("Write a day such as “15 April”, “15 April 1990” or “1990-04-15”.") from None


def check_email(line: Line) -> None:
    """Refuse what is no e-mail address."""
    try:
        validate_email(str(line["value"]))
    except ValidationError:
        raise ValidationError(f"“{line['value']}” is not an e-mail address.") from None


def check_link(line: Line) -> None:
    """Refuse what is no web address."""
    if normal.split(str(line["value"])) is None:
        raise ValidationError(f"“{line['value']}” is not a web address. It begins with https:// and a host.")


def emails() -> RowsField:
    """E-mail addresses."""
    value = Column("value", "E-mail address", 500, (("type", "email"), ("autocomplete", "off")))
    return RowsField(label="E-mail", widget=RowsWidget(value, one="E-mail address"), check=check_email)


def phones() -> RowsField:
    """Phone numbers, as typed."""
    value = Column("value", "Phone number", 500, (("type", "tel"), ("autocomplete", "off")))
    return RowsField(label="Phone", widget=RowsWidget(value, one="Phone number"))


def links() -> RowsField:
    """Web addresses, profiles on LinkedIn among them."""
    value = Column("value", "Web address", 500, (("inputmode", "url"), ("autocomplete", "off")))
    widget = RowsWidget(value, one="Link")
    return RowsField(label="Links", help_text="LinkedIn goes here, too.", widget=widget, check=check_link)


def addresses() -> RowsField:
    """Postal addresses."""
    return RowsField(label="Postal addresses", widget=RowsWidget(*PLACE, one="Postal address"))


def organization_name() -> forms.CharField:
    """The employer by name or alias, made if need be."""
    wanted = {"list": "organization-options", "hx-target": "#organization-options"}
    attrs = OPTIONS | wanted | {"hx-get": reverse_lazy("contacts:organization_options")}
    return forms.CharField(label="Organization", max_length=200, required=False, widget=forms.TextInput(attrs=attrs))


def introducer_name() -> forms.CharField:
    """Another contact by name."""
    wanted = {"list": "person-options", "hx-target": "#person-options"}
    return forms.CharField(
        label="Introduced by",
        max_length=250,
        required=False,
        help_text="Somebody among your people.",
        widget=forms.TextInput(attrs=OPTIONS | wanted | {"hx-get": reverse_lazy("contacts:person_options")}),
    )


def one_named(owner: User, typed: str, *, but: int | None = None) -> Contact | None:
    """The one active contact called `typed`, or of the number behind its “#”, `but` for this id; None for no name.

    Raises ValidationError where there is nobody, or where there are several.
    """
    typed = normal.clean(typed)
    if not typed:
        return None
    found = list(owner.contacts.known_as(typed).exclude(pk=but or 0).with_namesakes()[:4])
    if len(found) == 1:
        return found[0]
    if not found:
        raise ValidationError(f"Nobody among your people is called “{typed}”. Add that person first.")
    choices = ", ".join(f"“{contact} #{contact.pk}” ({contact.role or 'no role'})" for contact in found)
    raise ValidationError(f"Several people are called “{typed}”. Write one of: {choices}.")


def tag_names() -> forms.CharField:
    """Tags with commas between them, made if need be."""
    wanted = {"list": "tag-options", "hx-target": "#tag-options", "hx-get": reverse_lazy("contacts:tag_options")}
    return forms.CharField(
        label="Tags",
        max_length=2000,
        required=False,
        help_text="With commas between them, such as “energy, alumni”.",
        widget=forms.TextInput(attrs=OPTIONS | wanted),
    )


def lines(contact: Contact, *kinds: str) -> list[Line]:
    """The contact's channels of `kinds` as rows."""
    return [
        {"value": one.value, "label": one.label, "is_preferred": one.is_preferred}
        for one in contact.channels.all()
        if one.kind in kinds
    ]


WRITTEN: dict[str, Callable[[Contact], Any]] = {
    "organization_name": lambda contact: contact.organization.name if contact.organization else "",
    "introducer_name": lambda contact: contact.introducer.named_apart() if contact.introducer else "",
    "emails": lambda contact: lines(contact, "email"),
    "phones": lambda contact: lines(contact, "phone"),
    "links": lambda contact: lines(contact, "linkedin", "link"),
    "addresses": lambda contact: [address_parts(one) for one in contact.addresses.all()],
    "tag_names": lambda contact: ", ".join(tag.name for tag in contact.tags.all()),
    "paths": lambda contact: [path.pk for path in contact.paths.all()],
}


def written(contact: Contact, names: set[str]) -> dict[str, Any]:
    """What hangs on the contact, for those of the fields `names` that ask for it."""
    return {name: read(contact) for name, read in WRITTEN.items() if name in names}
