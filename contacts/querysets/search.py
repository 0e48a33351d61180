"""How people are found: each word of what is typed is looked up in small indexes, and the ids that come back decide.

A word that few people answer to is a list of ids, and the rest is arithmetic. A word that many answer to (a letter,
"engineer") is never listed: it becomes a condition, for a list that walks along its order finds enough of them soon.
"""

import re
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
# The same as a condition on one contact. OFFSET 0 keeps Postgres from listing everyone first of whom it is true.
CONDITION = f"""(
  {{search_name}} LIKE rapport_trigrams({{name}}) OR {{search_words}} @@ rapport_query({{owner}}, {{text}}, {{prefix}})
  OR {{organization}} IN ({ORGANIZATIONS})
  OR EXISTS (SELECT FROM contacts_contacttag WHERE contact_id = {{pk}} AND tag_id IN ({TAGS}) OFFSET 0)
  OR EXISTS (SELECT FROM contacts_channel WHERE contact_id = {{pk}} AND normal LIKE {{channel}} OFFSET 0))"""  # noqa: S608
# Who may be meant: enough of the word's trigrams are in one word of a name, or two neighbouring letters changed places.
# The first row is the word itself, folded.
BY_LIKENESS = """
SELECT 0, rapport_trigrams(%(text)s)
UNION ALL (
  SELECT id, search_name FROM contacts_contact
  WHERE owner_id = %(owner)s::bigint AND (search_name %%> rapport_trigrams(%(text)s) OR {})
  ORDER BY word_similarity(rapport_trigrams(%(text)s), search_name) DESC, id LIMIT 40
)"""
FEWEST_LETTERS = 4  # of a word that may hold a slip


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
    doubtful = [n for n, pks in enumerate(listed) if pks is not None and not pks] or range(len(words))
    far: list[dict[int, int]] = []
    for n, word in enumerate(words):
        exact = dict.fromkeys(listed[n] or (), 0)
        far.append((alike(owner, word.text, using=using) | exact) if n in doubtful else exact)
    lists = [found for n, found in enumerate(far) if listed[n] is not None or n in doubtful]
    pks = set.intersection(*map(set, lists))
    nearest = sorted(pks, key=lambda pk: (sum(found[pk] for found in lists), pk))
    common = [word for n, word in enumerate(words) if listed[n] is None and n not in doubtful]
    return Found(words, nearest, conditions(common, owner), is_guess=True)


def alike(owner: int, text: str, *, using: str) -> dict[int, int]:
    """Who has a word in the name that is `text` but for a slip or two, and for how many."""
    if len(text) < FEWEST_LETTERS or not text.isalpha() or text > IDEOGRAPHS:
        return {}
    most = 1 if len(text) < 6 else 2
    [typed], names = likest(owner, text, using=using)
    slips = {pk: min(distance(typed, word) for word in name) for pk, name in names.items()}
    return {pk: far for pk, far in slips.items() if far <= most}


def likest(owner: int, text: str, *, using: str) -> tuple[list[str], dict[int, list[str]]]:
    """The words of `text`, folded, and of the contacts with the likest names by id the words of theirs."""
    swaps = [f"{text[:n]}{text[n + 1]}{text[n]}{text[n + 2 :]}" for n in range(min(len(text), 8) - 1)]
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        cursor.execute(f"SET LOCAL pg_trgm.word_similarity_threshold = {ALIKE}")
        swapped = " OR ".join(f"search_name LIKE rapport_trigrams(%(swap{n})s)" for n in range(len(swaps)))
        params: dict[str, Any] = {"owner": owner, "text": text}
        params |= {f"swap{n}": f"% {escaped(swap)}%" for n, swap in enumerate(swaps)}
        cursor.execute(BY_LIKENESS.format(swapped), params)
        (_, typed), *rows = cursor.fetchall()
    return plain(typed).split(), {pk: plain(name).split() for pk, name in rows}


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
