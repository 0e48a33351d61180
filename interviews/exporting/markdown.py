"""A page of headings and lists as Markdown (CommonMark 0.31), in which no word of the user's is taken for a mark."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

# Whatever can begin or end a mark, wherever it stands; a backslash before it makes it a plain sign (CommonMark, 2.4).
SIGNS = re.compile(r"([\\`*_{}\[\]<>()#+\-!|~&:=@])")
NUMBER = re.compile(r"^(\d{1,9})\.")  # that would begin a list


@dataclass(frozen=True)
class Part:
    """A heading, text under it, and a list; a line is one that was said, and what is known of it."""

    heading: str
    lines: Sequence[tuple[str, str]] = ()
    text: str = ""
    depth: int = 2


def write_markdown(title: str, parts: Iterable[Part]) -> str:
    """The whole file, ended by a line feed; lines are separated by one line feed, parts by an empty line."""
    return "\n\n".join([f"# {plain(title)}", *(block for part in parts for block in _blocks(part))]) + "\n"


def plain(text: str) -> str:
    """On one line, and without a sign that Markdown would read as a mark."""
    line = SIGNS.sub(r"\\\1", " ".join(text.split()))
    return NUMBER.sub(r"\1\\.", line)


def _blocks(part: Part) -> Iterator[str]:
    yield f"{'#' * part.depth} {plain(part.heading)}"
    if part.text:
        yield "\n\n".join(plain(line) for line in part.text.splitlines() if line.strip())
    if part.lines:
        yield "\n".join(f"- {plain(said)}{f' ({plain(about)})' if about else ''}" for said, about in part.lines)
