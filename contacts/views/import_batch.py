"""The page of one import, whatever its state: which part of it is shown, and what that part needs."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from accounts.http import HttpRequest
from contacts.forms.columns import ColumnsForm
from contacts.forms.imports import ReadingForm, RowsAsked
from contacts.importing.layout import FORMATS, Layout
from contacts.importing.tables.delimited import DELIMITERS
from contacts.importing.tables.encoding import ENCODINGS
from contacts.importing.tables.samples import sample_columns
from contacts.models import Import
from contacts.querysets import previewing
from contacts.querysets.previewing import AFTER, BEFORE, GONE, REFUSED, REVIEW, Kind
from contacts.querysets.working import KEPT_FOR
from contacts.views.import_first import first_rows
from contacts.views.import_rows import OPTIONS, show_rows
from contacts.views.import_words import told

State = Import.State
PAGE, FIRST_REVIEWS, FIRST_ROWS = 50, 10, 3
FRAGMENTS = {"import": "#state", "import-rows": "#found", "more": "#more"}
MOVING = {State.READING, State.WAITING, State.RUNNING, State.UNDOING}
STEPS = ["Upload", "Match columns", "Check", "Import"]
CHIPS: dict[str, str] = {State.DONE: "good", State.FAILED: "late", State.READY: "due", State.MAPPING: "due"}
CHIPS |= dict.fromkeys(MOVING, "info")


@dataclass(frozen=True)
class Tally:
    """Rows of one kind: how many, where they are to be seen, and what may be chosen for all of them."""

    kind: Kind
    count: int
    url: str
    options: list[tuple[str, str]]

    @property
    def name(self) -> str:
        """The kind's name."""
        return self.kind.name

    @property
    def tally(self) -> str:
        """What is said behind the number."""
        return self.kind.tally


def batch_page(request: HttpRequest, batch: Import, *, status: int = 200, **more: Any) -> HttpResponse:
    """The page, or the part of it that htmx asks for; `more` are forms that were refused."""
    now = timezone.now()
    wants_columns = "columns" in more or request.GET.get("step") == "columns"
    context = {"batch": batch, "now": now, "is_moving": batch.state in MOVING, "chip": CHIPS.get(batch.state, "")}
    context["is_open"] = batch.state in {State.READING, State.MAPPING, State.READY}
    if batch.state in MOVING:
        part, step = "progress", 0 if batch.state == State.READING else 3
    elif batch.state == State.MAPPING or (batch.state == State.READY and wants_columns):
        part, step = "columns", 1
        context |= read_columns(request, batch, more.get("columns"))
    elif batch.state == State.READY:
        part, step = "preview", 2
        context |= read_people(request, batch)
    else:
        part, step = "result", 3 if batch.started_at else 0
        context |= read_result(request, batch, now)
    if part != "progress":  # what a screen reader hears when the work is over
        context["said"] = context.get("told") or f"{batch.get_state_display()}: {batch.file_name}"
    context |= {"part": f"contacts/_import_{part}.html", "steps": steps(step, is_over=batch.state == State.DONE)}
    fragment = FRAGMENTS.get(request.htmx.target or "", "")
    return TemplateResponse(request, f"contacts/import_batch.html{fragment}", context | more, status=status)


def steps(here: int, *, is_over: bool = False) -> list[tuple[str, str]]:
    """The steps in words, each past, here or to come; the last is called Done once it is."""
    names = [*STEPS[:-1], "Done"] if is_over else STEPS
    return [(name, "past" if at < here else "here" if at == here else "") for at, name in enumerate(names)]


def read_columns(request: HttpRequest, batch: Import, refused: ColumnsForm | None) -> dict[str, Any]:
    """The columns of the file, with their first values; `refused` is the form that was sent and is wrong."""
    layout = Layout.from_document(batch.layout)
    form, samples = refused or ColumnsForm(layout=layout), read_samples(request, batch)
    form.samples = samples
    return {"columns": form, "has_rows": batch.state == State.READY} | read_layout(request, batch)


def read_samples(request: HttpRequest, batch: Import) -> list[list[str]]:
    """The first values of each column, as long as the file is there."""
    content = request.user.importfiles.filter(batch=batch).values_list("content", flat=True).first()
    return sample_columns(bytes(content), Layout.from_document(batch.layout)) if content else []


