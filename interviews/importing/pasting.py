"""Questions pasted as lines: what each says, without the bullet or the number before it. Pure."""

import re
from dataclasses import dataclass

from contacts.importing import normal

LONGEST = 300  # letters, as InformationGap.text has room for
# A bullet, a box to tick, or a number with a mark behind it, as lists in notes and mails begin.
MARK = re.compile(r"^(?:[-–—*+•◦▪‣·]+(?:\s*\[[ xX]?\])?|\[[ xX]?\]|\(?\d{1,3}[.):]|\(?[a-z][.)])\s+")


@dataclass(frozen=True)
class Line:
    """One line with something in it; `number` counts from 1, as the user sees them."""

    number: int
    text: str

    @property
    def is_too_long(self) -> bool:
        """Whether it is more than a question."""
        return len(self.text) > LONGEST


def read_lines(pasted: str) -> list[Line]:
    """The lines that say something; of those that say the same, whatever the capitals, the first."""
    lines: dict[str, Line] = {}
    for number, raw in enumerate(pasted.splitlines(), 1):
        text = normal.clean(MARK.sub("", raw.strip()))
        if any(letter.isalnum() for letter in text):
            lines.setdefault(text.casefold(), Line(number, text))
    return list(lines.values())
