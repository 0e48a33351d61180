"""The life of a letter: begun from a template, kept as typed, sent (which moves what it is about), answered, undone."""

from contextlib import suppress
from datetime import datetime

from django.db import transaction

from accounts.models import User
from contacts.actions.timeline import log_interaction, remove_interaction
from contacts.models import Channel, Contact, Interaction
from interviews.actions.moves import move
from interviews.actions.refusals import MoveError
from interviews.actions.times import is_on
from interviews.models import Interview
from outreach.actions import thanking
from outreach.actions.filling import UnresolvedError, fill, names_in, note_of, resolved, strike, values_of
from outreach.actions.moving_on import move_back, move_on, only_log
from outreach.actions.threads import subject_again
from outreach.importing.builtin import Letter
from outreach.importing.builtin import letters as builtin_letters
from outreach.models import Delivery, Introduction, Message, Template

Kind, State = Message.Kind, Interview.State
SENT = ["way", "sent_subject", "sent_body", "sent_at", "entry", "interview", "fields", "opened_at", "updated_at"]
SAID = ("via", "subject", "body", "fields")  # what makes other words go
TYPED = [*SAID, "template", "builtin", "sent_subject", "sent_body", "updated_at"]
PAGE = "_page"  # in `fields`: the page on which a draft was begun; no field of a letter is called so
KINDS = {
    "thank": Kind.THANK_YOU,
    "talk": Kind.CONFIRM,
    "reply": Kind.TIMES,
    "nudge": Kind.NUDGE,
    "request": Kind.REQUEST,
}
BEFORE = {State.IDEA, State.REQUESTED, State.AGREED, State.SCHEDULED}
UNDER_WAY = (Delivery.State.PENDING, Delivery.State.SENDING, Delivery.State.UNKNOWN)


def begin_letter(
    owner: User,
    *,
    kind: str,
    contact: Contact,
    interview: Interview | None = None,
    introduction: Introduction | None = None,
    template: Template | Letter | None = None,
    now: datetime,
) -> Message:
    """A draft, not saved yet, from `template` or the best there is; the one kept thank-you of a talk is taken up."""
    if kind == Kind.THANK_YOU and interview is not None:
        draft = thanking.draft_thank_you(interview, contact, now=now)
        if template is None or draft.pk is not None:
            return draft
    if kind == Kind.NUDGE and interview is None and introduction is None:
        waiting = owner.interviewees.filter(contact=contact).to_nudge().first()
        interview = waiting.interview if waiting else None
    fields = {"kind": kind, "contact": contact, "interview": interview, "introduction": introduction}
    message = Message(owner=owner, **fields)
    use_template(message, template or best_template(message, now=now))
    return message


def usual_kind(contact: Contact) -> str:
    """What one writes to this person next: by the next step, to answer who asks; else to renew, or to begin."""
    talks = contact.owner.interviews.under_way().filter(people=contact)
    if contact.next_step == Contact.NextStep.REPLY and talks.filter(direction="incoming").exists():
        return Kind.ANSWER
    if kind := KINDS.get(contact.next_step):
        return kind
    return Kind.RECONNECT if contact.interactions.filter(is_touch=True).exists() else Kind.REQUEST


def use_template(message: Message, template: Template | Letter) -> None:
    """Put the template's text into the draft, in place of what stands there."""
    if isinstance(template, Template):
        message.template, message.builtin = template, template.builtin
    else:
        message.template, message.builtin = None, template.stamp
    message.via, message.subject, message.body = template.via, template.subject, template.body
    ours = {letter.subject for letter in builtin_letters().values()}
    if message.kind == Kind.NUDGE and message.via == Message.Via.EMAIL and template.subject in ours:
        message.subject = subject_again(message) or message.subject


def best_template(message: Message, *, now: datetime) -> Template | Letter:
    """What fits this reader, and the day, best; the user's own version of it where there is one, the newest first."""
    kind, contact = message.kind, message.contact
    kinds = {channel.kind for channel in contact.channels.all()}
    via = "linkedin" if Channel.Kind.LINKEDIN in kinds and Channel.Kind.EMAIL not in kinds else "email"
    there = [letter for letter in builtin_letters().values() if letter.kind == kind]
    fits = [letter for letter in there if letter.via == via] or there
    connected = message.introduction is not None or contact.introducer_id is not None
    wanted = {"shared" if connected else "alumni" if contact.source == Contact.Source.ALUMNI else ""}
    if kind == Kind.CONFIRM and message.interview is not None and is_on(message.interview, now):
        wanted = {"brief"}
    best = next((letter for letter in fits if letter.key.rpartition("/")[2].rpartition("_")[2] in wanted), fits[0])
    own = message.owner.templates.filter(kind=kind, trashed_at=None, builtin__startswith=f"{best.key}@")
    return own.order_by("-updated_at").first() or best


