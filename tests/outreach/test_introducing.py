"""Introductions: each move, what it writes on whose timeline, and what goes back."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from accounts.models import User
from contacts.models import Contact
from interviews.actions.refusals import MoveError
from outreach.actions.introducing import asks_lately, begin_introduction, move_introduction, nudge_connector
from outreach.models import Introduction
from tests.factories import NOW, make_contact, make_interview

HAPPY = ["asked", "agreed", "target_agreed", "introduced", "replied", "met", "told"]


@pytest.fixture
def marta(alice: User) -> Contact:
    """Who can introduce."""
    return make_contact(alice, "Marta Lind")


@pytest.fixture
def noor(alice: User) -> Contact:
    """To whom."""
    return make_contact(alice, "Noor Haddad")


@pytest.fixture
def draft(alice: User, marta: Contact, noor: Contact) -> Introduction:
    """Not asked yet."""
    return begin_introduction(alice, connector=marta, target=noor, why="Ward work", now=NOW)


def through(introduction: Introduction, *states: str, now: datetime = NOW) -> datetime:
    for state in states:
        now += timedelta(hours=1)
        move_introduction(introduction, to=state, now=now)
    return now


def told(contact: Contact) -> list[tuple[str, bool]]:
    return list(contact.interactions.order_by("happened_at", "pk").values_list("title", "is_touch"))


def test_everyone_says_yes(draft: Introduction, marta: Contact, noor: Contact) -> None:
    through(draft, *HAPPY)
    draft.refresh_from_db()
    assert draft.state == "told"
    assert told(marta) == [
        ("Asked Marta Lind for an introduction to Noor Haddad", True),
        ("Marta Lind agreed to introduce you to Noor Haddad", False),
        ("Noor Haddad agreed to be introduced by Marta Lind", False),
        ("Marta Lind introduced you to Noor Haddad", True),
        ("Replied to all, Marta Lind in bcc: Noor Haddad", True),
        ("Met Noor Haddad, introduced by Marta Lind", False),
        ("Told Marta Lind about Noor Haddad, and thanked", True),
    ]
    assert [title for title, _ in told(noor) if title != "Asked for a talk"] == [t for t, _ in told(marta)][1:-1]
    assert list(draft.moves.values_list("from_state", "to_state")) == list(zip(["draft", *HAPPY], HAPPY, strict=False))


def test_whoever_is_introduced_is_asked_for_a_talk(draft: Introduction, marta: Contact, noor: Contact) -> None:
    now = through(draft, "asked", "introduced")
    noor.refresh_from_db()
    talk = noor.interviews.get()
    assert (talk.state, talk.requested_at, draft.interview, noor.introducer) == ("requested", now, talk, marta)


def test_the_idea_of_a_talk_is_that_talk(alice: User, draft: Introduction, noor: Contact) -> None:
    idea = make_interview(alice, [noor])
    through(draft, "asked", "introduced")
    idea.refresh_from_db()
    assert (idea.state, draft.interview, noor.interviews.count()) == ("requested", idea, 1)


def test_a_talk_that_is_agreed_stays_so(alice: User, draft: Introduction, noor: Contact) -> None:
    agreed = make_interview(alice, [noor], state="agreed")
    through(draft, "asked", "introduced")
    agreed.refresh_from_db()
    assert (agreed.state, draft.interview) == ("agreed", agreed)


def test_another_introducer_stays(alice: User, draft: Introduction, noor: Contact) -> None:
    wei = make_contact(alice, "Wei Tanaka")
    Contact.objects.filter(pk=noor.pk).update(introducer=wei)
    now = through(draft, "asked", "introduced")
    move_introduction(draft, to="asked", now=now)
    noor.refresh_from_db()
    assert noor.introducer == wei


def test_going_back_takes_what_was_assumed(draft: Introduction, marta: Contact, noor: Contact) -> None:
    now = through(draft, "asked", "introduced")
    move_introduction(draft, to="asked", now=now)
    noor.refresh_from_db()
    assert (noor.introducer, noor.last_touch_at, noor.interviews.get().state) == (None, None, "idea")
    assert told(marta)[-1] == ("Introduction to Noor Haddad: back to “Asked the connector”", False)
    move_introduction(draft, to="draft", now=now)
    marta.refresh_from_db()
    assert (draft.state, draft.asked_at, marta.last_touch_at, asks_lately(marta, now=now)) == ("draft", None, None, 0)


def test_a_silent_connector_can_be_asked_again_and_not(draft: Introduction, marta: Contact) -> None:
    asked = NOW + timedelta(hours=1)
    now = through(draft, "asked", "silent", "asked")
    assert draft.asked_at == now
    move_introduction(draft, to="silent", now=now, is_back=True)
    marta.refresh_from_db()
    assert (draft.state, draft.asked_at, marta.last_touch_at) == ("silent", asked, asked)
    move_introduction(draft, to="asked", now=now, is_back=True)
    assert (draft.state, draft.asked_at) == ("asked", asked)


def test_a_nudge_is_an_entry_and_no_new_clock(draft: Introduction, marta: Contact) -> None:
    through(draft, "asked")
    nudge_connector(draft, now=NOW + timedelta(days=7))
    assert told(marta)[-1] == ("Asked Marta Lind once more about Noor Haddad", True)
    assert draft.state_changed_at == draft.asked_at == NOW + timedelta(hours=1)


@pytest.mark.parametrize(("state", "to"), [("draft", "agreed"), ("asked", "told"), ("declined", "met"), ("told", "x")])
def test_what_cannot_be_is_refused_in_words(draft: Introduction, state: str, to: str) -> None:
    Introduction.objects.filter(pk=draft.pk).update(state=state)
    with pytest.raises(MoveError) as refused:
        move_introduction(draft, to=to, now=NOW)
    assert str(refused.value) in {"There is no such state.", refusal_of(state, to)}
    assert draft.moves.count() == 0


def refusal_of(state: str, to: str) -> str:
    label = Introduction.State(to).label if to in Introduction.State else ""
    return f"An introduction that stands at “{Introduction.State(state).label}” cannot become “{label}”."


def test_twice_is_as_once(draft: Introduction) -> None:
    through(draft, "asked", "asked")
    assert draft.moves.count() == 1


def test_the_same_is_not_begun_twice(alice: User, draft: Introduction, marta: Contact, noor: Contact) -> None:
    with pytest.raises(MoveError, match="under way already"):
        begin_introduction(alice, connector=marta, target=noor, now=NOW)
    through(draft, "asked", "declined")
    assert begin_introduction(alice, connector=marta, target=noor, now=NOW).state == "draft"


def test_nobody_introduces_themself(alice: User, marta: Contact) -> None:
    with pytest.raises(MoveError, match="Somebody else"):
        begin_introduction(alice, connector=marta, target=marta, now=NOW)


@pytest.mark.parametrize(("days", "fields", "asks"), [(89, {}, 1), (90, {}, 0), (1, {"trashed_at": NOW}, 0)])
def test_asks_of_ninety_days_count(
    draft: Introduction, marta: Contact, days: int, fields: dict[str, Any], asks: int
) -> None:
    move_introduction(draft, to="asked", now=NOW - timedelta(days=days))
    Introduction.objects.filter(pk=draft.pk).update(**fields)
    assert asks_lately(marta, now=NOW) == asks
