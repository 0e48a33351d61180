"""The codes of what has a fixed set of values, and the words for them, as Contact has them."""

CODES = {
    "source": {
        "friend": "Friend",
        "family": "Family",
        "alumni": "Alumni",
        "colleague": "Colleague",
        "linkedin": "LinkedIn",
        "event": "Event",
        "association": "Guild or association",
        "referral": "Referral",
        "cold": "Cold",
    },
    "relationship": {
        "friend": "Friend",
        "family": "Family",
        "colleague": "Colleague",
        "former": "Former colleague",
        "classmate": "Fellow student",
        "teacher": "Teacher",
        "mentor": "Mentor",
        "professional": "Professional contact",
    },
    "warmth": {"new": "New", "acquainted": "Acquainted", "warm": "Warm", "close": "Close"},
    "cadence": {
        "P2W": "Every 2 weeks",
        "P1M": "Every month",
        "P3M": "Every 3 months",
        "P6M": "Every 6 months",
        "P1Y": "Every year",
    },
}
ENTRIES = ("note", "call", "meeting", "mail", "message", "interview", "job")  # kinds of what is on the timeline
BY_WORD = {
    name: {said.casefold(): code for code, word in words.items() for said in (code, word)}
    for name, words in CODES.items()
}


def code_of(name: str, text: str) -> str:
    """The code that `text` says, as a code or in words; "" for none."""
    return BY_WORD[name].get(" ".join(text.split()).casefold(), "")
