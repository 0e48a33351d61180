"""What would become of rows: the same steps as bringing them in, with nothing written.

People whom the file alone knows are kept small, by their keys and the numbers of their rows; when a later row is about
one of them, they are put together again from those rows.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from contacts.actions.bulk.writing import new_row
from contacts.actions.imports.bringing import bring_in, make_person, tried
from contacts.actions.imports.keys import Keyed, key_of, keyed
from contacts.actions.imports.known import Known
from contacts.actions.imports.matching import identify
from contacts.actions.imports.people import Candidate, Person
from contacts.actions.imports.telling import tell
from contacts.importing.documents.document import from_document
from contacts.models import Import, ImportRow

Outcome = ImportRow.Outcome
Above = dict[str, list[Candidate]]  # by key, who stands further up in the file


class Foreseen(Known):
    """What the database and the rows further up know of the people of some rows."""

    def __init__(self, batch: Import, rows: dict[int, Keyed], *, above: Above, now: datetime) -> None:
        super().__init__(batch, now=now)
        self.is_preview, self.further_up, self.rows = True, above, dict(rows)
        self.together: dict[int, Person] = {}
        likely = [who for row in rows.values() for key in row.known_by() for who in above.get(key, ())]
        numbers = {number for who in likely for number in who.rows} - rows.keys()
        for number, line, data in self.batch.rows.filter(number__in=numbers).values_list("number", "line", "data"):
            self.rows[number] = keyed(from_document(data or {}, line=line), self.owner.region)
        self.load(list(self.rows.values()), also={who.number for who in likely if who.number})
        for who in likely:
            if person := self.people.get(who.number or 0):
                person.profiles |= who.profiles

    def is_one(self, who: Candidate, person: Person) -> bool:
        """Whether both are the same: somebody whom the file alone knows has been put together."""
        return who is person or self.together.get(id(who)) is person

    def in_full(self, who: Candidate) -> Candidate:
        """Somebody of the database as it has them, whatever the row further up calls them."""
        return self.people.get(who.number or 0, who)

    def whole(self, who: Candidate) -> Person:
        """Somebody with all that the database and the rows further up say of them."""
        light = who
        if isinstance(who, Person):
            light = next(iter(self.further_up.get(key_of("number", str(who.number)), ())), who)
        if id(light) in self.together:
            return self.together[id(light)]
        person = self.people.get(who.number) if who.number else None
        for number in light.rows:
            if person is None:
                person = self.together[id(light)] = make_person(self.rows[number], self)
            bring_in(self.rows[number], person, self)
        self.together[id(light)] = person = person or self.people[who.number or 0]
        return person


def stand_for(above: Above, number: int, row: Keyed, *, match: int | None, who: Candidate | None) -> Candidate:
    """Let the rows below know whom a row is about: `who` further up, the contact with the number `match`, or a new one.

    Who that is, as the rows below know them.
    """
    known_as = key_of("number", str(match)) if match else ""
    there = above.get(known_as)
    who = who or (there[0] if there else Candidate(row.name, row.profiles, number=match))
    who.rows = (*who.rows, number)
    who.profiles = who.profiles | row.profiles
    if row.uid and row.uid not in who.uids and not isinstance(who, Person):
        who.uids = (*who.uids, row.uid)
    for key in (*row.known_by(), known_as):
        found = above.setdefault(key, []) if key else [who]
        if who not in found:
            found.append(who)
    return who


def foresee(batch: Import, rows: dict[int, Keyed], *, above: Above, now: datetime) -> Iterator[ImportRow]:
    """What would become of each of `rows` (by number, in their order); `above` learns of them."""
    known = Foreseen(batch, rows, above=above, now=now)
    for number, row in rows.items():
        found = identify(row, known)
        who = found.who
        one = new_row(ImportRow, batch.owner, batch_id=batch.pk, number=number, line=row.row.line)
        one.why, one.reason, one.match_id = found.why, found.reason, who.number if who else None
        if who is None:
            one.outcome = Outcome.NEW
        elif not found.is_sure:
            one.outcome, one.foreseen = Outcome.REVIEW, tell(row, tried(row, known.whole(who), known), known)
        else:
            person = known.whole(who)
            person.forget_changes()
            has_more, _ = bring_in(row, person, known)
            told = tell(row, person, known)
            has_more |= "introducer" in told
            one.outcome = Outcome.UPDATE if has_more else Outcome.UNCHANGED
            one.foreseen = told if has_more or "stays" in told else None
        if found.is_sure:
            is_above = who is not None and who.number is None
            if who is not None and is_above:
                one.foreseen = {"with": who.rows[0]} | (one.foreseen or {})
            stand_for(above, number, row, match=one.match_id, who=who if is_above else None)
        yield one


def remember(above: Above, rows: dict[int, Keyed], kept: Iterable[ImportRow], firsts: dict[int, Candidate]) -> None:
    """Know of `rows` (by number) what `foresee` has found of them before; `firsts` are people by their first row."""
    for one in kept:
        if one.number in rows and one.outcome != Outcome.REVIEW:
            who = firsts.get((one.foreseen or {}).get("with", 0))
            who = stand_for(above, one.number, rows[one.number], match=one.match_id, who=who)
            firsts.setdefault(who.rows[0], who)
