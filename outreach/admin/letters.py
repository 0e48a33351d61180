"""What the user writes and from what, in the admin: letters, templates, introductions, follow-ups, the mail account."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from accounts.admin.owned import OwnedAdmin, OwnedInline
from interviews.admin.live import WrittenByPages
from outreach.models import FollowUp, Introduction, IntroductionMove, MailAccount, Message, Template, TemplateVersion


@admin.register(Message)
class MessageAdmin(OwnedAdmin):
    """Letters; whether one was sent is said on its own page, because it moves the interview too."""

    list_display = ["subject", "kind", "contact", "via", "sent_at", "replied_at", "updated_at"]
    list_filter = ["kind", "via", ("sent_at", admin.EmptyFieldListFilter), ("trashed_at", admin.EmptyFieldListFilter)]
    search_fields = ["subject", "body", "contact__display_name"]
    ordering = ["-updated_at", "-pk"]
    list_unread = ("body", "sent_body")
    fields = ["kind", "via", "interview", "introduction", "contact", "subject", "body", "sent_at", "replied_at"]
    readonly_fields = ["kind", "via", "interview", "introduction", "contact", "sent_at", "replied_at"]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A letter begins as a draft on its own page."""
        return False


class TemplateVersionInline(OwnedInline):
    """What it said before."""

    model = TemplateVersion
    readonly_fields = ["number", "name", "subject", "body", "created_at"]
    max_num = 0


@admin.register(Template)
class TemplateAdmin(OwnedAdmin):
    """The user's own letters to begin with."""

    list_display = ["name", "kind", "via", "version", "updated_at", "trashed_at"]
    list_filter = ["kind", "via", ("trashed_at", admin.EmptyFieldListFilter)]
    search_fields = ["name", "subject", "body"]
    list_unread = ("body",)
    inlines = [TemplateVersionInline]


@admin.register(TemplateVersion)
class TemplateVersionAdmin(WrittenByPages):
    """What templates said before; pages write it as one is changed."""

    list_display = ["template", "number", "name", "created_at"]
    search_fields = ["name", "subject"]
    list_unread = ("body",)


@admin.register(Introduction)
class IntroductionAdmin(OwnedAdmin):
    """Who was asked to introduce the user to whom; its state moves on its own page."""

    list_display = ["connector", "target", "state", "asked_at", "state_changed_at"]
    list_filter = ["state", ("trashed_at", admin.EmptyFieldListFilter)]
    search_fields = ["connector__display_name", "target__display_name", "why"]
    list_unread = ("note",)
    fields = ["connector", "target", "interview", "why", "note", "state", "asked_at", "trashed_at"]
    readonly_fields = ["connector", "target", "interview", "state", "asked_at", "trashed_at"]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """It begins on its own page, which shows how often the connector was asked lately."""
        return False


@admin.register(IntroductionMove)
class IntroductionMoveAdmin(WrittenByPages):
    """How introductions got where they stand; pages write it."""

    list_display = ["introduction", "from_state", "to_state", "interaction"]
    search_fields = ["introduction__connector__display_name", "introduction__target__display_name"]


@admin.register(FollowUp)
class FollowUpAdmin(OwnedAdmin):
    """Whom to tell what came of a talk; the scan plans it."""

    list_display = ["contact", "kind", "due_on", "done_at", "dropped_at"]
    list_editable = ["due_on"]
    list_filter = ["kind", ("done_at", admin.EmptyFieldListFilter)]
    search_fields = ["contact__display_name"]
    fields = ["kind", "interview", "contact", "due_on", "snoozed_until", "done_at", "dropped_at"]
    readonly_fields = ["kind", "interview", "contact", "snoozed_until", "done_at", "dropped_at"]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The scan makes them."""
        return False


@admin.register(MailAccount)
class MailAccountAdmin(OwnedAdmin):
    """The user's own mail account; the password is neither shown nor written here."""

    list_display = ["from_addr", "host", "port", "tested_at", "paused_at", "last_error"]
    search_fields = ["from_addr", "host"]
    fields = ["from_name", "from_addr", "host", "port", "security", "username", "tested_at", "paused_at", "last_error"]
    readonly_fields = ["host", "port", "security", "username", "tested_at", "paused_at", "last_error"]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """It is set up, and tried, in the settings."""
        return False
