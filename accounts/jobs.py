"""The one way by which the web starts a Celery task: by name, after the commit, and never in the way of the page."""

import logging
from functools import partial
from typing import Any

from celery import current_app
from django.db import transaction

AT_MOST = {
    "max_retries": 1,
    "interval_start": 0,
    "socket_timeout": 1,
    "socket_connect_timeout": 1,
}  # two tries, seconds

log = logging.getLogger(__name__)


def start(task: str, *args: Any) -> None:
    """Send `task` (its full name) when the transaction commits.

    It is only a hint: a broker that does not answer is logged, and the next tick does the work.
    """
    transaction.on_commit(partial(_send, task, args))


def _send(task: str, args: tuple[Any, ...]) -> None:
    try:
        # A connection of its own, for the shared one tries again for six seconds while the broker is away.
        with current_app.connection_for_write(transport_options=AT_MOST) as connection:
            current_app.send_task(task, args=args, connection=connection, retry=False, ignore_result=True)
    except Exception as error:  # any broker fault; the hint is not worth a failed page
        log.warning("hint %s not sent: %s", task, type(error).__name__)
