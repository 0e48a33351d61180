"""The question bank as one user has it: what comes with the program, overlaid by the user's own rows; their answers."""

from collections.abc import Iterable
from dataclasses import dataclass

from accounts.models import User
from contacts.models import CareerPath
from interviews.importing.builtin import Question as BuiltinQuestion
from interviews.importing.builtin import questions_by_key
from interviews.models import OwnAnswer, Question
from interviews.models.preparing import Topic


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
    def ref(self) -> str:
        """The key, or for the user's own "own.<id>"."""
        return self.key or f"own.{self.pk}"

    @property
    def is_reworded(self) -> bool:
        """Whether it is a built-in one of which the user made something else."""
        return bool(self.key and self.pk and self != from_builtin(questions_by_key()[self.key], row=self))


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