def read_layout(request: HttpRequest, batch: Import) -> dict[str, Any]:
    """What was recognised, in words, and as long as the file is there as a form."""
    layout = Layout.from_document(batch.layout)
    said = [FORMATS.get(layout.format, layout.format), ENCODINGS.get(layout.encoding, "")]
    said += [DELIMITERS.get(layout.delimiter, "").lower(), f"from {layout.member}" if layout.member else ""]
    said += [f"from {layout.card_files} files" if layout.card_files else ""]
    return {
        "is_zip": bool(layout.member) and layout.format == "linkedin",
        "recognised": ", ".join(filter(None, said)),
        "reading": ReadingForm(initial={name: getattr(layout, name) for name in ReadingForm.base_fields}),
        "columns_url": "?step=columns" if layout.columns else "",
        "has_file": request.user.importfiles.filter(batch=batch).exists(),
    }


def read_people(request: HttpRequest, batch: Import) -> dict[str, Any]:
    """The rows that are asked for, and around them the counts of all; of a later page only the rows."""
    rows = previewing.lean(request.user.importrows.filter(batch=batch))
    asked = RowsAsked.of(request.POST if request.method == "POST" else request.GET, kinds_of(batch))
    page = list(asked.narrow(rows)[: PAGE + 1])
    context = {
        "chosen": asked,
        "rows": show_rows(page[:PAGE]),
        "more_url": asked.address(after=page[PAGE - 1].number) if len(page) > PAGE else "",
    }
    if request.htmx.target in {"more", "import-rows"}:
        return context
    reviews = [] if asked.kind or asked.q else rows.filter(REVIEW.is_of)[:FIRST_REVIEWS]
    context["reviews"] = show_rows(reviews)
    if batch.state == State.READY:
        context["firsts"] = first_rows(previewing.first_said(request.user.importrows.filter(batch=batch), FIRST_ROWS))
    return context | read_counts(request, batch, asked) | read_layout(request, batch)


def kinds_of(batch: Import) -> tuple[Kind, ...]:
    """Of what kinds its rows are: before anything is saved, or after."""
    return BEFORE if batch.state == State.READY else AFTER


def read_counts(request: HttpRequest, batch: Import, asked: RowsAsked | None = None) -> dict[str, Any]:
    """How many rows there are of each kind, and how many people come in if the import runs now."""
    rows = request.user.importrows.filter(batch=batch)
    counts = rows.counts_by_done()
    url = reverse("contacts:import_batch", args=[batch.pk])
    tallies = [
        Tally(kind, count, f"{url}?show={kind.name}", [] if kind.is_done else OPTIONS.get(kind.name, []))
        for kind in kinds_of(batch)
        if (count := kind.counted(counts))
    ]
    by_name = {tally.name: tally for tally in tallies}
    return {
        "counts": counts,
        "tallies": tallies,
        "shown": by_name.get(asked.kind.name) if asked and asked.kind else None,
        "review": by_name.get(REVIEW.name),
        "count": rows.people(),
        "undecided": REVIEW.counted(counts),
    }


def read_result(request: HttpRequest, batch: Import, now: datetime) -> dict[str, Any]:
    """What came of the import, and what can still be done about it."""
    shown = read_people(request, batch)
    counts = shown.get("counts", {})
    undoable, rows = batch.can_be_undone(now), request.user.importrows.filter(batch=batch)
    said = {
        "told": told(batch, counts),
        "undoable": undoable,
        "undoable_until": (batch.started_at or batch.created_at) + KEPT_FOR,
        "may_reread": (batch.state == State.FAILED or batch.is_cut_short)
        and shown.get("has_file")
        and not rows.written().exists(),
        "deletable": not undoable or batch.state == State.UNDONE,
        "refused": REFUSED.counted(counts),
        "brought": request.user.contacts.active().brought_in(batch.pk).count() if counts else 0,
    }
    if batch.state == State.UNDONE:
        kept = rows.kept().select_related("contact__organization")
        more = max(0, kept.count() - PAGE)
        said["gone"] = GONE.counted(counts)
        return said | {"kept": kept.order_by("number")[:PAGE], "kept_more": more, "brought": 0}
    return shown | said
