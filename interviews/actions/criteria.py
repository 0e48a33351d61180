"""What paths are compared by: written down, taken from those that come with the program, weighed, removed, back."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db import transaction

from accounts.models import User
from accounts.turns import Turn, wait_for_turn
from interviews.actions.refusals import CriterionError
from interviews.actions.sensitivity import WHOLE, shares
from interviews.importing import builtin
from interviews.models import Criterion


def criteria_left(owner: User) -> list[builtin.Criterion]:
    """Those of the program that the user has not, by key or by words."""
    there = owner.criteria.active().values_list("builtin", "name")
    taken = {word for key, name in there for word in (key, name.lower())}
    return [one for one in builtin.criteria() if not {one.key, one.text.lower()} & taken]


@transaction.atomic
def add_criterion(owner: User, *, name: str, kind: str = "", key: str = "") -> Criterion:
    """One more, which weighs nothing yet; if it was removed before, it is back with its weight and its scores.

    One that is there already is left as it is: two windows may add it at once.
    """
    wait_for_turn(owner.pk, Turn.CRITERIA)
    if there := owner.criteria.active().named(name).first():
        return there
    removed = owner.criteria.removed().named(name).first()
    criterion = removed or Criterion(owner=owner, name=name, kind=kind)
    criterion.trashed_at, criterion.builtin = None, key or criterion.builtin
    criterion.save()
    return criterion


@transaction.atomic
def rename_criterion(criterion: Criterion) -> Criterion:
    """Write its name and kind. Raises CriterionError where another is called so meanwhile."""
    wait_for_turn(criterion.owner_id, Turn.CRITERIA)
    if criterion.owner.criteria.active().named(criterion.name).exclude(pk=criterion.pk).exists():
        raise CriterionError(f"“{criterion.name}” is among your criteria already.")
    criterion.save(update_fields=["name", "kind"])
    return criterion


@transaction.atomic
def take_criteria(owner: User, *, keys: Iterable[str]) -> list[Criterion]:
    """Those with these keys of what the program offers; the ones that are there already are left as they are."""
    wait_for_turn(owner.pk, Turn.CRITERIA)
    wanted = set(keys)
    left = [one for one in criteria_left(owner) if one.key in wanted]
    return [add_criterion(owner, name=one.text, kind=one.kind, key=one.key) for one in left]


@transaction.atomic
def set_weights(owner: User, *, weights: Mapping[int, int]) -> None:
    """What each criterion (by its id) weighs; the weights add up to 100."""
    wait_for_turn(owner.pk, Turn.CRITERIA)
    rows = list(owner.criteria.active().filter(pk__in=weights))
    for row in rows:
        row.weight = weights[row.pk]
    Criterion.objects.bulk_update(rows, ["weight"])


def scaled(weights: Sequence[int]) -> list[int]:
    """Whole numbers that add up to 100 and are as near to the proportions of `weights` as can be.

    What is left after rounding down goes to those that lost most by it, the first first. All 0: all the same.
    """
    exact = [share * WHOLE for share in shares(weights)]
    whole = [int(one) for one in exact]
    most_lost = sorted(range(len(exact)), key=lambda place: (whole[place] - exact[place], place))
    for place in most_lost[: WHOLE - sum(whole)]:
        whole[place] += 1
    return whole


def remove_criterion(criterion: Criterion, *, now: datetime) -> None:
    """Out of the table, and kept with its scores; twice changes nothing."""
    criterion.trashed_at = criterion.trashed_at or now
    criterion.save(update_fields=["trashed_at"])


@transaction.atomic
def restore_criterion(criterion: Criterion) -> None:
    """Bring it back. Raises CriterionError where one of the same name was written down since."""
    wait_for_turn(criterion.owner_id, Turn.CRITERIA)
    if criterion.trashed_at and criterion.owner.criteria.active().named(criterion.name).exists():
        raise CriterionError(f"“{criterion.name}” is among your criteria already.")
    criterion.trashed_at = None
    criterion.save(update_fields=["trashed_at"])
