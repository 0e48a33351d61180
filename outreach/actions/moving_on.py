"""What a letter is about moves when it is sent, and back when it was not; else only the timeline tells it."""

from collections.abc import Callable
from datetime import datetime

from django.db.models import Q

from contacts.actions.people import snooze_contact, wake_contact
from contacts.actions.timeline import log_interaction, remove_interaction
from contacts.models import Interaction
from interviews.actions.moves import move, nudge
from interviews.actions.progress import refresh_contacts, refresh_people
from interviews.actions.thanks import WORDS as THANKED
from interviews.models import Interview
from outreach.actions import thanking
from outreach.actions.introducing import move_introduction, nudge_connector
from outreach.actions.touching import answers_until, log_offer, mark_asked, unlog
from outreach.models import FollowUp, Introduction, Message

Kind, State = Message.Kind, Interview.State
MADE = "_made"  # in `fields`: the letter made the talk that it is about
OVER = {State.NO_REPLY, State.DECLINED, State.CANCELLED}


def move_on(message: Message, *, now: datetime) -> Interaction:
    """What the letter is about moves on; the entry that tells it. Raises MoveError where it cannot any more."""
    return _MOVES.get(message.kind, only_log)(message, now)


def move_back(message: Message, *, entry: Interaction | None, sent_at: datetime, now: datetime) -> None:
    """The letter was not sent: its `entry` goes, and what it moved goes back, unless that went on since."""
    if message.kind == Kind.THANK_YOU and message.interview is not None:
        thanking.send_unmarked(message, now=now)
        entry = entry and Interaction.objects.filter(pk=entry.pk).first()
    if message.kind == Kind.NUDGE and entry is not None:
        unlog(entry, contact=message.contact, now=now)
    elif entry is not None:
        remove_interaction(entry)
    if message.kind in {Kind.TIMES, Kind.ANSWER}:
        wake_contact(message.contact)
    if message.kind == Kind.REQUEST:
        _unask(message, sent_at=sent_at, now=now)
    if message.kind in {Kind.INTRO_REQUEST, Kind.UPDATE} and message.introduction:
        _unmove(message.introduction, sent_at=sent_at, now=now)
    if message.kind == Kind.UPDATE:
        FollowUp.objects.filter(contact=message.contact, done_at=sent_at).update(done_at=None)


def why_stale(message: Message) -> str:
    """Why a letter that waits to leave should not go any more; "" where it should."""
    talk, introduction = message.interview, message.introduction
    if message.kind == Kind.NUDGE and introduction and introduction.connector_id == message.contact_id:
        if introduction.state != Introduction.State.ASKED:
            return (
                f"The introduction stands at “{introduction.get_state_display()}” by now, so nothing was asked again."
            )
    elif message.kind == Kind.NUDGE and talk and talk.state != State.REQUESTED:
        return f"The talk is “{talk.get_state_display()}” by now, so nothing was asked again."
    elif message.kind == Kind.REQUEST and talk and talk.state not in {State.IDEA, State.REQUESTED, *OVER}:
        return f"The talk is “{talk.get_state_display()}” by now, so nothing was asked."
    return ""


def only_log(message: Message, now: datetime) -> Interaction:
    """The mail stands on the timeline, and counts as a touch."""
    kind = Interaction.Kind.MAIL if message.via == Message.Via.EMAIL else Interaction.Kind.MESSAGE
    title = message.sent_subject or message.get_kind_display()
    return log_interaction(
        message.owner, kind=kind, people=[message.contact], happened_at=now, title=title, body=message.sent_body
    )


def _request(message: Message, now: datetime) -> Interaction:
    """The talk that waits to be asked for is asked for, or asked for anew; one that is under way stays as it is."""
    entry = only_log(message, now)
    talk = message.interview or _open_talk(message, now)
    if talk is None:
        message.interview, message.fields = mark_asked(message.contact, now=now), message.fields | {MADE: True}
        return entry
    message.interview = talk
    if talk.state in {State.IDEA, *OVER}:
        move(talk, to=State.REQUESTED, now=now)
        if talk.requested_at != now:  # it was gone back to: this is another request, with a clock of its own
            talk.requested_at = now
            talk.save(update_fields=["requested_at"])
            refresh_people(talk, now=now)
    return entry


