"""What comes with the program: the question bank, gaps and criteria to start from, what they may ask me, homework.

It is read from the files in interviews/builtin, each of which opens with what it holds. They are read strictly: what a
file says that is not known here stops the program at its start (BuiltinError), with the file and the place in it.
"""

import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, dataclass, fields
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

FOLDER = Path(__file__).resolve().parents[1] / "builtin"
KINDS = (
    *("entry", "work", "rewards", "skills", "people", "life"),
    *("money", "progress", "future", "organization", "fit"),
)  # of information gaps
ALLOWED: dict[str, tuple[Any, ...]] = {
    "Question.minutes": (1, 2, 3, 4, 5),
    "Question.sensitivity": ("none", "personal", "money", "late"),
    "Question.gap": (*KINDS, ""),
    "Question.only": ("", "later"),
    "Gap.kind": KINDS,
    "Gap.importance": ("must", "good"),
    "Criterion.kind": KINDS,
    "Prompt.minutes": (1, 2, 3, 4, 5),
    "Homework.only": ("", "video", "phone", "in_person"),
}


Row = TypeVar("Row", "Question", "Gap", "Criterion", "Prompt", "Homework")


class BuiltinError(ValueError):
    """What a file says is not known here; the message names the file and the place in it."""


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question of the bank; `key` begins with its topic's slug and stays for ever, whatever becomes of the text.

    `minutes` is about how long asking and answering take. `default` ones are in the standard set. `lookup` says that a
    search could answer it, `gap` the kind of information gap it serves ("" none), `only` "later" that it is for
    someone one has talked with before.
    """

    key: str
    text: str
    minutes: int
    default: bool
    lookup: bool
    sensitivity: str
    gap: str
    only: str = ""

    @property
    def topic(self) -> str:
        """The slug of its topic."""
        return self.key.partition(".")[0]


@dataclass(frozen=True, kw_only=True)
class Topic:
    """What some questions are about; `number` from 1 is its place in a talk."""

    slug: str
    name: str
    number: int
    questions: tuple[Question, ...]


@dataclass(frozen=True, kw_only=True)
class Gap:
    """An information gap to start from, as a user would write it; `importance` is "must" (know) or "good" (to know)."""

    key: str
    text: str
    kind: str
    importance: str


@dataclass(frozen=True, kw_only=True)
class Criterion:
    """Something to compare paths by; evidence about gaps of its `kind` is offered first when it is scored."""

    key: str
    text: str
    kind: str


@dataclass(frozen=True, kw_only=True)
class Prompt:
    """What they may ask me; `minutes` is about how long the answer takes to say."""

    key: str
    text: str
    hint: str
    minutes: int
    optional: bool


@dataclass(frozen=True, kw_only=True)
class Homework:
    """An item of the homework; `only` is the medium it is for, as Interview.Medium has it, "" for all."""

    key: str
    text: str
    hint: str
    only: str = ""


@cache
def topics() -> tuple[Topic, ...]:
    """The question bank, in the order of a talk."""
    return read_topics(FOLDER / "questions")


@cache
def questions_by_key() -> Mapping[str, Question]:
    """Each question of the bank by its key, in the order of a talk."""
    return MappingProxyType({question.key: question for topic in topics() for question in topic.questions})


@cache
def gaps() -> tuple[Gap, ...]:
    """The gaps a user may start from."""
    return read_rows(FOLDER / "gaps.toml", "gap", Gap)


@cache
def criteria() -> tuple[Criterion, ...]:
    """What a user may compare paths by."""
    return read_rows(FOLDER / "criteria.toml", "criterion", Criterion)


@cache
def prompts() -> tuple[Prompt, ...]:
    """What they may ask me."""
    return read_rows(FOLDER / "answers.toml", "prompt", Prompt)


@cache
def homework() -> tuple[Homework, ...]:
    """The homework that every talk starts with."""
    return read_rows(FOLDER / "homework.toml", "homework", Homework)


def read_all() -> None:
    """Read every file, so that a fault in one shows when the program starts."""
    for read in (questions_by_key, gaps, criteria, prompts, homework):
        read()


def read_topics(folder: Path) -> tuple[Topic, ...]:
    """The topics in the files of `folder`, which are named 01_<slug>.toml and so on without a hole."""
    found = tuple(read_topic(path, number) for number, path in enumerate(sorted(folder.glob("*.toml")), 1))
    refuse_twins((topic.slug for topic in found), str(folder))
    return found


def read_topic(path: Path, number: int) -> Topic:
    """One topic, the `number`th, from its file."""
    table = read_table(path)
    questions = read_tables(table.pop("question", None), Question, f"{path}, question")
    values = checked(table, {"topic": str, "name": str}, "Topic", str(path))
    slug = values.pop("topic")
    if path.name != f"{number:02}_{slug}.toml":
        raise BuiltinError(f"{path}: topic {number} with the slug {slug!r} belongs in {number:02}_{slug}.toml")
    for question in questions:
        if question.topic != slug:
            raise BuiltinError(f"{path}, question {question.key!r}: a key here begins with {slug + '.'!r}")
    return Topic(slug=slug, number=number, questions=questions, **values)


def read_rows(path: Path, name: str, kind: type[Row]) -> tuple[Row, ...]:
    """The rows of a file that holds nothing but tables called `name`."""
    table = read_table(path)
    rows = read_tables(table.pop(name, None), kind, f"{path}, {name}")
    checked(table, {}, kind.__name__, str(path))
    return rows


def read_table(path: Path) -> dict[str, Any]:
    """What a TOML file says."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:  # neither TOML nor UTF-8, too, are ValueErrors; TOML's tells the line
        raise BuiltinError(f"{path}: {error}") from error


def read_tables(tables: Any, kind: type[Row], where: str) -> tuple[Row, ...]:
    """A row for each of `tables`, at least one, no two with the same key."""
    if not isinstance(tables, list) or not tables or not all(isinstance(table, dict) for table in tables):
        raise BuiltinError(f"{where}: there is none")
    types = {field.name: field.type for field in fields(kind)}
    given = {field.name: field.default for field in fields(kind) if field.default is not MISSING}
    rows = tuple(
        kind(**checked(given | table, types, kind.__name__, f"{where} {number} ({table.get('key', 'without a key')})"))
        for number, table in enumerate(tables, 1)
    )
    refuse_twins((table["key"] for table in tables), where)
    return rows


def checked(table: dict[str, Any], types: Mapping[str, Any], kind: str, where: str) -> dict[str, Any]:
    """`table`, if it has just the keys of `types`, with values of these types that are ALLOWED in `kind`."""
    if wrong := sorted(types.keys() ^ table.keys()):
        known = ", ".join(f"{'missing' if key in types else 'unknown'} {key!r}" for key in wrong)
        raise BuiltinError(f"{where}: {known}")
    for key, value in table.items():
        allowed = ALLOWED.get(f"{kind}.{key}")
        is_blank = isinstance(value, str) and value.strip() != (value or None)
        if type(value) is not types[key] or (value not in allowed if allowed else is_blank):
            raise BuiltinError(f"{where}: {key} cannot be {value!r}")
    return table


def refuse_twins(keys: Iterable[str], where: str) -> None:
    """Raise BuiltinError where a key is there twice."""
    if twins := [key for key, times in Counter(keys).items() if times > 1]:
        raise BuiltinError(f"{where}: {', '.join(map(repr, twins))} is there twice")
