"""Every read of reminders, deliveries, messages and introductions."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Self

from allauth.account.models import EmailAddress
from django.apps import apps
from django.db import models
from django.db.models import BooleanField, Case, Exists, F, OuterRef, Q, Value, When

from interviews.models import THANK_WITHIN, Interviewee

EARLY_AFTER = timedelta(hours=2)
LATELY = timedelta(days=90)  # in which asks of one connector are counted (practice.md, introductions)
ENDED = ("silent", "declined", "target_declined", "told")  # of introductions
OVERDUE_AT_MOST = timedelta(hours=72)  # what is due for longer is shown in the app and no longer mailed (T20, T26)
DAY_LATE_AT_MOST = timedelta(hours=12)  # a brief or a weekly plan that is later than this is old


def _judged(condition: Q) -> Case:
    """The condition, as one that is judged row by row, after the rows were found by something else.

    Postgres would else look for an index that serves a part of it. Until it has counted a table anew it believes that
    few interviews are over, starts there, and looks through all reminders for each of 100,000 of them.
    """
    return Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())


class ReminderQuerySet(models.QuerySet):
    """Reminders; start at `user.reminders`, but for the scan, which sees everyone's."""

    def waiting(self) -> Self:
        """Planned and not yet handed to a delivery."""
        return self.filter(state="scheduled").order_by("due_at", "pk")

    def due(self, now: datetime) -> Self:
        """Waiting, due at `now`, and not held back by quiet hours."""
        return self.filter(state="scheduled", due_at__lte=now).exclude(held_until__gt=now)

    def fitting(self) -> Self:
        """Due by the interview's end as it is now, or when the user said; planning moves the others.

        Whether a brief's time still fits is worked out in its zone (planning_days.py), so none is left out here.
        """
        early = Q(kind="thank_early", due_at=F("interview__ends_at") + EARLY_AFTER)
        final = Q(kind="thank_final", due_at=F("interview__ends_at") + THANK_WITHIN)
        return self.filter(_judged(Q(snoozed=True) | Q(interview=None) | early | final))

    def owing(self, now: datetime) -> Self:
        """Whose interview took place, as the occurrence they are about, and has somebody left to thank."""
        return self.filter(_somebody_unthanked(), _judged(_took_place(now)))

    def owed(self, now: datetime) -> Self:
        """Wanted by the owner's present settings and not too old; a thank-you also owing, and not overtaken by the
        24-hour one. planning.py says the same in SQL for rows that are not there yet.
        """
        return self.filter(_owed(now))

    def unowed(self, now: datetime) -> Self:
        """The others."""
        return self.exclude(_owed(now))

    def mailable(self) -> Self:
        """Whose owner may be written to: active, at a verified address that has not refused mail."""
        verified = EmailAddress.objects.filter(user=OuterRef("owner"), email=OuterRef("owner__email"), verified=True)
        return self.filter(Exists(verified), owner__is_active=True, owner__mail_refused_at=None)


def _somebody_unthanked() -> Q:
    return Q(Exists(Interviewee.objects.unthanked().filter(interview=OuterRef("interview"))))


def _took_place(now: datetime) -> Q:
    return Q(
        interview__direction="outgoing",
        interview__state__in=["scheduled", "held"],
        interview__ends_at__lte=now,
        occurrence=F("interview__occurrence"),
    )


def _owed(now: datetime) -> Q:
    thanks = Q(_judged(_took_place(now) & _wanted(now))) & _somebody_unthanked()
    return Q(_judged(_wanted_of_a_day(now))) | thanks


def _wanted_of_a_day(now: datetime) -> Q:
    brief = Q(kind="brief", owner__brief_daily=True)
    plan = Q(kind="plan", owner__plan_weekly=True, day__iso_week_day=F("owner__plan_day") + 1)
    return (brief | plan) & Q(due_at__gt=now - DAY_LATE_AT_MOST)


