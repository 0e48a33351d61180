"""The note box."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.urls import reverse_lazy

from accounts.models import User
from accounts.zones import is_likely
from contacts.importing.normal import clean
from contacts.models import Contact, Interaction

MOST_COMPANIONS, LONGEST = 30, 250
KINDS = [k for k in Interaction.Kind if k not in {"interview", "job"}]  # those have pages and forms of their own


class NoteForm(forms.Form):
    """What happened, and when; without a time it was now."""

    body = forms.CharField(label="Note", max_length=50_000, widget=forms.Textarea(attrs={"rows": 1}))
    kind = forms.ChoiceField(choices=[(k.value, k.label) for k in KINDS], required=False)
    happened_at = forms.DateTimeField(
        label="When",
        required=False,
        help_text="Now, if left empty.",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    companions = forms.CharField(
        label="Who else took part",
        required=False,
        max_length=2000,
        help_text="Names with commas between them; semicolons if a name has a comma.",
        widget=forms.TextInput(
            attrs={
                "list": "companion-options",
                "hx-get": reverse_lazy("contacts:companion_options"),
                "hx-target": "#companion-options",
                "hx-trigger": "input changed delay:150ms",
                "hx-sync": "this:replace",
                "hx-swap": "innerHTML",
                "autocomplete": "off",
            }
        ),
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, now: datetime, owner: User, contact: Contact, **options: Any
    ) -> None:
        super().__init__(data, **options)
        self.now, self.owner, self.contact = now, owner, contact
        self.known: dict[str, Contact] = {}

    def clean_body(self) -> str:
        """With one kind of line end, whatever the browser sends."""
        return "\n".join(self.cleaned_data["body"].splitlines())

    def clean_kind(self) -> str:
        """A note unless something else is said."""
        return self.cleaned_data["kind"] or Interaction.Kind.NOTE

    def clean_happened_at(self) -> datetime:
        """Not in the future: what is to come is an interview or a next step."""
        happened_at: datetime = self.cleaned_data["happened_at"] or self.now
        if happened_at > self.now + timedelta(minutes=1):
            raise forms.ValidationError("This is still to come. Write down what has happened.")
        if not is_likely(happened_at):
            raise forms.ValidationError("That is too long ago. Check the year.")
        return happened_at

    def clean_companions(self) -> list[Contact]:
        """The people of these names; who took part before may be named even if archived."""
        names = split_names(self.cleaned_data["companions"])
        if len(names) > MOST_COMPANIONS:
            raise forms.ValidationError(f"These are more than {MOST_COMPANIONS} people.")
        return [self.known.get(name) or self.named(name) for name in names]

    def named(self, name: str) -> Contact:
        """The one active contact of that name, or of the number behind the “#”."""
        others = self.owner.contacts.known_as(name[:LONGEST])
        found = list(others.exclude(pk=self.contact.pk)[:2])
        if not found:
            raise forms.ValidationError(f"Nobody else among your people is called “{name}”. Add that person first.")
        if len(found) > 1:
            numbers = " or ".join(f"“{name} #{one.pk}”" for one in found)
            raise forms.ValidationError(f"Several people are called “{name}”. Write {numbers}.")
        return found[0]


class EntryForm(NoteForm):
    """An entry that is on the timeline already; `fixed` says that its kind tells of something done elsewhere."""

    title = forms.CharField(max_length=200, required=False)

    field_order = ("title", "body", "kind", "happened_at", "companions")

    def __init__(self, data: Mapping[str, Any] | None = None, *, entry: Interaction, **options: Any) -> None:
        super().__init__(data, auto_id=f"entry{entry.pk}_%s", **options)  # beside the note box
        others = entry.people.filter(trashed_at=None).exclude(pk=self.contact.pk)
        self.known = {other.named_apart(): other for other in others}
        self.fields["title"].widget.attrs["autofocus"] = True
        self.fields["body"].required = False
        self.fields["body"].label = "What happened"
        self.initial = {name: getattr(entry, name) for name in ("title", "body", "kind", "happened_at")}
        self.initial["companions"] = ("; " if any("," in name for name in self.known) else ", ").join(self.known)
        if entry.kind not in KINDS:
            del self.fields["kind"]

    def clean_happened_at(self) -> datetime:
        """The very instant that it was, unless another minute is said: the box shows no seconds."""
        said, was = super().clean_happened_at(), self.initial["happened_at"]
        return was if said == was.replace(second=0, microsecond=0) else said

    def clean(self) -> dict[str, Any]:
        """It says something."""
        said = super().clean() or {}
        if not self.errors and not said["title"] and not said["body"]:
            self.add_error("body", "Say what happened.")
        return said


def split_names(text: str) -> list[str]:
    """The names in a list with commas, or with semicolons if there is one; each once."""
    between = ";" if ";" in text else ","
    return list(dict.fromkeys(name for part in text.split(between) if (name := clean(part))))
