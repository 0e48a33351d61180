"""`manage.py send_due`: the second way in, which needs neither Redis nor Celery."""

import logging
import signal
from argparse import ArgumentParser, ArgumentTypeError
from datetime import UTC, datetime
from threading import Event
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import Error, close_old_connections

from outreach.actions.clock import database_now
from outreach.actions.emptying import empty_trash
from outreach.actions.ticking import send_waiting, tick

log = logging.getLogger(__name__)


class Command(BaseCommand):
    """Plans, queues and sends what is due, once or for ever."""

    help = "Send the reminders that are due. With --loop, do it again and again, beside Celery or instead of it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """--loop for a container, nothing for cron."""
        parser.add_argument(
            "--at",
            type=_instant,
            metavar="INSTANT",
            help="scan as if it were that instant, such as 2026-12-01T09:00Z, and send nothing; not in production",
        )
        parser.add_argument("--loop", action="store_true", help="run until stopped, once in RAPPORT_TICK_SECONDS")

    def handle(self, *args: Any, loop: bool = False, at: datetime | None = None, **options: Any) -> None:
        """Run rounds until nothing more is sent, or until TERM or Ctrl-C; or one scan of another instant."""
        if at is not None:
            if settings.PRODUCTION:
                raise CommandError("Scanning at another instant is for trying things out, not for production.")
            self.stdout.write(f"Scanned as at {at:%Y-%m-%d %H:%M} UTC: {tick(now=at)} wait to be sent, none was.")
            return
        if not loop:
            self.stdout.write(f"{sum(iter(lambda: _round(Event()), 0))} sent")
            return
        stop = Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        while not stop.is_set():
            sent = 0
            try:
                sent = _round(stop)
            except Error as error:  # the database is away: the next round finds everything as it was
                log.warning("round failed: %s", type(error).__name__)
            close_old_connections()
            stop.wait(0 if sent else settings.TICK_SECONDS)


def _instant(text: str) -> datetime:
    """An instant with its zone, in UTC. Raises ArgumentTypeError for anything else."""
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        instant = None
    if instant is None or instant.tzinfo is None:
        raise ArgumentTypeError("Give an instant with its zone, such as 2026-12-01T09:00Z.")
    return instant.astimezone(UTC)


def _round(stop: Event) -> int:
    """Scan, then send for as long as until the next scan should come; returns how many were sent."""
    tick(now=database_now())
    empty_trash(now=database_now())
    return send_waiting(clock=database_now, seconds=settings.TICK_SECONDS, stopped=stop.is_set)
