"""The admin of reminders, outgoing mail and each account's mail: look, put off, send again."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils import timezone
from django.utils.timezone import localtime

from accounts.admin.owned import OwnedAdmin
from accounts.admin.users import UserAdmin
from accounts.models import User
from accounts.words import moment
from interviews.models import Interview
from outreach.actions.snoozing import NothingOwedError, PutOff, resend_failed, snooze_reminder
from outreach.emails import people_of
from outreach.models import Delivery, Heartbeat, Reminder


class ReadAdmin(OwnedAdmin):
    """Rows that the scan makes and moves; made or deleted by hand, a mail would be lost or go out twice."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The scan makes them."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A deleted reminder would be planned, and mailed, again; it goes along with its interview."""
        return self.goes_with(Interview, request, obj)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """All that is shown."""
        return [str(name) for name in self.get_fields(request, obj)]


@admin.register(Reminder)
class ReminderAdmin(ReadAdmin):
    """Why and when the user is reminded."""

    list_display = ["whom", "kind", "state", "due_at", "snoozed"]
    list_filter = ["kind", "state", "snoozed"]
    search_fields = ["interview__people__display_name"]
    ordering = ["-due_at", "-pk"]
    fields = ["whom", "kind", "interview", "day", "occurrence", "state", "due_at", "held_until", "snoozed"]
    actions = ["put_off_3h", "put_off_tomorrow", "put_off_week"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Reminder]:
        """Own reminders, with their people."""
        return super().get_queryset(request).prefetch_related("interview__interviewees__contact")

    @admin.display(description="thank")
    def whom(self, reminder: Reminder) -> str:
        """Whom it is about."""
        return people_of([reminder])

    @admin.action(description="Put off by 3 hours")
    def put_off_3h(self, request: HttpRequest, chosen: QuerySet[Reminder]) -> None:
        """Three exact hours on."""
        self._put_off(request, chosen, PutOff.HOURS)

    @admin.action(description="Put off until tomorrow morning")
    def put_off_tomorrow(self, request: HttpRequest, chosen: QuerySet[Reminder]) -> None:
        """Nine o'clock on the user's next day."""
        self._put_off(request, chosen, PutOff.TOMORROW)

    @admin.action(description="Put off until next week")
    def put_off_week(self, request: HttpRequest, chosen: QuerySet[Reminder]) -> None:
        """Nine o'clock on the coming Monday."""
        self._put_off(request, chosen, PutOff.WEEK)

    def name_of(self, row: Reminder) -> str:
        """By its people."""
        return people_of([row])

    def _put_off(self, request: HttpRequest, chosen: QuerySet[Reminder], how: PutOff) -> None:
        now = timezone.now()
        end = how.end(zone=request.user.zone, now=now)  # type: ignore[union-attr]
        self.act_on_each(
            request,
            chosen.order_by("pk"),
            lambda reminder: snooze_reminder(reminder, until=end, now=now),
            f"Put off until {moment(localtime(end), now)}.",
            refusals=(NothingOwedError,),
        )


@admin.register(Delivery)
class DeliveryAdmin(ReadAdmin):
    """Outgoing mail: what became of it. Leases and message ids are the senders' own and are not shown."""

    list_display = ["whom", "to_addr", "state", "attempts", "next_at", "sent_at", "smtp_code", "last_error"]
    list_filter = ["state"]
    search_fields = ["to_addr", "last_error", "reminders__interview__people__display_name"]
    fields = ["whom", "to_addr", "state", "attempts", "next_at", "sent_at", "smtp_code", "last_error", "created_at"]
    actions = ["send_again"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Delivery]:
        """Own mails, with whom they are about."""
        return super().get_queryset(request).prefetch_related("reminders__interview__interviewees__contact")

    @admin.display(description="thank")
    def whom(self, delivery: Delivery) -> str:
        """Whom it is about."""
        return people_of(delivery.reminders.all()) or "–"

    @admin.action(description="Send failed mail again")
    def send_again(self, request: HttpRequest, chosen: QuerySet[Delivery]) -> None:
        """What has failed is tried from the start; the rest is left alone."""
        now = timezone.now()
        self.act_on_each(
            request, chosen.order_by("pk"), lambda mail: resend_failed(mail, now=now), "Tried again within a minute."
        )


@admin.register(Heartbeat)
class HeartbeatAdmin(admin.ModelAdmin):
    """When the scan last ran; nobody's row, for superusers to look at."""

    list_display = ["name", "at"]
    fields = ("name", "at")
    readonly_fields = ("name", "at")

    def has_module_permission(self, request: HttpRequest) -> bool:
        """It belongs to the installation."""
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """As above."""
        return request.user.is_active and request.user.is_superuser

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The scan writes it."""
        return False

    has_change_permission = has_delete_permission = has_add_permission


def mails_of(account: OuterRef) -> QuerySet[Delivery]:
    """The product's mails to one account, for a subquery; letters to others, and their addresses, are its owner's."""
    return Delivery.objects.filter(owner=account, letter=None).order_by()


def number_of(*states: str) -> Coalesce:
    """How many mails of an account are in one of `states`."""
    counted = mails_of(OuterRef("pk")).filter(state__in=states).values("owner").annotate(number=Count("pk"))
    return Coalesce(Subquery(counted.values("number")), 0)


admin.site.unregister(User)


@admin.register(User)
class AccountAdmin(UserAdmin):
    """The account with the state of its mail: numbers and faults, never bodies, notes or names of contacts."""

    list_display = [*UserAdmin.list_display, "mails_waiting", "mails_sent", "mails_failed", "last_fault"]
    fields = (*UserAdmin.fields, "mails_waiting", "mails_sent", "mails_failed", "last_fault")

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        """The accounts, with what became of their mail; counted for the rows that are shown."""
        states = Delivery.State
        faults = mails_of(OuterRef("pk")).exclude(last_error="").order_by("-pk").values("last_error")
        return (
            super()
            .get_queryset(request)
            .annotate(
                waiting=number_of(states.PENDING, states.SENDING),
                sent=number_of(states.SENT),
                failed=number_of(states.DEAD, states.UNKNOWN),
                fault=Subquery(faults[:1]),
            )
        )

    @admin.display(ordering="waiting")
    def mails_waiting(self, user: Any) -> int:
        """Mails that are still to leave."""
        return user.waiting

    @admin.display(ordering="sent")
    def mails_sent(self, user: Any) -> int:
        """Mails that the server took."""
        return user.sent

    @admin.display(ordering="failed")
    def mails_failed(self, user: Any) -> int:
        """Mails that are given up."""
        return user.failed

    @admin.display(description="last fault of a mail")
    def last_fault(self, user: Any) -> str | None:
        """What the mail server said of the newest mail that it did not take at once."""
        return user.fault
