"""Contacts in the admin: the user's own rows, edited in the list and in bulk by the same actions as the pages use."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from accounts.admin.owned import OwnedForm
from contacts.actions.progress import KEPT, record_progress
from contacts.actions.reach import keep_has_email
from contacts.admin.at_once import ContactActions
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
from contacts.models import Contact

MOMENTS = ["snoozed_until", "archived_at", "trashed_at", "created_at", "updated_at"]
PARTS = ["name_prefix", "middle_name", "name_suffix", "nickname", "phonetic_name", "pronouns"]
BELONGS = ["organization", "tags", "paths"]
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
class ContactAdmin(ContactActions):
    """People; they are put into the trash here as on the pages, and only from there deleted for good."""

    form = ContactForm
    list_display = ["display_name", "role", "organization", "warmth", "cadence", "stage", "next_step", "last_touch_at"]
    list_editable = ["warmth", "cadence"]
    list_filter = [PlaceFilter, "stage", "next_step", "warmth", "cadence", "source", *BELONGS, "has_email"]
    list_unread = ("notes", "search_name")
    search_fields = ["display_name"]  # that there is a search; what is searched, `ContactQuerySet.search` knows
    search_help_text = "Name, role, organization, address or tag"
    ordering = ["sort_name", "pk"]  # as people see them, and as the index has them
    autocomplete_fields = ["organization", "introducer"]
    readonly_fields = [*KEPT, *MOMENTS]
    fieldsets = FIELDSETS
    inlines = [ChannelInline, PostalAddressInline, ContactTagInline, ContactPathInline, PropertyValueInline]

    def view_on_site(self, obj: Contact) -> str:
        """The person's page."""
        return obj.get_absolute_url()

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        """As everywhere in the app."""
        return queryset.search(search_term), False

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
