"""What the page of a path says, as the parts of a file."""

from collections.abc import Iterator
from datetime import date

from accounts.words import in_a_row
from interviews.actions.path_summary import PathSummary, Said, Voice
from interviews.exporting.markdown import Part


def parts(summary: PathSummary) -> Iterator[Part]:
    """All of it, in the order of the page."""
    path, enough = summary.path, summary.enough
    missing = f"Missing: {enough.wanted}" if enough.wanted else ""
    yield Part("Where I stand", text="\n".join([path.get_stance_display(), enough.words, missing]))
    yield from _own_words(summary)
    if summary.answers:
        yield Part("Answers so far")
        for row in summary.answers:
            state = _row(row.answer.get_state_display(), row.level.words)
            yield Part(str(row.gap), text="\n".join([row.answer.answer, state]), depth=3)
    for clash in summary.clashes:
        yield Part(f"Sources disagree: {clash.gap}", list(map(_line, [*clash.speaks_for, *clash.speaks_against])))
    yield from _learned(summary)
    if summary.open:
        yield Part("Still open", [(str(row.gap), row.level.words) for row in summary.open])
    if summary.voices:
        yield Part("People", [_person(voice) for voice in summary.voices])
    if summary.talks:
        rows = [(talk.names, talk.interview.day, talk.interview.get_feeling_display()) for talk in summary.talks]
        yield Part(
            "Talks", [(names, _row(_day(day), felt and f"would I like it: {felt}")) for names, day, felt in rows]
        )


def _own_words(summary: PathSummary) -> Iterator[Part]:
    path = summary.path
    said = {"What draws me": path.draws, "What worries me": path.worries, "One small test to try": path.small_test}
    for heading, text in said.items():
        if text:
            yield Part(heading, text=text)


def _learned(summary: PathSummary) -> Iterator[Part]:
    if summary.topics:
        yield Part("What I learned")
    for topic in summary.topics:
        yield Part(topic.name, list(map(_line, topic.said)), depth=3)


def _line(one: Said) -> tuple[str, str]:
    piece = one.piece
    about = [one.who, _day(piece.day), piece.get_strength_display() if piece.strength else ""]
    about += [piece.get_speaks_display() if piece.speaks else "", "may be quoted" if piece.is_quotable else ""]
    return piece.text, _row(*about)


def _person(voice: Voice) -> tuple[str, str]:
    talks = [_day(talk.day) for talk in voice.talks]
    asked = f"talked with on {in_a_row(talks)}" if any(talks) else ""
    return str(voice.person), _row(voice.person.job, "has left" if voice.has_left else "", asked)


def _row(*words: str) -> str:
    return ", ".join(filter(None, words))


def _day(day: date | None) -> str:
    """Such as "24 Nov 2026", so that it means the same whenever the file is read."""
    return f"{day.day} {day:%b %Y}" if day else ""
