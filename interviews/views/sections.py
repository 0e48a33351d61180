"""What the sections of the prepare page and some of the wrap-up show; as many queries for one row as for thirty."""

from typing import Any

from contacts.models import CareerPath, Contact, Organization
from contacts.querysets.whole import chains_to
from interviews.actions.bank import bank_of, newest_answers
from interviews.actions.files import QUOTA, used_by
from interviews.actions.homework import homework_of, ref_of
from interviews.actions.preparing import by_topic
from interviews.actions.suggesting import (
    USUAL_MINUTES,
    Suggestion,
    have_met,
    left_unasked,
    open_gaps,
    paths_of,
    suggestions,
    unasked_on,
)
from interviews.forms.files import FileForm
from interviews.forms.preparing import HomeworkForm, PathsForm, PersonForm, PlannedForm
from interviews.forms.wrapping import TheirQuestionsForm
from interviews.importing.builtin import prompts
from interviews.models import Interview
from interviews.models.preparing import Topic

TOUCHES = 5  # shown


def people_of(it: Interview) -> list[Contact]:
    """Whoever takes part."""
    return [part.contact for part in it.interviewees.all()]


def minutes_of(it: Interview) -> int | None:
    """The minutes that were promised, else those planned."""
    return it.promised_minutes or it.planned_minutes


def questions(it: Interview) -> dict[str, Any]:
    """The questions by topic, their minutes against those promised, and what else could be asked."""
    rows, people = list(it.questions.select_related("gap")), people_of(it)
    paths = paths_of(it, people)
    total, promised = sum(row.minutes for row in rows), minutes_of(it)
    names = dict(Topic.choices)
    return {
        "topics": [
            {"slug": topic, "name": names.get(topic, "More"), "rows": group, "gaps": _gaps_of(group)}
            for topic, group in by_topic(rows).items()
        ],
        "count": len(rows),
        "total": total,
        "promised": promised,
        "beyond": max(0, total - promised) if promised else 0,
        "usual": promised or USUAL_MINUTES,
        "starred": sum(row.is_must for row in rows),
        "asks_of_paths": bool(paths),
        "suggested": _suggested(it, rows, people, paths),
        "planned_form": PlannedForm(owner=it.owner),
    }


def _suggested(it: Interview, rows: list[Any], people: list[Contact], paths: list[CareerPath]) -> list[Suggestion]:
    return suggestions(
        rows,
        bank=bank_of(it.owner),
        gaps=open_gaps(it, people=people, paths=paths),
        unasked=left_unasked(it, people),
        of_others=unasked_on(it, people=people, paths=paths),
        met=have_met(it, people),
    )


def _gaps_of(rows: list[Any]) -> list[Any]:
    return list({row.gap_id: row.gap for row in rows if row.gap and row.gap.trashed_at is None}.values())


def homework(it: Interview) -> dict[str, Any]:
    """What to do before, with how much of it is done."""
    items = homework_of(it)
    return {
        "homework": [{"row": item, "ref": ref_of(item)} for item in items],
        "homework_done": sum(item.done_at is not None for item in items),
        "homework_form": HomeworkForm(),
    }


def attending(it: Interview) -> dict[str, Any]:
    """Who takes part, and through whom the user came to each of them."""
    people = people_of(it)
    chains = chains_to(people)
    return {
        "attending": [{"person": person, "chain": chains.get(person.pk, [])} for person in people],
        "organizations": list({one: one for each in people if (one := each.organization) and _is_told(one)}),
        "person_form": PersonForm(owner=it.owner),
    }


def _is_told(organization: Organization) -> bool:
    return bool(organization.website or organization.notes)


def paths(it: Interview) -> dict[str, Any]:
    """The paths the talk is about."""
    chosen = list(it.paths.order_by("name"))
    return {"paths": chosen, "paths_form": PathsForm(interview=it, initial={"paths": chosen})}


def background(it: Interview, people: list[Contact]) -> dict[str, Any]:
    """The last touches, what the user says when asked, the files."""
    touches = it.owner.interactions.touches().filter(people__in=people).newest_first().distinct()
    return {"touches": touches[:TOUCHES]} | told(it, people) | papers(it)


def told(it: Interview, people: list[Contact]) -> dict[str, Any]:
    """What the user says when asked, and where they ask, what they want to know."""
    said = newest_answers(it.owner, paths_of(it, people))
    return {
        "answers": [{"prompt": each, "said": said.get(each.key)} for each in prompts() if _is_due(each, said)],
        "theirs": TheirQuestionsForm(interview=it),
    }


def papers(it: Interview) -> dict[str, Any]:
    """The files, the form for the next, those removed, and how much room the user's files take in all."""
    return {
        "files": it.attachments.filter(trashed_at=None),
        "file": FileForm(interview=it, auto_id="file_%s"),
        "removed_files": it.attachments.exclude(trashed_at=None),
        "used": used_by(it.owner),
        "quota": QUOTA,
    }


def _is_due(prompt: Any, said: dict[str, Any]) -> bool:
    return not prompt.optional or prompt.key in said


def phones(it: Interview, people: list[Contact]) -> list[str]:
    """By which number to reach whom, in case something goes wrong; the preferred number of each."""
    rows = it.owner.channels.filter(contact__in=people, kind="phone").order_by("contact", "-is_preferred", "pk")
    return list({row.contact_id: row.value for row in reversed(rows)}.values())
