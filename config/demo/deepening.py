"""Writes what the demo user prepared and learned into the interviews that config.demo.telling has made."""

from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from accounts.models import User
from config.demo.deciding import tell_what_was_weighed
from config.demo.drawing import one_page
from config.demo.heard import GAPS, HAS_LEFT, HEARD
from config.demo.learned import ANSWERS, FEELINGS, OWN_ANSWERS, TOLD, Told
from config.demo.talks import DAY
from contacts.models import CareerPath
from interviews.actions.consent import keep_consent
from interviews.actions.evidence import keep_evidence
from interviews.actions.files import keep_file, media_type_of
from interviews.actions.gaps import answer_gap, take_gaps
from interviews.actions.learning import add_takeaway
from interviews.actions.promising import add_promise, keep_promise
from interviews.actions.reflecting import reflect
from interviews.importing import builtin
from interviews.models import (
    TOOK_PLACE,
    Attachment,
    HomeworkItem,
    InformationGap,
    Interview,
    InterviewPath,
    NoteLine,
    OwnAnswer,
    PlannedQuestion,
    Takeaway,
)

Gaps = dict[str, InformationGap]
MINUTE = timedelta(minutes=1)


def tell_what_was_learned(owner: User, *, now: datetime) -> None:
    """What must be known, what was heard of it and is known, own answers, and what the talks were prepared with."""
    for name, (draws, worries, test) in FEELINGS.items():
        owner.careerpaths.filter(name=name).update(draws=draws, worries=worries, small_test=test)
    paths = {path.name: path for path in owner.careerpaths.all()}
    gaps = {gap.builtin: gap for gap in take_gaps(owner, keys=GAPS)}
    hear(owner, gaps, paths, now=now)
    for key, path, state, answer in ANSWERS:
        answer_gap(gaps[key], said={paths[path]: (state, answer)}, now=now)
    for prompt, path, text in OWN_ANSWERS:
        OwnAnswer.objects.create(owner=owner, prompt=prompt, path=paths.get(path), text=text, created_at=now - 20 * DAY)
    for interview in owner.interviews.all():
        say_about(interview, paths)
        if told := TOLD.get(interview.purpose):
            deepen(interview, told, gaps, now=now)
    tell_what_was_weighed(owner, now=now)


def hear(owner: User, gaps: Gaps, paths: dict[str, CareerPath], *, now: datetime) -> None:
    """What was said beside talks, and who has left."""
    people = {person.display_name: person for person in owner.contacts.all()}
    for one in HEARD:
        about = {"gap": gaps[one.gap], "path": paths[one.path], "speaks": one.speaks, "strength": one.strength}
        day = (now - one.ago * DAY).date()
        keep_evidence(Takeaway(owner=owner, said_by=people[one.who], said_on=day, text=one.text, **about))
    for name, path in HAS_LEFT:
        owner.contactpaths.filter(contact=people[name], path=paths[path]).update(has_left=True)


def say_about(interview: Interview, paths: dict[str, CareerPath]) -> None:
    """An interview is about the paths of those who take part."""
    for path in paths.values():
        if interview.people.filter(paths=path).exists():
            InterviewPath.objects.create(owner_id=interview.owner_id, interview=interview, path=path)


def deepen(interview: Interview, told: Told, gaps: Gaps, *, now: datetime) -> None:
    """What was prepared for one talk, written during it, and made of it."""
    began = interview.starts_at or now
    prepare(interview, told, gaps, now=min(began, now))
    for minute, tag, text in told.lines:
        write(interview, text, at=began, minute=minute, tag=tag)
    for one in told.learned:
        said = {"speaks": one.speaks, "strength": one.strength, "is_quotable": one.is_quotable}
        add_takeaway(interview, text=one.text, gap=gaps[one.gap], **said)
    for by, text, days in told.promises:
        due = began + days * DAY
        promise = add_promise(interview, by=by, text=text, due_on=due.date(), now=now)
        if due < now - DAY:
            keep_promise(promise, now=due)
    if told.feeling:
        reflect(interview, feeling=told.feeling, next_touch_on=None, now=now)
    file_papers(interview, told, asked_at=began)
    Interview.objects.filter(pk=interview.pk).update(their_questions=told.their_questions)


def write(
    interview: Interview,
    text: str,
    *,
    at: datetime,
    minute: int,
    tag: str = "",
    question: PlannedQuestion | None = None,
) -> None:
    """A line of notes, said in that minute of a talk that began `at`; its key follows from its words."""
    NoteLine.objects.create(
        owner=interview.owner,
        interview=interview,
        key=uuid5(NAMESPACE_URL, text),
        text=text,
        tag=tag,
        question=question,
        second=minute * 60,
        said_at=at + minute * MINUTE,
    )


def file_papers(interview: Interview, told: Told, *, asked_at: datetime) -> None:
    """What they said when asked whether they may be recorded, and the résumé, in case they ask."""
    if told.recorded:
        keep_consent(
            interview, said_yes=True, wording=told.recorded, now=asked_at, keep_until=asked_at.date() + 30 * DAY
        )
    if told.resume:
        content = one_page(told.resume)
        said = {"kind": Attachment.Kind.RESUME, "name": "Résumé.pdf", "media_type": media_type_of(content)}
        keep_file(interview, pieces=[content], size=len(content), **said)


def prepare(interview: Interview, told: Told, gaps: Gaps, *, now: datetime) -> None:
    """Questions in their order, asked where the talk took place, and the homework."""
    answers, owner = dict(told.answers), interview.owner
    took_place = interview.state in TOOK_PLACE
    for position, said in enumerate(told.planned):
        question = builtin.questions_by_key()[said.removesuffix("!")]
        minute = 2 + 4 * position
        row = PlannedQuestion.objects.create(
            owner=owner,
            interview=interview,
            text=question.text,
            topic=question.topic,
            minutes=question.minutes,
            is_must=said.endswith("!"),
            position=position,
            builtin=question.key,
            gap=next((gap for gap in gaps.values() if gap.kind == question.gap), None),
            asked_at=now + minute * MINUTE if took_place else None,
        )
        if answer := answers.get(question.key):
            write(interview, answer, at=now, minute=minute + 1, question=row)
    for item in builtin.homework() if told.planned else ():
        if item.only in {"", interview.medium}:
            done_at = now - DAY if took_place or item.key in told.homework_done else None
            HomeworkItem.objects.create(
                owner=owner, interview=interview, text=item.text, builtin=item.key, done_at=done_at
            )
