"""What is counted of talks: thank-yous in time, weeks against the aim, people named, paths covered."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from accounts.models import User
from interviews.models import Interview
from outreach.actions.insights.coverage import read_coverage
from outreach.actions.insights.periods import Period, read_period
from outreach.actions.insights.thanks import Thanks, read_thanks
from outreach.actions.insights.weeks import read_weeks, spread
from outreach.actions.insights.yields import Yield, read_yield
from outreach.actions.referring import Came, leads_of
from outreach.views.insight_charts import standing
from tests.factories import NOW, make_contact, make_interview

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
ENDED = NOW - 3 * DAY


def period(owner: User, **said: str) -> Period:
    return read_period(said, zone=owner.zone, now=NOW)


def held(owner: User, ends_at: datetime = ENDED, **fields: Any) -> Interview:
    return make_interview(owner, state=fields.pop("state", "held"), ends_at=ends_at, **fields)


@pytest.mark.parametrize(
    ("fields", "thanked_at", "expected"),
    [
        ({}, ENDED + 24 * HOUR, Thanks(in_time=1)),
        ({}, ENDED + 24 * HOUR + timedelta(seconds=1), Thanks(late=1)),
        ({}, None, Thanks(owed=1)),
        ({"ends_at": NOW - 23 * HOUR}, None, Thanks(owed=1, has_time=1)),
        ({"state": "scheduled"}, None, Thanks(owed=1)),  # its end has passed
        ({"state": "closed"}, None, Thanks(never=1)),
        ({"state": "closed"}, ENDED + HOUR, Thanks(in_time=1)),
        ({"state": "no_show"}, None, Thanks()),
        ({"direction": "incoming"}, None, Thanks()),
        ({"ends_at": NOW - 91 * DAY}, None, Thanks()),
    ],
)
def test_a_thank_you_is_in_time_late_or_owed(
    alice: User, fields: dict[str, Any], thanked_at: datetime | None, expected: Thanks
) -> None:
    talk = held(alice, **fields)
    talk.interviewees.update(thanked_at=thanked_at)
    assert read_thanks(alice, period(alice), now=NOW) == expected


def test_the_last_of_several_thank_yous_counts_but_not_of_whom_is_in_the_trash(alice: User) -> None:
    people = [make_contact(alice), make_contact(alice)]
    talk = make_interview(alice, people, state="thanked", ends_at=ENDED)
    talk.interviewees.filter(contact=people[1]).update(thanked_at=ENDED + 30 * HOUR)
    assert read_thanks(alice, period(alice), now=NOW) == Thanks(late=1)
    alice.contacts.filter(pk=people[1].pk).update(trashed_at=NOW)
    assert read_thanks(alice, period(alice), now=NOW) == Thanks(in_time=1)
    alice.contacts.update(trashed_at=NOW)
    assert read_thanks(alice, period(alice), now=NOW) == Thanks()


def test_thanks_with_time_left_are_left_out_of_the_rate() -> None:
    assert Thanks(in_time=4, owed=1, has_time=1).percent is None
    assert (Thanks(in_time=4, owed=1).percent, Thanks(in_time=4, owed=2, has_time=1).settled) == (80, 5)


def test_a_talk_is_of_the_week_in_which_it_ended_where_the_user_is(alice: User, bob: User) -> None:
    monday = datetime(2026, 11, 16, 0, 30, tzinfo=UTC)  # the evening before in New York
    for owner in (alice, bob):
        held(owner, monday)
    for owner, first in ((alice, date(2026, 11, 16)), (bob, date(2026, 11, 9))):
        spans = [(span.first, span.talks) for span in read_weeks(owner, period(owner), now=NOW).spans if span.talks]
        assert spans == [(first, 1)]


def test_weeks_without_a_talk_are_there(alice: User) -> None:
    weeks = spread({date(2026, 11, 4): 2, date(2026, 11, 24): 3}, date(2026, 11, 4), date(2026, 11, 24))
    assert [(span.name, span.talks, span.is_whole) for span in weeks.spans] == [
        ("2 Nov", 2, False),
        ("9 Nov", 0, True),
        ("16 Nov", 0, True),
        ("23 Nov", 3, False),
    ]
    assert (weeks.talks, weeks.reached(3), weeks.reached(0)) == (5, (0, 2), (2, 2))


@pytest.mark.parametrize(
    ("first", "unit", "bars", "name"),
    [
        (date(2026, 6, 1), "week", 26, "23 Nov"),
        (date(2026, 5, 31), "month", 7, "Nov 26"),
        (date(2024, 10, 31), "month", 26, "Nov 26"),
        (date(2024, 9, 30), "year", 3, "2026"),
        (date(1900, 1, 1), "year", 26, "2026"),
    ],
)
def test_long_periods_go_by_month_and_by_year(first: date, unit: str, bars: int, name: str) -> None:
    weeks = spread({date(2026, 11, 24): 1}, first, date(2026, 11, 24))
    assert (weeks.unit, len(weeks.spans), weeks.spans[-1].name, weeks.talks) == (unit, bars, name, 1)


def test_all_time_begins_with_the_first_talk(alice: User) -> None:
    assert [span.talks for span in read_weeks(alice, period(alice, period="all"), now=NOW).spans] == [0]
    held(alice, NOW - 15 * DAY)
    assert [span.talks for span in read_weeks(alice, period(alice, period="all"), now=NOW).spans] == [1, 0, 0]


def test_the_line_of_the_aim_stands_over_weeks_alone() -> None:
    days = {date(2026, 11, 24): 2}
    weeks, months = (spread(days, first, date(2026, 11, 24)) for first in (date(2026, 11, 1), date(2026, 1, 1)))
    drawing = standing(weeks, aim=4)
    assert (drawing.aim, [bar.count for bar in drawing.bars], drawing.bars[-1].height) == (
        "24.0",
        [0, 0, 0, 0, 2],
        "50.0",
    )
    assert [standing(weeks, aim=None).aim, standing(months, aim=4).aim] == ["", ""]


def test_people_named_are_followed_to_a_talk(alice: User, bob: User) -> None:
    talk, second = held(alice, NOW - 9 * DAY), held(alice, NOW - 8 * DAY)
    for of, count in ((talk, 4), (second, 1)):
        for person in [make_contact(alice) for _ in range(count)]:
            alice.referrals.create(interview=of, named_by=of.people.get(), contact=person)
    asked, talked, before, gone, _ = [row.contact for row in alice.referrals.order_by("pk")]
    alice.referrals.create(interview=second, named_by=second.people.get(), contact=asked)  # by two, and counted once
    make_interview(alice, [asked], state="requested", requested_at=NOW - 5 * DAY)
    make_interview(alice, [talked], state="thanked", requested_at=NOW - 5 * DAY, ends_at=NOW - DAY)
    make_interview(alice, [before], state="thanked", requested_at=NOW - 20 * DAY, ends_at=NOW - 15 * DAY)
    alice.contacts.filter(pk=gone.pk).update(trashed_at=NOW)
    found = read_yield(alice, period(alice), now=NOW)
    assert (found.named, found.asked, found.talked) == (4, 2, 1)
    assert read_yield(bob, period(bob), now=NOW) == Yield()


def test_who_was_named_and_not_written_to_is_open_as_on_their_page(alice: User) -> None:
    marta, talk = make_contact(alice, "Marta"), held(alice)
    people: list[dict[str, Any]] = [
        {},
        {"last_touch_at": NOW},
        {"stage": "requested"},
        {"stage": "idea"},
        {"archived_at": NOW},
    ]
    for fields in people:
        make_contact(alice, introducer=marta, **fields)
    alice.referrals.create(interview=talk, named_by=talk.people.get(), contact=make_contact(alice))
    make_interview(alice, [make_contact(alice, introducer=marta)], state="held")
    make_contact(alice)
    listed = [lead for lead in leads_of(alice, now=NOW).values() if lead.was_named and lead.came is Came.OPEN]
    assert read_yield(alice, period(alice, period="30"), now=NOW).open == len(listed) == 3


def test_a_path_is_covered_by_talks_organizations_and_answers(alice: User, bob: User) -> None:
    path, other = (alice.careerpaths.create(name=name) for name in ("Grid", "Poetry"))
    alice.careerpaths.create(name="Put away", archived_at=NOW)
    bob.careerpaths.create(name="His")
    places = [alice.organizations.create(name=name) for name in ("Nordgrid", "Guild")]
    for place, ends_at in zip([*places, places[0]], [ENDED, ENDED, NOW - 200 * DAY], strict=True):
        talk = make_interview(alice, [make_contact(alice, organization=place)], state="held", ends_at=ends_at)
        talk.paths.add(path, through_defaults={"owner": alice})
    gap, _ = (alice.informationgaps.create(text=text) for text in ("Pay?", "Hours?"))
    alice.gapanswers.create(gap=gap, path=path, state="answered")
    rows = read_coverage(alice, period(alice), now=NOW)
    assert [(one.path, one.talks, one.organizations, one.answered, one.gaps) for one in rows] == [
        (path, 2, 2, 1, 2),
        (other, 0, 0, 0, 2),
    ]
    assert [one.enough.words for one in rows] == ["3 talks, but somebody who left is missing", "Thin: no talks"]
