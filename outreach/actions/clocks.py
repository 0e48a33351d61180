"""The scan's rule for silence: what was not answered for so long is closed as without a reply; it may be revived."""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import ExpressionWrapper, F, Value
from django.db.models.fields import DurationField

from interviews.actions.moves import move
from interviews.actions.waiting import close_due
from interviews.models import Interview

log = logging.getLogger(__name__)

PART = 100
SHIFT = timedelta(hours=3)  # by which days in a row may be shorter than as many times 24 hours


def close_silent(*, now: datetime) -> Iterator[int]:
    """Close the requests whose time is over, part by part; yields how many of each part are closed. Any number of
    scans at once do it once.
    """
    wait = ExpressionWrapper(F("owner__close_after") * Value(timedelta(days=1)), output_field=DurationField())
    # Through the people who wait: they are few, and an index knows them.
    silent = Interview.objects.filter(
        people__waiting_since__lte=now + SHIFT - timedelta(days=1),
        state=Interview.State.REQUESTED,
        direction=Interview.Direction.OUTGOING,
        requested_at__lte=now + SHIFT - wait,
        state_changed_at__lte=now + SHIFT - wait,
    )
    keys = sorted(set(silent.values_list("pk", flat=True)))
    for start in range(0, len(keys), PART):
        yield sum(_close(pk, now) for pk in keys[start : start + PART])


def _close(pk: int, now: datetime) -> bool:
    """Close that one if it is still silent and nobody else has it; a failure is one row's, not the scan's."""
    try:
        with transaction.atomic():
            rows = Interview.objects.select_for_update(of=("self",), skip_locked=True).select_related("owner")
            interview = rows.filter(pk=pk, state=Interview.State.REQUESTED).first()
            if interview is None:
                return False
            due_at = close_due(interview, interview.interviewees.with_nudges().select_related("contact"))
            if due_at is None or due_at > now:
                return False
            words = f"Closed without a reply after {interview.owner.close_after} days"
            move(interview, to=Interview.State.NO_REPLY, now=now, words=words)
    except Exception:  # whatever it is: everybody else's clocks go on
        log.exception("interview %s is not closed", pk)
        return False
    return True
