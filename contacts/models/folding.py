"""Text as search and order see it: worked out by Postgres itself, by the functions of migration 0004."""

from django.db.models import Func


class Folded(Func):
    """Lower case, without accents: "Łukasz" is "lukasz". For what is typed, too, and to sort by."""

    function = "rapport_fold"


class Trigrams(Func):
    """Folded, and every letter ASCII, because pg_trgm knows no other under the C locale.

    A letter that has no ASCII form becomes its code point between two q, so that parts of a Chinese or Cyrillic name
    are found as well as those of any other.
    """

    function = "rapport_trigrams"


class JoinedTrigrams(Trigrams):
    """The same for several columns, with a blank before each word and behind the last."""

    template = "%(function)s(' ' || %(expressions)s || ' ')"
    arg_joiner = " || ' ' || "


class Words(Func):
    """The words of a text for full-text search, folded; each Chinese, Japanese or Korean letter is a word."""

    function = "rapport_words"
