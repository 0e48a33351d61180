"""Explore's first page: what is known of each question on each path."""

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.http import HttpRequest
from accounts.paging import read_id
from contacts.models import CareerPath
from interviews.actions.matrix import Cell, Matrix, matrix_of
from interviews.actions.solidity import Level

EVERY = "all"  # as ?path= says it
LEGEND = [(Level.NOTHING, True, "must know, nothing yet")] + [(level, False, level.words) for level in Level]


@require_safe
def explore(request: HttpRequest) -> HttpResponse:
    """The table; on a phone one path of it (`path`). `gap` and `path` say which cell is open."""
    matrix = matrix_of(request.user, now=timezone.now())
    gap, said = read_id(request.GET.get("gap", "")), request.GET.get("path", "")
    opened = next((cell for cell in matrix.cells if cell.gap.pk == gap and cell.path.pk == read_id(said)), None)
    context = {
        "matrix": matrix,
        "columns": [(path, matrix.talks[path.pk]) for path in matrix.paths],
        "lede": in_words(matrix),
        "shown": shown(matrix.paths, said),
        "opened": opened,
        "legend": LEGEND,
    }
    return TemplateResponse(request, "interviews/explore.html", context)


def shown(paths: list[CareerPath], said: str) -> CareerPath | None:
    """The path that a phone shows: the one that was `said`, else the first; None for all of them."""
    if said == EVERY:
        return None
    return next((path for path in paths if path.pk == read_id(said)), next(iter(paths), None))


def in_words(matrix: Matrix) -> str:
    """How far it is, such as "13 conversations in, 16 of 32 answers have two sources and 7 have none."."""
    talks, cells = matrix.talks_held, matrix.cells
    begin = f"{talks} conversation{'' if talks == 1 else 's'} in" if talks else "No conversation yet"
    two, none = (sum(map(test, cells)) for test in (_has_two, _has_none))
    answers = f"{two} of {len(cells)} answers {'has' if two == 1 else 'have'} two sources"
    rest = f" and {none} {'has' if none == 1 else 'have'} none" if none else ""
    thin = matrix.thinnest()
    return f"{begin}, {answers}{rest}." + (f" {thin} is the thinnest column." if thin else "")


def _has_two(cell: Cell) -> bool:
    return cell.level >= Level.TWO_SOURCES


def _has_none(cell: Cell) -> bool:
    return cell.level == Level.NOTHING
