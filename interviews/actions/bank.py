"""The question bank as one user has it: what comes with the program, overlaid by the user's own rows; their answers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from accounts.models import User
from contacts.models import CareerPath
from interviews.importing.builtin import Question as BuiltinQuestion
from interviews.importing.builtin import questions_by_key
from interviews.models import OwnAnswer, Question
from interviews.models.gaps import Kind
from interviews.models.preparing import Topic

# What of a built-in question the user can change.
CHANGEABLE = ("text", "topic", "minutes", "is_default", "can_look_up", "sensitivity", "gap_kind")


@dataclass(frozen=True, kw_only=True)
class BankQuestion:
    """A question of the bank as the user has it; the values of its fields are those of Question's.

    `key` is that of the built-in question, "" for one that is only the user's. `pk` is the id of the user's row, None
    where there is none: then the words are the program's. `only` is "later" where it is for someone one has talked
    with before. `ref` names it within the bank, in forms and addresses.
    """

    key: str
    pk: int | None
    text: str
    topic: str
    minutes: int
    is_default: bool
    can_look_up: bool
    sensitivity: str
    gap_kind: str
    only: str = ""
    is_hidden: bool = False

    @property
    def flags(self) -> list[str]:
        """What is to be known of it besides its words, in words."""
        ways = Question.Sensitivity
        said = {
            "In the standard set": self.is_default,
            "A search could answer it": self.can_look_up,
            str(ways(self.sensitivity).label): self.sensitivity != ways.NONE,
            "For someone you have talked with before": self.only == "later",
            "Yours": not self.key,
            "Your wording": self.is_reworded,
            "Hidden": self.is_hidden,
        }
        return [words for words, is_so in said.items() if is_so]

    @property
    def helps_with(self) -> str:
        """The kind of information gap it serves, in words; "" for none."""
        return str(Kind(self.gap_kind).label) if self.gap_kind else ""

    @property
    def ref(self) -> str:
        """The key, or for the user's own "own.<id>"."""
        return self.key or f"own.{self.pk}"

    @property
    def slug(self) -> str:
        """`ref`, fit for an id on a page."""
        return self.ref.replace(".", "-")

    @property
    def is_reworded(self) -> bool:
        """Whether it is a built-in one of which the user made something else."""
        return bool(self.key) and self != from_builtin(questions_by_key()[self.key], row=self)


def bank_of(owner: User, *, hidden: bool = False) -> list[BankQuestion]:
    """The bank in the order of a talk, the user's own last in each topic; with those they hid if `hidden` says so.

    One query.
    """
    rows = list(owner.questions.all())
    known = questions_by_key()
    overlay = {row.builtin: row for row in rows if row.builtin in known}
    bank = [of_row(row) if (row := overlay.get(key)) else from_builtin(known[key]) for key in known]
    bank += [of_row(row) for row in rows if row.builtin not in known and row.text]
    order = {topic: number for number, topic in enumerate(Topic.values)}
    bank.sort(key=lambda question: order[question.topic])  # a stable sort: the order within a topic is kept
    return [question for question in bank if hidden or not question.is_hidden]


def of_row(row: Question) -> BankQuestion:
    """What a row says; one without words only hides the built-in question whose key it carries."""
    builtin = questions_by_key().get(row.builtin)
    if builtin and not row.text:
        return from_builtin(builtin, row=row)
    return BankQuestion(
        key=builtin.key if builtin else "",  # of one that is no longer built in, the user's words stay
        pk=row.pk,
        text=row.text,
        topic=row.topic,
        minutes=row.minutes,
        is_default=row.is_default,
        can_look_up=row.can_look_up,
        sensitivity=row.sensitivity,
        gap_kind=row.gap_kind,
        only=builtin.only if builtin else "",
        is_hidden=row.is_hidden,
    )


def from_builtin(question: BuiltinQuestion, *, row: Question | BankQuestion | None = None) -> BankQuestion:
    """A built-in question in the program's words; of the user's `row` only its id and whether it is hidden."""
    return BankQuestion(
        key=question.key,
        pk=row.pk if row else None,
        text=question.text,
        topic=question.topic,
        minutes=question.minutes,
        is_default=question.default,
        can_look_up=question.lookup,
        sensitivity=question.sensitivity,
        gap_kind=question.gap,
        only=question.only,
        is_hidden=row.is_hidden if row else False,
    )


def newest_answers(owner: User, paths: Iterable[CareerPath]) -> dict[str, OwnAnswer]:
    """By prompt, what the user says now: the newest answer for one of `paths`, else the newest for all paths.

    Without `paths`, the newest for all. One query.
    """
    return {answer.prompt: answer for answer in owner.ownanswers.newest_for(paths)}


def row_for(owner: User, question: BankQuestion) -> Question:
    """The user's row of `question`, or one that is not saved yet, with what it says now."""
    row = owner.questions.get(pk=question.pk) if question.pk else Question(owner=owner, builtin=question.key)
    for name in CHANGEABLE:
        setattr(row, name, getattr(question, name))
    return row


@transaction.atomic
def keep_question(row: Question) -> None:
    """Save what the user wrote. One that says what the program says keeps no words, and no row unless it is hidden."""
    builtin = questions_by_key().get(row.builtin)
    if builtin and all(getattr(row, name) == getattr(from_builtin(builtin), name) for name in CHANGEABLE):
        row.text = ""
    if row.builtin and not row.text and not row.is_hidden:
        row.owner.questions.filter(builtin=row.builtin).delete()
    elif row.pk or not row.builtin:
        row.save()
    else:  # another window may have made the row meanwhile
        said = {name: getattr(row, name) for name in (*CHANGEABLE, "is_hidden")}
        row.owner.questions.update_or_create(builtin=row.builtin, defaults=said)


def hide_question(owner: User, *, question: BankQuestion, hide: bool) -> None:
    """Leave the question out of the bank, or show it again; twice changes nothing."""
    row = row_for(owner, question)
    row.is_hidden = hide
    keep_question(row)


def say_answer(owner: User, *, prompt: str, path: CareerPath | None, text: str, now: datetime) -> OwnAnswer:
    """What the user says from now on when asked `prompt`, for `path` or for all; what they said before is kept.

    The same words as now are no new version.
    """
    said = owner.ownanswers.filter(prompt=prompt, path=path).first()
    if said and said.text == text:
        return said
    return owner.ownanswers.create(prompt=prompt, path=path, text=text, created_at=now)