def _wanted(now: datetime) -> Q:
    before_deadline = Q(interview__ends_at__gt=now - THANK_WITHIN)
    early = Q(kind="thank_early", owner__remind_early=True) & (
        before_deadline | Q(snoozed=True) | Q(owner__remind_final=False)
    )
    final = Q(kind="thank_final", owner__remind_final=True)
    return (early | final) & Q(due_at__gt=now - OVERDUE_AT_MOST)


class DeliveryQuerySet(models.QuerySet):
    """Outgoing mails; start at `user.deliveries`, but for the senders, which see everyone's."""

    def claimable(self, now: datetime) -> Self:
        """Pending and due, or claimed by a sender whose lease has run out."""
        return self.ready(now) | self.abandoned(now)

    def ready(self, now: datetime) -> Self:
        """Pending and due."""
        return self.filter(state="pending", next_at__lte=now)

    def thanking(self) -> Self:
        """Thank-yous on their way from here, to the person and for the interview of the outer query."""
        away = self.filter(state__in=["pending", "sending", "unknown"], letter__kind="thank_you")
        return away.filter(
            letter__trashed_at=None, letter__interview=OuterRef("interview"), letter__contact=OuterRef("contact")
        )

    def abandoned(self, now: datetime) -> Self:
        """Claimed by a sender whose lease has run out."""
        return self.filter(state="sending", lease_until__lte=now)


class IntroductionQuerySet(models.QuerySet):
    """Introductions; start at `user.introductions`, but for the scan, which sees everyone's."""

    def standing(self) -> Self:
        """Not removed, and of two people who are there."""
        return self.filter(trashed_at=None, connector__trashed_at=None, target__trashed_at=None)

    def with_people(self) -> Self:
        """With both people, where they work, and the owner, and whether the connector `is_nudged`."""
        moves = apps.get_model("outreach", "IntroductionMove").objects
        nudges = moves.filter(introduction=OuterRef("pk"), from_state="asked", to_state="asked")
        rows = self.select_related("owner", "connector__organization", "target__organization", "interview")
        return rows.annotate(is_nudged=Exists(nudges.filter(interaction__happened_at__gte=OuterRef("asked_at"))))

    def of(self, connector: models.Model | OuterRef) -> Self:
        """Those that this contact is asked for."""
        return self.filter(connector=connector, trashed_at=None)

    def about(self, contact: models.Model) -> Self:
        """Those in which this contact introduces, or is who is met; the latest change first."""
        rows = self.filter(Q(connector=contact) | Q(target=contact)).select_related("connector", "target")
        return rows.order_by("-state_changed_at", "-pk")

    def pressing(self, states: Sequence[str], *, asked_before: datetime) -> Self:
        """Those in `states`, in their order and the longest first, whose connector is not put away; of those who were
        asked only whom nobody nudged, and who were asked before that instant.
        """
        rows = self.standing().with_people().filter(state__in=states, connector__archived_at=None)
        rows = rows.exclude(Q(state="asked") & (Q(is_nudged=True) | Q(asked_at__gt=asked_before)))
        rank = Case(*(When(state=state, then=Value(n)) for n, state in enumerate(states)))
        return rows.order_by(rank, "state_changed_at", "pk")

    def under_way(self) -> Self:
        """Neither told of at the end, nor declined, nor without an answer; the latest change first."""
        return self.exclude(state__in=ENDED).order_by("-state_changed_at", "-pk")

    def with_connector(self) -> Self:
        """Those of which the connector was asked, and has neither said no nor made the introduction yet."""
        return self.filter(state__in=["asked", "agreed", "target_agreed"])

    def ended(self) -> Self:
        """Those that are not under way."""
        return self.filter(state__in=ENDED).order_by("-state_changed_at", "-pk")

    def asked_lately(self, now: datetime) -> Self:
        """Those that a connector was asked for in the last 90 days."""
        return self.filter(asked_at__gt=now - LATELY, asked_at__lte=now)
