"""What can be said to be done about a person in one press, for the palette: the same verbs as the ticks of Today."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from accounts.models import User
from contacts.models import Contact
from outreach.views.person import next_part
from outreach.views.rows import first_promises

Step = Contact.NextStep
# Of each step what was done, and the verb; the talk itself is wrapped up on its own page.
DONE = {
    Step.THANK: ("thank {}", "thank_you_sent"),
    Step.WRAP_UP: ("talk with {}", "today_wrapped"),
    Step.REPLY: ("offer times to {}", "today_offered"),
    Step.PROMISE: ("keep the promise to {}", "today_promised"),
    Step.NUDGE: ("nudge {}", "today_nudged"),
    Step.REQUEST: ("ask {}", "today_asked"),
    Step.KEEP_IN_TOUCH: ("keep in touch with {}", "today_touched"),
}
OF_INTERVIEWS = {Step.THANK, Step.WRAP_UP, Step.NUDGE}


@dataclass(frozen=True)
class Doing:
    """A next step in words, and the address to which one posts that it is done."""

    contact: Contact
    words: str
    url: str


def doing(user: User, contact: Contact, *, now: datetime) -> Doing | None:
    """What can be said to be done about `contact`; None where it takes more than that, or nothing is asked."""
    step = Step(contact.next_step)
    if step not in DONE:
        return None
    words, verb = DONE[step]
    args = [contact.pk]
    if step == Step.PROMISE:
        promise = first_promises(user, [contact]).get(contact.pk)
        if promise is None:
            return None
        args = [contact.pk, promise.pk]
    elif step in OF_INTERVIEWS:
        part = next_part(user, contact, now=now)
        if part is None:
            return None
        args = [part.interview_id, contact.pk] if step == Step.THANK else [contact.pk, part.interview_id]
    return Doing(contact, words.format(contact), reverse(f"outreach:{verb}", args=args))


def doings(user: User, contacts: list[Contact], *, now: datetime) -> list[Doing]:
    """The same of several, without those of whom there is nothing to say."""
    return [one for contact in contacts if (one := doing(user, contact, now=now))]
