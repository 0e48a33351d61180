"""What is asked to be done to many people: read from the bar of the list, or from the page that asks once more."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from accounts.models import User
from accounts.paging import read_id
from contacts.actions.bulk import words
from contacts.actions.formats import DEFAULT, FORMATS
from contacts.forms.filtering import PeopleFilter
from contacts.importing.normal import clean
from contacts.models import BulkChange, Contact
from contacts.querysets.people import ContactQuerySet

Verb = BulkChange.Verb
MOST = 20_000  # people that are ticked one by one
VALUES = {Verb.CADENCE: Contact.Cadence.values, Verb.WARMTH: Contact.Warmth.values, Verb.EXPORT: [*FORMATS]}


@dataclass(frozen=True)
class BulkAsk:
    """Whom it is about, all who match `query` or those with the ids `people`, and what is to be done to them.

    `verb` is "" where nothing that makes sense is asked yet; `wrong` says in words why. `expected` is how many the
    user was told they are.
    """

    query: str
    is_all: bool
    people: tuple[int, ...]
    verb: str
    value: str
    wrong: str
    expected: int | None

    @classmethod
    def of(cls, data: Mapping[str, str], ticked: list[str]) -> Self:
        """Read what a form sent; `ticked` are the values of the check boxes. Nothing is trusted, nothing refused."""
        numbers = [*ticked, *data.get("people", "").split(",")[:MOST]]
        verb, _, value = data.get("verb", "").partition("=")
        wrong, value = "", value or (DEFAULT if verb == Verb.EXPORT else "")
        if verb in {Verb.TAG, Verb.UNTAG}:
            value = clean(data.get("tag", ""))
            wrong = "" if 0 < len(value) <= 60 else "Write the tag, in 60 letters at most."
        elif verb not in Verb.values or value not in VALUES.get(Verb(verb), [""]):
            verb, value = "", ""
        return cls(
            query=data.get("query", "")[:4000].removeprefix("?"),
            is_all=data.get("all") == "1",
            people=tuple(pk for number in numbers if (pk := read_id(number)) is not None),
            verb="" if wrong else verb,
            value=value,
            wrong=wrong,
            expected=read_id(data.get("expected", "")),
        )

    def chosen(self, owner: User, shown: PeopleFilter, *, now: datetime) -> ContactQuerySet:
        """Whom it is about; `shown` is the list that `query` is the address of."""
        return shown.apply(owner.contacts.all(), now=now) if self.is_all else owner.contacts.filter(pk__in=self.people)

    def words(self, count: int) -> str:
        """What the button says."""
        return words.asking(self.verb, self.value, count) if self.verb else words.people(count)

    @property
    def verb_value(self) -> str:
        """The verb as its button sends it."""
        return f"{self.verb}={self.value}" if self.verb in VALUES else self.verb

    @property
    def ids(self) -> str:
        """Those who are ticked, as the page hands them on."""
        return "" if self.is_all else ",".join(map(str, self.people))
