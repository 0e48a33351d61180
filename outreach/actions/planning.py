"""The scan's first half: which reminders there are, and when each is due. Safe to run at any time, by anyone.

Interviews do not know of reminders (ARCHITECTURE.md, 2): this looks at those that took place and brings the rows
into line with them.
"""

import logging
from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet

from contacts.models import Contact
from interviews.actions.overtaken import overtaken
from interviews.actions.progress import refresh_contacts
from interviews.models import THANK_WITHIN, Interview
from outreach.models import Reminder
from outreach.querysets import EARLY_AFTER, OVERDUE_AT_MOST

log = logging.getLogger(__name__)

ENTERED_WITHIN = timedelta(hours=72)  # an interview entered later than this after its end sends no mail (T24)
PART = 500

# Rows that are missing, that no longer fit the interview's end, or that came back to life before they were sent.
# The order keeps two scans at once from waiting for each other in a ring.
PLAN = """
INSERT INTO outreach_reminder (owner_id, kind, interview_id, occurrence, due_at, snoozed, state, version)
SELECT i.owner_id, k.kind, i.id, i.occurrence, i.ends_at + k.delay, FALSE, 'scheduled', 1
FROM interviews_interview i
JOIN accounts_user u ON u.id = i.owner_id
CROSS JOIN (VALUES ('thank_early', %(early)s), ('thank_final', %(final)s)) AS k (kind, delay)
LEFT JOIN outreach_reminder r
  ON r.owner_id = i.owner_id AND r.kind = k.kind AND r.interview_id = i.id AND r.occurrence = i.occurrence
WHERE i.id = ANY(%(interviews)s) AND i.state IN ('scheduled', 'held') AND i.direction = 'outgoing'
  AND i.ends_at <= %(now)s AND i.ends_at > %(now)s - %(overdue)s - %(final)s
  AND i.ends_at + k.delay > %(now)s - %(overdue)s
  AND CASE k.kind
        WHEN 'thank_early' THEN u.remind_early AND (NOT u.remind_final OR i.ends_at > %(now)s - %(final)s)
        ELSE u.remind_final
      END
  AND (r.id IS NULL AND i.ends_at > %(now)s - %(entered)s
       OR r.state = 'cancelled' AND r.delivery_id IS NULL
       OR r.state = 'scheduled' AND NOT r.snoozed AND r.due_at <> i.ends_at + k.delay)
  AND EXISTS (SELECT FROM interviews_interviewee p JOIN contacts_contact c ON c.id = p.contact_id
              WHERE p.interview_id = i.id AND p.thanked_at IS NULL AND c.trashed_at IS NULL)
ORDER BY i.id, k.kind
ON CONFLICT (owner_id, kind, interview_id, occurrence) DO UPDATE
SET due_at = excluded.due_at, held_until = NULL, snoozed = FALSE, state = 'scheduled'
WHERE outreach_reminder.state = 'cancelled' AND outreach_reminder.delivery_id IS NULL
   OR outreach_reminder.state = 'scheduled' AND NOT outreach_reminder.snoozed
"""


def plan_in_parts(*, now: datetime) -> Iterator[int]:
    """Make, move, revive and cancel reminders so that they fit the interviews at `now`, then refresh the people.

    Each part is kept when it is done, and a new scan passes quickly over what was done before. Yields for each how
    many rows changed.
    """
    for part in _parts(_open_lately(now).order_by("ends_at")):
        yield _plan(part, now)
    for part in _parts(Reminder.objects.filter(state=Reminder.State.SCHEDULED).unowed(now)):
        yield _cancel(part, now)
    for part in _in_parts(overtaken(now=now)):
        yield _refresh(part, now)


def plan_all_of(owners: Collection[int], *, now: datetime) -> None:
    """Make, move and revive the reminders of these people, so that one mail tells of all that is due to them (T26)."""
    if owners:
        _plan(list(_open_lately(now).filter(owner__in=owners).values_list("pk", flat=True)), now)


def _open_lately(now: datetime) -> QuerySet[Interview]:
    """What ended so lately that a mail may tell of it."""
    return Interview.objects.filter(
        state__in=[Interview.State.SCHEDULED, Interview.State.HELD],
        direction=Interview.Direction.OUTGOING,
        ends_at__lte=now,
        ends_at__gt=now - OVERDUE_AT_MOST - THANK_WITHIN,
    )


def _parts(rows: QuerySet) -> Iterator[list[int]]:
    """The keys of the rows, read at once, PART at a time."""
    return _in_parts(list(rows.values_list("pk", flat=True)))


def _in_parts(keys: list[int]) -> Iterator[list[int]]:
    return (keys[start : start + PART] for start in range(0, len(keys), PART))


def _plan(interviews: list[int], now: datetime) -> int:
    spans = {"early": EARLY_AFTER, "final": THANK_WITHIN, "overdue": OVERDUE_AT_MOST, "entered": ENTERED_WITHIN}
    values: dict[str, Any] = {**spans, "now": now, "interviews": interviews}
    with connection.cursor() as cursor:
        cursor.execute(PLAN, values)
        return cursor.rowcount


@transaction.atomic
def _cancel(reminders: list[int], now: datetime) -> int:
    """Cancel those that wait and are still not owed; a row that someone else has locked is seen next time."""
    unowed = Reminder.objects.filter(pk__in=reminders, state=Reminder.State.SCHEDULED).unowed(now)
    found = list(unowed.select_for_update(of=("self",), skip_locked=True).values_list("pk", flat=True))
    return Reminder.objects.filter(pk__in=found).update(state=Reminder.State.CANCELLED, held_until=None)


def _refresh(people: list[int], now: datetime) -> int:
    """Bring contacts up to date of whom the next step is another by the clock alone."""
    for contact in Contact.objects.filter(pk__in=people).order_by("pk"):
        try:
            with transaction.atomic():
                refresh_contacts([contact], now=now)
        except Exception:  # one person's row must not keep everyone's reminders from being queued
            log.exception("contact %s is not refreshed", contact.pk)
    return len(people)
