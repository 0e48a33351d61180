"""What the database knows of the people that a chunk of rows may be about, looked up in a handful of statements."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cached_property
from operator import attrgetter
from typing import Any

from django.db.models import F, Q

from contacts.actions.imports.introducers import Introducers, Said
from contacts.actions.imports.keys import Keyed, key_of
from contacts.actions.imports.naming import Names, namesakes, one_of_texts
from contacts.actions.imports.people import Candidate, Person, person_of
from contacts.importing import normal
from contacts.models import (
    CardLines,
    Channel,
    Contact,
    ContactPath,
    ContactTag,
    Import,
    ImportRow,
    Interaction,
    InteractionPerson,
    OtherUid,
    PastJob,
    PostalAddress,
    PropertyValue,
)

ADDRESS = ("street", "locality", "region", "postcode", "country")


class Known:
    """The owner's people that rows may be about, by their keys; `further_up` are those of the same file."""

    def __init__(self, batch: Import, *, now: datetime) -> None:
        self.batch, self.owner, self.now = batch, batch.owner, now
        self.is_preview = False  # then nothing will be written
        self.asked: Sequence[Keyed] = ()
        self.further_up: dict[str, list[Candidate]] = {}
        self.by_key: dict[str, list[Candidate]] = {}
        self.people: dict[int, Person] = {}
        self.new: list[Person] = []
        self.names = Names(self.owner)
        self.entries: dict[str, Interaction] = {}
        self.taken_uids: set[str] = set()

    def load(self, rows: Sequence[Keyed], *, also: Iterable[int] = (), lock: bool = False) -> None:
        """Look up all that `rows` may be about, and the contacts `also`; with `lock` they are held as they are."""
        self.asked = rows
        self.names.load(rows)
        found = {*self.by_uid(rows), *self.by_way(rows), *self.by_name(rows), *also}
        people = Contact.objects.filter(owner=self.owner, pk__in=found).order_by("pk")
        people = people.select_for_update(no_key=True) if lock else people
        for contact in people.defer("search_name") if found else ():
            contact.owner = self.owner
            self.people[contact.pk] = person_of(contact)
        if self.people:
            self.hang()
            self.tell_apart()
        self.load_entries(rows)
        for person in sorted(self.people.values(), key=attrgetter("is_trashed")):  # who is in the trash comes last
            self.add(person, person.known_by())

    def by_uid(self, rows: Iterable[Keyed]) -> set[int]:
        """Those whom files call by the uids of `rows`."""
        if not (uids := {row.uid for row in rows if row.uid}):
            return set()
        mine = Contact.objects.filter(owner=self.owner, uid__in=uids).values_list("pk", "uid")
        others = OtherUid.objects.filter(owner=self.owner, value__in=uids).values_list("contact", "value")
        found = [*mine, *others]
        self.taken_uids |= {uid for _, uid in found}
        return {pk for pk, _ in found}

    def by_way(self, rows: Iterable[Keyed]) -> set[int]:
        """Those who are reached as `rows` say."""
        ways: dict[str, set[str]] = {}
        for row in rows:
            for kind, same in row.ways:
                ways.setdefault(kind, set()).add(same)
        found = set[int]()
        for kind, values in ways.items():
            reached = Channel.objects.filter(owner=self.owner, kind=kind, normal__in=one_of_texts(values))
            found |= set(reached.values_list("contact", flat=True))
        return found

    def by_name(self, rows: Sequence[Keyed]) -> set[int]:
        """Those who are called as one of `rows` says, and work where it does: a name alone says nothing."""
        said = [row.row for row in rows if row.row.organization_name or not row.ways]
        employers = (self.names.organization(row.organization_name) for row in said)
        asked = {(row.display_name, one.pk if one else None) for row, one in zip(said, employers, strict=True)}
        return namesakes(self.owner, asked)

    def hang(self) -> None:
        """Read what hangs on the people."""
        self.hang_channels()
        employers = self.names.numbered({person.contact.organization_id for person in self.people.values()})
        for person in self.people.values():
            person.employer = employers.get(person.contact.organization_id)
        mine = {"owner": self.owner, "contact__in": list(self.people)}
        for pk, name in ContactTag.objects.filter(**mine).values_list("contact", "tag__name"):
            self.people[pk].tags.add(name.lower())
        for pk, name in ContactPath.objects.filter(**mine).values_list("contact", "path__name"):
            self.people[pk].paths.add(name.lower())
        for pk, name in PropertyValue.objects.filter(**mine).values_list("contact", "property__name"):
            self.people[pk].properties.add(name.lower())
        for pk, is_preferred, *parts in PostalAddress.objects.filter(**mine).values_list(
            "contact", "is_preferred", *ADDRESS
        ):
            self.people[pk].addresses.add(same_address(parts))
            self.people[pk].has_preferred_address |= is_preferred
        for past in PastJob.objects.filter(**mine):
            job = (past.organization_id, past.role.casefold(), past.started_on, past.ended_on)
            self.people[past.contact_id].past_jobs.add(job)
        for pk, uid in OtherUid.objects.filter(**mine).values_list("contact", "value"):
            self.people[pk].uids.add(uid)
        for pk, content in CardLines.objects.filter(**mine).values_list("contact", "content"):
            self.people[pk].lines = bytes(content)

    def hang_channels(self) -> None:
        """Read how the people are reached; numbers from before the user named their country are the same still."""
        for channel in Channel.objects.filter(owner=self.owner, contact__in=list(self.people)):
            person = self.people[channel.contact_id]
            person.ways.add((channel.kind, channel.normal))
            if channel.kind == Channel.Kind.PHONE:
                person.ways.add((channel.kind, normal.phone(channel.value, self.owner.region)))
            if channel.kind == Channel.Kind.LINKEDIN:
                person.profiles.add(channel.normal)
            if channel.is_preferred:
                person.preferred.add(channel.kind)

    def tell_apart(self) -> None:
        """Say who came with this very import, so that nobody is asked to look at those."""
        came = self.batch.rows.filter(contact__in=list(self.people), done=True, outcome=ImportRow.Outcome.NEW)
        for pk in came.values_list("contact", flat=True) if self.batch.pk else ():
            self.people[pk].is_before = False

    def load_entries(self, rows: Iterable[Keyed]) -> None:
        """Read the entries of the timeline that `rows` tell of, and who took part."""
        uids = {entry.uid for row in rows for entry in row.row.entries}
        if not uids:
            return
        # The index of uids holds none that is empty, which the statement must say.
        asked = Interaction.objects.filter(~Q(uid=""), owner=self.owner, uid__in=one_of_texts(uids))
        self.entries = {one.uid: one for one in asked}
        took_part = InteractionPerson.objects.filter(interaction__in=self.entries.values(), contact__in=self.people)
        for pk, uid in took_part.values_list("contact", F("interaction__uid")) if self.entries else ():
            self.people[pk].entries.add(uid)

    @cached_property
    def introducers(self) -> Introducers:
        """Whom the rows name as those who introduced people."""
        return Introducers(self.owner, [Said(one.row.introducer_uid, one.row.introducer_name) for one in self.asked])

    def add(self, candidate: Candidate, keys: Iterable[str]) -> None:
        """Know somebody by `keys`, too."""
        for key in keys:
            there = self.by_key.setdefault(key, [])
            if candidate not in there:
                there.append(candidate)

    def whole(self, who: Candidate) -> Person:
        """Somebody with all that is known of them."""
        if not isinstance(who, Person):
            raise TypeError(f"{who} is known from the file alone")
        return who

    def look(self, kind: str, value: str) -> list[Candidate]:
        """Who has that key, those of the database first."""
        key = key_of(kind, value)
        there = self.by_key.get(key, [])
        if not (above := self.further_up.get(key)):
            return there
        numbers = {who.number for who in there}
        return [*there, *(self.in_full(who) for who in above if who.number is None or who.number not in numbers)]

    def is_one(self, who: Candidate, person: Person) -> bool:
        """Whether both are the same."""
        return who is person

    def in_full(self, who: Candidate) -> Candidate:
        """Somebody further up in the file, by the most that is known of them."""
        return who


def same_address(parts: Iterable[Any]) -> tuple[str, ...]:
    """What two postal addresses are compared by."""
    return tuple(normal.clean(str(part)).casefold() for part in parts)
