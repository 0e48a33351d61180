"""What the demo account shows: people, talks, letters and a decision; it is made once for all of these tests."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client

from accounts.models import User
from config.demo.learned import TOLD
from contacts.models import Contact
from interviews.actions.files import pieces_of
from interviews.actions.snapshots import changes, written
from interviews.actions.solidity import Level, tallied
from interviews.actions.weighing import read_table
from outreach.actions.thanking import greeting_name

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The account, in a transaction around those of the tests."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("seed_demo", verbosity=0)
        yield
        transaction.set_rollback(True)


def test_what_lists_show_was_kept() -> None:
    steps = dict(Contact.objects.values_list("display_name", "next_step"))
    assert {name: steps[name] for name in ("Priya Raman", "Tomás Herrera", "Daniel Osei", "Hanna Virtanen")} == {
        "Priya Raman": "talk",
        "Tomás Herrera": "thank",
        "Daniel Osei": "nudge",
        "Hanna Virtanen": "reply",
    }
    assert (steps["Noor Haddad"], steps["Yusuf Demir"]) == ("request", "keep_in_touch")


def test_somebody_is_reached_by_three_steps(client: Client) -> None:
    client.force_login(User.objects.get())
    page = client.get("/network/reach/", {"q": "Ravi Menon"}).content.decode()
    assert re.search(r"2 introductions.*Marta Lindqvist.*Ingrid Solberg.*studied with Ingrid Solberg", page, re.DOTALL)


def test_some_have_a_picture_a_former_job_and_properties() -> None:
    marta = Contact.objects.get(display_name="Marta Lindqvist")
    assert (str(marta.past_jobs.get().organization), marta.job) == ("Sundholm College", "Head of data, Kommunkraft")
    said = dict(marta.property_values.values_list("property__name", "text"))
    assert said == {"Works from": "both", "Team size": "14"}
    assert marta.photo.large[8:12] == b"WEBP"
    assert len({*Contact.objects.exclude(photo_digest="").values_list("photo_digest")}) == 3


def test_talks_were_prepared_held_and_learned_from() -> None:
    user = User.objects.get()
    levels = {tally.level for tally in tallied(user.takeaways.tallies()).values()}
    assert levels == {Level.HINT, Level.TWO_SOURCES, Level.SOLID, Level.DISAGREE}
    assert set(user.gapanswers.values_list("state", flat=True)) == {"partly", "answered"}
    assert set(user.takeaways.exclude(gap=None).values_list("speaks", flat=True)) == {"for", "against", ""}
    assert set(user.promises.values_list("by", flat=True)) == {"me", "them"}
    answered = user.plannedquestions.exclude(lines=None).select_related("interview")
    assert {row.interview.purpose for row in answered} == {purpose for purpose, told in TOLD.items() if told.answers}
    assert user.careerpaths.count() == 3
    assert user.interviews.count() >= 12
    assert set(user.notelines.values_list("tag", flat=True)) >= {"", "takeaway", "quote", "lead", "follow_up"}
    assert {talk.purpose for talk in user.interviews.all()} >= set(TOLD)
    assert not user.careerpaths.filter(draws="").exists()
    assert user.ownanswers.filter(path=None).exists()


def test_paths_were_weighed_and_a_mind_has_changed() -> None:
    user = User.objects.get()
    table = read_table(user)
    assert (table.weight, [one.rank for one in table.standings].count(None)) == (100, 0)
    assert {swing.first_above is None for _, swing in table.swings} == {True, False}
    assert user.score_evidence.count() >= 4
    assert set(user.changes_of_mind.values_list("of", flat=True)) == {"stance", "gut", "score"}
    assert changes(user.snapshots.get().table, written(table)) != []
    assert not user.careerpaths.filter(small_test="").exists()


def test_one_said_yes_to_a_recording_and_a_resume_is_ready() -> None:
    user = User.objects.get()
    file = user.attachments.get()
    content = b"".join(pieces_of(file))
    assert (file.kind, file.size, content[:5], b"Amara Lindgren" in content) == ("resume", len(content), b"%PDF-", True)
    assert user.consents.get().said_yes


def test_letters_and_introductions_are_on_their_way() -> None:
    user = User.objects.get()
    letters = user.messages.exclude(kind="thank_you")
    said = [(str(row.contact), bool(row.opened_at), bool(row.sent_at), bool(row.replied_at)) for row in letters]
    assert sorted(said) == [
        ("Emma Björk", True, False, False),
        ("Hanna Virtanen", False, True, True),
        ("Ravi Menon", False, False, False),
        ("Yusuf Demir", False, False, False),
    ]
    assert sorted(user.introductions.values_list("state", flat=True)) == ["agreed", "asked"]
    assert user.contacts.filter(given_name="").count() == 0
    noor = user.contacts.get(family_name="Haddad")
    assert greeting_name(noor) == "Noor"
