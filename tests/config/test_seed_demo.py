"""The command that makes the demo account: every state, made once, and staff only at home."""

from io import StringIO
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core.management import call_command

from accounts.models import User
from contacts.models import Contact, Interaction
from interviews.models import Interview, Takeaway

pytestmark = pytest.mark.django_db


def seed() -> str:
    """What the command prints."""
    out = StringIO()
    call_command("seed_demo", stdout=out)
    return out.getvalue()


def test_every_state_is_there_to_look_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RAPPORT_DEMO_PASSWORD", raising=False)
    said = seed()
    user = User.objects.get()
    assert set(user.interviews.values_list("state", flat=True)) == set(Interview.State.values)
    assert set(user.interviews.values_list("direction", flat=True)) == {"incoming", "outgoing"}
    assert said == f"demo user: demo@example.com, password {said.split()[-1]}\n"
    assert user.check_password(said.split()[-1])
    assert list(EmailAddress.objects.values_list("email", "verified", "primary")) == [("demo@example.com", True, True)]


def test_a_second_run_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAPPORT_DEMO_PASSWORD", "first-meadow-1")
    assert seed() == "demo user: demo@example.com, password from RAPPORT_DEMO_PASSWORD\n"
    before = [model.objects.count() for model in (User, Contact, Interview, Interaction, Takeaway)]
    monkeypatch.setenv("RAPPORT_DEMO_PASSWORD", "second-meadow-2")
    assert seed() == ""
    assert [model.objects.count() for model in (User, Contact, Interview, Interaction, Takeaway)] == before
    assert User.objects.get().check_password("first-meadow-1")


@pytest.mark.parametrize(
    ("embedded", "host", "staff"), [(True, "127.0.0.1", True), (True, "192.0.2.7", False), (False, "127.0.0.1", False)]
)
def test_staff_only_in_the_embedded_default(
    settings: Any, monkeypatch: pytest.MonkeyPatch, embedded: bool, host: str, staff: bool
) -> None:
    settings.EMBEDDED_POSTGRES, settings.HOST = embedded, host
    monkeypatch.setattr("config.management.commands.seed_demo.tell_story", lambda user, now: None)
    seed()
    assert list(User.objects.values_list("is_staff", "is_superuser")) == [(staff, staff)]
