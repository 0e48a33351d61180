"""Reminder health: what was sent, what is waiting, what failed, for the user and for a watchdog."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.db.models import QuerySet
from django.http import HttpRequest as DjangoRequest
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.http import HttpRequest
from outreach.actions.forecast import coming, title_of
from outreach.actions.snoozing import resend_failed
from outreach.actions.testing_mail import TooManyError, send_test_mail, where_mail_goes
from outreach.actions.watching import Lateness, last_tick, mail_problem, measure_lateness
from outreach.models import Delivery, Reminder

AT_MOST = 10
IDLE_AT_MOST = 3
MAIL_READS = "reminders__interview__interviewees__contact"


@require_safe
def reminder_health(request: HttpRequest) -> HttpResponse:
    """The user's own reminders and mails, and whether the scan is alive."""
    now, user, tick = timezone.now(), request.user, last_tick()
    mails = user.deliveries.filter(letter=None).prefetch_related(MAIL_READS)
    idle = user.reminders.filter(kind__in=Reminder.OF_A_DAY, state="cancelled", delivery__ambiguous=False)
    context = {
        "now": now,
        "last_tick": tick,
        "is_silent": Lateness(now - tick if tick else None, None).is_silent,
        "problem": mail_problem(user, now=now),
        "coming": coming(user, now=now),
        "idle": idle.order_by("-due_at")[:IDLE_AT_MOST],
        "letters": user.deliveries.filter(letter__isnull=False).exclude(state__in=["sent", "cancelled"]).count(),
        "outgoing": with_titles(mails.filter(state__in=["pending", "sending"]).order_by("next_at", "pk")[:AT_MOST]),
        "failed": with_titles(mails.filter(state__in=["dead", "unknown"]).order_by("-pk")[:AT_MOST]),
        "sent": with_titles(mails.filter(state="sent").order_by("-sent_at", "-pk")[:AT_MOST]),
        "folder": where_mail_goes(),
    }
    return TemplateResponse(request, "outreach/reminder_health.html", context)


@require_POST
def test_mail(request: HttpRequest) -> HttpResponse:
    """Send a test mail to the user's own address and say what became of it."""
    try:
        fault = send_test_mail(request.user, now=timezone.now())
    except TooManyError:
        messages.error(request, "That was the fifth test mail within an hour. Try again later.")
        return redirect("outreach:reminder_health")
    if fault:
        why = f"{fault.rstrip('.')}. If it stays so, tell whoever runs this installation."
        messages.error(request, f"The test mail did not leave. {why}")
    elif where_mail_goes():
        messages.success(request, "The test mail is in the mail folder. This installation has no mail server yet.")
    else:
        messages.success(request, f"The mail server took the test mail to {request.user.email}. Look for it there.")
    return redirect("outreach:reminder_health")


@require_POST
def resend(request: HttpRequest, delivery_pk: int) -> HttpResponse:
    """Try a failed mail again."""
    delivery = get_object_or_404(request.user.deliveries, pk=delivery_pk)
    if resend_failed(delivery, now=timezone.now()):
        messages.success(request, "It will be tried again within a minute.")
    else:
        messages.error(request, "That mail has not failed, so it is not sent again.")
    return redirect("outreach:reminder_health")


@login_not_required
@require_safe
def healthz_reminders(request: DjangoRequest) -> HttpResponse:
    """Ages in seconds for a watchdog; 503 above five minutes, or without a database. Nobody's data."""
    try:
        lateness = measure_lateness(now=timezone.now())
    except DatabaseError:
        return JsonResponse({"status": "no database"}, status=503, headers={"Cache-Control": "no-store"})
    tick, due = lateness.last_tick_age, lateness.oldest_due_age
    said = {
        "status": "late" if lateness.is_late else "ok",
        "last_tick_age_s": None if tick is None else round(tick.total_seconds()),
        "oldest_due_age_s": None if due is None else round(due.total_seconds()),
    }
    return JsonResponse(said, status=503 if lateness.is_late else 200, headers={"Cache-Control": "no-store"})


def with_titles(mails: QuerySet[Delivery]) -> list[tuple[Delivery, str]]:
    """Each mail with whom it is about."""
    return [(mail, title_of(list(mail.reminders.all()))) for mail in mails]
