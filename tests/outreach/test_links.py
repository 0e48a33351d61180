"""Signed links from reminder mails: what they do, once, and what a scanner's GET never does."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from contacts.actions.merging.merge import merge_contacts
from contacts.actions.people import trash_contact
from contacts.models import Contact
from interviews.actions.moves import move
from interviews.models import Interview
from outreach.actions.links import LinkError, Standing, follow_link, put_off_until, read_link, standing
from outreach.actions.thanking import draft_thank_you, send_marked
from outreach.emails import LinkAction, sign_link
from outreach.models import Delivery, Message, Reminder
from tests.factories import NOW, make_contact, make_interview

HEADERS = {"Cache-Control": "no-store, private", "Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow"}


@pytest.fixture
def grace(alice: User) -> Contact:
    return make_contact(alice, "Grace Mbeki")


@pytest.fixture
def talk(alice: User, grace: Contact) -> Interview:
    return make_interview(alice, [grace], state="held", ends_at=timezone.now() - timedelta(hours=2))


@pytest.fixture
def reminder(alice: User, talk: Interview) -> Reminder:
    """An early reminder whose mail has gone out."""
    now = timezone.now()
    mail = Delivery.objects.create(
        owner=alice, to_addr=alice.email, state="sent", sent_at=now, next_at=now, created_at=now
    )
    return Reminder.objects.create(
        owner=alice, interview=talk, kind="thank_early", occurrence=1, due_at=now, state="sent", delivery=mail
    )


def token(reminder: Reminder, action: str, *, now: datetime | None = None) -> str:
    contact = reminder.talk.people.get() if action == "sent" else None
    return sign_link(reminder, LinkAction(action), now=now or timezone.now(), contact=contact)


def url(reminder: Reminder, action: str) -> str:
    name = "unsubscribe" if action == "stop" else "reminder_link"
    return reverse(f"outreach:{name}", args=[token(reminder, action)])


def test_links_lead_to_whom_they_were_merged_into(
    client: Client, alice: User, alice_client: Client, grace: Contact, talk: Interview, reminder: Reminder
) -> None:
    sent, letter = url(reminder, "sent"), reverse("outreach:thank_you", args=[talk.pk, grace.pk])
    for name in ("Grace M.", "Grace N. Mbeki"):  # twice, one after the other
        merge_contacts(make_contact(alice, name), gone=talk.people.get(), now=timezone.now())
    assert "Thank Grace N. Mbeki" in alice_client.get(letter, follow=True).content.decode()
    client.post(sent)
    assert talk.interviewees.get().thanked_at is not None


@pytest.mark.parametrize(
    ("action", "button"),
    [
        ("sent", "I have sent it"),
        ("later", "Remind me in 3 hours"),
        ("morning", "Remind me tomorrow morning"),
        ("stop", "Stop these mails"),
    ],
)
def test_a_get_shows_one_button_and_does_nothing(
    client: Client, reminder: Reminder, talk: Interview, action: str, button: str
) -> None:
    before = list(Reminder.objects.values()), list(User.objects.values())
    answer = client.get(url(reminder, action))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert {name: answer[name] for name in HEADERS} == HEADERS
    assert page.count('method="post"') == 1
    assert button in page
    assert "<script" not in page
    assert (list(Reminder.objects.values()), list(User.objects.values())) == before
    assert talk.interviewees.get().thanked_at is None
    assert Message.objects.count() == 0


def test_the_page_tells_no_more_than_the_title(client: Client, reminder: Reminder, talk: Interview) -> None:
    Interview.objects.filter(pk=talk.pk).update(notes="secret-notes", purpose="secret-purpose", place="secret-place")
    talk.takeaways.create(owner=talk.owner, text="secret-takeaway")
    page = client.get(url(reminder, "sent")).content.decode()
    assert "Thank Grace Mbeki" in page
    assert "secret" not in page
    assert "alice" not in page.lower()


def test_sent_works_signed_out_without_a_csrf_token_and_once(reminder: Reminder, talk: Interview) -> None:
    browser = Client(enforce_csrf_checks=True)
    address = url(reminder, "sent")
    assert "Done. It is marked as sent" in browser.post(address).content.decode()
    talk.refresh_from_db()
    thanked_at = talk.interviewees.get().thanked_at
    assert talk.state == "thanked"
    assert Message.objects.get().sent_at == thanked_at
    for answer in (browser.post(address), browser.get(address)):
        assert "already marked as sent" in answer.content.decode()
        assert 'method="post"' not in answer.content.decode()
    assert talk.interviewees.get().thanked_at == thanked_at


def test_three_hours_are_exact_and_pressed_twice_is_one(client: Client, reminder: Reminder) -> None:
    address, before = url(reminder, "later"), timezone.now()
    assert "Done. You will be reminded in three hours" in client.post(address).content.decode()
    reminder.refresh_from_db()
    first = reminder.due_at
    assert before <= first - timedelta(hours=3) <= timezone.now()
    assert (reminder.state, reminder.snoozed, reminder.version) == ("scheduled", True, 2)
    assert "already put off" in client.post(address).content.decode()
    assert "already put off" in client.get(address).content.decode()
    reminder.refresh_from_db()
    assert (reminder.due_at, reminder.version) == (first, 2)


@pytest.mark.parametrize(
    ("zone", "now", "due"),
    [
        ("Europe/Stockholm", "2026-11-24T14:00+00:00", "2026-11-25T08:00+00:00"),
        ("America/New_York", "2026-03-07T20:00+00:00", "2026-03-08T13:00+00:00"),  # clocks go forward that night (T27)
        ("America/New_York", "2026-10-31T20:00+00:00", "2026-11-01T14:00+00:00"),  # and back
        ("Pacific/Auckland", "2026-11-24T12:30+00:00", "2026-11-25T20:00+00:00"),  # already the 25th there
    ],
)
def test_tomorrow_morning_is_nine_on_the_owners_next_day(reminder: Reminder, zone: str, now: str, due: str) -> None:
    User.objects.update(time_zone=zone)
    at = datetime.fromisoformat(now)
    link = read_link(token(reminder, "morning", now=at), now=at)
    assert put_off_until(link, now=at) == datetime.fromisoformat(due)


def test_after_done_a_snooze_says_done(client: Client, reminder: Reminder, talk: Interview, grace: Contact) -> None:
    send_marked(draft_thank_you(talk, grace, now=timezone.now()), now=timezone.now())
    before = Reminder.objects.values().get()
    assert "already marked as sent" in client.post(url(reminder, "morning")).content.decode()
    assert Reminder.objects.values().get() == before


def test_sent_stays_good_after_a_snooze_from_the_same_mail(client: Client, reminder: Reminder, talk: Interview) -> None:
    done = url(reminder, "sent")
    client.post(url(reminder, "later"))
    assert "Done. It is marked as sent" in client.post(done).content.decode()
    talk.refresh_from_db()
    assert talk.state == "thanked"


def test_a_used_version_says_so(client: Client, reminder: Reminder) -> None:
    old = url(reminder, "later")
    Reminder.objects.update(version=2)
    assert "This link is used up" in client.post(old).content.decode()
    assert Reminder.objects.get().state == "sent"


@pytest.mark.parametrize("change", ["cancelled", "moved", "planned anew"])
def test_what_is_not_owed_any_more_says_so(client: Client, reminder: Reminder, talk: Interview, change: str) -> None:
    if change == "cancelled":
        move(talk, to="scheduled", now=timezone.now())
        move(talk, to="cancelled", now=timezone.now())
    elif change == "moved":
        Interview.objects.update(state="scheduled", ends_at=timezone.now() + timedelta(days=3))
    else:
        Interview.objects.update(occurrence=2)
    for action in ("sent", "later", "morning"):
        assert "not owed any more" in client.post(url(reminder, action)).content.decode()
    assert talk.interviewees.get().thanked_at is None
    assert Reminder.objects.get().state == "sent"


@pytest.mark.parametrize("action", ["sent", "stop"])
def test_after_thirty_days_a_link_is_gone(client: Client, reminder: Reminder, action: str) -> None:
    name = "unsubscribe" if action == "stop" else "reminder_link"
    old = token(reminder, action, now=timezone.now() - timedelta(days=30, minutes=1))
    for answer in (
        client.get(reverse(f"outreach:{name}", args=[old])),
        client.post(reverse(f"outreach:{name}", args=[old])),
    ):
        assert answer.status_code == 410
        assert "This link has expired" in answer.content.decode()
        assert {name: answer[name] for name in HEADERS} == HEADERS
    assert User.objects.get().remind_early is True


@pytest.mark.parametrize("spoil", ["x", "WzEsMV0.abc", "..", "é", "a" * 3000])
def test_a_forged_or_cut_link_is_our_own_page(client: Client, reminder: Reminder, spoil: str) -> None:
    good = token(reminder, "sent")
    for bad in (spoil, good[:-1], good[1:], good.replace(".", ".A", 1)):
        answer = client.post(reverse("outreach:reminder_link", args=[bad]))
        assert answer.status_code == 404
        assert "This link does not work" in answer.content.decode()
    assert reminder.talk.interviewees.get().thanked_at is None


def test_a_token_is_good_for_its_own_address_only(client: Client, reminder: Reminder) -> None:
    wrong = [
        reverse("outreach:unsubscribe", args=[token(reminder, "sent")]),
        reverse("outreach:reminder_link", args=[token(reminder, "stop")]),
    ]
    assert [client.post(address).status_code for address in wrong] == [404, 404]
    assert User.objects.get().remind_early is True
    assert reminder.talk.interviewees.get().thanked_at is None


def test_links_of_deleted_rows_and_disabled_users_are_dead(alice: User, reminder: Reminder) -> None:
    links = [token(reminder, action, now=NOW) for action in LinkAction]
    User.objects.update(is_active=False)
    for link in links:
        with pytest.raises(LinkError):
            read_link(link, now=NOW)
    alice.interviews.all().delete()
    with pytest.raises(LinkError):
        follow_link(links[0], now=NOW)


def test_one_person_of_a_panel_is_thanked_by_their_own_link(alice: User) -> None:
    ada, bo = make_contact(alice, "Ada"), make_contact(alice, "Bo")
    panel = make_interview(alice, [ada, bo], state="held", ends_at=NOW - timedelta(hours=2))
    reminder = Reminder.objects.create(owner=alice, interview=panel, kind="thank_early", occurrence=1, due_at=NOW)
    assert follow_link(sign_link(reminder, LinkAction.SENT, now=NOW, contact=ada), now=NOW) is Standing.OPEN
    panel.refresh_from_db()
    assert [seat.thanked_at for seat in panel.interviewees.all()] == [NOW, None]
    later = read_link(sign_link(reminder, LinkAction.LATER, now=NOW), now=NOW)
    assert (later.title, standing(later, now=NOW)) == ("Thank Bo", Standing.OPEN)


@pytest.mark.parametrize(("kind", "switch"), [("thank_early", "remind_early"), ("thank_final", "remind_final")])
def test_one_click_unsubscribe_turns_one_kind_off(reminder: Reminder, alice: User, kind: str, switch: str) -> None:
    Reminder.objects.update(kind=kind)
    reminder.refresh_from_db()
    robot = Client(enforce_csrf_checks=True)
    answer = robot.post(url(reminder, "stop"), {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert "These reminders are off" in answer.content.decode()
    alice.refresh_from_db()
    both = {"remind_early": True, "remind_final": True} | {switch: False}
    assert {name: getattr(alice, name) for name in both} == both
    assert "These reminders are off" in robot.get(url(reminder, "stop")).content.decode()


def test_the_mails_stop_when_the_talk_they_were_about_is_deleted(client: Client, alice, bob, reminder, talk) -> None:
    address = url(reminder, "stop")
    talk.delete()
    assert "Stop these mails" in client.get(address).content.decode()
    assert "These reminders are off" in client.post(address, {"List-Unsubscribe": "One-Click"}).content.decode()
    assert list(User.objects.order_by("pk").values_list("email", "remind_early", "remind_final")) == [
        (alice.email, False, True),
        (bob.email, True, True),
    ]


def test_a_link_about_someone_in_the_trash_says_so(client: Client, grace: Contact, reminder: Reminder) -> None:
    trash_contact(grace, now=timezone.now())
    page = client.get(url(reminder, "sent")).content.decode()
    assert "the person is in the trash" in page
    assert "Then no reminder asks for it again" not in page
