"""Whether they agreed to be recorded."""

from datetime import date, datetime

from django.db import transaction

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
    """What they said last, how they were asked, and when; a no takes back an earlier yes."""
    lock(interview)
    said = {
        "said_yes": said_yes,
        "wording": wording,
        "asked_at": now,
        "may_quote_name": may_quote_name and said_yes,
        "keep_until": keep_until if said_yes else None,
    }
    consent, _ = Consent.objects.update_or_create(interview=interview, owner_id=interview.owner_id, defaults=said)
    return consent
