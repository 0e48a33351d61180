"""The clock of a talk: the server's time, begun and taken back, paused, and what it says."""

import re
from datetime import datetime, timedelta
from html import unescape

import pytest
from django.test import Client

from interviews.actions import clock
from interviews.models import Interview, NoteLine
from tests.factories import NOW
from tests.interviews.addresses import htmx, told, url

pytestmark = pytest.mark.usefixtures("clock")
PARTS = htmx("parts")
MINUTE = timedelta(minutes=1)


def test_the_clock_leaves_pauses_out(scheduled: Interview) -> None:
    clock.begin(scheduled, now=NOW)
    clock.begin(scheduled, now=NOW + MINUTE)  # a second device
    clock.pause(scheduled, now=NOW + 5 * MINUTE)
    assert clock.elapsed(scheduled, at=NOW + 9 * MINUTE) == 300
    clock.resume(scheduled, now=NOW + 10 * MINUTE)
    assert clock.elapsed(scheduled, at=NOW + 11 * MINUTE) == 360
    clock.pause(scheduled, now=NOW + 12 * MINUTE)
    clock.end(scheduled, now=NOW + 20 * MINUTE)
    clock.end(scheduled, now=NOW + 30 * MINUTE)
    assert (scheduled.state, scheduled.started_at, scheduled.ended_at) == ("held", NOW, NOW + 20 * MINUTE)
    assert clock.elapsed(scheduled, at=NOW + 40 * MINUTE) == 420


@pytest.mark.parametrize(
    ("minutes", "mark", "closing"), [(1, "", False), (16, "soon", False), (17, "soon", True), (21, "over", True)]
)
def test_the_clock_says_when_to_close(
    alice_client: Client, scheduled: Interview, minutes: int, mark: str, closing: bool
) -> None:
    Interview.objects.update(promised_minutes=20, started_at=NOW - minutes * MINUTE)
    face = told(alice_client.get(url("live", scheduled.pk)))["clock"]
    assert (face.mark, face.closing, face.shown) == (mark, closing, f"{abs(20 - minutes)}:00")


def test_the_clock_says_whether_it_has_begun(alice_client: Client, scheduled: Interview) -> None:
    said = []
    for verb in ["unstart", "start", "pause"]:
        page = alice_client.post(url("talk_clock", scheduled.pk, verb), headers=PARTS).content.decode()
        said.append([words for words in ("not begun", "since 13:00", "min, paused") if words in page])
    assert said == [["not begun"], ["since 13:00"], ["min, paused"]]
    assert "Start closing when 3:00 are left." in page


def test_a_talk_begins_is_begun_by_mistake_and_ends(alice_client: Client, scheduled: Interview) -> None:
    states = []
    for verb in ["start", "unstart", "start", "pause", "resume"]:
        alice_client.post(url("talk_clock", scheduled.pk, verb))
        scheduled.refresh_from_db()
        states.append((scheduled.started_at, scheduled.paused_at))
    assert states == [(NOW, None), (None, None), (NOW, None), (NOW, NOW), (NOW, None)]
    assert alice_client.post(url("talk_clock", scheduled.pk, "x")).status_code == 404
    Interview.objects.update(started_at=NOW - 23 * MINUTE)
    assert alice_client.post(url("talk_finish", scheduled.pk)).headers["Location"] == url("wrap_up", scheduled.pk)
    assert Interview.objects.values_list("state", "ended_at").get() == ("held", NOW)


@pytest.mark.parametrize(
    ("started_at", "ended_at"), [(None, NOW - 60 * MINUTE), (NOW - timedelta(hours=48), NOW - timedelta(hours=47))]
)
def test_a_talk_that_was_taken_back_begins_anew(
    alice_client: Client, scheduled: Interview, started_at: datetime | None, ended_at: datetime
) -> None:
    said = {"started_at": started_at, "ended_at": ended_at}
    Interview.objects.update(**said)
    page = alice_client.post(url("talk_clock", scheduled.pk, "start"), follow=True)
    assert Interview.objects.values("started_at", "ended_at").get() == {"started_at": NOW, "ended_at": None}
    undo = re.findall(r'action="([^"]+/unstart/[^"]*)"', page.content.decode())
    alice_client.post(unescape(undo[0]))
    assert Interview.objects.values("started_at", "ended_at").get() == said


def test_an_end_counts_once_the_talk_took_place(alice_client: Client, scheduled: Interview) -> None:
    Interview.objects.update(started_at=NOW - 10 * MINUTE, ended_at=NOW - 5 * MINUTE)
    assert told(alice_client.get(url("live", scheduled.pk)))["clock"].used == 600
    alice_client.post(url("line_add", scheduled.pk), {"text": "Patience"})
    assert NoteLine.objects.get().second == 600
    Interview.objects.update(state="held")
    assert told(alice_client.get(url("live", scheduled.pk)))["clock"].used == 300


def test_a_clock_that_ran_for_a_day_is_of_another_talk(alice_client: Client, scheduled: Interview) -> None:
    Interview.objects.update(started_at=NOW - timedelta(hours=25))
    face = told(alice_client.get(url("live", scheduled.pk)))["clock"]
    assert (face.begun, face.may_begin, face.used) == (False, True, 0)


@pytest.mark.parametrize("headers", [{}, PARTS])
def test_only_who_began_can_take_it_back(alice_client: Client, scheduled: Interview, headers: dict[str, str]) -> None:
    offered = []
    for _ in range(2):  # the second device still showed Start
        page = alice_client.post(url("talk_clock", scheduled.pk, "start"), headers=headers, follow=True)
        offered.append("unstart" in page.content.decode())
    assert offered == [True, False]


def test_a_cancelled_talk_does_not_begin_and_keeps_its_lines(alice_client: Client, scheduled: Interview) -> None:
    Interview.objects.update(state="cancelled")
    words, start = "An interview that is “Cancelled” cannot begin.", url("talk_clock", scheduled.pk, "start")
    assert words in alice_client.post(start, follow=True).content.decode()
    response = alice_client.post(start, headers=PARTS)
    assert (response.status_code, words in response.content.decode()) == (422, True)
    assert words not in alice_client.get(url("live", scheduled.pk)).content.decode()
    alice_client.post(url("line_add", scheduled.pk), {"text": "Late, but here"})
    assert NoteLine.objects.get().text == "Late, but here"
