"""What the list of contacts in the admin does to many at once: the changes of the app's own list, and some row by row.

A change of the app's list is fixed when it begins, goes on as a job if it is great, and can be undone on its page; so
"select all" may be all there are. Its log entry is on the change, which knows whom it was about; up to AT_ONCE people
have it in their own history, too.
"""

from datetime import time, timedelta
from functools import partial
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.contrib.admin.models import CHANGE, LogEntry
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from accounts.admin.owned import OwnedAdmin
from accounts.zones import resolve
from contacts.actions import people
from contacts.actions.bulk import words
from contacts.actions.bulk.changes import AT_ONCE, begin_change
from contacts.actions.formats import DEFAULT, FORMATS
from contacts.actions.on_their_way import said_of_change
from contacts.importing.normal import clean
from contacts.models import BulkChange, Contact

Verb = BulkChange.Verb
PUT_OFF = ((1, "Until tomorrow"), (7, "For a week"), (30, "For a month"))


class ContactActionForm(ActionForm):
    """What actions need beside their name."""

    tag = forms.CharField(max_length=60, required=False)
    organization = forms.CharField(max_length=200, required=False)
    cadence = forms.ChoiceField(choices=Contact.Cadence.choices, required=False)
    warmth = forms.ChoiceField(choices=Contact.Warmth.choices, required=False)
    days = forms.ChoiceField(choices=PUT_OFF, required=False)
    format = forms.ChoiceField(choices=[(code, one.words) for code, one in FORMATS.items()], required=False)


class ContactActions(OwnedAdmin):
    """The actions of the list."""

    action_form = ContactActionForm
    for_any_number = ("tag", "untag", "change_cadence", "change_warmth", "archive", "trash", "export")
    actions = [*for_any_number, "unarchive", "restore", "put_off", "move"]

    @admin.action(description="Add the tag")
    def tag(self, request: HttpRequest, queryset: QuerySet[Contact]) -> None:
        """Put the tag that is named beside the action on everyone chosen."""
        name = clean(request.POST.get("tag", ""))[:60]
        if not name:
            self.message_user(request, "Write the tag beside the action.", messages.ERROR)
            return
        self._begin(request, queryset, Verb.TAG, name)

    @admin.action(description="Take the tag off")
    def untag(self, request: HttpRequest, queryset: QuerySet[Contact]) -> None:
        """Take the tag that is named beside the action off everyone chosen."""
        name = clean(request.POST.get("tag", ""))
        refusal = f"There is no tag “{name}”." if name else "Write the tag beside the action."
        self._begin(request, queryset, Verb.UNTAG, name, refusal)

    @admin.action(description="Change cadence")
    def change_cadence(self, request: HttpRequest, queryset: QuerySet[Contact]) -> None:
        """Set the cadence that is chosen beside the action."""
        cadence = request.POST.get("cadence", "")
        self._begin(request, queryset, Verb.CADENCE, cadence, "Choose the cadence beside the action.")

    @admin.action(description="Change warmth")
    def change_warmth(self, request: HttpRequest, queryset: QuerySet[Contact]) -> None:
        """Set the warmth that is chosen beside the action."""
        warmth = request.POST.get("warmth", "")
        self._begin(request, queryset, Verb.WARMTH, warmth, "Choose the warmth beside the action.")

    @admin.action(description="Archive")
    def archive(self, request: HttpRequest, queryset: QuerySet[Contact]) -> None:
        """Put aside."""
        self._begin(request, queryset, Verb.ARCHIVE)

    @admin.action(description="Move to trash")
    def trash(self, request: HttpRequest, queryset: QuerySet[Contact]) -> None:
        """Put into the trash."""
        self._begin(request, queryset, Verb.TRASH)

    @admin.action(description="Export")
    def export(self, request: HttpRequest, queryset: QuerySet[Contact]) -> None:
        """Write a file in the format chosen beside the action, which waits on the page of the change."""
        code = request.POST.get("format", "") or DEFAULT
        self._begin(request, queryset, Verb.EXPORT, code, "Choose the format beside the action.")

    @admin.action(description="Take out of the archive")
    def unarchive(self, request: HttpRequest, queryset: QuerySet[Contact]) -> None:
        """Take back."""
        self._each(request, queryset, people.unarchive_contact, "Taken out of the archive.")

    @admin.action(description="Restore from the trash")
    def restore(self, request: HttpRequest, queryset: QuerySet[Contact]) -> None:
        """Take out of the trash."""
        self._each(request, queryset, people.restore_contact, "Restored from the trash.")

    @admin.action(description="Put off")
    def put_off(self, request: HttpRequest, queryset: QuerySet[Contact]) -> None:
        """Ask nothing that can wait for as long as is chosen beside the action."""
        days = request.POST.get("days", "")
        if days not in {str(number) for number, _ in PUT_OFF}:
            self.message_user(request, "Choose for how long beside the action.", messages.ERROR)
            return
        zone = request.user.zone  # type: ignore[union-attr]
        until = resolve(timezone.localdate(timezone=zone) + timedelta(days=int(days)), time(9), zone)
        self._each(
            request, queryset, people.snooze_contact, f"Put off until {until.astimezone(zone):%-d %B}.", until=until
        )

    @admin.action(description="Move to organization")
    def move(self, request: HttpRequest, queryset: QuerySet[Contact]) -> None:
        """Put everyone chosen with the organization that is named beside the action, as a correction."""
        name = request.POST.get("organization", "")[:200]
        organization = people.organization_named(request.user, name)  # type: ignore[arg-type]
        if organization is None:
            self.message_user(request, "Write the organization beside the action.", messages.ERROR)
            return
        self._each(request, queryset, people.set_organization, f"Moved to {organization}.", organization=organization)

    def _each(self, request: HttpRequest, queryset: QuerySet[Contact], action: Any, what: str, **how: Any) -> None:
        self.act_on_each(request, queryset.select_related("owner"), partial(action, **how), what)

    def _begin(
        self, request: HttpRequest, queryset: QuerySet[Contact], verb: str, value: str = "", refusal: str = ""
    ) -> None:
        """Begin the change as the app's list does, log it, and say how far it is and where its page is."""
        chosen: Any = queryset
        owner: Any = request.user
        now = timezone.now()
        try:
            change = begin_change(owner, people=chosen, verb=verb, value=value, now=now)
        except ValueError:
            self.message_user(request, refusal, messages.ERROR)
            return
        asked = words.asking(verb, change.value, change.total)
        entries = LogEntry.objects
        entries.log_actions(owner.pk, [change], CHANGE, f"{asked}.", single_object=True)
        if verb != Verb.EXPORT and 0 < change.total <= AT_ONCE:
            entries.log_actions(owner.pk, owner.contacts.filter(bulkperson__change=change), CHANGE, f"{asked}.")
        page = reverse("contacts:bulk_change", args=[change.pk])
        said = f"{asked}: under way." if change.is_open else words.done(change)
        said = f"{said} {said_of_change(change, now=now)}".strip()
        link = (
            "Get the file" if verb == Verb.EXPORT else "See how far it is" if change.is_open else "See it, or undo it"
        )
        self.message_user(request, format_html('{} <a href="{}">{}</a>', said, page, link), messages.SUCCESS)
