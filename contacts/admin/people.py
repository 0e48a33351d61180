"""Contacts in the admin: the user's own rows, edited in the list and in bulk by the same actions as the pages use."""

from datetime import time, timedelta
from functools import partial
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from accounts.admin.owned import OwnedAdmin, OwnedForm
from accounts.zones import resolve
from contacts.actions import people
from contacts.actions.progress import KEPT, record_progress
from contacts.actions.reach import keep_has_email
from contacts.admin.parts import (
    ChannelInline,
    ContactPathInline,
    ContactTagInline,
    PostalAddressInline,
    PropertyValueInline,
)
from contacts.forms.person_fields import BirthdayField
from contacts.importing import naming
from contacts.importing.normal import clean
from contacts.models import Contact, Tag

PUT_OFF = ((1, "Until tomorrow"), (7, "For a week"), (30, "For a month"))
MOMENTS = ["snoozed_until", "archived_at", "trashed_at", "created_at", "updated_at"]
PARTS = ["name_prefix", "middle_name", "name_suffix", "nickname", "phonetic_name", "pronouns"]
KNOWN = ["introducer", "how_met", "met_on", "source", "relationship", "warmth", "cadence"]
FIELDSETS: list[Any] = [
    (None, {"fields": ["display_name", "given_name", "family_name", "is_favourite"]}),
    ("Parts of the name, pronouns", {"fields": PARTS, "classes": ["collapse"]}),
    ("Job", {"fields": ["role", "organization", "job_started_on"]}),
    ("How you know each other", {"fields": KNOWN}),
    ("More", {"fields": ["birthday", "location", "time_zone", "notes"]}),
    ("Kept by the app", {"fields": [*KEPT, *MOMENTS], "classes": ["collapse"]}),
]


class PlaceFilter(admin.SimpleListFilter):
    """Where a contact is."""

    title, parameter_name = "place", "place"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """The three places."""
        return [("active", "Among my people"), ("archived", "Archived"), ("trash", "In the trash")]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """The contacts there; all of them if nothing is chosen."""
        places = {"active": queryset.active, "archived": queryset.archived, "trash": queryset.trashed}
        return places.get(self.value() or "", queryset.all)()


class ContactActionForm(ActionForm):
    """What bulk actions need beside their name."""

    tag = forms.CharField(max_length=60, required=False)
    cadence = forms.ChoiceField(choices=Contact.Cadence.choices, required=False)
    days = forms.ChoiceField(choices=PUT_OFF, required=False)


class ContactForm(OwnedForm):
    """The rules of the person's form: the name may come from its parts, and nobody introduces themselves."""

    birthday = BirthdayField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.before = {part: getattr(self.instance, part) for part in naming.PARTS}
        self.fields["display_name"].required = False

    def clean(self) -> dict[str, Any]:
        """The display name follows its parts until it is the user's own."""
        said = super().clean() or {}
        if "display_name" not in self.errors:
            said["display_name"] = naming.follow(clean(said["display_name"]), before=self.before, after=said)
            if not said["display_name"]:
                self.add_error("display_name", "Write a name. Nothing else is needed.")
        return said

    def clean_introducer(self) -> Contact | None:
        """Somebody else, or nobody."""
        introducer: Contact | None = self.cleaned_data["introducer"]
        if introducer is not None and introducer.pk == self.instance.pk:
            raise forms.ValidationError("Nobody introduces themselves.")
        return introducer


