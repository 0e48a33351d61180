"""How people are found: each word of what is typed is looked up in small indexes, and the ids that come back decide.

A word that few people answer to is a list of ids, and the rest is arithmetic. A word that many answer to (a letter,
"engineer") is never listed: it becomes a condition, for a list that walks along its order finds enough of them soon.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connections, transaction
from django.db.models import Case, F, Q, Value, When

from contacts.querysets.folding import AllAsked, Asked, Folded, KeptWords, Like, Trigrams, Written
from contacts.querysets.words import IDEOGRAPHS, Word, escaped, read_words

MANY = 500  # people; a word that more answer to is a condition and no list
ALIKE = 0.35  # the least part of a word's trigrams that one word of the name shares, for a slip of the fingers
HOLE = re.compile(r"\{(\w+)\}")
LETTERS = re.compile(r"q([0-9a-f]+)q")  # of other scripts, as rapport_trigrams writes them

# What one word is looked up in. The owner is a bigint there, or the GIN indexes do not look at it.
ORGANIZATIONS = """
  SELECT id FROM contacts_organization WHERE owner_id = {owner} AND ' ' || folded_name LIKE rapport_fold({name})
  UNION ALL SELECT organization_id FROM contacts_organizationalias
  WHERE owner_id = {owner} AND ' ' || folded_name LIKE rapport_fold({name})"""
TAGS = "SELECT id FROM contacts_tag WHERE owner_id = {owner} AND ' ' || rapport_fold(name) LIKE rapport_fold({name})"
BY_NAME = """
SELECT id FROM contacts_contact WHERE owner_id = {owner}::bigint AND search_name LIKE rapport_trigrams({name})"""
BY_WORDS = "SELECT id FROM contacts_contact WHERE search_words @@ rapport_query({owner}, {text}, {prefix})"
BY_ORGANIZATION = f"SELECT id FROM contacts_contact WHERE organization_id IN ({ORGANIZATIONS})"  # noqa: S608  ours
BY_TAG = f"SELECT contact_id FROM contacts_contacttag WHERE tag_id IN ({TAGS})"  # noqa: S608
BY_CHANNEL = "SELECT contact_id FROM contacts_channel WHERE owner_id = {owner}::bigint AND normal LIKE {channel}"
# The same as a condition on one contact. OFFSET 0 keeps Postgres from listing everyone first of whom it is true, and
# ARRAY from reading and folding all tags again for each contact.
CONDITION = f"""(
  {{search_name}} LIKE rapport_trigrams({{name}}) OR {{search_words}} @@ rapport_query({{owner}}, {{text}}, {{prefix}})
  OR {{organization}} IN ({ORGANIZATIONS})
  OR EXISTS (SELECT FROM contacts_contacttag WHERE contact_id = {{pk}} AND tag_id = ANY(ARRAY({TAGS})) OFFSET 0)
  OR EXISTS (SELECT FROM contacts_channel WHERE contact_id = {{pk}} AND normal LIKE {{channel}} OFFSET 0))"""  # noqa: S608
# Who may be meant: enough of each word's trigrams are in one word of a name, or two neighbouring letters changed
# places; among those whom the other words find. OFFSET 0 keeps Postgres from asking that of everyone first.
BY_LIKENESS = """
SELECT id, search_name FROM (
  SELECT id, search_name, search_words, organization_id FROM contacts_contact
  WHERE owner_id = %(owner)s::bigint AND {alike} OFFSET 0) AS alike
WHERE {known} ORDER BY {nearness} DESC, id LIMIT 40"""
# Postgres takes the work of comparing names for nothing, and would read the owner's all instead of the index of parts.
BY_INDEX = """
SELECT set_config('enable_indexscan', 'off', true),
  set_config('pg_trgm.word_similarity_threshold', %s, true), rapport_trigrams(%s)"""
Sure = Sequence[tuple[Word, set[int] | None]]  # words that are right, and whom each finds, as look_up() tells
FEWEST_LETTERS = 4  # of a word that may hold a slip
TOO_FAR = 99  # slips


@dataclass(frozen=True)
class Found:
    """Whom a term finds: `pks` where they are few, and what else they must fulfil."""

    words: list[Word]
    pks: list[int] | None = None  # None for many; in order of likeness where it is a guess
    also: Q = field(default_factory=Q)
    is_guess: bool = False

    @property
    def text(self) -> str:
        """The words as one text."""
        return " ".join(word.text for word in self.words)


def find_people(owner: int, term: str, *, using: str) -> Found:
    """Whom among the owner's contacts every word of `term` finds; names alike where nobody else is found."""
    words = read_words(term)
    if not words:
        return Found(words, [])
    listed = [look_up(owner, [word], using=using) for word in words]
    lists = [pks for pks in listed if pks is not None]
    common = [word for word, pks in zip(words, listed, strict=True) if pks is None]
    if not lists and len(words) > 1:  # each word finds many; all of them together may find few
        together = None if in_one_place(owner, words, using=using) else look_up(owner, words, using=using)
        lists, common = ([], common) if together is None else ([together], [])
    if not lists:
        return Found(words, also=conditions(words, owner))
    pks = set.intersection(*lists)
    return Found(words, sorted(pks), conditions(common, owner)) if pks else guess(owner, words, listed, using=using)


