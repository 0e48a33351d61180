"""The letters that come with the program, read from the files in outreach/builtin/<kind>/<name>.txt.

A file opens with lines `name: value` (name, about, via, version, subject), then after an empty line comes the text;
what follows a line `---` is the note that a connector can forward. They are read strictly (BuiltinError names the file
and what is wrong), and a test reads them all. A text that changes gets the next version.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

FOLDER = Path(__file__).resolve().parents[1] / "builtin"
HEAD = ("name", "about", "via", "version", "subject")
VIAS = ("email", "linkedin")
KINDS = ("request", "intro_request", "times", "confirm", "thank_you", "nudge", "update", "reconnect", "answer")
NOTE = "\n---\n"


class BuiltinError(ValueError):
    """What a file says is not known here; the message names the file."""


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A letter to begin with; `key` is "<kind>/<file>" and stays for ever, whatever becomes of the text.

    `about` says when it fits, `via` by what channel it goes; `note` is for forwarding, "" for none.
    """

    key: str
    name: str
    about: str
    via: str
    version: int
    subject: str
    body: str
    note: str = ""

    @property
    def kind(self) -> str:
        """What it is for: a value of outreach.models' Kind."""
        return self.key.partition("/")[0]

    @property
    def slug(self) -> str:
        """Its name in addresses."""
        return self.key.replace("/", "-")

    @property
    def stamp(self) -> str:
        """Key and version, as rows that came of it keep them: "request/cold@1"."""
        return f"{self.key}@{self.version}"


@cache
def letters() -> Mapping[str, Letter]:
    """Every letter by its key, kind after kind, in the order of their files."""
    return MappingProxyType(read_folder(FOLDER))


def read_folder(folder: Path) -> dict[str, Letter]:
    """The letters in the folders of `folder`, which are named after the kinds. Raises BuiltinError."""
    if strange := {path.name for path in folder.iterdir()} ^ set(KINDS):
        raise BuiltinError(f"{folder}: {', '.join(sorted(strange))} is no kind of letter, or is missing")
    found = [read_letter(path) for kind in KINDS for path in sorted((folder / kind).glob("*.txt"))]
    return {letter.key: letter for letter in found}


def read_letter(path: Path) -> Letter:
    """One letter from its file; the file's name is "<number>_<key>.txt". Raises BuiltinError."""
    head, _, text = path.read_text(encoding="utf-8").partition("\n\n")
    said = {name: value.strip() for name, _, value in (line.partition(":") for line in head.splitlines())}
    body, _, note = text.partition(NOTE)
    if sorted(said) != sorted(HEAD):
        raise BuiltinError(f"{path}: the head is {', '.join(HEAD)}, and not {', '.join(said)}")
    if said["via"] not in VIAS or not said["version"].isdigit() or not all((said["name"], said["about"], body.strip())):
        raise BuiltinError(f"{path}: name, about, via, version or text cannot be")
    if bool(said["subject"]) != (said["via"] == "email"):
        raise BuiltinError(f"{path}: a mail has a subject, and a LinkedIn message has none")
    key = f"{path.parent.name}/{path.stem.partition('_')[2]}"
    values = {"via": said["via"], "subject": said["subject"], "body": body.strip(), "note": note.strip()}
    return Letter(key=key, name=said["name"], about=said["about"], version=int(said["version"]), **values)
