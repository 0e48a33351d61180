"""Which pairs can be merged at once: those that have nothing in common with each other."""

from collections.abc import Mapping, Sequence

from django.db import models

from contacts.actions.freezing import ids_on
from contacts.actions.merging.merge import lock_people
from contacts.models import Contact, DuplicatePair

Thing = tuple[type[models.Model], int]  # a row of a table


def find_apart(pairs: Sequence[DuplicatePair]) -> list[DuplicatePair]:
    """Those of the pairs that have nothing in common with one before them; of all people the rows are locked.

    Merged at once they come to what they come to one after the other, and can be taken back one by one: nobody is in
    two of them, no row points at people of two, and nobody was introduced by one of another, directly or by others.
    Whoever has gone or is in the trash by now is in none.
    """
    people = {pk: row for pk, row in lock_people(ids_of(pairs)).items() if row.trashed_at is None}
    rows, above = ids_on(people), introducers_of(people)
    found, met, things, asked = [], set[int](), set[Thing](), set[int]()
    for pair in pairs:
        two = {pair.first_id, pair.second_id}
        if not two <= people.keys():
            continue
        theirs: set[Thing] = {(model, pk) for one in two for (model, _), pks in rows[one].items() for pk in pks}
        theirs |= {(Contact, one) for one in two}
        introducers = set[int]().union(*(above[one] for one in two)) - two
        if things.isdisjoint(theirs) and asked.isdisjoint(two) and met.isdisjoint(introducers):
            pair.first, pair.second = people[pair.first_id], people[pair.second_id]
            found.append(pair)
        met, things, asked = met | two, things | theirs, asked | introducers
    return found


def ids_of(pairs: Sequence[DuplicatePair]) -> list[int]:
    """The ids of all who are in the pairs."""
    return sorted({pk for pair in pairs for pk in (pair.first_id, pair.second_id)})


def introducers_of(people: Mapping[int, Contact]) -> dict[int, set[int]]:
    """The ids of those who introduced each of the people, directly or by others."""
    by: dict[int, int | None] = {pk: contact.introducer_id for pk, contact in people.items()}
    while further := {pk for pk in by.values() if pk is not None} - by.keys():
        # Who has gone between two of these looks was introduced by nobody.
        by |= dict.fromkeys(further) | dict(Contact.objects.filter(pk__in=further).values_list("pk", "introducer_id"))
    found: dict[int, set[int]] = {}
    for pk in people:
        above = found[pk] = set()
        one = by[pk]
        while one is not None and one not in above:
            above.add(one)
            one = by[one]
    return found
