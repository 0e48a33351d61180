"""What somebody types into a search box, as words to look for."""

import re
from dataclasses import dataclass

LONGEST_TERM = 1000
MOST_WORDS, LONGEST = 8, 60  # longer ones are cut: what is found by the beginning holds what is found by the whole
BETWEEN = re.compile(r"[\s,;:|&!?()\[\]{}\"<>*\\^~`=]+")
PROFILE = re.compile(r"(?:https?://)?(?:[\w-]{1,30}\.)?linkedin\.com/(?:in|pub)/([^\s/?#]+)\S*", re.IGNORECASE)
SCHEME = re.compile(r"https?://(?:www\.)?", re.IGNORECASE)
NUMBER = re.compile(r"[+\d./-]*\d[\d./-]*")  # a part of a phone number
FEWEST_DIGITS, SHORT = 3, 3
IDEOGRAPHS = "\u2e80"  # the scripts in which one letter is a word begin here


@dataclass(frozen=True)
class Word:
    """One word of what is typed; parts of a phone number that follow each other are one word."""

    text: str

    @property
    def digits(self) -> str:
        """The digits as they stand in E.164, without the zeros that one dials first; "" where it is no number."""
        is_number = all(NUMBER.fullmatch(part) for part in self.text.split())
        digits = "".join(c for c in self.text if c.isdecimal()).lstrip("0") if is_number else ""
        return digits if len(digits) >= FEWEST_DIGITS else ""

    @property
    def is_short(self) -> bool:
        """Whether it is looked for at the beginning of words only: one or two letters are in almost every name."""
        return len(self.text) < SHORT and self.text < IDEOGRAPHS

    @property
    def in_names(self) -> str:
        """The pattern for `search_name`, before letters are made ASCII."""
        return f"% {escaped(self.text)}%" if self.is_short else f"%{escaped(self.text)}%"

    @property
    def in_channels(self) -> str:
        """The pattern for a channel's normal form; "" for too few letters, or such as no index on channels knows."""
        part = self.digits or self.text.casefold()
        return f"%{escaped(part)}%" if len(part) >= SHORT and part.isascii() else ""


def read_words(term: str) -> list[Word]:
    """The words of `term`; none where it has neither letters nor digits."""
    term = term.replace("\0", "").encode("utf-8", "ignore").decode()  # half a surrogate pair is no letter
    term = SCHEME.sub(" ", PROFILE.sub(r" \1 ", term[:LONGEST_TERM]))
    term = term.replace("(0)", " ")  # +46 (0)70: dialled inside the country only
    words: list[Word] = []
    for text in (part[:LONGEST] for part in BETWEEN.split(term)):
        if not any(c.isalnum() for c in text):
            continue
        if words and NUMBER.fullmatch(text) and NUMBER.fullmatch(words[-1].text.split()[-1]):
            words[-1] = Word(f"{words[-1].text} {text}"[:LONGEST])
        else:
            words.append(Word(text))
    return words[:MOST_WORDS]


def escaped(text: str) -> str:
    """`text` as it stands in a pattern for LIKE."""
    return re.sub(r"([\\%_])", r"\\\1", text)
