"""Today: letters that were opened, where rows lead, putting off until a day; and the scan at another instant."""

from datetime import datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings
from django.urls import reverse

from interviews.actions.progress import refresh_people
from outreach.views.day import read_day
from tests.factories import NOW, make_contact, make_interview

pytestmark = pytest.mark.usefixtures("clock")


def opened(owner, contact, **fields):
    columns = {"kind": "request", "subject": "A question", "body": "Hello", "opened_at": NOW - timedelta(hours=1)}
    return owner.messages.create(contact=contact, **columns | fields)


def test_whoever_named_somebody_is_not_said_to_have_introduced_them(alice, alice_client):
    hope = make_contact(alice, "Noor Haddad", introducer=make_contact(alice, "Marta Lind"))
    make_interview(alice, [hope], state="scheduled")
    told = [alice_client.get("/").text, alice_client.get(f"{reverse('outreach:compose')}?contact={hope.pk}").text]
    assert [("Through Marta Lind." in page, "introduced you" in page, "Met through" in page) for page in told] == [
        (True, False, False)
    ] * 2


def test_letters_that_were_opened_come_first_one_for_each_person(alice, alice_client):
    grace, wei = make_contact(alice, "Grace Mbeki"), make_contact(alice, "Wei Tanaka")
    opened(alice, grace, opened_at=NOW - timedelta(hours=3))
    newest = opened(alice, grace)
    other = opened(alice, wei, opened_at=NOW - timedelta(hours=2))
    opened(alice, wei, sent_at=NOW)
    opened(alice, wei, trashed_at=NOW)
    talk = make_interview(alice, [grace], state="agreed")
    refresh_people(talk, now=NOW)
    day = read_day(alice, now=NOW)
    assert ([row.message for row in day.opened], day.soft) == ([newest, other], [])
    assert reverse("outreach:message_sent", args=[newest.pk]) in alice_client.get("/").text


@pytest.mark.parametrize(
    ("state", "kind", "days"), [("agreed", "times", 1), ("requested", "nudge", 8), ("idea", "request", 0)]
)
def test_a_row_leads_to_its_letter(alice, alice_client, state, kind, days):
    talk = make_interview(alice, state=state, requested_at=NOW - timedelta(days=days) if days else None)
    refresh_people(talk, now=NOW)
    (row,) = read_day(alice, now=NOW).soft
    url = f"{reverse('outreach:compose')}?contact={row.contact.pk}&kind={kind}&interview={talk.pk}"
    assert row.write_url == url
    assert alice_client.get(url).status_code == 200


@pytest.mark.parametrize(
    ("on", "status", "until"),
    [
        ("2026-11-30", 302, "2026-11-30 09:00"),
        ("2026-11-24", 422, None),
        ("2030-01-01", 422, None),
        ("", 422, None),
        ("soon", 422, None),
    ],
)
def test_a_row_is_put_off_until_nine_on_a_day_to_come(alice, alice_client, on, status, until):
    contact = make_contact(alice)
    url = reverse("outreach:today_snooze", args=[contact.pk])
    assert alice_client.post(url, {"until": "date", "on": on}).status_code == status
    contact.refresh_from_db()
    snoozed = contact.snoozed_until and f"{contact.snoozed_until.astimezone(alice.zone):%Y-%m-%d %H:%M}"
    assert snoozed == until


def test_the_scan_can_be_run_at_another_instant(alice, capsys):
    talk = make_interview(alice, state="requested", requested_at=NOW, state_changed_at=NOW)
    refresh_people(talk, now=NOW)
    call_command("send_due", "--at", "2026-12-08T13:00+01:00")
    talk.refresh_from_db()
    assert (talk.state, talk.state_changed_at) == ("no_reply", datetime.fromisoformat("2026-12-08T12:00Z"))
    assert capsys.readouterr().out == "Scanned as at 2026-12-08 12:00 UTC: 0 wait to be sent, none was.\n"


@pytest.mark.parametrize("at", ["soon", "2026-12-08", "2026-12-08T13:00"])
def test_an_instant_without_a_zone_is_none(at):
    with pytest.raises(CommandError, match="Give an instant with its zone"):
        call_command("send_due", "--at", at)


@override_settings(PRODUCTION=True)
def test_production_scans_at_its_own_time_alone():
    with pytest.raises(CommandError, match="not for production"):
        call_command("send_due", "--at", "2026-12-08T13:00Z")
