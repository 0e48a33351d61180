"""One search over everything of a user's: people, organizations, interviews and notes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from accounts.marking import places
from accounts.models import User
from contacts.models import Contact, Interaction, Organization
from contacts.querysets.search import find_people
from contacts.querysets.words import read_words
from interviews.models import Interview

PALETTE = {"people": 8, "organizations": 3, "interviews": 3, "notes": 3}  # how many of each are shown
PAGE = {"people": 50, "organizations": 10, "interviews": 10, "notes": 20}


@dataclass(frozen=True)
class Talk:
    """An interview that was found, who takes part, and the texts in which the words stand."""

    interview: Interview
    names: str
    said: list[str]


@dataclass(frozen=True)
class Note:
    """A timeline entry that was found, whom it is about, and what it says."""

    entry: Interaction
    about: Contact
    text: str


@dataclass
class Results:
    """What a term found, the best first; `is_guess` where the people's names are only alike."""

    term: str
    words: list[str] = field(default_factory=list)
    people: list[Contact] = field(default_factory=list)
    organizations: list[Organization] = field(default_factory=list)
    talks: list[Talk] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    is_guess: bool = False
    more: bool = False

    @property
    def nothing(self) -> bool:
        """Whether there is none of anything."""
        return not (self.people or self.organizations or self.talks or self.notes)


def search_everything(user: User, term: str, most: dict[str, int]) -> Results:
    """At most `most` of each kind of what holds every word of `term`."""
    words = read_words(term)
    found = Results(term, [part for word in words for part in word.text.split()])
    if not words:
        return found
    who = find_people(user.pk, term, using="default")
    people = user.contacts.active().select_related("organization").best(who, most["people"] + 1)
    found.people, found.more = people[: most["people"]], len(people) > most["people"]
    found.is_guess = who.is_guess and bool(people)
    found.organizations = user.organizations.search(term, most["organizations"])
    few = [] if who.is_guess or len(people) > PALETTE["people"] else [contact.pk for contact in people]
    interviews = user.interviews.prefetch_related("people")
    found.talks = list(talks(interviews.search(term, most["interviews"], people=few), found.words))
    found.notes = list(notes(user.interactions.prefetch_related("people").search(term, most["notes"])))
    return found


def talks(interviews: Iterable[Any], words: list[str]) -> Iterator[Talk]:
    """The interviews with what is said of each; at most two texts."""
    for interview in interviews:
        names = ", ".join(contact.display_name for contact in interview.people.all())
        texts = [interview.purpose, interview.notes, interview.learned or ""]
        yield Talk(interview, names, [text for text in texts if places(text, words)][:2])


def notes(entries: list[Interaction]) -> Iterator[Note]:
    """The entries about somebody who is not in the trash."""
    for entry in entries:
        if about := next((contact for contact in entry.people.all() if contact.trashed_at is None), None):
            yield Note(entry, about, ": ".join(filter(None, (entry.title, entry.body))))
