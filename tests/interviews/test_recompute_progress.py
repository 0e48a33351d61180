"""What actions kept on contacts is what the command works out, after any walk through the life of interviews."""

from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from random import Random
from unittest.mock import patch

import pytest
from django.core.management import call_command
from django.db import transaction

from accounts.models import User
from contacts.actions.people import create_contact
from contacts.actions.progress import KEPT
from contacts.models import Contact
from interviews.actions.moves import move, nudge
from interviews.actions.planning import create_interview, plan
from interviews.actions.refusals import MoveError
from interviews.actions.thanks import thank, unthank
from interviews.models import Interview
from tests.factories import NAMES, NOW, make_contact


def kept() -> list[dict[str, object]]:
    """The kept columns of all contacts."""
    return list(Contact.objects.order_by("pk").values("pk", *KEPT))


def random_act(interview: Interview, random: Random) -> Callable[[], object]:
    """One action with random arguments, allowed or not."""
    contact = random.choice(list(interview.people.all()))
    day = (NOW + timedelta(days=random.randint(-9, 9))).date()
    return random.choice(
        [
            lambda: move(interview, to=random.choice(Interview.State.values), now=NOW),
            lambda: plan(interview, day=day, wall_time=None, zone="Asia/Tokyo", planned_minutes=None, now=NOW),
            lambda: nudge(interview, now=NOW),
            lambda: thank(interview, contact=contact, now=NOW),
            lambda: unthank(interview, contact=contact, now=NOW),
        ]
    )


@pytest.mark.parametrize("seed", range(3))
def test_recomputing_changes_nothing_after_any_walk(alice: User, seed: int) -> None:
    random = Random(seed)
    people = [create_contact(alice, display_name=name, cadence=random.choice(["", "P1M"])) for name in NAMES[:3]]
    interviews = [
        create_interview(alice, contacts=random.sample(people, 2), now=NOW, direction=direction)
        for direction in ["outgoing", "outgoing", "incoming"]
    ]
    for _ in range(60):
        try:
            with transaction.atomic():
                random_act(random.choice(interviews), random)()
        except MoveError:
            continue
    before = kept()
    with patch("django.utils.timezone.now", return_value=NOW):
        call_command("recompute_progress", chunk=2, stdout=StringIO())
    assert kept() == before


def test_it_repairs_a_contact(alice: User) -> None:
    grace = make_contact(alice)
    create_interview(alice, contacts=[grace], now=NOW)
    Contact.objects.update(stage="held", next_step="thank")
    out = StringIO()
    call_command("recompute_progress", stdout=out)
    grace.refresh_from_db()
    assert (grace.stage, grace.next_step, out.getvalue()) == ("idea", "request", "1 contacts\n")