def look_up(owner: int, words: list[Word], *, using: str) -> set[int] | None:
    """The ids of those whom each of the words finds; None where they are many."""
    limit, found_by = f"LIMIT {MANY + 1}", []
    params: dict[str, Any] = {}
    for n, word in enumerate(words):
        ways = [BY_NAME, BY_WORDS, BY_ORGANIZATION, BY_TAG, *([BY_CHANNEL] if word.in_channels else [])]
        each = limit if len(words) == 1 else ""
        found_by.append(HOLE.sub(rf"%(\g<1>{n})s", " UNION ".join(f"({way} {each})" for way in ways)))
        params |= {f"{name}{n}": value for name, value in asked(owner, word).items()}
    sql = " INTERSECT ".join(f"({one})" for one in found_by)
    with connections[using].cursor() as cursor:
        cursor.execute(f"SELECT * FROM ({sql}) AS found {limit}", params)  # noqa: S608  what is typed is a parameter
        pks = {pk for (pk,) in cursor}
    return None if len(pks) > MANY else pks


def in_one_place(owner: int, words: list[Word], *, using: str) -> bool:
    """Whether many hold all of the words in their names, role, place and notes alone, which is soon known."""
    queries = " && ".join(f"rapport_query(%(owner{n})s, %(text{n})s, %(prefix{n})s)" for n in range(len(words)))
    sql = f"SELECT FROM contacts_contact WHERE search_words @@ ({queries}) LIMIT {MANY + 1}"
    params = {f"{name}{n}": value for n, word in enumerate(words) for name, value in asked(owner, word).items()}
    with connections[using].cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.rowcount > MANY


def asked(owner: int, word: Word) -> dict[str, Any]:
    """What the look-ups ask for."""
    text, name, channel = word.text, word.in_names, word.in_channels
    return {"owner": owner, "text": text, "name": name, "channel": channel, "prefix": not word.is_short}


def conditions(words: list[Word], owner: int) -> Q:
    """The look-ups of each word as conditions on a contact, for lists that walk along their order."""
    columns = {"search_name": F("search_name"), "search_words": KeptWords("pk"), "organization": F("organization_id")}
    every = Q()
    for word in words:
        values = {name: Value(value) for name, value in asked(owner, word).items()}
        every &= Q(Written(CONDITION, pk=F("pk"), **columns, **values))
    return every


def words_query(owner: int, words: list[Word]) -> AllAsked:
    """The full-text query for all of the words; longer ones are found by their beginning."""
    return AllAsked(*(Asked(Value(owner), Value(word.text), Value(not word.is_short)) for word in words))


def guess(owner: int, words: list[Word], listed: list[set[int] | None], *, using: str) -> Found:
    """Whose names are alike, the likest first: what finds nobody may be misspelt, or if each finds somebody, any."""
    lost = [n for n, pks in enumerate(listed) if pks is not None and not pks]
    slips: dict[int, int] = {}
    for doubtful in [lost] if lost else [[n] for n in range(len(words))]:
        texts = [words[n].text for n in doubtful]
        if all(len(text) >= FEWEST_LETTERS and text.isalpha() and text < IDEOGRAPHS for text in texts):
            sure = [(word, listed[n]) for n, word in enumerate(words) if n not in doubtful]
            slips |= alike(owner, texts, sure, using=using)
    return Found(words, sorted(slips, key=lambda pk: (slips[pk], pk)), is_guess=True)


