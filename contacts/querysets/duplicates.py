"""Who among the user's people may be the same as somebody who is about to be added."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q, Value

from accounts.ownership import owner_of
from contacts.querysets.folding import Folded
from contacts.querysets.search import distance, likest
from contacts.querysets.words import MOST_WORDS

MOST, LONGEST = 5, 100
SAME = {
    "linkedin": "the same LinkedIn profile",
    "email": "the same e-mail address",
    "phone": "the same phone number",
    "link": "the same link",
}
Key = tuple[str, str]  # kind and normal form of a channel


@dataclass(frozen=True)
class Twin:
    """Somebody who may be the same person, and why."""

    contact: Any
    why: str


def find_twins(people: models.QuerySet, *, name: str, keys: Iterable[Key]) -> list[Twin]:
    """At most MOST of `people` who have one of the channels, the name, or a name much like it; the surest first."""
    found: dict[int, Twin] = {}
    owner, people = owner_of(people), people.select_related("organization")
    for kind, pks in reached_by(owner, keys).items():
        for contact in people.filter(pk__in=pks)[:MOST]:
            found.setdefault(contact.pk, Twin(contact, SAME[kind]))
    for contact in people.filter(sort_name=Folded(Value(name))).order_by("pk")[:MOST]:
        found.setdefault(contact.pk, Twin(contact, "the same name"))
    for contact in people.filter(pk__in=alike(owner, name)):
        found.setdefault(contact.pk, Twin(contact, "a name much like it"))
    return list(found.values())[:MOST]


def reached_by(owner: int, keys: Iterable[Key]) -> Mapping[str, list[int]]:
    """The ids of the owner's contacts who have one of the channels, by the kind of the channel."""
    wanted = Q(pk=None)
    for kind, normal in keys:
        wanted |= Q(kind=kind, normal=normal)
    found: dict[str, list[int]] = {}
    channels = apps.get_model("contacts", "Channel").objects.filter(wanted, owner=owner)
    for kind, pk in sorted(channels.values_list("kind", "contact"), key=lambda one: list(SAME).index(one[0])):
        found.setdefault(kind, []).append(pk)
    return found


def alike(owner: int, name: str) -> list[int]:
    """The ids of those in whose names every word of `name` stands, but for a letter in one or two of them.

    A single word is no name to compare by.
    """
    if not 1 < len(words := name[:LONGEST].split()) <= MOST_WORDS:
        return []
    typed, names = likest(owner, words, using="default")
    slips = {pk: [min(distance(word, other) for other in theirs) for word in typed] for pk, theirs in names.items()}
    return [pk for pk, far in slips.items() if max(far) <= 1 and sum(far) <= 2]
