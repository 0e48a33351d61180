"""Settling a letter of which nobody knows: the user says what the Sent folder holds, and may have been wrong.

Whatever that wrote, in any table, is compared row by row with what stood there before, so that Undo is exact.
"""

from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.db.models import Q

from contacts.actions.freezing import freeze, thaw
from contacts.models import Contact, Interaction, InteractionPerson
from interviews.actions.progress import refresh_contacts
from interviews.actions.refusals import MoveError
from interviews.models import Interview, Interviewee, Move, Removal
from outreach.actions.letters import lock
from outreach.actions.moving_on import holds_more
from outreach.actions.posting import draft_again, mark_gone
from outreach.models import Delivery, FollowUp, Introduction, IntroductionMove, Message

KIND = "settling"  # of what is kept for Undo
TELLING = {  # the columns that say whether it went on since
    Delivery: ("state", "created_at"),
    Message: ("subject", "body", "fields", "sent_at", "opened_at", "replied_at", "trashed_at", "sent_body"),
    Interview: ("state", "state_changed_at", "requested_at"),
    Introduction: ("state", "state_changed_at", "trashed_at"),
}
Rows = dict[type[models.Model], dict[int, dict[str, Any]]]


@transaction.atomic
def confirm_letter(delivery: Delivery, *, arrived: bool, now: datetime) -> Removal | None:
    """The user has looked into the Sent folder: it went out, or it is a draft again; what Undo needs.

    None when nothing was asked.
    """
    row = Delivery.objects.select_for_update().filter(pk=delivery.pk, state=Delivery.State.UNKNOWN).first()
    if row is None or row.letter is None:
        return None
    lock(row.letter)
    before = _read(row.letter)
    if arrived:
        Delivery.objects.filter(pk=row.pk).update(state=Delivery.State.SENT, sent_at=row.data_started_at or now)
        mark_gone(row, now=now)
    else:
        Delivery.objects.filter(pk=row.pk).update(state=Delivery.State.CANCELLED)
        draft_again(row)
    return _keep(row.letter, before, now=now)


@transaction.atomic
def unsettle_letter(kept: Removal, *, now: datetime) -> None:
    """Nobody knows again, and all is as it was. Twice is once. Raises MoveError where it went on since."""
    Delivery.objects.select_for_update().filter(letter=kept.columns["id"]).first()
    letter = Message.objects.select_for_update().get(pk=kept.columns["id"])
    if letter.delivery.state == Delivery.State.UNKNOWN:
        return
    stands = _read(letter)
    for label, was, became in kept.columns["changed"]:
        model = apps.get_model(label)
        row = stands.get(model, {}).get(became["id"])
        if row is None or any(row[name] != became[name] for name in TELLING.get(model, ())):
            raise MoveError("It has gone on since then, so it stays as you said.")
        thaw(model, [row | {name: value for name, value in was.items() if row[name] == became[name]}])
    for label, pks in kept.columns["made"]:
        made = apps.get_model(label)._base_manager.filter(pk__in=pks)
        if any(isinstance(row, Interview) and holds_more(row, letter) for row in made):
            raise MoveError("You have written in the talk since then, so it stays as you said.")
        made.delete()
    refresh_contacts(Contact.objects.filter(pk__in=stands[Contact]), now=now)


def _read(letter: Message) -> Rows:
    """Every row that the sending of this letter may write, by model and id."""
    about, who = letter.introduction_id, letter.contact_id
    talks = Q(people=who) | Q(pk=letter.interview_id)
    mine = list(Interview.objects.filter(talks).values_list("pk", flat=True))
    others = Q(interviews__in=mine)
    scope = {
        Delivery: Q(letter=letter.pk),
        Message: Q(pk=letter.pk),
        FollowUp: Q(contact=who),
        Introduction: Q(pk=about),
        IntroductionMove: Q(introduction=about),
        Move: Q(interview__in=mine),
        Interviewee: Q(interview__in=mine),
        Interview: Q(pk__in=mine),
        InteractionPerson: Q(interaction__people=who),
        Interaction: Q(people=who),
        Contact: Q(pk=who) | others | Q(pk__in=_of_introduction(letter)),
    }
    return {model: {row["id"]: row for row in freeze(model, where)} for model, where in scope.items()}


def _of_introduction(letter: Message) -> list[int]:
    return [letter.introduction.connector_id, letter.introduction.target_id] if letter.introduction else []


def _keep(letter: Message, before: Rows, *, now: datetime) -> Removal:
    letter.refresh_from_db()
    changed, made = [], []
    for model, rows in _read(letter).items():
        label, were = model._meta.label, before[model]
        changed += [(label, were[pk], row) for pk, row in rows.items() if pk in were and row != were[pk]]
        if new := sorted(rows.keys() - were.keys()):
            made.append((label, new))
    columns = {"id": letter.pk, "changed": changed, "made": made}
    return Removal.objects.create(owner_id=letter.owner_id, kind=KIND, columns=columns, created_at=now)