def default_note(introduction: Introduction, *, now: datetime) -> str:
    """The words that a connector can forward, with what is known filled in."""
    letter = builtin_letters()["intro_request/plain"]
    message = Message(
        owner=introduction.owner, kind=Kind.INTRO_REQUEST, contact=introduction.connector, introduction=introduction
    )
    message.body, message.builtin = letter.note, letter.stamp
    message.interview = introduction.interview
    target = introduction.target
    values = values_of(message, now=now) | {"target": target.given_name or target.display_name}
    return fill(letter.note, values).text


@transaction.atomic
def keep_letter(message: Message) -> None:
    """Keep the draft as typed; of a talk's thank-you to one person there is only one, and of what one page begins.

    Raises MoveError for a letter that has left, or is on its way: other words are out by then.
    """
    if message.pk is None and message.kind == Kind.THANK_YOU and message.interview is not None:
        thanking.keep_letter(message)
    elif message.pk is None:
        message.pk = _begun_before(message)
        if message.pk is None:
            message.save()
            return
    stands = Message.objects.select_for_update().get(pk=message.pk)
    if stands.sent_at is not None or is_under_way(stands):
        raise MoveError("This letter has left, or is on its way, so it was not changed.")
    is_same = all(getattr(stands, name) == getattr(message, name) for name in SAID)
    message.sent_subject, message.sent_body = (stands.sent_subject, stands.sent_body) if is_same else ("", "")
    message._state.adding = False
    message.save(update_fields=TYPED)


@transaction.atomic
def begin_again(message: Message, template: Template | Letter | None, *, keeps: bool, now: datetime) -> None:
    """Put another template, or the prepared letter, into a talk's thank-you, of which there is one only; what it said,
    where it `keeps` that, becomes a draft about no talk.
    """
    if keeps:
        said = {name: getattr(message, name) for name in (*SAID, "template", "builtin", "owner", "kind", "contact")}
        Message.objects.create(**said)
    if template is None:
        thanking.write_prepared(message, now=now)
    else:
        use_template(message, template)
    keep_letter(message)


def is_under_way(message: Message) -> bool:
    """Whether it waits to leave from here, is leaving, or nobody knows."""
    return message.pk is not None and Delivery.objects.filter(letter=message.pk, state__in=UNDER_WAY).exists()


def thanks_too_early(message: Message, *, now: datetime) -> bool:
    """Whether it is the thank-you of a talk that has not taken place yet."""
    talk = message.interview if message.kind == Kind.THANK_YOU else None
    return talk is not None and talk.state in BEFORE and not talk.is_over(now)


def strike_field(message: Message, name: str) -> None:
    """Take a field out of the letter, and out of the note below it."""
    message.subject, message.body = strike(message.subject, name), strike(message.body, name)
    if message.introduction and name in names_in(note := note_of(message)):
        message.introduction.note = strike(note, name)
        message.introduction.save(update_fields=["note", "updated_at"])


@transaction.atomic
def open_way(message: Message, *, way: str, now: datetime) -> None:
    """It was opened in a mail program, or copied: "Did you send it?" is asked from now on; "" asks no more.

    The words that were opened are those that went, however late the user says so.
    """
    message.way, message.opened_at = way, now if way else None
    message.sent_subject = message.sent_body = ""
    if way:
        with suppress(UnresolvedError):
            message.sent_subject, message.sent_body = resolved(message, now=now)
    message.save(update_fields=["way", "opened_at", "sent_subject", "sent_body", "updated_at"])


