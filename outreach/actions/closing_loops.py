"""The scan's part in what comes after: introductions that meet or fall silent, and whom to tell how a talk went."""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, models, transaction
from django.db.models import ExpressionWrapper, F, Max, Q, Value

from interviews.models import TOOK_PLACE
from outreach.actions.introducing import move_introduction, silent_due
from outreach.models import Introduction

log = logging.getLogger(__name__)

PART = 500
SEEN_WITHIN = timedelta(days=90)  # a talk that ended longer ago when it is first seen asks for nothing more
HELD = f"i.direction = 'outgoing' AND i.state IN {TOOK_PLACE}"
DAY = "COALESCE(i.day, (i.ends_at AT TIME ZONE u.time_zone)::date)"
# Whoever led to a person: who introduced them, else who named them last.
INTRODUCER = """COALESCE(c.introducer_id, (SELECT r.named_by_id FROM interviews_referral r
    WHERE r.contact_id = c.id ORDER BY r.id DESC LIMIT 1))"""
# An introduction that came to the talk tells its connector itself.
TOLD_ELSEWHERE = """EXISTS (SELECT FROM outreach_introduction t WHERE t.trashed_at IS NULL AND t.connector_id = n.id
    AND t.target_id = c.id AND t.state IN ('introduced', 'replied', 'met', 'told'))"""

INSERT = "INSERT INTO outreach_followup (owner_id, kind, interview_id, contact_id, due_on, created_at)"
PLAN_PROGRESS = f"""{INSERT}
SELECT i.owner_id, 'progress', i.id, c.id, {DAY} + u.progress_after, %(now)s
FROM interviews_interview i
JOIN accounts_user u ON u.id = i.owner_id
JOIN interviews_interviewee p ON p.interview_id = i.id
JOIN contacts_contact c ON c.id = p.contact_id AND c.trashed_at IS NULL AND c.archived_at IS NULL
WHERE {HELD} AND i.ends_at > %(since)s AND i.ends_at <= %(now)s
  AND NOT EXISTS (SELECT FROM outreach_followup f
                  WHERE f.kind = 'progress' AND f.interview_id = i.id AND f.contact_id = c.id)
ORDER BY i.id, c.id LIMIT %(part)s
ON CONFLICT DO NOTHING
"""  # noqa: S608 - its parts are the constants above
PLAN_INTRODUCER = f"""{INSERT}
SELECT DISTINCT ON (i.id, n.id) i.owner_id, 'introducer', i.id, n.id, {DAY} + u.tell_after, %(now)s::timestamptz
FROM interviews_interview i
JOIN accounts_user u ON u.id = i.owner_id
JOIN interviews_interviewee p ON p.interview_id = i.id
JOIN contacts_contact c ON c.id = p.contact_id AND c.trashed_at IS NULL
JOIN contacts_contact n ON n.id = {INTRODUCER} AND n.trashed_at IS NULL AND n.archived_at IS NULL
WHERE {HELD} AND i.ends_at > %(since)s AND i.ends_at <= %(now)s AND NOT {TOLD_ELSEWHERE}
  AND NOT EXISTS (SELECT FROM interviews_interviewee q WHERE q.interview_id = i.id AND q.contact_id = n.id)
  AND NOT EXISTS (SELECT FROM outreach_followup f
                  WHERE f.kind = 'introducer' AND f.interview_id = i.id AND f.contact_id = n.id)
ORDER BY i.id, n.id LIMIT %(part)s
ON CONFLICT DO NOTHING
"""  # noqa: S608 - its parts are the constants above
# Why one is owed no more; a statement for each, since of several in one none is a join.
NO_MORE = (
    f"NOT EXISTS (SELECT FROM interviews_interview i WHERE i.id = f.interview_id AND {HELD})",
    """NOT EXISTS (SELECT FROM contacts_contact n
        WHERE n.id = f.contact_id AND n.trashed_at IS NULL AND n.archived_at IS NULL)""",
    """f.kind = 'progress' AND NOT EXISTS (SELECT FROM interviews_interviewee p
        WHERE p.interview_id = f.interview_id AND p.contact_id = f.contact_id)""",
    f"""f.kind = 'introducer' AND NOT EXISTS (SELECT FROM interviews_interviewee p
        JOIN contacts_contact c ON c.id = p.contact_id AND c.trashed_at IS NULL
        JOIN contacts_contact n ON n.id = f.contact_id
        WHERE p.interview_id = f.interview_id AND {INTRODUCER} = n.id AND NOT {TOLD_ELSEWHERE})""",
)
OPEN = "f.done_at IS NULL AND f.dropped_at IS NULL"
CANCEL = tuple(f"DELETE FROM outreach_followup f WHERE {OPEN} AND {reason}" for reason in NO_MORE)  # noqa: S608
# The talk's day, or the user's setting, is another now.
MOVE = f"""
UPDATE outreach_followup moved SET due_on = fits.due_on FROM (
  SELECT f.id, {DAY} + CASE f.kind WHEN 'progress' THEN u.progress_after ELSE u.tell_after END AS due_on
  FROM outreach_followup f
  JOIN interviews_interview i ON i.id = f.interview_id
  JOIN accounts_user u ON u.id = f.owner_id
  WHERE {OPEN}
) fits
WHERE moved.id = fits.id AND moved.due_on <> fits.due_on
"""  # noqa: S608 - its parts are the constants above


