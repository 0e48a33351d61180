"""The gentle check: each thing that a good letter does, found where it is done and missed where it is not."""

import pytest

from outreach.actions.checking import Draft, check_draft

GOOD = (
    "Dear Hanna,\n\nMarta Lindqvist suggested that I write to you. I teach physics in Malmö.\n\n"
    "Your talk on the Espoo ring made planning clear to me. Could I ask you about it in a call of 20 minutes?\n\n"
    "I am not looking for a job. No problem if not.\n\nAmara"
)


def unmet(body: str, kind: str = "request", **fields: object) -> list[str]:
    """What the check would have better."""
    known = {"kind": kind, "names": ["Hanna", "Hanna Virtanen"], "connection": "Marta Lindqvist"} | fields
    return [check.words for check in check_draft(Draft(body=body, **known)) if not check.is_met]  # type: ignore[arg-type]


def test_a_good_request_leaves_nothing_to_say() -> None:
    assert unmet(GOOD) == []


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("Dear Hanna", "Dear Grace", "Greets Hanna, and not Grace"),
        ("Dear Hanna", "Good day", "Greets Hanna by name"),
        ("Marta Lindqvist suggested that I write to you. ", "", "Names Marta Lindqvist, who connects you, first"),
        ("I teach physics in Malmö.", "", "Says who you are"),
        ("Your talk on the Espoo ring made planning clear to me. ", "", "Says why Hanna, and not just anyone"),
        ("of 20 minutes", "", "Names a short time, 15 to 20 minutes"),
        ("20 minutes", "60 minutes", "Names a short time: 60 minutes"),
        ("20 minutes?", "20 minutes? Or by mail?", "Asks one clear thing, and not 2"),
        ("I am not looking for a job.", "Are you hiring.", "Does not ask for a job"),
        (" No problem if not.", "", "Leaves an easy way out"),
        ("No problem if not.", "I hope this email finds you well. If not, fine.", None),
    ],
)
def test_what_is_missing_is_said(old: str, new: str, words: str | None) -> None:
    assert old in GOOD
    stock = "Says it in your own words, without “hope this email finds you”"
    assert unmet(GOOD.replace(old, new)) == [words or stock]


def test_a_long_letter_and_open_fields_are_told() -> None:
    body = GOOD + " word" * 100
    words = len(body.split())
    assert unmet(body, missing=["why_you"]) == [
        "why_you has no value yet",
        "Says why Hanna, and not just anyone",
        f"{words} words. Under 120 is kind to the reader.",
    ]


def test_a_linkedin_invitation_is_counted_in_characters() -> None:
    assert unmet(GOOD + "!" * 100, is_short=True) == [f"{len(GOOD) + 100} of 300 characters"]


def test_a_thank_you_cites_what_was_learned_and_asks_for_nothing() -> None:
    body = "Dear Hanna,\n\nThank you. What stays: Half of the week\nis meetings.\n\nAmara"
    learned = ["half of the week is meetings"]
    assert unmet(body, "thank_you", learned=learned) == []
    assert unmet(body + " May I call?", "thank_you", learned=["other"]) == [
        "Names one thing you learned",
        "Asks for nothing new",
    ]
