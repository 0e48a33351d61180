"""The reminder mail: its words, its headers, its two bodies."""

import re
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from accounts.models import User
from accounts.words import left
from interviews.models import Interview, Interviewee, Takeaway
from outreach.emails import join_names, one_line, time_left
from outreach.emails.thanks import build_thank_you_mail
from outreach.models import Delivery, Message, Reminder
from tests.factories import NOW, make_contact, make_interview

ENDED = NOW - timedelta(hours=2)


def make_delivery(owner: User) -> Delivery:
    return Delivery.objects.create(owner=owner, to_addr=owner.email, next_at=NOW, created_at=NOW)


def make_reminder(interview: Interview, kind: str = "thank_early") -> Reminder:
    return Reminder.objects.create(owner=interview.owner, interview=interview, kind=kind, occurrence=1, due_at=NOW)


def read(owner: User, *reminders: Reminder) -> EmailMessage:
    """The mail as a mail program reads it."""
    mail = build_thank_you_mail(make_delivery(owner), reminders, now=NOW)
    return message_from_bytes(mail.message().as_bytes(), policy=policy.default)


def part(mail: EmailMessage, kind: str) -> str:
    body = mail.get_body((kind,))
    assert body is not None
    return body.get_content()


@pytest.fixture
def talk(alice: User) -> Interview:
    """Half an hour with Grace that ended two hours ago, at 11:00 in Stockholm."""
    talk = make_interview(alice, [make_contact(alice, "Grace Mbeki")], state="held", ends_at=ENDED)
    Takeaway.objects.create(owner=alice, interview=talk, text="Half of the week is meetings & <notes>")
    return talk


def test_it_says_who_when_until_when_and_what_to_quote(alice: User, talk: Interview) -> None:
    mail = read(alice, make_reminder(talk))
    assert mail["Subject"] == "Thank Grace Mbeki – 22 hours left"
    assert mail["To"] == "alice@example.com"
    for kind, quoted in (("plain", "meetings & <notes>"), ("html", "meetings &amp; &lt;notes&gt;")):
        body = part(mail, kind)
        assert "You talked on Tuesday 24 November, 10:30–11:00." in body
        assert "Due by Wednesday 25 November, 11:00." in body
        assert "22 hours left." in body
        assert f"Half of the week is {quoted}" in body
        assert f"/interviews/{talk.pk}/thank/{talk.people.get().pk}/" in body


def test_its_headers_are_those_of_a_machine_and_its_id_is_the_rows(alice: User, talk: Interview) -> None:
    delivery = make_delivery(alice)
    mail = build_thank_you_mail(delivery, [make_reminder(talk)], now=NOW).message()
    assert mail["Message-ID"] == f"<{delivery.message_id}@127.0.0.1>"
    assert mail["Date"] == "Tue, 24 Nov 2026 12:00:00 +0000"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["X-Auto-Response-Suppress"] == "All"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["List-Unsubscribe"].startswith("<http://127.0.0.1:8000/r/")
    assert mail["List-Unsubscribe"].endswith("/unsubscribe/>")


def test_a_panel_names_only_those_not_yet_thanked(alice: User) -> None:
    people = [make_contact(alice, name) for name in ("Ada Moreno", "Grace Mbeki", "Noor Haddad")]
    panel = make_interview(alice, people, state="held", ends_at=ENDED)
    Interviewee.objects.filter(contact__in=people[:2]).update(thanked_at=NOW)
    mail = read(alice, make_reminder(panel))
    assert mail["Subject"] == "Thank Noor Haddad – 22 hours left"
    assert "Ada" not in part(mail, "plain") + part(mail, "html")
    assert part(mail, "plain").count("I have sent it") == 1


def test_each_of_a_panel_has_a_link_of_their_own(alice: User) -> None:
    panel = make_interview(alice, [make_contact(alice, n) for n in ("Ada", "Bo")], state="held", ends_at=ENDED)
    mail = read(alice, make_reminder(panel))
    assert mail["Subject"] == "Thank Ada and Bo – 22 hours left"
    assert "I have sent it to Ada</a>" in part(mail, "html")
    assert "I have sent it to Bo</a>" in part(mail, "html")


def test_several_reminders_share_one_mail_the_most_urgent_first(alice: User, talk: Interview) -> None:
    older = make_interview(alice, [make_contact(alice, "Wei Tanaka")], state="held", ends_at=NOW - timedelta(hours=24))
    mail = read(alice, make_reminder(talk), make_reminder(older, "thank_final"))
    assert mail["Subject"].strip() == "Thank Wei Tanaka and Grace Mbeki – the 24 hours are over"
    body = part(mail, "plain").replace("\r\n", "\n")
    assert body.startswith("2 thank-yous are due\n")
    assert body.index("\nThank Wei Tanaka\n") < body.index("\nThank Grace Mbeki\n")
    assert body.count("Stop these mails") == 2
    assert "It was due by Tuesday 24 November, 13:00." in body


