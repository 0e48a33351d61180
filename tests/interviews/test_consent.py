"""Whether they may be recorded: nothing is before they were asked and said yes, and each answer is remembered."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import User
from interviews.actions.consent import keep_consent
from interviews.models import Consent, Interview
from tests.factories import NOW
from tests.interviews.addresses import url

pytestmark = pytest.mark.usefixtures("clock")
MINUTE = timedelta(minutes=1)
YES = {"wording": "May I record?", "said": "yes", "may_quote_name": "on", "keep_until": "2027-01-01"}


def test_recording_waits_for_a_yes(alice_client: Client, scheduled: Interview) -> None:
    steps = []
    for said in ["", "yes", "no"]:
        if said:
            alice_client.post(url("consent", scheduled.pk), YES | {"said": said})
        offered = 'value="recording"' in alice_client.get(url("wrap_up", scheduled.pk)).content.decode()
        upload = {"kind": "recording", "file": SimpleUploadedFile("a.ogg", b"OggS sound")}
        steps.append((said, offered, alice_client.post(url("file_add", scheduled.pk), upload).status_code))
    assert steps == [("", False, 422), ("yes", True, 302), ("no", False, 422)]


def test_what_they_said_is_kept_with_when_they_were_asked(alice: User, scheduled: Interview) -> None:
    kept = []
    for minute, (said_yes, month) in enumerate([(True, 1), (True, 2), (True, 1), (False, 1)]):
        said: Any = {"said_yes": said_yes, "may_quote_name": True, "keep_until": date(2027, month, 1)}
        keep_consent(scheduled, wording="May I record?", now=NOW + minute * MINUTE, **said)
        kept.append(Consent.objects.values_list("said_yes", "asked_at", "may_quote_name", "keep_until").get())
    assert kept == [
        (True, NOW, True, date(2027, 1, 1)),
        (True, NOW, True, date(2027, 2, 1)),
        (True, NOW, True, date(2027, 1, 1)),
        (False, NOW + 3 * MINUTE, False, None),
    ]
    entries = alice.interactions.order_by("pk").values_list("title", "is_touch")
    assert list(entries) == [("They agreed to be recorded", False)] * 3 + [("They did not agree to be recorded", False)]


@pytest.mark.parametrize(
    "wrong", [{"wording": ""}, {"said": "maybe"}, *({"keep_until": f"{day}-01-01"} for day in ("0001", "2026", "9999"))]
)
def test_consent_that_cannot_be_is_not_kept(alice_client: Client, scheduled: Interview, wrong: dict[str, str]) -> None:
    assert alice_client.post(url("consent", scheduled.pk), YES | wrong).status_code == 422
    assert Consent.objects.count() == 0
