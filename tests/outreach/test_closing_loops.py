"""The scan after a talk: whom to tell, when, and when no more; introductions that meet or fall silent."""

from datetime import date, datetime, timedelta

import pytest

from accounts.models import User
from contacts.models import Contact
from interviews.actions.moves import move
from interviews.models import Interview
from outreach.actions.closing_loops import close_loops
from outreach.actions.following_up import drop_follow_up, finish_follow_up
from outreach.actions.introducing import begin_introduction, move_introduction, nudge_connector
from outreach.actions.ticking import tick
from outreach.models import FollowUp, Introduction
from tests.factories import NOW, make_contact, make_interview

Row = tuple[str, str, date]


def scan(now: datetime = NOW) -> list[Row]:
    assert sum(close_loops(now=now)) >= 0
    rows = FollowUp.objects.order_by("due_on", "contact__display_name")
    return list(rows.values_list("kind", "contact__display_name", "due_on"))


@pytest.fixture
def marta(alice: User) -> Contact:
    """Who introduced Noor."""
    return make_contact(alice, "Marta Lind")


@pytest.fixture
def noor(alice: User, marta: Contact) -> Contact:
    """With whom Alice talked."""
    return make_contact(alice, "Noor Haddad", introducer=marta)


@pytest.fixture
def talk(alice: User, noor: Contact) -> Interview:
    """It ended three hours ago."""
    return make_interview(alice, [noor], state="held")


BOTH = [("introducer", "Marta Lind", date(2026, 11, 27)), ("progress", "Noor Haddad", date(2026, 12, 24))]


def test_introducer_and_interviewee_are_to_be_told(talk: Interview) -> None:
    assert (scan(), scan()) == (BOTH, BOTH)


def test_whoever_named_them_counts_as_the_introducer(alice: User, talk: Interview, noor: Contact) -> None:
    Contact.objects.filter(pk=noor.pk).update(introducer=None)
    wei = make_contact(alice, "Wei Tanaka")
    earlier = make_interview(alice, [wei], state="thanked", ends_at=NOW - timedelta(days=100))
    alice.referrals.create(interview=earlier, named_by=wei, contact=noor)
    assert scan() == [("introducer", "Wei Tanaka", date(2026, 11, 27)), BOTH[1]]


def test_the_days_until_a_progress_note_are_the_users(alice: User, talk: Interview) -> None:
    User.objects.filter(pk=alice.pk).update(progress_after=10)
    assert scan()[1] == ("progress", "Noor Haddad", date(2026, 12, 4))


def test_the_days_until_the_introducer_is_told_are_the_users(alice: User, talk: Interview) -> None:
    assert scan() == BOTH
    User.objects.filter(pk=alice.pk).update(tell_after=5)
    assert scan() == [("introducer", "Marta Lind", date(2026, 11, 29)), BOTH[1]]


@pytest.mark.parametrize(
    ("fields", "there"),
    [
        ({"ends_at": NOW - timedelta(days=89)}, True),
        ({"ends_at": NOW - timedelta(days=91)}, False),
        ({"direction": "incoming"}, False),
        ({"state": "scheduled"}, False),
        ({"state": "cancelled"}, False),
        ({"state": "thanked"}, True),
    ],
)
def test_which_talks_ask_for_it(alice: User, noor: Contact, fields: dict[str, object], there: bool) -> None:
    make_interview(alice, [noor], **({"state": "held"} | fields))  # type: ignore[arg-type]
    assert [kind for kind, _, _ in scan()] == (["introducer", "progress"] if there else [])


def test_it_goes_when_the_talk_goes_back_and_comes_again(talk: Interview) -> None:
    scan()
    move(talk, to="scheduled", now=NOW)
    assert scan() == []
    move(talk, to="held", now=NOW)
    assert [kind for kind, _, _ in scan()] == ["introducer", "progress"]


