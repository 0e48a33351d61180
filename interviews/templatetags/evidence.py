"""How solid answers are, drawn: the meter, cells of the table, what was said; made here as there are hundreds."""

from functools import cache

from django import template
from django.urls import reverse
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from accounts.templatetags.rapport import i
from contacts.models import CareerPath
from interviews.actions.matrix import Cell
from interviews.actions.path_summary import Said
from interviews.actions.solidity import Level
from interviews.models import InformationGap, Takeaway

register = template.Library()

BARS = tuple(f'x="{1 + 6 * k}" y="{9 - 3.5 * k:g}" width="4" height="{5 + 3.5 * k:g}" rx="1"/>' for k in range(3))
FILLED = {Level.DISAGREE: 2}  # else as many as the level's number
ICONS = {"answered": "check", "reopened": "rotate-ccw"}
SIDES = {"for": (" good", "arrow-up", "for it"), "against": (" due", "arrow-down", "against it")}
NO_ROW = 0  # an id that no row has


@register.simple_tag
@cache
def ev(level: int, must: bool = False, label: bool = True) -> SafeString:
    """The meter of a Level; `must`: it must be known, which shows where nothing is. No `label`: words stand beside."""
    known = Level(level)
    filled = FILLED.get(known, int(known))
    kind = " split" if known == Level.DISAGREE else " must" if must and known == Level.NOTHING else ""
    words = f"must know, {known.words}" if kind == " must" else known.words
    says = format_html('role="img" aria-label="{}"', words) if label else mark_safe('aria-hidden="true"')
    bars = "".join(("<rect class='on' " if k < filled else "<rect ") + bar for k, bar in enumerate(BARS))
    drawn = mark_safe(bars.replace("'", '"'))  # noqa: S308  of our own numbers
    return format_html('<svg class="ev{}" viewBox="0 0 19 16" {}>{}</svg>', kind, says, drawn)


@register.simple_tag
def cells(row: list[Cell], shown: CareerPath | None, opened: Cell | None) -> SafeString:
    """The cells of one row; a phone shows that of the path `shown`, or all, each with the name of its path."""
    place = _place()
    parts = []
    for cell in row:
        at = ' class="at"' if cell.path == shown else ""
        link = _link(cell, place, is_open=cell is opened, named=shown is None)
        parts.append(f'<td role="cell"{at}>{link}</td>')
    return mark_safe("".join(parts))  # noqa: S308  escaped where it is made


@register.simple_tag
def changed_cell(cell: Cell, is_open: bool = True) -> SafeString:
    """A cell as it is now, to take its place in the table; the one that is open is where Tab stops (grid.js).

    It names its path: where a phone shows one path alone, CSS hides that.
    """
    more = f' tabindex="{0 if is_open else -1}" hx-swap-oob="true"'
    return mark_safe(_link(cell, _place(), is_open=is_open, named=True, more=more))  # noqa: S308


@register.simple_tag
def gap_link(gap: InformationGap, path: CareerPath) -> SafeString:
    """A question to answer, leading to what is known of it on the path."""
    place = _place()
    url = f"{place[0]}{gap.pk}{place[1]}{path.pk}{place[2]}"
    return format_html('<a class="name" href="{}">{}</a>', url, gap)


@register.simple_tag
def said(one: Said) -> SafeString:
    """One thing learned as an item of a list: its words, who said it, when, how they know it; and of which question."""
    piece, day = one.piece, one.piece.day
    names = [format_html('<a href="{}">{}</a>', person.get_absolute_url(), person) for person in one.people]
    who = mark_safe(", ".join(names) or "Somebody")  # noqa: S308  escaped above
    about = format_html('<span class="meta">{}</span>', one.gap) if one.gap else ""
    source = format_html('<span class="meta">{}, {}</span>', who, f"{day.day} {day:%b %Y}")
    return format_html(
        '<li class="item2"><p>{}</p><p class="row">{}{}{}</p></li>', piece.text, about, source, chips(piece)
    )


@register.simple_tag
def chips(piece: Takeaway) -> SafeString:
    """How they know it, for or against, whether it may be quoted."""
    chips = [("", "", piece.get_strength_display().lower())] if piece.strength else []
    chips += [SIDES[piece.speaks]] if piece.speaks in SIDES else []
    chips += [("", "", "may be quoted")] if piece.is_quotable else []
    return format_html_join(
        "", '<span class="chip{}">{}{}</span>', ((kind, i(icon) if icon else "", words) for kind, icon, words in chips)
    )


@cache
def _place() -> list[str]:
    """What stands before, between and behind the ids in a cell's address."""
    return reverse("interviews:cell", args=[NO_ROW, NO_ROW]).split(str(NO_ROW))


def _link(cell: Cell, place: list[str], *, is_open: bool, named: bool, more: str = "") -> str:
    """What the cell says, as a link to all that was heard."""
    gap, path = cell.gap, cell.path
    must = gap.importance == gap.Importance.MUST
    url = f"{place[0]}{gap.pk}{place[1]}{path.pk}{place[2]}"
    kind = f"{' own' if cell.is_own else ''}{' blank' if cell.is_blank else ''}"
    current = ' aria-current="true"' if is_open else ""
    dot = f'<span class="cell-f"><span class="dot f{path.colour}"></span>{escape(path.name)}</span>' if named else ""
    return (
        f'<a class="cell{kind}"{current} id="c{gap.pk}-{path.pk}" href="{url}" hx-get="{url}" hx-target="#cell"'
        f' hx-swap="outerHTML"{more}>{dot}<span class="cell-t">{_marks(cell)}{_words(cell, must)}</span>'
        f"{ev(cell.level, must and not cell.is_answered)}</a>"
    )


def _words(cell: Cell, must: bool) -> str:
    if cell.text:
        return escape(cell.text)
    if cell.is_answered:
        return "Answered"
    return "Must find out" if must else "Nothing yet"


def _marks(cell: Cell) -> str:
    """Whether it is closed, or was; and whose words follow, for those who do not see their shade."""
    marks = ""
    if cell.is_answered:
        marks = f'{i(ICONS["answered"])}<span class="vh">Answered: </span>'
    elif cell.is_reopened:
        marks = f'{i(ICONS["reopened"])}<span class="vh">Reopened, sources disagree: </span>'
    return marks if cell.is_own or not cell.text else f'{marks}<span class="vh">Heard: </span>'
