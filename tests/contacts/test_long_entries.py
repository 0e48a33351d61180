"""What was written at one time and is longer than one entry holds is kept whole, as several entries of that day."""

from dataclasses import replace
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from contacts.actions.imports.keys import keyed
from contacts.importing import long_entries
from contacts.importing.long_entries import LONGEST_BODY, LONGEST_TITLE, in_parts
from contacts.importing.rows import Entry, Row
from contacts.models import Interaction
from tests.contacts.bringing import bring, open_rows, run, undo

TALK = Entry(uid="talk", kind="call", at="2026-01-05", title="About grids", body="Not long.")
LINES = "".join(f"{number:06} of the grid.\n" for number in range(6_000))  # 120,000 letters
SAID = "What was longer than 50,000 letters goes on in further entries of the timeline."


def test_an_entry_that_is_short_stays_as_it_is() -> None:
    longest = replace(TALK, title="t" * LONGEST_TITLE, body="b" * LONGEST_BODY)
    assert (in_parts(TALK), in_parts(longest)) == ((TALK,), (longest,))


def test_a_long_body_becomes_entries_that_end_with_a_line() -> None:
    third, second, first = in_parts(replace(TALK, body=LINES))
    assert first.body + second.body + third.body == LINES
    assert all(part.body.endswith("grid.\n") and len(part.body) <= LONGEST_BODY for part in (first, second, third))
    assert [(part.uid, part.title, part.is_touch) for part in (first, second, third)] == [
        ("talk", "About grids (1 of 3)", True),
        ("talk (2 of 3)", "About grids (2 of 3)", False),
        ("talk (3 of 3)", "About grids (3 of 3)", False),
    ]
    assert {(part.kind, part.at) for part in (first, second, third)} == {("call", "2026-01-05")}


def test_a_long_title_stands_whole_above_the_body() -> None:
    (one,) = in_parts(replace(TALK, title="t" * 201))
    assert (one.title, one.body) == ("t" * 199 + "…", "t" * 201 + "\n\nNot long.")


@given(st.text("ab \n", max_size=60), st.text("t ", max_size=30))
def test_no_letter_is_lost(body: str, title: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(long_entries, "LONGEST_BODY", 7)
        parts = in_parts(replace(TALK, title=title, body=body))
    assert "".join(part.body for part in reversed(parts)) == body
    assert len({part.uid for part in parts}) == len({part.title for part in parts}) == len(parts)


def test_a_long_note_comes_in_whole_once_and_the_row_says_so(alice: User) -> None:
    grace = Row(line=2, display_name="Grace Mbeki", uid="g", entries=(replace(TALK, title="", body=LINES),))
    batch = run(open_rows(alice, grace))
    assert batch.rows.get().reason == SAID
    kept = list(alice.contacts.get().interactions.values_list("title", "body"))
    assert ([title for title, _ in kept], "".join(body for _, body in kept)) == (["1 of 3", "2 of 3", "3 of 3"], LINES)
    assert (bring(alice, grace), Interaction.objects.count()) == ((0, 0, 1, 0), 3)
    undo(batch)
    assert (alice.contacts.count(), Interaction.objects.count()) == (0, 0)


def test_the_rest_of_long_notes_comes_in_as_entries_once_and_the_row_says_so(alice: User) -> None:
    grace = Row(line=2, display_name="Grace Mbeki", uid="g", notes=LINES)
    batch = run(open_rows(alice, grace))
    person = alice.contacts.get()
    rest = [(one.title, one.is_touch) for one in person.interactions.all()]
    assert (rest, batch.rows.get().reason, person.last_touch_at) == (
        [("Notes, continued (1 of 2)", False), ("Notes, continued (2 of 2)", False)],
        *(SAID, None),
    )
    assert "".join((person.notes, *(one.body for one in person.interactions.all()))) == LINES
    assert (bring(alice, grace), Interaction.objects.count()) == ((0, 0, 1, 0), 2)


@pytest.mark.parametrize("uid", ["", "u" * 300])
def test_an_entry_without_a_uid_or_with_a_long_one_is_known_again(alice: User, uid: str) -> None:
    grace = Row(line=2, display_name="Grace Mbeki", uid="g", entries=(replace(TALK, uid=uid),))
    assert [bring(alice, grace), bring(alice, grace), Interaction.objects.count()] == [(1, 0, 0, 0), (0, 0, 1, 0), 1]


@pytest.mark.parametrize("said", [{"body": LINES}, {"title": "t" * 201}, {"body": LINES, "title": "t" * 201}])
def test_a_long_entry_is_called_by_all_that_it_says_as_it_always_was(said: dict[str, str]) -> None:
    talk = replace(TALK, uid="", **said)  # type: ignore[arg-type]
    *_, first = keyed(Row(line=2, display_name="Grace Mbeki", uid="g", entries=(talk,)), "").row.entries
    whole = "\n".join(("g", "call", talk.at, talk.title, talk.body))
    assert first.uid == f"sha256:{sha256(whole.encode()).hexdigest()}"


def test_every_part_of_an_entry_with_a_long_uid_has_one_that_fits() -> None:
    row = Row(line=2, display_name="Grace Mbeki", uid="g", entries=(replace(TALK, uid="u" * 250, body=LINES),))
    uids = {part.uid for part in keyed(row, "").row.entries}
    assert (len(uids), max(map(len, uids)) <= 255, "u" * 250 in uids) == (3, True, True)
