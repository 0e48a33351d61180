"""A contact's job: a new one, or one that they had before."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.urls import reverse_lazy

from accounts.models import User
from accounts.zones import is_likely
from contacts.actions.people import organization_named
from contacts.importing import normal
from contacts.models import Organization

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class JobForm(forms.Form):
    """What somebody does, where, and since when; cleaned to the keywords of contacts.actions.jobs."""

    role = forms.CharField(max_length=200, required=False)
    organization_name = forms.CharField(
        label="Organization",
        max_length=200,
        required=False,
        widget=forms.TextInput(
            attrs={
                "list": "organization-options",
                "hx-get": reverse_lazy("contacts:organization_options"),
                "hx-target": "#organization-options",
                "hx-trigger": "input changed delay:150ms",
                "hx-sync": "this:replace",
                "hx-swap": "innerHTML",
                "autocomplete": "off",
            }
        ),
    )
    started_on = forms.DateField(label="Since", required=False, help_text="Empty if you do not know.", widget=DAY)

    def __init__(self, data: Mapping[str, Any] | None = None, *, owner: User, **options: Any) -> None:
        super().__init__(data, **options)
        self.owner = owner

    def clean_started_on(self) -> Any:
        """One that can be meant."""
        return likely(self.cleaned_data["started_on"])

    def clean(self) -> dict[str, Any]:
        """A job says what or where."""
        said = super().clean() or {}
        if not self.errors and not said["role"] and not normal.clean(said["organization_name"]):
            self.add_error("role", "Say what they do, or where.")
        return said

    @property
    def said(self) -> dict[str, Any]:
        """What the form says, as keywords; makes the organization if need be."""
        words = dict(self.cleaned_data)
        organization: Organization | None = organization_named(self.owner, words.pop("organization_name"))
        return words | {"organization": organization}


class PastJobForm(JobForm):
    """A job of before, with the day of its end."""

    ended_on = forms.DateField(label="Until", required=False, help_text="Empty if you do not know.", widget=DAY)

    def clean_ended_on(self) -> Any:
        """One that can be meant."""
        return likely(self.cleaned_data["ended_on"])

    def clean(self) -> dict[str, Any]:
        """It ends after it begins."""
        said = super().clean()
        if not self.errors and said["started_on"] and said["ended_on"] and said["ended_on"] < said["started_on"]:
            self.add_error("ended_on", "This is before they began.")
        return said


def likely(day: Any) -> Any:
    """The day, refused if no one can mean it."""
    if day is not None and not is_likely(day):
        raise forms.ValidationError("Check the year.")
    return day