def close_loops(*, now: datetime) -> Iterator[int]:
    """Everything of this module, in parts that are kept; yields for each how many rows changed. Twice is once."""
    yield from filter(None, tend_introductions(now=now))
    yield from filter(None, plan_follow_ups(now=now))


def tend_introductions(*, now: datetime) -> Iterator[int]:
    """A connector who did not answer in time counts as silent; where the talk took place, they have met."""
    days = ExpressionWrapper(F("owner__close_after") * Value(timedelta(days=1)), output_field=models.DurationField())
    standing = Introduction.objects.standing()
    asked = standing.filter(state="asked", state_changed_at__lte=now - days + timedelta(hours=3))  # summer time
    nudges = Max("moves__interaction__happened_at", filter=Q(moves__from_state="asked", moves__to_state="asked"))
    late = asked.select_related("owner", "connector").annotate(nudged_at=nudges)
    silent = [one.pk for one in late if silent_due(one, nudged_at=_since(one.asked_at, one.nudged_at)) <= now]
    yield _move_all(asked.filter(pk__in=silent), to=Introduction.State.SILENT, now=now)
    met = standing.filter(Q(state="introduced") | Q(state="replied"), interview__state__in=TOOK_PLACE)
    yield _move_all(met.exclude(moves__from_state="met"), to=Introduction.State.MET, now=now)


def plan_follow_ups(*, now: datetime) -> Iterator[int]:
    """Whom to tell how a talk went: the introducer after `tell_after` days, each interviewee after
    `progress_after` (the user's settings).

    What no longer fits goes; what was done or dropped stays, so that it is not asked for again.
    """
    values = {"now": now, "since": now - SEEN_WITHIN, "part": PART}
    for statement in CANCEL:
        yield _execute(statement, {})
    yield _execute(MOVE, {})
    for statement in (PLAN_INTRODUCER, PLAN_PROGRESS):
        while planned := _execute(statement, values):
            yield planned


def _since(asked_at: datetime | None, nudged_at: datetime | None) -> datetime | None:
    """When the connector was nudged, unless it was before they were asked anew."""
    return None if nudged_at and asked_at and nudged_at < asked_at else nudged_at


def _execute(statement: str, values: dict[str, Any]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.rowcount


def _move_all(rows: models.QuerySet[Introduction], *, to: str, now: datetime) -> int:
    """Move those that still fit when their turn comes."""
    done = 0
    for pk in list(rows.order_by("pk").values_list("pk", flat=True)[:PART]):
        try:
            with transaction.atomic():
                introduction = rows.select_for_update(of=("self",), skip_locked=True).filter(pk=pk).first()
                if introduction is not None:
                    move_introduction(introduction, to=to, now=now)
                    done += 1
        except Exception:  # one row must not keep everyone's reminders from being queued
            log.exception("introduction %s is not moved", pk)
    return done