@pytest.mark.parametrize("column", ["trashed_at", "archived_at"])
def test_nobody_who_is_put_away_is_told(talk: Interview, noor: Contact, marta: Contact, column: str) -> None:
    scan()
    Contact.objects.update(**{column: NOW})
    assert scan() == []


def test_what_was_done_or_dropped_is_not_asked_again(talk: Interview) -> None:
    scan()
    told, progress = FollowUp.objects.order_by("due_on")
    finish_follow_up(told, now=NOW)
    drop_follow_up(progress, now=NOW)
    assert scan(NOW + timedelta(days=40)) == BOTH
    assert not FollowUp.objects.filter(done_at=None, dropped_at=None).exists()


def test_an_introduction_tells_its_connector_itself(alice: User, marta: Contact, noor: Contact) -> None:
    asked = begin_introduction(alice, connector=marta, target=noor, now=NOW)
    for state in ("asked", "introduced", "replied"):
        move_introduction(asked, to=state, now=NOW)
    talk = noor.interviews.get()
    move(talk, to="held", now=NOW)
    assert [kind for kind, _, _ in scan(NOW + timedelta(hours=1))] == ["progress"]
    asked.refresh_from_db()
    assert asked.state == "met"


def test_who_was_taken_back_from_met_stays_so(alice: User, marta: Contact, noor: Contact) -> None:
    asked = begin_introduction(alice, connector=marta, target=noor, now=NOW)
    for state in ("asked", "introduced", "met", "introduced"):
        move_introduction(asked, to=state, now=NOW)
    move(noor.interviews.get(), to="held", now=NOW)
    scan()
    asked.refresh_from_db()
    assert asked.state == "introduced"


@pytest.mark.parametrize(("days", "state"), [(13, "asked"), (14, "silent")])
def test_a_connector_who_does_not_answer_is_silent(
    alice: User, bob: User, marta: Contact, noor: Contact, days: int, state: str
) -> None:
    User.objects.filter(pk=bob.pk).update(close_after=30)
    mine = begin_introduction(alice, connector=marta, target=noor, now=NOW)
    theirs = begin_introduction(bob, connector=make_contact(bob), target=make_contact(bob), now=NOW)
    for row in (mine, theirs):
        move_introduction(row, to="asked", now=NOW)
    scan(NOW + timedelta(days=days))
    states = Introduction.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == [state, "asked"]


def test_the_tick_does_it(talk: Interview) -> None:
    tick(now=NOW)
    assert FollowUp.objects.count() == 2


def test_what_is_open_follows_the_setting_and_the_talks_day(alice: User, talk: Interview) -> None:
    scan()
    User.objects.filter(pk=alice.pk).update(progress_after=14)
    assert [due for _, _, due in scan()] == [date(2026, 11, 27), date(2026, 12, 8)]
    Interview.objects.filter(pk=talk.pk).update(day=date(2026, 11, 22))
    assert [due for _, _, due in scan()] == [date(2026, 11, 25), date(2026, 12, 6)]


def test_the_day_of_a_talk_is_the_users(alice: User, talk: Interview) -> None:
    User.objects.filter(pk=alice.pk).update(time_zone="Pacific/Kiritimati")  # 14 hours ahead
    Interview.objects.filter(pk=talk.pk).update(day=None, wall_time=None, ends_at=NOW)
    assert [due for _, _, due in scan()] == [date(2026, 11, 28), date(2026, 12, 25)]


@pytest.mark.parametrize(("days", "state"), [(19, "asked"), (20, "silent")])
def test_a_late_nudge_is_waited_for(alice: User, marta: Contact, noor: Contact, days: int, state: str) -> None:
    asked = begin_introduction(alice, connector=marta, target=noor, now=NOW)
    move_introduction(asked, to="asked", now=NOW)
    nudge_connector(asked, now=NOW + timedelta(days=13))
    scan(NOW + timedelta(days=days))
    asked.refresh_from_db()
    assert asked.state == state
