"""A move and its Undo: every row is as it was, whatever came before; a talk that was made by the move goes."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction
from django.db.models import Q
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from contacts.actions.freezing import Row, freeze
from contacts.actions.people import snooze_contact
from contacts.models import Contact
from interviews.actions.moves import nudge
from interviews.actions.planning import create_interview, plan
from interviews.actions.refusals import MoveError
from interviews.actions.taking_back import NOT_BACK, take_back
from interviews.actions.thanks import thank
from interviews.models import Interview, Removal
from outreach.actions.leading import move_card, move_lead
from outreach.actions.touching import close_talk, mark_asked
from outreach.models import Message, Reminder
from tests.factories import NOW, make_contact, make_interview

DAY = timedelta(days=1)
TABLES = [
    *("contacts.Contact", "contacts.Interaction", "contacts.InteractionPerson", "interviews.Interview"),
    *("interviews.Interviewee", "interviews.Move", "outreach.Reminder", "outreach.Message"),
]


def everything(owner: User) -> dict[str, list[Row]]:
    """All rows of the owner's in TABLES, as Postgres writes them down, but for what may not go back."""
    rows = {label: freeze(apps.get_model(label), Q(owner=owner)) for label in TABLES}
    talks = [
        {name: value for name, value in row.items() if name not in NOT_BACK} for row in rows["interviews.Interview"]
    ]
    return rows | {"interviews.Interview": talks}


def act(talk: Interview, kind: str, to: str, now: datetime) -> None:
    """One thing that may come before."""
    people = list(talk.people.order_by("pk"))
    match kind:
        case "move":
            move_card(talk, to=to, now=now)
        case "plan":
            plan(talk, day=(now + DAY).date(), wall_time=None, zone="Europe/Paris", planned_minutes=30, now=now)
        case "nudge":
            nudge(talk, now=now)
        case "thank":
            thank(talk, contact=people[0], now=now)
        case "snooze":
            snooze_contact(people[-1], until=now + 9 * DAY)
        case "tell":
            entry = people[0].interactions.last()
            Message.objects.create(owner=talk.owner, contact=people[0], kind="other", entry=entry)


ACTS = st.tuples(
    st.sampled_from(["move", "move", "move", "plan", "nudge", "thank", "snooze", "tell"]),
    st.sampled_from(Interview.State.values),
    st.integers(0, 60),
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.sampled_from(Interview.Direction.values), st.lists(ACTS, max_size=9))
def test_every_move_and_its_undo_leave_the_rows_as_they_were(
    alice: User, direction: str, before: list[tuple[str, str, int]]
) -> None:
    with transaction.atomic():
        people, now = [make_contact(alice), make_contact(alice, cadence="P1M")], NOW
        talk = create_interview(alice, contacts=people, now=now, direction=direction)
        Reminder.objects.create(owner=alice, kind="thank_early", interview=talk, due_at=NOW)
        for kind, to, hours in before:
            now += timedelta(hours=hours, seconds=1)
            try:
                with transaction.atomic():
                    act(talk, kind, to, now)
            except MoveError:
                talk.refresh_from_db()
        there_and_back(talk, now=now + timedelta(minutes=1))
        transaction.set_rollback(True)


def there_and_back(talk: Interview, *, now: datetime) -> None:
    """To every state that the board allows from here."""
    was, sequence = everything(talk.owner), talk.sequence
    for to in Interview.State.values:
        try:
            with transaction.atomic():
                came_from = move_card(talk, to=to, now=now)
        except MoveError:
            talk.refresh_from_db()
            continue
        assert take_back(talk, to=came_from, came_from=talk.state, now=now + timedelta(seconds=9)) is True
        assert everything(talk.owner) == was
    talk.refresh_from_db()
    assert talk.sequence >= sequence


def test_a_lead_is_one_again(alice: User) -> None:
    lead = make_contact(alice, introducer=make_contact(alice))
    was = everything(alice)
    for to in ("requested", "agreed", "held", "declined"):
        talk, came_from = move_lead(lead, to=to, now=NOW)
        assert (came_from, take_back(talk, to="idea", came_from=to, now=NOW + DAY)) == ("idea", False)
        assert everything(alice) == was
    talk = mark_asked(lead, now=NOW)
    assert take_back(talk, to="idea", now=NOW + DAY) is False
    assert (everything(alice), Removal.objects.count()) == (was, 0)


@pytest.mark.parametrize("about", ["promises", "messages", "notes"])
def test_a_talk_into_which_something_was_put_stays(alice: User, about: str) -> None:
    lead = make_contact(alice)
    talk, _ = move_lead(lead, to="requested", now=NOW)
    if about == "notes":
        Interview.objects.update(notes="Ask about pay.")
    else:
        rows: Any = getattr(alice, about)
        rows.create(
            interview=talk, **({"text": "A link"} if about == "promises" else {"contact": lead, "kind": "request"})
        )
    assert take_back(talk, to="idea", came_from="requested", now=NOW + DAY) is True
    assert Interview.objects.get().state == "idea"


def test_what_was_changed_since_stays(alice: User) -> None:
    talk = make_interview(alice, [grace := make_contact(alice)], state="scheduled")
    came_from = move_card(talk, to="held", now=NOW)
    Interview.objects.update(notes="It was good.")
    Contact.objects.filter(pk=grace.pk).update(display_name="Grace M.", snoozed_until=NOW + DAY)
    take_back(talk, to=came_from, came_from="held", now=NOW)
    talk.refresh_from_db()
    grace.refresh_from_db()
    assert (talk.state, talk.ended_at, talk.notes) == ("scheduled", None, "It was good.")
    assert (grace.display_name, grace.snoozed_until) == ("Grace M.", NOW + DAY)


def test_after_a_nudge_a_move_is_not_taken_back_exactly(alice: User) -> None:
    talk = make_interview(alice, [make_contact(alice)])
    move_card(talk, to="requested", now=NOW)
    nudge(talk, now=NOW + 8 * DAY)
    take_back(talk, to="idea", came_from="requested", now=NOW + 9 * DAY)
    assert (talk.state, talk.moves.count()) == ("idea", 3)


def test_a_talk_that_is_over_and_closed_from_today_comes_back(alice: User) -> None:
    asked = make_interview(alice, state="scheduled", direction="incoming", ends_at=NOW - DAY)
    was = everything(alice)
    close_talk(asked, now=NOW)
    assert take_back(asked, to="scheduled", now=NOW + DAY) is True
    assert everything(alice) == was


def test_the_board_takes_a_leads_move_back(alice: User, alice_client: Client) -> None:
    lead = make_contact(alice, "Noor Haddad", introducer=make_contact(alice))
    answer = alice_client.post(reverse("outreach:lead_move", args=[lead.pk]), {"to": "requested"}, follow=True)
    undo = f"{reverse('outreach:talk_move', args=[Interview.objects.get().pk])}?to=idea&amp;from=requested"
    assert undo in answer.content.decode()
    page = alice_client.post(undo.replace("&amp;", "&"), follow=True).content.decode()
    assert ("Noor Haddad: a lead again." in page, Interview.objects.count()) == (True, 0)
    assert alice_client.post(undo.replace("&amp;", "&")).status_code == 404