def test_a_draft_that_waits_is_linked_as_a_draft(alice: User, talk: Interview) -> None:
    Message.objects.create(owner=alice, interview=talk, contact=talk.people.get(), subject="Thank you", body="Dear G")
    mail = read(alice, make_reminder(talk))
    assert "Open your draft" in part(mail, "html")
    assert "Open your draft" in part(mail, "plain")


@pytest.mark.parametrize("control", ["\r\nBcc: x@example.com ", "\n", "\x0b", "\x00", "\x1b[2J", "\u2028", "\x85"])
def test_no_name_breaks_a_header(alice: User, talk: Interview, control: str) -> None:
    seat = talk.interviewees.select_related("contact").get()
    seat.contact.display_name = f"Eve{control}X"  # in memory only: Postgres refuses NUL by itself
    talk._prefetched_objects_cache = {"interviewees": [seat]}  # type: ignore[attr-defined]
    mail = read(alice, make_reminder(talk))
    assert mail["Bcc"] is None
    assert mail["Subject"].strip().startswith("Thank Eve ")
    assert mail["Subject"].isprintable()


def test_its_style_is_in_the_tags_and_dark_mode_stays(alice: User, talk: Interview) -> None:
    html = part(read(alice, make_reminder(talk)), "html")
    assert "prefers-color-scheme: dark" in html
    assert "max-width: 560px" in html
    assert "background: #0f5c4c" in html
    assert "<link" not in html


def test_nobody_left_to_thank_is_no_mail(alice: User, talk: Interview) -> None:
    talk.interviewees.update(thanked_at=NOW)
    with pytest.raises(ValueError, match="nobody is left"):
        build_thank_you_mail(make_delivery(alice), [make_reminder(talk)], now=NOW)


def test_times_are_the_owners_own(alice: User, talk: Interview) -> None:
    alice.time_zone = "Asia/Kathmandu"
    assert "You talked on Tuesday 24 November, 15:15–15:45." in part(read(alice, make_reminder(talk)), "plain")


def test_an_interview_without_a_time_has_only_its_day(alice: User, talk: Interview) -> None:
    talk.wall_time = None
    assert "You talked on Tuesday 24 November." in part(read(alice, make_reminder(talk)), "plain")


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        (22, "22 hours left"),
        (21.995, "21 hours left"),
        (36.6, "36 hours left"),
        (1.6, "1 hour left"),
        (1, "1 hour left"),
        (0.999, "59 minutes left"),
        (0.75, "45 minutes left"),
        (1 / 60, "1 minute left"),
        (0, "the 24 hours are over"),
        (-0.2, "the 24 hours are over"),
        (-0.75, "45 minutes late"),
        (-3, "3 hours late"),
        (-23.9, "23 hours late"),
        (-24, "1 day late"),
        (-71, "2 days late"),
    ],
)
def test_time_left_in_words(hours: float, words: str) -> None:
    deadline = datetime(2026, 11, 24, 12, tzinfo=UTC)
    assert time_left(deadline, now=deadline - timedelta(hours=hours)) == words


@pytest.mark.parametrize("hours", [23.99, 22, 21.995, 2.5, 1.6, 0.99, 0.1, -0.75, -5.9, -23.9, -24.1, -47.9, -50])
def test_the_mail_and_the_app_say_the_same_time(hours: float) -> None:
    deadline = datetime(2026, 11, 24, 12, tzinfo=UTC)
    now = deadline - timedelta(hours=hours)
    short = re.sub(r" hours?", " h", re.sub(r" minutes?", " min", time_left(deadline, now=now)))
    assert short == left(deadline, now)


@pytest.mark.parametrize(
    ("names", "joined"),
    [
        (["Ada"], "Ada"),
        (["Ada", "Bo"], "Ada and Bo"),
        (["Ada", "Bo", "Cy"], "Ada, Bo and Cy"),
        (["Ada", "Bo", "Cy", "Di"], "Ada, Bo and 2 others"),
        (["A" * 100], "A" * 59 + "…"),
    ],
)
def test_names_as_people_say_them(names: list[str], joined: str) -> None:
    assert join_names(names) == joined


def test_one_line_keeps_joiners_and_drops_overrides() -> None:
    assert one_line("O’Brien\u202e gnp \u0915\u094d\u200d\u0937\t x") == "O’Brien gnp \u0915\u094d\u200d\u0937 x"
