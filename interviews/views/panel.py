"""What the panel of a cell shows, over htmx alone or as a page, and what a change there answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone

from accounts import words
from accounts.http import HttpRequest, came_from
from contacts.models import CareerPath, Contact
from interviews.actions.asking import heard_of, said_and_not_kept
from interviews.actions.evidence import tally_of
from interviews.actions.matrix import matrix_of
from interviews.actions.path_summary import Said, said_with
from interviews.actions.solidity import Level, Tally
from interviews.actions.who_knows import CouldTell, who_could_tell
from interviews.forms.evidence import CellAnswerForm, PieceForm
from interviews.models import GapAnswer, InformationGap, Takeaway
from interviews.views.explore import in_words
from interviews.views.frame import say

NEAR = {Contact.Warmth.WARM, Contact.Warmth.CLOSE}


@dataclass(frozen=True)
class Ask:
    """A person who could tell, and in words why they come to mind."""

    could: CouldTell
    why: str


def panel_page(
    request: HttpRequest,
    gap: InformationGap,
    path: CareerPath,
    *,
    status: int = 200,
    answer: GapAnswer | None = None,
    **more: Any,
) -> TemplateResponse:
    """All that is known; a form that was sent in, as answer_form or new_form, comes back as it was.

    `answer` is that so far, where it was read already; unsaved where there is none.
    """
    now, answer = timezone.now(), answer or gap.answers.filter(path=path).first() or GapAnswer()
    context: dict[str, Any] = {"gap": gap, "path": path, "now": now, "answer": answer}
    context |= {
        "answer_form": CellAnswerForm(initial={"answer": answer.answer, "state": answer.state}),
        "is_must": gap.importance == InformationGap.Importance.MUST,
        "lines": said_and_not_kept(gap, path),
        "new_form": PieceForm(instance=Takeaway(owner=gap.owner, gap=gap, path=path), now=now, is_new=True),
    }
    context |= evidence(gap, path) | people(gap, path, now=now) | more
    part = "#panel" if request.htmx.target == "cell" else ""
    return TemplateResponse(request, f"interviews/cell.html{part}", context, status=status)


def people(gap: InformationGap, path: CareerPath, *, now: datetime) -> dict[str, Any]:
    """Who could tell, each with the reason, and how many more."""
    found, more = who_could_tell(gap, path, now=now)
    return {"people": [Ask(could, why(could, now=now)) for could in found], "more_people": more}


def evidence(gap: InformationGap, path: CareerPath) -> dict[str, Any]:
    """What was said, how solid it is, and what one should know of it."""
    tally, said = tally_of(gap.owner, gap=gap, path=path), sources(gap, path)
    here = [one for one in said if one.piece.path_id]
    return {
        "tally": tally,
        "weak": weakness(tally, here),
        "loose": [one for one in said if not one.piece.path_id],
        **sides(here, is_split=tally.level == Level.DISAGREE),
    }


def done(
    request: HttpRequest,
    gap: InformationGap,
    path: CareerPath,
    *,
    said: str = "",
    undo: str = "",
    left: tuple[InformationGap, CareerPath] | None = None,
) -> HttpResponse:
    """The panel as it is now, with what was `said` and where Undo posts, and what changes on Explore; else the page.

    `left` is the gap and the path of which a piece spoke before.
    """
    if request.htmx.target != "cell":
        say(request, said, undo=undo)
        return redirect("interviews:cell", gap.pk, path.pk)
    around = on_explore(gap, path, left) if came_from(request, {"interviews:explore"}) else {}
    page = panel_page(request, gap, path, said=said, undo_url=undo, **around)
    page.template_name = "interviews/cell.html#panel_said"
    return page


def on_explore(gap: InformationGap, path: CareerPath, left: tuple[InformationGap, CareerPath] | None) -> dict[str, Any]:
    """The cell that changed, the one that was `left` for it, and the words above the table, as they are now.

    None where its path is put aside.
    """
    matrix = matrix_of(gap.owner, now=timezone.now())
    cells = {(cell.gap, cell.path): cell for cell in matrix.cells}
    changed, before = cells.get((gap, path)), cells.get(left) if left and left != (gap, path) else None
    return {"changed": changed, "left": before, "lede": in_words(matrix)}


def sources(gap: InformationGap, path: CareerPath) -> list[Said]:
    """What was said of the gap, on the path or on none yet, and by whom. Two queries."""
    pieces = list(heard_of(gap, path))
    nobodys = (piece for piece in pieces if not (piece.said_by_id or piece.is_unnamed))
    talks = {piece.interview_id for piece in nobodys if piece.interview_id}
    return said_with(pieces, gap.owner.interviewees.filter(interview__in=talks).select_related("contact"))


def sides(said: Sequence[Said], *, is_split: bool) -> dict[str, list[Said]]:
    """Where sources disagree, what speaks for it and against it, side by side; the rest, or else all, as a list."""
    if not is_split:
        return {"said_for": [], "said_against": [], "said_of_it": list(said)}
    speaks = Takeaway.Speaks
    return {
        "said_for": [one for one in said if one.piece.speaks == speaks.FOR],
        "said_against": [one for one in said if one.piece.speaks == speaks.AGAINST],
        "said_of_it": [one for one in said if one.piece.speaks not in {speaks.FOR, speaks.AGAINST}],
    }


def weakness(tally: Tally, said: Sequence[Said]) -> str:
    """What one should know of the sources before one decides; "" where they are two at least, and agree."""
    if tally.level == Level.DISAGREE:
        return "Those who know it first-hand disagree. Ask one more, and ask each why."
    if tally.level != Level.HINT:
        return ""
    if not tally.beyond_hearsay:
        return "Only hearsay so far. Ask somebody who knows it first-hand."
    strengths = {one.piece.strength for one in said} - {""}
    how = {"first": ", first-hand", "second": ", second hand"}.get(min(strengths, default=""), "")
    return f"One source{how}. Ask one more before you decide on this."


def why(could: CouldTell, *, now: datetime) -> str:
    """Why the person comes to mind: the talk with them, who could introduce them, how near they are."""
    person, parts = could.person, []
    if could.may_know:
        parts.append("May know, you noted")
    if could.talk:
        parts.append(f"You talk {words.moment(could.talk.begins, now)}" if could.talk.begins else "You will talk")
    elif person.introducer and not person.introducer.trashed_at and not person.last_touch_at:
        parts.append(f"One introduction away: ask {person.introducer}")
    elif person.last_touch_at:
        near = f"{person.get_warmth_display()}; last" if person.warmth in NEAR else "Last"
        parts.append(f"{near} in touch {words.ago(person.last_touch_at, now)}")
    job = ", ".join(filter(None, [person.role, str(person.organization or "")]))
    return ". ".join(parts) or job or "On this path"