def alike(owner: int, texts: list[str], sure: Sure, *, using: str) -> dict[int, int]:
    """Who has every text in the name but for a slip or two, and for how many; `sure` are the other words."""
    for nearness in sorted({ALIKE, max(ALIKE, one_slip(min(map(len, texts))))}, reverse=True):
        typed, names = likest(owner, texts, sure, nearness=nearness, using=using)
        slips = {pk: slips_between(typed, name) for pk, name in names.items()}
        if found := {pk: far for pk, far in slips.items() if far < TOO_FAR}:
            return found
    return {}


def likest(
    owner: int, texts: list[str], sure: Sure = (), *, nearness: float = ALIKE, using: str
) -> tuple[list[str], dict[int, list[str]]]:
    """The texts, folded, and of the contacts with the likest names whom the `sure` words find, by id their words."""
    lists = [pks for _, pks in sure if pks is not None]
    known = sorted(set.intersection(*lists)) if lists else None
    if known == []:
        return [], {}
    sql, params = likeness(owner, texts, known, [word for word, pks in sure if pks is None])
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        cursor.execute(BY_INDEX, [str(nearness), " ".join(texts)])
        (typed,) = cursor.fetchone()[2:]
        cursor.execute(sql, params)
        return plain(typed).split(), {pk: plain(name).split() for pk, name in cursor}


def likeness(owner: int, texts: list[str], known: list[int] | None, common: list[Word]) -> tuple[str, dict[str, Any]]:
    """The query for names like `texts`, of the contacts `known` (None for all) to whom the common words apply."""
    params: dict[str, Any] = {"owner": owner, "known": known}
    alike, nearness, conditions = [], [], ["TRUE"]
    for n, text in enumerate(texts):
        swaps = [f"{text[:k]}{text[k + 1]}{text[k]}{text[k + 2 :]}" for k in range(min(len(text), 8) - 1)]
        params |= {f"text{n}": text} | {f"swap{n}_{k}": f"% {escaped(swap)}%" for k, swap in enumerate(swaps)}
        swapped = [f"search_name LIKE rapport_trigrams(%(swap{n}_{k})s)" for k in range(len(swaps))]
        alike.append(f"({' OR '.join([f'search_name %%> rapport_trigrams(%(text{n})s)', *swapped])})")
        swap = " OR ".join(swapped) or "FALSE"  # a single letter changes places with none
        nearness.append(f"word_similarity(rapport_trigrams(%(text{n})s), search_name) + ({swap})::int")
    if known is not None:
        alike.append("id = ANY(%(known)s)")
    kept = ("search_name", "search_words")
    columns = {"pk": "alike.id", "organization": "alike.organization_id"} | {name: name for name in kept}
    for n, word in enumerate(common):
        values = asked(owner, word)
        filled = {name: f"%({name}_{n})s" for name in values} | columns
        conditions.append(CONDITION.format(**filled))
        params |= {f"{name}_{n}": value for name, value in values.items()}
    parts = {"alike": " AND ".join(alike), "known": " AND ".join(conditions), "nearness": " + ".join(nearness)}
    return BY_LIKENESS.format(**parts), params


def one_slip(length: int) -> float:
    """How near a word of so many letters is at least to itself with one of them wrong."""
    return (length - 2) / (length + 4) - 0.01


def slips_between(typed: list[str], name: list[str]) -> int:
    """In how many letters the typed words differ from the nearest of the name; TOO_FAR where one is another word."""
    far = [min(distance(word, other) for other in name) for word in typed]
    is_near = all(slips <= (1 if len(word) < 6 else 2) for word, slips in zip(typed, far, strict=True))
    return sum(far) if is_near else TOO_FAR


def plain(trigrams: str) -> str:
    """What rapport_trigrams made ASCII, in its own letters again."""
    return LETTERS.sub(lambda found: chr(int(found[1], 16)), trigrams)


def distance(one: str, other: str) -> int:
    """How many letters are wrong, missing, too many or in each other's place (optimal string alignment)."""
    if abs(len(one) - len(other)) > 2:
        return 3
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        row = [i]
        for j, b in enumerate(other, start=1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, last = last, row
    return last[-1]


def rank(found: Found) -> Case:
    """How good a hit is: the name itself (0), each word at the beginning of one of the name, within one, elsewhere."""
    begins, within = Q(), Q()
    for word in found.words:
        begins &= Q(Like("search_name", Trigrams(Value(f"% {escaped(word.text)}%"))))
        within &= Q(Like("search_name", Trigrams(Value(f"%{escaped(word.text)}%"))))
    return Case(
        When(sort_name=Folded(Value(found.text)), then=0), When(begins, then=1), When(within, then=2), default=3
    )
