"""Which question of a talk is the same as another: by the bank, or by its words."""

from collections.abc import Iterable

from interviews.models import PlannedQuestion


def the_same(rows: Iterable[PlannedQuestion], row: PlannedQuestion) -> PlannedQuestion | None:
    """That of `rows` which is the same of the bank as `row`, or has its words; None where there is none."""
    for there in rows:
        if (ref_of(row) and ref_of(there) == ref_of(row)) or there.text.casefold() == row.text.casefold():
            return there
    return None


def ref_of(row: PlannedQuestion) -> str:
    """Which question of the bank it is (BankQuestion.ref); "" for one that was written for this talk."""
    return row.builtin or (f"own.{row.source_id}" if row.source_id else "")
