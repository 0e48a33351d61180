"""Whether they agreed to be recorded."""

from datetime import date, datetime

from django.db import transaction

from contacts.actions.timeline import log_interaction
from contacts.models import Interaction
from interviews.actions.history import lock
from interviews.models import Consent, Interview


@transaction.atomic
def keep_consent(
    interview: Interview,
    *,
    said_yes: bool,
    wording: str,
    now: datetime,
    may_quote_name: bool = False,
    keep_until: date | None = None,
) -> Consent:
    """What they said last, how they were asked, and when; a no takes back an earlier yes.

    The timeline tells each answer, so that an earlier one is not forgotten. They were asked anew where the answer or
    the wording is another; what else was agreed to may be put right later.
    """
    lock(interview)
    was = Consent.objects.filter(interview=interview).first()
    now_said = Consent(
        pk=was.pk if was else None,
        owner_id=interview.owner_id,
        interview=interview,
        said_yes=said_yes,
        wording=wording,
        asked_at=was.asked_at if was and (was.said_yes, was.wording) == (said_yes, wording) else now,
        may_quote_name=may_quote_name and said_yes,
        keep_until=keep_until if said_yes else None,
    )
    if was is None or _terms(was) != _terms(now_said):
        now_said.save()
        _tell(now_said, now=now)
    return now_said


def may_record(interview: Interview) -> bool:
    """Whether they were asked, and said yes."""
    return Consent.objects.filter(interview=interview, said_yes=True).exists()


def _terms(consent: Consent) -> tuple[object, ...]:
    return consent.said_yes, consent.wording, consent.may_quote_name, consent.keep_until


def _tell(consent: Consent, *, now: datetime) -> None:
    asked = [f"Asked: “{consent.wording}”"]
    if consent.said_yes:
        asked += ["They may be quoted by name." if consent.may_quote_name else "They are not quoted by name."]
    if consent.keep_until:
        asked += [f"Recordings are kept until {consent.keep_until.day} {consent.keep_until:%b %Y}."]
    log_interaction(
        consent.interview.owner,
        kind=Interaction.Kind.NOTE,
        people=consent.interview.people.all(),
        happened_at=now,
        title="They agreed to be recorded" if consent.said_yes else "They did not agree to be recorded",
        body="\n".join(asked),
    )
