"""The built-in letters: read strictly, at least two of a kind, and each a good letter by the gentle check."""

from pathlib import Path

import pytest

from outreach.actions.checking import Draft, check_draft
from outreach.actions.filling import FIELDS, fill, names_in
from outreach.importing.builtin import BuiltinError, Letter, letters, read_folder, read_letter
from outreach.models.letters import Kind

SAMPLE = dict.fromkeys(FIELDS, "something") | {
    "first_name": "Hanna",
    "connection": "Marta Lindqvist",
    "about_me": "I teach physics in Malmö.",
    "why_you": "your talk on the Espoo ring made long planning clear to me.",
    "why_them": "Noor moved from teaching to planning.",
    "path": "grid planning",
    "my_name": "Amara",
    "minutes": "20",
    "slots": "Tuesday 24 November, 10:00; or Friday 27 November, 14:00 (Helsinki time)",
    "target": "Noor Haddad",
    "takeaway": "half of the week is meetings",
    "talk_day": "on Thursday",
    "school": "Lund University",
}


def drafted(letter: Letter, text: str) -> Draft:
    """The letter as Hanna reads it."""
    return Draft(
        kind=letter.kind,
        body=fill(text, SAMPLE).text,
        names=["Hanna"],
        is_short=letter.via == "linkedin",
        connection="Marta Lindqvist" if "{connection}" in text else "",
        reason=SAMPLE["why_you"],
        about_me=SAMPLE["about_me"],
        learned=[SAMPLE["takeaway"]],
    )


def test_every_kind_has_two_letters_at_least_and_a_request_all_that_are_asked_for() -> None:
    kinds = [letter.kind for letter in letters().values()]
    assert {kind: kinds.count(kind) >= 2 for kind in Kind} == dict.fromkeys(Kind, True)
    requests = [letter.key.partition("/")[2] for letter in letters().values() if letter.kind == "request"]
    assert requests == ["cold", "shared", "alumni", "returning", "changer", "linkedin", "linkedin_shared"]


def test_every_field_of_a_letter_is_known() -> None:
    named = {name for letter in letters().values() for name in names_in(letter.subject, letter.body, letter.note)}
    assert named - set(FIELDS) == set()


@pytest.mark.parametrize("letter", letters().values(), ids=lambda letter: letter.key)
def test_the_gentle_check_is_content_with_each(letter: Letter) -> None:
    # A LinkedIn invitation has no room to say who one is: the profile beside it does.
    told = [check.words for check in check_draft(drafted(letter, letter.body)) if not check.is_met]
    assert told == (["Says who you are"] if letter.kind == "request" and letter.via == "linkedin" else [])


@pytest.mark.parametrize(
    "letter", [one for one in letters().values() if one.kind == "request"], ids=lambda one: one.key
)
def test_a_request_is_short(letter: Letter) -> None:
    assert len(fill(letter.body, SAMPLE).text.split()) < 120
    assert len(letter.body.split()) < 90


def test_an_introduction_request_has_a_note_of_its_own() -> None:
    notes = [letter for letter in letters().values() if letter.note]
    assert {letter.kind for letter in notes} == {"intro_request"}
    assert ["Dear {target}," in letter.note for letter in notes] == [True, True]


@pytest.mark.parametrize(
    "text",
    [
        "name: x\n\nbody",
        "name: x\nabout: y\nvia: fax\nversion: 1\nsubject: z\n\nbody",
        "name: x\nabout: y\nvia: email\nversion: one\nsubject: z\n\nbody",
        "name: x\nabout: y\nvia: email\nversion: 1\nsubject:\n\nbody",
        "name: x\nabout: y\nvia: email\nversion: 1\nsubject: z\n\n",
    ],
)
def test_a_faulty_file_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "1_x.txt"
    path.write_text(text)
    with pytest.raises(BuiltinError):
        read_letter(path)


def test_a_folder_of_no_kind_is_refused(tmp_path: Path) -> None:
    (tmp_path / "spam").mkdir()
    with pytest.raises(BuiltinError):
        read_folder(tmp_path)


@pytest.mark.parametrize("letter", letters().values(), ids=lambda letter: letter.key)
@pytest.mark.parametrize("stop", ["", "."])
def test_what_one_says_ends_with_one_full_stop(letter: Letter, stop: str) -> None:
    prose = ("about_me", "why_you", "why_them", "takeaway", "advice", "news", "next_step")
    said = SAMPLE | dict.fromkeys(prose, f"so it is{stop}")
    read = fill(f"{letter.body}\n\n{letter.note}", said).text
    assert read.count("so it is") == read.count("so it is.") + read.count("so it is, ")
    assert ".." not in read
