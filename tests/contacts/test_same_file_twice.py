"""The same file a second time changes nothing, whatever stands in it."""

from dataclasses import replace
from typing import Any

import pytest

from accounts.models import User
from tests.contacts.bringing import bring
from tests.contacts.test_imports import JANE


@pytest.mark.parametrize("said", [{"role": ""}, {"organization_name": ""}])
def test_a_former_job_of_which_half_is_said_stays_a_former_one(alice: User, said: dict[str, Any]) -> None:
    before, moved = replace(JANE, **said), replace(JANE, role="Lead analyst", organization_name="Caruna")
    assert [bring(alice, before, moved), bring(alice, before, moved)] == [(1, 1, 0, 0), (0, 0, 2, 0)]
    assert alice.contacts.get().job == "Lead analyst, Caruna"


@pytest.mark.parametrize("ended", ["One\r\n\r\nTwo\r\nthree", "One\r\rTwo\rthree"])
def test_lines_that_another_program_ends_its_own_way_double_no_note(alice: User, ended: str) -> None:
    files = [
        replace(JANE, notes="One\n\nTwo\nthree", how_met="At a\nfair"),
        replace(JANE, notes=ended, how_met="At a\r\nfair"),
    ]
    assert [bring(alice, one) for one in (*files, *files)] == [(1, 0, 0, 0), *[(0, 0, 1, 0)] * 3]
    assert alice.contacts.get().notes == "One\n\nTwo\nthree"
