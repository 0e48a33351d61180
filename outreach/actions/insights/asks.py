"""What became of the talks that the user asked for: how many were answered, how soon, by channel, template and more.

An *ask* is an outgoing interview that was asked for in the period and not taken back to an idea; nudges and being
asked again make no second one. It is *answered* where the person said anything, no among it; called off before, it is
not. Younger than seven days and without an answer it is *waiting*, and is left out of what is counted as a rate.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from accounts.models import User
from contacts.models import Contact
from interviews.models import THANK_WITHIN, TOOK_PLACE, Interview
from outreach.actions.insights.periods import Period
from outreach.importing.builtin import letters
from outreach.models import Introduction, Message

ENOUGH = 5  # of fewer, no percentage is worked out
WAITS = timedelta(days=7)
SHOWN = 10  # rows of a table; the rest is put together
State, Introduced = Interview.State, Introduction.State
# States that only an answer leads to.
SAID_SO = [State.AGREED, State.SCHEDULED, *TOOK_PLACE, State.DECLINED, State.NO_SHOW]
LED = [Introduced.INTRODUCED, Introduced.REPLIED, Introduced.MET, Introduced.TOLD]
INTRODUCED, FREE = "introduction", "free"
REPLIES = ("Same day", "1–2 days", "3–7 days", "8–14 days", "Later")  # in days of the user's calendar
NOT_SAID = "Not said"


@dataclass(frozen=True)
class Tally:
    """So many asks, of them answered, and of the others waiting."""

    asked: int = 0
    answered: int = 0
    waiting: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.asked + other.asked, self.answered + other.answered, self.waiting + other.waiting)

    @property
    def settled(self) -> int:
        """Those that the rate is of."""
        return self.asked - self.waiting

    @property
    def percent(self) -> int | None:
        """How many of a hundred settled ones were answered; None for fewer than ENOUGH."""
        return percent(self.answered, self.settled)


@dataclass(frozen=True)
class Group:
    """The asks that have something in common, under its name."""

    name: str
    tally: Tally


@dataclass(frozen=True)
class Asks:
    """All asks of a period. The counts after `total` are of those that got so far; `in_time`, `late` and `owed` are of
    the held ones, by their thank-yous. `median` is of those whose answer has a time, which `replies` counts as REPLIES
    says. The groups are by "channel", "template", "warmth" and "way".
    """

    total: Tally = Tally()
    scheduled: int = 0
    held: int = 0
    in_time: int = 0
    late: int = 0
    owed: int = 0
    cancelled: int = 0
    no_show: int = 0
    median: timedelta | None = None
    replies: Sequence[int] = (0,) * len(REPLIES)
    groups: dict[str, list[Group]] = field(default_factory=dict)


def percent(part: int, whole: int) -> int | None:
    """A part in hundredths of the whole, rounded; None where the whole is fewer than ENOUGH."""
    return (200 * part + whole) // (2 * whole) if whole >= ENOUGH else None


# One row for all asks, and one for each value of each of four columns. The last move to "requested" is where an ask
# begins: what was said before it was taken back. A letter tells by what channel; of who was asked, the first counts.
ASKS = """
WITH asked AS (
  SELECT talk.id, talk.requested_at AS at, talk.state, talk.ends_at FROM interviews_interview AS talk
   WHERE talk.owner_id = %(owner)s AND talk.direction = 'outgoing' AND talk.state <> 'idea'
     AND talk.requested_at >= %(since)s AND talk.requested_at < %(until)s
), who AS (
  SELECT seat.interview_id, (array_agg(person.warmth ORDER BY seat.id))[1] AS warmth,
         (array_agg(CASE WHEN person.introducer_id IS NULL OR person.source = %(named)s THEN person.source
                         ELSE %(introduced)s END ORDER BY seat.id))[1] AS way,
         bool_and(seat.thanked_at IS NOT NULL) AS is_thanked,
         bool_and(COALESCE(seat.thanked_at <= asked.ends_at + %(thank_within)s, false)) AS is_in_time
    FROM asked JOIN interviews_interviewee AS seat ON seat.interview_id = asked.id
    JOIN contacts_contact AS person ON person.id = seat.contact_id
   WHERE person.trashed_at IS NULL AND seat.owner_id = %(owner)s AND person.owner_id = %(owner)s
   GROUP BY seat.interview_id
), letter AS (
  SELECT DISTINCT ON (row.interview_id) row.interview_id, row.via, row.template_id, row.builtin
    FROM asked JOIN outreach_message AS row ON row.interview_id = asked.id
   WHERE row.owner_id = %(owner)s AND row.kind = 'request' AND row.sent_at IS NOT NULL AND row.trashed_at IS NULL
   ORDER BY row.interview_id, row.sent_at DESC
), reply AS (
  SELECT row.interview_id, min(row.replied_at) AS at
    FROM asked JOIN outreach_message AS row ON row.interview_id = asked.id
   WHERE row.owner_id = %(owner)s AND row.kind IN ('request', 'nudge') AND row.trashed_at IS NULL
     AND row.replied_at >= asked.at
   GROUP BY row.interview_id
), step AS (
  SELECT row.interview_id, row.id, row.to_state,
         max(row.id) FILTER (WHERE row.to_state = 'requested' AND row.from_state <> 'requested')
           OVER (PARTITION BY row.interview_id) AS begun
    FROM asked JOIN interviews_move AS row ON row.interview_id = asked.id
   WHERE row.owner_id = %(owner)s
), moved AS (
  SELECT interview_id, min(id) FILTER (WHERE to_state = ANY(%(said_so)s)) AS said_by,
         bool_or(to_state = 'scheduled') AS was_set, bool_or(to_state = 'idea' AND begun > 0) AS is_taken_back
    FROM step WHERE id > COALESCE(begun, 0) GROUP BY interview_id
), ask AS (
  SELECT asked.at, asked.state, who.warmth, who.is_thanked, who.is_in_time, template.name AS template_name,
         asked.state = ANY(%(said_so)s) OR reply.at IS NOT NULL OR moved.said_by IS NOT NULL AS is_answered,
         LEAST(reply.at, entry.happened_at) AS said_at, COALESCE(moved.was_set, false) AS was_set,
         asked.state = ANY(%(talked)s) OR (asked.state = 'scheduled' AND asked.ends_at <= %(now)s) AS is_held,
         COALESCE(letter.via, CASE WHEN led.is_so THEN %(introduced)s END, '') AS channel,
         CASE WHEN led.is_so THEN %(introduced)s ELSE who.way END AS way,
         CASE WHEN letter.interview_id IS NULL THEN ''
              ELSE COALESCE(template.id::text, NULLIF(split_part(letter.builtin, '@', 1), ''), %(free)s)
         END AS template
    FROM asked JOIN who ON who.interview_id = asked.id
    LEFT JOIN letter ON letter.interview_id = asked.id
    LEFT JOIN outreach_template AS template ON template.id = letter.template_id
    LEFT JOIN reply ON reply.interview_id = asked.id
    LEFT JOIN moved ON moved.interview_id = asked.id
    LEFT JOIN interviews_move AS said ON said.id = moved.said_by
    LEFT JOIN contacts_interaction AS entry ON entry.id = said.interaction_id
    LEFT JOIN (SELECT DISTINCT interview_id, true AS is_so FROM outreach_introduction
                WHERE owner_id = %(owner)s AND trashed_at IS NULL AND state = ANY(%(led)s)
              ) AS led ON led.interview_id = asked.id
   WHERE moved.is_taken_back IS NOT TRUE
), told AS (
  SELECT *, GREATEST(said_at, at) - at AS took,
         (said_at AT TIME ZONE %(zone)s)::date - (at AT TIME ZONE %(zone)s)::date AS days
    FROM ask
)
SELECT GROUPING(channel, template, warmth, way), COALESCE(channel, template, warmth, way), max(template_name),
       count(*), count(*) FILTER (WHERE is_answered),
       count(*) FILTER (WHERE NOT is_answered AND state = 'requested' AND at > %(waits_since)s),
       count(*) FILTER (WHERE is_held OR state IN ('scheduled', 'no_show')
                           OR was_set AND state IN ('cancelled', 'declined', 'no_reply')),
       count(*) FILTER (WHERE is_held), count(*) FILTER (WHERE is_held AND is_in_time),
       count(*) FILTER (WHERE is_held AND is_thanked AND NOT is_in_time),
       count(*) FILTER (WHERE is_held AND NOT is_thanked AND state <> 'closed'),
       count(*) FILTER (WHERE state = 'cancelled'), count(*) FILTER (WHERE state = 'no_show'),
       percentile_cont(0.5) WITHIN GROUP (ORDER BY took) FILTER (WHERE said_at IS NOT NULL),
       ARRAY[count(*) FILTER (WHERE days <= 0), count(*) FILTER (WHERE days BETWEEN 1 AND 2),
             count(*) FILTER (WHERE days BETWEEN 3 AND 7), count(*) FILTER (WHERE days BETWEEN 8 AND 14),
             count(*) FILTER (WHERE days > 14)]
  FROM told
 GROUP BY GROUPING SETS ((), (channel), (template), (warmth), (way))
