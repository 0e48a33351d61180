"""Today's order: a reply, a promise and a nudge are not hidden by what is softer, nor is there no room for them."""

from datetime import timedelta

from interviews.actions.progress import refresh_people
from outreach.actions import agenda
from outreach.views.day import read_day
from tests.factories import NOW, make_contact, make_interview


def replied(owner, contact):
    refresh_people(make_interview(owner, [contact], state="agreed"), now=NOW)


def born_today(owner, name):
    return make_contact(owner, name, wants_birthday=True, birthday=f"--{NOW:%m-%d}")


def to_tell(owner, contact):
    talk = make_interview(owner, [contact], state="thanked")
    owner.follow_ups.create(kind="progress", interview=talk, contact=contact, due_on=NOW.date(), created_at=NOW)


def test_a_reply_is_not_hidden_by_a_birthday_or_an_old_loop(alice):
    grace, wei = born_today(alice, "Grace Mbeki"), make_contact(alice, "Wei Tanaka")
    to_tell(alice, wei)
    for contact in (grace, wei):
        replied(alice, contact)
    day = read_day(alice, now=NOW)
    assert ({(row.contact, row.kind) for row in day.soft}, day.loops) == ({(grace, "reply"), (wei, "reply")}, [])
    assert [item.title for item in agenda.read_day(alice, now=NOW).items] == [
        "Offer Grace Mbeki times",
        "Offer Wei Tanaka times",
    ]


def test_opened_letters_and_birthdays_leave_room_for_replies(alice):
    for number in range(7):
        contact = make_contact(alice, f"Opened {number}")
        alice.messages.create(contact=contact, kind="request", opened_at=NOW - timedelta(hours=1))
        born_today(alice, f"Born {number}")
    replied(alice, make_contact(alice, "Grace Mbeki"))
    day = read_day(alice, now=NOW)
    kinds = [row.kind for row in day.soft]
    assert (len(day.opened), kinds, day.more) == (3, ["reply", *["birthday"] * 3], True)


def test_loops_fill_the_room_that_replies_leave(alice):
    for number in range(6):
        replied(alice, make_contact(alice, f"Reply {number}"))
        to_tell(alice, make_contact(alice, f"Tell {number}"))
    day = read_day(alice, now=NOW)
    assert ([row.kind for row in day.soft], len(day.loops)) == (["reply"] * 6, 1)