@transaction.atomic
def mark_sent(message: Message, *, way: str, now: datetime) -> bool:
    """The letter is out: what really went is kept, the timeline tells it, and what it is about moves on. Twice is once.

    False where that has moved by itself: then only the timeline tells it. Raises UnresolvedError for a letter with
    open fields, MoveError for one that waits to leave from here, and for a thank-you before the talk.
    """
    if message.pk is None:
        keep_letter(message)
    lock(message)
    if message.sent_at is not None:
        return True
    if is_under_way(message):
        raise MoveError("It waits to leave from here: take it back first.")
    if way != Message.Way.HERE and thanks_too_early(message, now=now):
        raise MoveError("The talk has not taken place yet.")
    if not message.sent_body:  # one that was opened, or posted from here, keeps the words that went
        message.sent_subject, message.sent_body = resolved(message, now=now)
    message.way, message.opened_at = way, None
    has_moved = True
    try:
        with transaction.atomic():
            entry = move_on(message, now=now)
    except MoveError:  # what has happened is never refused
        entry, has_moved = only_log(message, now), False
    message.sent_at, message.entry = now, entry
    message.save(update_fields=SENT)
    return has_moved


@transaction.atomic
def unmark_sent(message: Message, *, now: datetime) -> None:
    """It was not sent after all: a draft again, and what it moved goes back, unless that went on since.

    Raises MoveError for one that left from here, or was answered.
    """
    lock(message)
    if message.sent_at is None:
        return
    if message.replied_at is not None:
        raise MoveError("It was answered, so it was sent. Take the answer back first.")
    if Delivery.objects.filter(letter=message.pk, state=Delivery.State.SENT).exists():
        raise MoveError("It left from here: the server took it.")
    sent_at, entry = message.sent_at, message.entry
    message.sent_at = message.entry = None
    message.way = message.sent_subject = message.sent_body = ""
    message.save(update_fields=SENT)
    move_back(message, entry=entry, sent_at=sent_at, now=now)


@transaction.atomic
def mark_replied(message: Message, *, text: str = "", now: datetime) -> None:
    """They have answered, in the words `text` where they are given; what was asked becomes a yes. Twice is once, but
    that words may come later.
    """
    lock(message)
    if message.replied_at is not None and message.reply is not None and not message.reply.body:
        _say(message.reply, text)
    if message.replied_at is not None or message.sent_at is None:
        return
    kind = Interaction.Kind.MAIL if message.via == Message.Via.EMAIL else Interaction.Kind.MESSAGE
    title = f"Reply: {message.sent_subject}" if message.sent_subject else "Reply"
    message.reply = log_interaction(
        message.owner, kind=kind, people=[message.contact], happened_at=now, title=title[:200], body=text
    )
    message.replied_at = now
    message.save(update_fields=["replied_at", "reply", "updated_at"])
    talk = message.interview
    waits = talk and talk.state in {State.REQUESTED, State.NO_REPLY} and not talk.is_incoming
    if talk and waits and message.kind in {Kind.REQUEST, Kind.NUDGE}:  # a late answer is one
        move(talk, to=State.AGREED, now=now)


@transaction.atomic
def forget_words(message: Message) -> None:
    """They have answered, and what they wrote is not kept."""
    lock(message)
    if message.reply is not None:
        _say(message.reply, "")


def _say(entry: Interaction, text: str) -> None:
    entry.body = text
    entry.save(update_fields=["body"])


@transaction.atomic
def unmark_replied(message: Message, *, now: datetime) -> None:
    """They have not answered after all."""
    lock(message)
    if message.replied_at is None:
        return
    replied_at, reply, talk = message.replied_at, message.reply, message.interview
    message.replied_at = message.reply = None
    message.save(update_fields=["replied_at", "reply", "updated_at"])
    last = talk.moves.last() if talk else None
    if talk and last and talk.state == State.AGREED and talk.state_changed_at == replied_at:
        move(talk, to=last.from_state, now=now)
    if reply is not None:
        remove_interaction(reply)


def lock(message: Message) -> None:
    """Bring the letter up to date and keep every other change of it waiting; call it inside a transaction."""
    message.refresh_from_db(from_queryset=Message.objects.select_for_update())


def _begun_before(message: Message) -> int | None:
    """The id of what the same page has begun a moment ago; two answers of one page wait for one another."""
    if not (page := message.fields.get(PAGE)):
        return None
    Contact.objects.select_for_update(of=("self",)).get(pk=message.contact_id)
    twins = Message.objects.filter(owner=message.owner, contact=message.contact_id, fields__contains={PAGE: page})
    return twins.filter(trashed_at=None).values_list("pk", flat=True).first()