"""
GROUPED_BY = {0b0111: "channel", 0b1011: "template", 0b1101: "warmth", 0b1110: "way"}  # by what GROUPING() says


def read_asks(owner: User, period: Period, *, now: datetime) -> Asks:
    """All that is counted of the asks of the period, in one statement."""
    params: dict[str, Any] = {"owner": owner.pk, "since": period.since, "until": period.until, "now": now}
    params |= {"waits_since": now - WAITS, "thank_within": THANK_WITHIN, "zone": owner.zone.key}
    params |= {"said_so": SAID_SO, "talked": list(TOOK_PLACE), "led": LED, "introduced": INTRODUCED, "free": FREE}
    params["named"] = Contact.Source.REFERRAL
    with connection.cursor() as cursor:
        cursor.execute(ASKS, params)
        rows = cursor.fetchall()
    found: dict[str, list[tuple[str, str, Tally]]] = {name: [] for name in GROUPED_BY.values()}
    asks = Asks()
    for what, key, own_name, asked, answered, waiting, *counts in rows:  # counts: as Asks has them
        tally = Tally(asked, answered, waiting)
        if what in GROUPED_BY:
            found[GROUPED_BY[what]].append((key, own_name or "", tally))
        else:
            asks = Asks(tally, *counts)
    asks.groups.update({name: _groups(name, values) for name, values in found.items()})
    return asks


def _groups(name: str, values: Iterable[tuple[str, str, Tally]]) -> list[Group]:
    """Each value under its name: warmth from close to unsaid, the rest from many asks to few, what is unsaid last."""
    rows = [(key, Group(name_of(name, key, own_name), tally)) for key, own_name, tally in values]
    if name == "warmth":
        rows.sort(key=lambda row: -Contact.Warmth.values.index(row[0]))
    else:
        rows.sort(key=lambda row: (not row[0], -row[1].tally.asked, row[1].name.lower()))
    return [group for _, group in rows]


def name_of(column: str, key: str, own_name: str = "") -> str:
    """What a value of the column is called on the screen."""
    if column == "channel":
        return {**dict(Message.Via.choices), INTRODUCED: "By introduction"}.get(key, NOT_SAID)
    if column == "warmth":
        return str(Contact.Warmth(key).label)
    if column == "way":
        return "Introduction" if key == INTRODUCED else str(Contact.Source(key).label)
    if not key:
        return "No letter kept"
    built_in = letters().get(key)
    return own_name or ("Written freely" if key == FREE else built_in.name if built_in else key)


def shortened(groups: list[Group], most: int = SHOWN) -> list[Group]:
    """At most that many; what has the fewest asks is put together as "12 others"."""
    if len(groups) <= most:
        return groups
    rest = groups[most - 1 :]
    return [*groups[: most - 1], Group(f"{len(rest)} others", sum((one.tally for one in rest), Tally()))]
