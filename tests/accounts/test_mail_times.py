"""When the brief and the plan come: what the settings take and what they refuse."""

from datetime import time

import pytest
from django.test import Client

from accounts.models import User
from tests.accounts.test_settings import ANSWERS, URL

DAYS = {"brief_daily": "on", "brief_at": "07:15", "plan_weekly": "on", "plan_day": "6", "plan_at": "18:00"}
KEPT = ("brief_daily", "brief_at", "plan_weekly", "plan_day", "plan_at", "weekly_aim")


def kept(user: User) -> tuple:
    return User.objects.values_list(*KEPT).get(pk=user.pk)


def test_times_are_kept(alice: User, alice_client: Client) -> None:
    assert alice_client.post(URL, ANSWERS | DAYS | {"weekly_aim": "3"}).status_code == 302
    assert kept(alice) == (True, time(7, 15), True, 6, time(18), 3)


def test_times_left_empty_stay_where_nothing_is_switched_on(alice: User, alice_client: Client) -> None:
    assert alice_client.post(URL, ANSWERS | {"brief_at": "", "plan_at": ""}).status_code == 302
    assert kept(alice) == (False, time(7, 30), False, 0, time(7, 30), None)


REFUSED = {
    "no time": ({"brief_at": ""}, "brief_at", "Say at what time the brief comes."),
    "no plan time": ({"plan_at": ""}, "plan_at", "Say at what time the plan comes."),
    "no day": ({"plan_day": ""}, "plan_day", "Say on which day the plan comes."),
    "an eighth day": ({"plan_day": "7"}, "plan_day", "Select a valid choice. 7 is not one of the available choices."),
    "no such time": ({"brief_at": "25:00"}, "brief_at", "Enter a valid time."),
    "too long in quiet hours": (
        {"quiet_start": "18:00", "quiet_end": "08:00", "plan_at": "19:00"},
        "plan_at",
        "Your quiet hours would hold it back for too long. Choose a time outside of them.",
    ),
    "an aim of none": ({"weekly_aim": "0"}, "weekly_aim", "Aim for 1 to 50 conversations a week, or leave it empty."),
}


@pytest.mark.parametrize(("said", "field", "words"), REFUSED.values(), ids=REFUSED.keys())
def test_what_cannot_be_meant_is_refused_in_words(
    alice: User, alice_client: Client, said: dict[str, str], field: str, words: str
) -> None:
    before = kept(alice)
    answer = alice_client.post(URL, ANSWERS | DAYS | said)
    assert (answer.status_code, answer.context["form"].errors) == (422, {field: [words]})
    assert kept(alice) == before
