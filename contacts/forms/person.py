"""Everything a person can write about a contact, all of it at once or one field of it."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.urls import reverse

from accounts.models import User
from accounts.zones import zone_names
from contacts.actions import people, reach
from contacts.actions.hanging import read_hanging
from contacts.actions.jobs import change_job
from contacts.actions.paths import set_paths
from contacts.actions.progress import SETTLED, record_progress, tell_progress
from contacts.actions.properties import PREFIX, set_property
from contacts.actions.undoing import remember
from contacts.forms import person_fields
from contacts.forms.elsewhere import SEEN, follow, marks_of
from contacts.forms.properties import PropertyField, property_fields
from contacts.forms.rows import RowsWidget, entries, redraw, redrawn
from contacts.importing import naming, normal
from contacts.models import CareerPath, Channel, Contact, Undo

LONGEST_TAG, EARLIEST = 60, date(1900, 1, 1)
GROUPS = {  # fields that are edited in one place, under one name
    "name": ("display_name", *naming.PARTS, "pronouns"),
    "job": ("role", "organization_name", "job_started_on", "is_new_job"),
}
SECTIONS = {  # closed on the full form while there is nothing in them
    "parts": (*naming.PARTS, "pronouns"),
    "rare": ("birthday", "location", "time_zone", "addresses"),
}


class PersonForm(forms.ModelForm):
    """A contact; the name is enough. `only` leaves one field of it, or those of one of GROUPS, for editing in place.

    With `now`, a job can be told to be a new one. Data that asks for a row more or less leaves the form unbound, with
    all that was typed in it, and `redrawn` names the field.
    """

    organization_name = person_fields.organization_name()
    is_new_job = forms.BooleanField(label="This is a new job: the former one goes into the history", required=False)
    introducer_name = person_fields.introducer_name()
    emails, phones, links, addresses = (
        person_fields.emails(),
        person_fields.phones(),
        person_fields.links(),
        person_fields.addresses(),
    )
    birthday = person_fields.BirthdayField()
    paths = forms.ModelMultipleChoiceField(CareerPath.objects.none(), required=False, widget=person_fields.Boxes)
    tag_names = person_fields.tag_names()

    class Meta:
        model = Contact
        fields = person_fields.COLUMNS
        labels = person_fields.LABELS
        help_texts = person_fields.HELP
        widgets = person_fields.WIDGETS

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        owner: User,
        instance: Contact | None = None,
        only: str = "",
        autofocus: str = "",
        now: datetime | None = None,
    ) -> None:
        contact = instance or Contact(owner=owner)
        self.owner, self.now = owner, now
        self.made: list[Model] = []  # rows beside what hangs on the contact
        self.before = {f.attname: getattr(contact, f.attname) for f in Contact._meta.concrete_fields if not f.generated}
        super().__init__(data, instance=contact)
        self.fields["display_name"].required = False  # it may come from the parts
        if not only or only.startswith(PREFIX):
            self.fields |= property_fields(owner.properties.active(), contact)
        if not (now and contact.pk and contact.job):
            del self.fields["is_new_job"]
        if only:
            self.fields = {name: self.fields[name] for name in GROUPS.get(only, (only,)) if name in self.fields}
        if contact.pk:
            self.initial.update(person_fields.written(contact, set(self.fields)))
        if "paths" in self.fields:
            offered = owner.careerpaths.active() | owner.careerpaths.filter(pk__in=self.initial.get("paths", []))
            self.fields["paths"].queryset = offered  # type: ignore[attr-defined]
        self._place(only, autofocus)
        self.seen = json.dumps(marks_of(self)) if contact.pk else ""
        self.lost: dict[str, str] = {}
        self.redrawn = redraw(data, self) if data else ""
        if data and contact.pk and not self.redrawn:
            self.data, self.lost = follow(self, data)
        if data and self.redrawn:
            self.seen = data.get(SEEN, "")
            self.initial.update(redrawn(data, self))
            self.is_bound, self.data = False, {}

    def _place(self, only: str, autofocus: str) -> None:
        """Say where the rows are drawn again, and where the focus is."""
        pk = self.instance.pk
        edit = reverse("contacts:person_edit", args=[pk]) if pk else reverse("contacts:person_new")
        url = reverse("contacts:person_field", args=[pk, only]) if only and pk else edit
        first = autofocus if autofocus in self.fields else next(iter(self.fields), "")
        for name, field in self.fields.items():
            is_rows = isinstance(field.widget, RowsWidget)
            if is_rows:
                field.widget.url = url
            if autofocus and name == first:
                field.widget.attrs["autofocus"] = 0 if is_rows else True

    @property
    def zones(self) -> list[str]:
        """The zones to choose from."""
        return zone_names() if "time_zone" in self.fields else []

    @property
    def opened(self) -> set[str]:
        """Those of SECTIONS in which something stands, or is wrong, or a row was asked for."""
        said = {name for name in self.fields if self[name].value() or self[name].errors or name == self.redrawn}
        return {section for section, names in SECTIONS.items() if said & set(names)}

    @property
    def own_fields(self) -> list[forms.BoundField]:
        """The fields of the user's own properties."""
        return [self[name] for name in self.fields if name.startswith(PREFIX)]

    def clean_display_name(self) -> str:
        """On one line."""
        return normal.clean(self.cleaned_data["display_name"])

    def clean_links(self) -> list[dict[str, str | bool]]:
        """A profile on LinkedIn belongs to one contact only."""
        lines: list[dict[str, str | bool]] = self.cleaned_data["links"]
        try:
            reach.refuse_taken(self.instance, [normal.linkedin_slug(str(line["value"])) for line in lines])
        except reach.LinkedInTakenError as error:
            where = "in the trash" if error.contact.trashed_at else "among your people"
            raise ValidationError(f"{error} That contact is {where}.") from None
        return lines

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
        return person_fields.one_named(self.owner, self.cleaned_data["introducer_name"], but=self.instance.pk)

    def clean_met_on(self) -> date | None:
        """A day within living memory, and not to come."""
        day: date | None = self.cleaned_data["met_on"]
        if day and day < EARLIEST:
            raise ValidationError("That is too long ago. Check the year.")
        if day and self.now and day > self.now.astimezone(self.owner.zone).date():
            raise ValidationError("This day is still to come. Check the year.")
        return day

    def clean_birthday(self) -> str:
        """Not to come."""
        birthday: str = self.cleaned_data["birthday"]
        if self.now and birthday > self.now.astimezone(self.owner.zone).date().isoformat():
            raise ValidationError("This day is still to come. Check the year.")
        return birthday

    def _get_validation_exclusions(self) -> set[str]:
        # Their constraints are held by the fields above; Django would ask the database about each.
        return super()._get_validation_exclusions() | {"display_name", "birthday"}  # type: ignore[misc]

    def clean(self) -> dict[str, Any]:
        """The name, which may come from its parts, and when a new job began."""
        said = super().clean() or {}
        for name in self.lost.keys() - self.errors.keys():
            self.add_error(name, self.lost[name])
        names = {"display_name", *naming.PARTS}
        if names & self.fields.keys() and not names & self.errors.keys():
            typed = said.get("display_name", self.before["display_name"])
            said["display_name"] = naming.follow(typed, before=self.before, after=self.before | said)
            if not said["display_name"]:
                self.add_error("display_name", "Write a name. Nothing else is needed.")
        if said.get("is_new_job"):
            self._clean_new_job(said)
        self._clean_cadences(said)
        return said

    def _clean_cadences(self, said: dict[str, Any]) -> None:
        ideal, latest = (said.get(name, self.before[name]) for name in ("cadence", "cadence_most"))
        order = [value for value in Contact.Cadence.values if value]
        if ideal and latest and order.index(latest) < order.index(ideal):
            shown = "cadence_most" if "cadence_most" in self.fields else "cadence"
            if shown in self.fields:
                self.add_error(shown, "“At the latest” cannot come before how often you mean to be in touch.")

    def _clean_new_job(self, said: dict[str, Any]) -> None:
        began, begins = self.before["job_started_on"], said.get("job_started_on")
        if began and begins == began:  # the day of the former job, left as it stood
            said["job_started_on"] = None
        elif began and begins and begins < began:
            self.add_error(
                "job_started_on", f"The job before began on {began:%-d %B %Y}; this one cannot begin earlier."
            )

    @transaction.atomic
    def save_with_undo(self, *, field: str, now: datetime) -> Undo:
        """Save the field that `only` named, and keep what Undo needs."""
        contact, former = self.instance, Contact(**self.before)
        hanging = read_hanging(contact, self.fields)
        self.save()
        fields = (f for f in Contact._meta.concrete_fields if f.editable and f.attname in self.before)
        columns = [f.attname for f in fields if getattr(contact, f.attname) != self.before[f.attname]]
        left = read_hanging(contact, self.fields)
        return remember(former, made=self.made, columns=columns, hanging=hanging, left=left, field=field, now=now)

    @transaction.atomic
    def save(self, commit: bool = True) -> Contact:
        """Write the contact and what hangs on it, by the same actions as everything else."""
        said, contact = self.cleaned_data, self.instance
        is_new = contact.pk is None
        if "organization_name" in said:
            contact.organization = people.organization_named(self.owner, said["organization_name"])
        if "introducer_name" in said:
            contact.introducer = said["introducer_name"]
        if is_new:
            contact.save()
        else:
            self._save_columns(contact, said)
        self._save_reach(contact, said, is_new=is_new)
        if said.get("tag_names") or ("tag_names" in said and not is_new):
            people.set_tags(contact, names=said["tag_names"])
        if said.get("paths") or ("paths" in said and not is_new):
            set_paths(contact, paths=said["paths"])
        for name, field in self.fields.items():
            if isinstance(field, PropertyField) and said[name] != field.initial:
                set_property(contact, property=field.property, text=said[name])
        steps = {"cadence", "cadence_most", "paused_until", "introducer_name"} & said.keys()  # change the next step
        if any(said[name] for name in steps) or (steps and not is_new):
            record_progress(contact)
        theirs = {name for name in ("weekend", "time_zone") if name in said and said[name] != self.before[name]}
        if theirs and not is_new and self.now:  # by their working days a nudge falls due
            tell_progress(contact, now=self.now)
            contact.refresh_from_db(fields=SETTLED)
        return contact

    def _save_columns(self, contact: Contact, said: dict[str, Any]) -> None:
        """Those that the form shows: what it does not may be changed from elsewhere at the same moment."""
        moved = (contact.role, contact.organization_id) != (self.before["role"], self.before["organization_id"])
        if said.get("is_new_job") and moved and self.now:
            began = contact.job_started_on
            made = change_job(
                contact, role=contact.role, organization=contact.organization, started_on=began, now=self.now
            )
            self.made = [*filter(None, made)]
        hanging = {"organization_name": "organization", "introducer_name": "introducer"}
        columns = {f.name for f in Contact._meta.concrete_fields} & said.keys()
        columns |= {column for name, column in hanging.items() if name in said}
        contact.save(update_fields=[*columns, "updated_at"])

    def _save_reach(self, contact: Contact, said: dict[str, Any], *, is_new: bool) -> None:
        for name, kind in (("emails", Channel.Kind.EMAIL), ("phones", Channel.Kind.PHONE)):
            if said.get(name) or (name in said and not is_new):
                reach.save_channels(contact, kind=kind, entries=entries(said[name]))
        if said.get("links") or ("links" in said and not is_new):
            reach.save_links(contact, entries=entries(said["links"]))
        if said.get("addresses") or ("addresses" in said and not is_new):
            reach.save_addresses(contact, entries=said["addresses"])