@admin.register(Contact)
class ContactAdmin(OwnedAdmin):
    """People; they are put into the trash here as on the pages, and only from there deleted for good."""

    form = ContactForm
    list_display = ["display_name", "role", "organization", "warmth", "cadence", "stage", "next_step", "last_touch_at"]
    list_editable = ["warmth", "cadence"]
    list_filter = [PlaceFilter, "stage", "next_step", "warmth", "cadence", "tags"]
    search_fields = ["display_name", "role", "organization__name", "channels__value", "tags__name"]
    search_help_text = "Name, role, organization, address or tag"
    ordering = ["sort_name", "pk"]  # as people see them, and as the index has them
    autocomplete_fields = ["organization", "introducer"]
    readonly_fields = [*KEPT, *MOMENTS]
    fieldsets = FIELDSETS
    inlines = [ChannelInline, PostalAddressInline, ContactTagInline, ContactPathInline, PropertyValueInline]
    action_form = ContactActionForm
    actions = ["archive", "unarchive", "trash", "restore", "tag", "untag", "change_cadence", "put_off"]

    def view_on_site(self, obj: Contact) -> str:
        """The person's page."""
        return obj.get_absolute_url()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only of what is in the trash."""
        return obj is not None and obj.trashed_at is not None and super().has_delete_permission(request, obj)

    def delete_model(self, request: HttpRequest, obj: Contact) -> None:
        """For good; whom they introduced is no lead of theirs any more."""
        introduced = list(obj.introduced.all())
        super().delete_model(request, obj)
        for contact in introduced:
            record_progress(contact)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """A cadence or an introducer changes the next step, a channel whether there is an e-mail address."""
        super().save_related(request, form, formsets, change)
        keep_has_email(form.instance)
        record_progress(form.instance)

    @admin.action(description="Archive")
    def archive(self, request: HttpRequest, queryset: QuerySet[Contact]) -> None:
        """Put aside."""
        self._each(request, queryset, people.archive_contact, "Archived.", now=timezone.now())

    @admin.action(description="Take out of the archive")
    def unarchive(self, request: HttpRequest, queryset: QuerySet[Contact]) -> None:
        """Take back."""
        self._each(request, queryset, people.unarchive_contact, "Taken out of the archive.")

    @admin.action(description="Move to trash")
    def trash(self, request: HttpRequest, queryset: QuerySet[Contact]) -> None:
        """Put into the trash."""
        self._each(request, queryset, people.trash_contact, "Moved to trash.", now=timezone.now())

    @admin.action(description="Restore from the trash")
    def restore(self, request: HttpRequest, queryset: QuerySet[Contact]) -> None:
        """Take out of the trash."""
        self._each(request, queryset, people.restore_contact, "Restored from the trash.")

    @admin.action(description="Add the tag")
    def tag(self, request: HttpRequest, queryset: QuerySet[Contact]) -> None:
        """Put the tag that is named beside the action on everyone chosen."""
        tag = people.tag_named(request.user, request.POST.get("tag", "")[:60])  # type: ignore[arg-type]
        if tag is None:
            self.message_user(request, "Write the tag beside the action.", messages.ERROR)
            return
        self._each(request, queryset, people.add_tags, f"Tagged “{tag}”.", tags=[tag])

    @admin.action(description="Take the tag off")
    def untag(self, request: HttpRequest, queryset: QuerySet[Contact]) -> None:
        """Take the tag that is named beside the action off everyone chosen."""
        name = clean(request.POST.get("tag", ""))
        tags = list(Tag.objects.filter(owner=request.user.pk, name__iexact=name))
        if not tags:
            self.message_user(request, f"There is no tag “{name}”.", messages.ERROR)
            return
        self._each(request, queryset, people.remove_tags, f"Tag “{tags[0]}” taken off.", tags=tags)

    @admin.action(description="Change cadence")
    def change_cadence(self, request: HttpRequest, queryset: QuerySet[Contact]) -> None:
        """Set the cadence that is chosen beside the action."""
        cadence = request.POST.get("cadence", "")
        if cadence not in Contact.Cadence.values:
            self.message_user(request, "Choose the cadence beside the action.", messages.ERROR)
            return
        words = f"Cadence: {Contact.Cadence(cadence).label}."
        self._each(request, queryset, people.set_cadence, words, cadence=cadence)

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

    def _each(self, request: HttpRequest, queryset: QuerySet[Contact], action: Any, words: str, **how: Any) -> None:
        self.act_on_each(request, queryset.select_related("owner"), partial(action, **how), words)
