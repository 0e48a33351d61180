"""The addresses of introductions, of who knows whom, and of what is to be told afterwards, and a row of each."""

from typing import Any

from django.utils import timezone

from contacts.actions.acquaintances import tie
from contacts.models import Contact
from outreach.actions.introducing import begin_introduction
from tests.factories import make_contact, make_interview

LOOP_VERBS = {
    *("outreach:introduction_move", "outreach:introduction_back", "outreach:introduction_nudged"),
    *("outreach:follow_up_done", "outreach:follow_up_drop", "outreach:follow_up_snooze", "outreach:follow_up_undo"),
    *("outreach:promise_done", "outreach:promise_undone", "outreach:promise_unadded"),
    *("contacts:acquaintance_remove", "contacts:acquaintance_restore"),
    *("outreach:introduction_unnudged", "outreach:introduction_remove", "outreach:introduction_restore"),
}
LOOP_PAGES = {
    *("contacts:acquaintance_add", "outreach:reach"),
    *("outreach:network", "outreach:referral_tree", "outreach:insights"),
    "outreach:insights_csv",
    *("outreach:introduction_list", "outreach:introduction_add", "outreach:introduction", "outreach:promise_list"),
}

OF_TABLES = {"outreach:insights_csv": {"table": "weeks"}}


def rows_of_loops(owner: Any, contact: Contact) -> dict[str, Any]:
    """An introduction by `contact`, and a word that is owed to them after a talk."""
    asked = begin_introduction(owner, connector=contact, target=make_contact(owner), now=timezone.now())
    talk = make_interview(owner, [contact], state="held")
    told = owner.follow_ups.create(kind="progress", interview=talk, contact=contact, due_on=timezone.localdate())
    tied = tie(contact, make_contact(owner), kind="friend", strength=2)
    return {"introduction_pk": asked, "follow_up_pk": told, "acquaintance_pk": tied}
