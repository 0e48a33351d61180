"""What the daily brief and the weekly plan tell: the rows of Today in its own order, the talks ahead, whom to ask."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from django.core.mail import EmailMultiAlternatives
from django.db.models import F, Q
from django.utils import timezone

from accounts.models import User
from accounts.words import ago, counted, day
from contacts.models import Contact
from interviews.models import Interview
from outreach.actions.loops_due import birthdays_due, letter_url, letters_opened, loops_due
from outreach.emails import LinkAction, absolute, join_names, one_line, sign_link, time_left
from outreach.emails.days import DayPart, Item, TalkLine, WeekPart, build_day_mail
from outreach.emails.thanks import build_thank_you_mail
from outreach.models import Delivery, Message, Reminder

AT_MOST = 7
COUNTED = 100  # of more, nobody is told how many
ASKED_AT_MOST = 5
STEPS = Contact.NextStep
TITLES = {
    STEPS.REPLY: "Offer {} times",
    STEPS.PROMISE: "Keep your promise to {}",
    STEPS.NUDGE: "Nudge {}",
    STEPS.KEEP_IN_TOUCH: "Keep in touch with {}",
    STEPS.REQUEST: "Write to {}",
}
LETTERS = {  # the letter that each asks for, and the state of the interview that it is about
    STEPS.REPLY: (Message.Kind.TIMES, "agreed"),
    STEPS.NUDGE: (Message.Kind.NUDGE, "requested"),
    STEPS.KEEP_IN_TOUCH: (Message.Kind.RECONNECT, ""),
    STEPS.REQUEST: (Message.Kind.REQUEST, "idea"),
}
About = dict[tuple[int, str], int]


def build_mail(delivery: Delivery, reminders: Iterable[Reminder], *, now: datetime) -> EmailMultiAlternatives:
    """The one mail about all these reminders; ValueError when there is nothing to say."""
    rows = list(reminders)
    kinds = {row.kind for row in rows}
    if not kinds & set(Reminder.OF_A_DAY):
        return build_thank_you_mail(delivery, rows, now=now)
    told = [row.interview_id for row in rows if row.interview_id]
    week = read_week(delivery.owner, now=now, told=told) if Reminder.Kind.PLAN in kinds else None
    brief = read_day(delivery.owner, now=now, told=told) if Reminder.Kind.BRIEF in kinds else None
    if week and brief:  # each thing is said once
        week, brief = replace(week, due=[], more=0), replace(brief, talks=[])
    if brief and not (brief.talks or brief.items):
        brief = None
    return build_day_mail(delivery, rows, day=brief, week=week, now=now)


def has_something(reminder: Reminder, *, now: datetime) -> bool:
    """Whether a brief or a plan would say anything that is due; a list of people to ask some day is not."""
    if reminder.kind == Reminder.Kind.BRIEF:
        found = read_day(reminder.owner, now=now)
        return bool(found.talks or found.items)
    week = read_week(reminder.owner, now=now)
    return bool(week.talks or week.due)


def read_day(user: User, *, now: datetime, told: Collection[int] = ()) -> DayPart:
    """Today in short; without the thank-yous for the interviews in `told` (ids). A fixed number of queries."""
    with timezone.override(user.zone):
        today = now.astimezone(user.zone).date()
        items = _due(user, now=now, told=told)
        return DayPart(today, _talks(user, days=1, now=now), items[:AT_MOST], len(items[AT_MOST:]))


def read_week(user: User, *, now: datetime, told: Collection[int] = ()) -> WeekPart:
    """Seven days from today in short. A fixed number of queries."""
    with timezone.override(user.zone):
        talks, due = _talks(user, days=7, now=now), _due(user, now=now, told=told)
        leads = list(user.contacts.asking(now).filter(next_step=STEPS.REQUEST)[:ASKED_AT_MOST])
        about = _about(user, leads)
        people = [_item(contact, about, now=now) for contact in leads]
        return WeekPart(
            talks, due[:AT_MOST], len(due[AT_MOST:]), planned=len(talks), aim=user.weekly_aim, people=people
        )


def _talks(user: User, *, days: int, now: datetime) -> list[TalkLine]:
    """Those going on or to come until midnight, `days` local days on."""
    until = now.astimezone(user.zone).date() + timedelta(days=days)
    rows = user.interviews.with_somebody().upcoming(now).on_days(user.zone, until=until)
    return [_talk(row, with_day=days > 1, now=now) for row in rows.prefetch_related("interviewees__contact")]


def _talk(interview: Interview, *, with_day: bool, now: datetime) -> TalkLine:
    starts_at, ends_at = timezone.localtime(interview.starts_at), timezone.localtime(interview.ends_at)
    hours = f"{starts_at:%H:%M}–{ends_at:%H:%M}" if not interview.is_day_only else ""
    when = f"{day(interview.begins, now)} {hours}" if with_day else hours or "during the day"
    place = one_line(interview.place)[:120] or interview.get_medium_display() * bool(interview.medium)
    who = join_names([seat.contact.display_name for seat in interview.interviewees.all()])
    return TalkLine(when.strip(), who or "A talk", place, absolute("interviews:interview", interview.pk))


def _due(user: User, *, now: datetime, told: Collection[int]) -> list[Item]:
    """What Today asks for, in its order and one of each person: thanks, talks to wrap up, replies, promises and nudges,
    loops, and whom to keep in touch with.
    """
    owing = user.interviews.owing_thanks(now).exclude(pk__in=told)
    parts = user.interviewees.unthanked().filter(interview__in=owing).select_related("interview", "contact")
    thanks = list(parts.order_by("interview__ends_at", "pk")[:COUNTED])
    reminders = Reminder.objects.filter(interview__in=[part.interview_id for part in thanks]).order_by("pk")
    signed = {row.interview_id: row for row in reminders.filter(interview__occurrence=F("occurrence"))}
    items: dict[int, Item] = {}
    for part in thanks:
        row = signed.get(part.interview_id)
        items.setdefault(part.contact_id, _thank(part.interview, part.contact, row, now=now))
    over = user.interviews.took_place(now).filter(direction="incoming")
    wraps = user.interviewees.filter(interview__in=over, contact__in=user.contacts.active())
    for part in wraps.exclude(contact__snoozed_until__gt=now).select_related("contact")[:COUNTED]:
        items.setdefault(part.contact_id, _wrap_up(part.interview_id, part.contact))
    due = Q(next_step_due_at__lte=now, next_step__in=TITLES) | Q(next_step=STEPS.REPLY)
    soft = list(user.contacts.asking(now).filter(due).exclude(next_step=STEPS.REQUEST)[:COUNTED])
    about = _about(user, soft)
    pressing = [contact for contact in soft if contact.next_step != STEPS.KEEP_IN_TOUCH]
    for contact in pressing:
        items.setdefault(contact.pk, _item(contact, about, now=now))
    for pk, item in letters_opened(user, now=now).items():
        items.setdefault(pk, item)
    items |= loops_due(user, now=now, taken=items)
    for pk, item in birthdays_due(user, now=now).items():
        items.setdefault(pk, item)
    for contact in soft:
        items.setdefault(contact.pk, _item(contact, about, now=now))
    return list(items.values())


def _about(user: User, contacts: list[Contact]) -> About:
    """By contact and state the interview that was asked for first; of ideas the newest."""
    parts = user.interviewees.filter(contact__in=contacts, interview__state__in=["idea", "requested", "agreed"])
    rows = parts.order_by("-interview__requested_at", "interview_id")
    return {(row[0], row[1]): row[2] for row in rows.values_list("contact_id", "interview__state", "interview_id")}


def _thank(interview: Interview, contact: Contact, reminder: Reminder | None, *, now: datetime) -> Item:
    sent_url = ""
    if reminder:
        token = sign_link(reminder, LinkAction.SENT, now=now, contact=contact)
        sent_url = absolute("outreach:reminder_link", token)
    left = time_left(interview.thanks_due_at, now=now) if interview.thanks_due_at else ""
    title = f"Thank {one_line(contact.display_name)}"
    return Item(title, left, absolute("outreach:thank_you", interview.pk, contact.pk), sent_url)


def _wrap_up(interview_id: int, contact: Contact) -> Item:
    title = f"Wrap up the talk with {one_line(contact.display_name)}"
    return Item(title, "", absolute("interviews:wrap_up", interview_id))


def _item(contact: Contact, about: About, *, now: datetime) -> Item:
    title = TITLES[STEPS(contact.next_step)].format(join_names([contact.display_name]))
    note = ""
    if contact.next_step == STEPS.KEEP_IN_TOUCH:
        note = f"last in touch {ago(contact.last_touch_at, now)}" if contact.last_touch_at else "not in touch yet"
    elif contact.next_step == STEPS.NUDGE and contact.waiting_since:
        note = f"{counted((now - contact.waiting_since).days, 'day')} without an answer"
    elif contact.next_step == STEPS.PROMISE and contact.next_step_due_at:
        note = f"due {day(contact.next_step_due_at, now)}"
    if contact.next_step not in LETTERS:
        return Item(title, note, absolute("outreach:person", contact.pk))
    kind, state = LETTERS[STEPS(contact.next_step)]
    return Item(title, note, letter_url(contact, kind, about.get((contact.pk, state))))