def _open_talk(message: Message, now: datetime) -> Interview | None:
    """The talk with the reader that a request is about: one to ask for, else one under way, else one unanswered."""
    talks = message.owner.interviews.filter(people=message.contact, direction="outgoing").order_by("pk")
    under_way = Q(state__in=[State.REQUESTED, State.AGREED]) | Q(state=State.SCHEDULED, ends_at__gt=now)
    for found in (Q(state=State.IDEA), under_way, Q(state=State.NO_REPLY)):
        if talk := talks.filter(found).last():
            return talk
    return None


def _unask(message: Message, *, sent_at: datetime, now: datetime) -> None:
    """The talk goes back to where it was asked from; one that the letter made, and that nothing was added to, goes."""
    talk = message.interview
    if talk is None or talk.state != State.REQUESTED or talk.requested_at != sent_at:
        return
    steps = talk.moves.select_related("interaction")
    if message.fields.get(MADE) and steps.count() == 1 and not holds_more(talk, message):
        entries, people = [step.interaction for step in steps], list(talk.people.all())
        message.interview = None
        message.fields = {name: value for name, value in message.fields.items() if name != MADE}
        message.save(update_fields=["interview", "fields"])
        talk.delete()
        for entry in entries:
            remove_interaction(entry)
        refresh_contacts(people, now=now)
    elif (last := steps.last()) is not None:
        move(talk, to=last.from_state, now=now)


def holds_more(talk: Interview, message: Message) -> bool:
    """Whether the user has put anything into the talk, besides the letter."""
    others = talk.messages.exclude(pk=message.pk)
    rows = (others, talk.lines, talk.takeaways, talk.promises, talk.referrals, talk.attachments, talk.questions)
    return any(found.exists() for found in rows) or bool(talk.day or talk.interviewees.count() > 1)


def _intro(message: Message, now: datetime) -> Interaction:
    introduction = message.introduction
    if introduction and introduction.state in {Introduction.State.DRAFT, Introduction.State.SILENT}:
        move_introduction(introduction, to=Introduction.State.ASKED, now=now)
    return only_log(message, now)


def _unmove(introduction: Introduction, *, sent_at: datetime, now: datetime) -> None:
    """Back to where it stood before the letter, unless it went on since."""
    last = introduction.moves.last()
    if last and introduction.state_changed_at == sent_at and last.interaction.happened_at == sent_at:
        move_introduction(introduction, to=last.from_state, now=now, is_back=True)


def _nudge(message: Message, now: datetime) -> Interaction:
    if message.introduction and message.introduction.connector_id == message.contact_id:
        return _told(nudge_connector(message.introduction, now=now), message)
    if message.interview is None:
        waiting = message.owner.interviewees.filter(contact=message.contact).to_nudge().first()
        message.interview = waiting.interview if waiting else None  # which an answer moves
    return _told(nudge(message.interview, now=now), message) if message.interview else only_log(message, now)


def _times(message: Message, now: datetime) -> Interaction:
    return _told(log_offer(message.contact, now=now), message)


def _answer(message: Message, now: datetime) -> Interaction:
    """Who asked the user has an answer: it is their turn."""
    snooze_contact(message.contact, until=answers_until(message.contact, now=now))
    return only_log(message, now)


def _thanks(message: Message, now: datetime) -> Interaction:
    if message.interview is None:
        return only_log(message, now)
    thanking.send_marked(message, now=now)
    thanked_at = message.talk.interviewees.get(contact=message.contact_id).thanked_at or now
    entry = message.contact.interactions.filter(title=THANKED, happened_at=thanked_at).last()
    return _told(entry, message) if entry else only_log(message, now)


def _update(message: Message, now: datetime) -> Interaction:
    open_ones = FollowUp.objects.filter(owner=message.owner, contact=message.contact, done_at=None, dropped_at=None)
    due = Q(due_on__lte=now.astimezone(message.owner.zone).date())
    told = Q(interview=message.interview_id) if message.interview_id else Q(pk=None)
    open_ones.filter(due | told).update(done_at=now)
    introduction = message.introduction
    if introduction and introduction.state == Introduction.State.MET:
        move_introduction(introduction, to=Introduction.State.TOLD, now=now)
    return only_log(message, now)


def _told(entry: Interaction, message: Message) -> Interaction:
    """The entry that the move made, with the letter's words."""
    entry.body = message.sent_body
    entry.save(update_fields=["body"])
    return entry


_MOVES: dict[str, Callable[[Message, datetime], Interaction]] = {
    Kind.REQUEST: _request,
    Kind.INTRO_REQUEST: _intro,
    Kind.NUDGE: _nudge,
    Kind.TIMES: _times,
    Kind.ANSWER: _answer,
    Kind.THANK_YOU: _thanks,
    Kind.UPDATE: _update,
}
