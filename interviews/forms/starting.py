"""A new interview: with whom, what for, and if it is known, when."""

from datetime import datetime
from typing import Any

from django import forms
from django.db import transaction

from accounts.models import User
from accounts.paging import read_id
from contacts.actions.people import create_contact
from contacts.models import Contact
from interviews.actions.planning import create_interview
from interviews.forms.planning import PlanForm, minutes_field
from interviews.models import Interview

FOUND = 8


class StartForm(PlanForm):
    """People of one's own by tick, or a name; everything else may come later."""

    contact = forms.ModelMultipleChoiceField(Contact.objects.none(), required=False)
    who = forms.CharField(label="With whom", max_length=200, required=False)
    direction = forms.ChoiceField(label="Who asks", choices=Interview.Direction, widget=forms.RadioSelect)
    purpose = forms.CharField(
        label="What I want to learn", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    promised_minutes = minutes_field("Minutes I ask for", "15 or 20 is easy to say yes to; 30 at most.")

    def __init__(self, data: Any = None, *, owner: User, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.owner = owner
        people: Any = self.fields["contact"]
        people.queryset = owner.contacts.filter(trashed_at=None).select_related("organization")
        self.fields["day"].required = self.fields["zone"].required = False

    def clean(self) -> dict[str, Any]:
        """Somebody must be ticked or named; a name that several have must be ticked. A time needs its day."""
        data = super().clean()
        if data.get("wall_time") and not data.get("day") and "day" not in self.errors:
            self.add_error("day", "Choose the day, or take the time away.")
        if "contact" not in data or "who" not in data:
            return data
        if data["contact"]:
            data["who"] = self.newcomer()
            return data
        who = self.typed()
        same = list(self.owner.contacts.active().filter(display_name__iexact=who)[:2]) if who else []
        if not who:
            self.add_error("who", "Tick someone, or type a name.")
        elif len(same) > 1:
            self.add_error("who", f"Several people are called {who}: tick the one you mean.")
        data["contact"], data["who"] = same, "" if same else who
        return data

    def typed(self) -> str:
        """What stands in the box for a name, on one line."""
        return " ".join(str((self.data if self.is_bound else self.initial).get("who") or "").split())

    def newcomer(self) -> str:
        """The name typed, if it finds nobody here; one by which somebody was found to be ticked is no newcomer's."""
        name = self.typed()
        return "" if not name or self.owner.contacts.active().search(name[:200]).exists() else name

    def ticked(self) -> list[Contact]:
        """The people chosen so far, in the order of names; ids that are nobody's are left out."""
        raw = self.data.getlist("contact") if self.is_bound else self.initial.get("contact", [])  # type: ignore[attr-defined]
        ids = [pk for said in raw if (pk := read_id(str(said))) is not None]
        people: Any = self.fields["contact"]
        return list(people.queryset.filter(pk__in=ids).by_name()) if ids else []

    def found(self) -> list[Contact]:
        """The first people whose name, role or employer holds what is typed, but for those ticked."""
        if not (typed := self.typed()):
            return []
        ticked = [person.pk for person in self.ticked()]
        rows = self.owner.contacts.active().search(typed[:200]).exclude(pk__in=ticked)
        return list(rows.select_related("organization").by_name()[:FOUND])

    @transaction.atomic
    def start(self, *, now: datetime) -> Interview:
        """Make the interview, the person who was only named, and the plan if a day is given. Raises MoveError."""
        data = self.cleaned_data
        contacts = list(data["contact"])
        if data["who"]:
            contacts.append(create_contact(self.owner, display_name=data["who"]))
        interview = create_interview(
            self.owner,
            contacts=contacts,
            now=now,
            direction=data["direction"],
            purpose=data["purpose"],
            promised_minutes=data["promised_minutes"],
        )
        if data["day"]:
            self._plan(interview, now=now)
        return interview

    def _plan(self, interview: Interview, *, now: datetime) -> None:
        form = PlanForm()
        form.cleaned_data = {name: self.cleaned_data[name] for name in form.fields}
        form.cleaned_data["zone"] = form.cleaned_data["zone"] or self.owner.time_zone
        minutes = form.cleaned_data["planned_minutes"] or self.cleaned_data["promised_minutes"]
        form.cleaned_data["planned_minutes"] = minutes
        form.save(interview, now=now)
