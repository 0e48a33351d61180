"""Text as search and order see it: worked out by Postgres itself, by functions that the migrations make."""

import re
from typing import Any

from django.contrib.postgres.search import SearchVectorField
from django.db.models import BooleanField, Func, TextField
from django.db.models.sql.compiler import SQLCompiler


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


class Joined(Func):
    """Several columns in one text, a blank between two."""

    template = "%(expressions)s"
    arg_joiner = " || ' ' || "
    output_field = TextField()


class OwnedWords(Func):
    """The words of an owner's text for full-text search, folded: of the owner and the text.

    Each carries the number of the owner, so that looking for words by their beginnings reads nobody else's; each
    Chinese, Japanese or Korean letter is a word.
    """

    function = "rapport_words"
    output_field = SearchVectorField()


class KeptWords(Func):
    """The column `search_words` of the model that `pk` is of: `KeptWords("pk")`.

    Postgres works it out. It is in the table and not in the model, so that no page reads it.
    """

    output_field = SearchVectorField()

    def as_sql(self, compiler: SQLCompiler, connection: Any, *_: Any, **context: Any) -> Any:
        """The column beside the key's."""
        (key,) = self.get_source_expressions()
        return f'{compiler.quote_name_unless_alias(key.alias)}."search_words"', []


class Asked(Func):
    """A query for words: of the owner, the text, whether each may be the beginning of a longer one."""

    function = "rapport_query"


class AllAsked(Func):
    """Several such queries, all of which must be answered."""

    arg_joiner = " && "
    template = "(%(expressions)s)"


class Holds(Func):
    """Whether words answer a query."""

    arg_joiner = " @@ "
    template = "(%(expressions)s)"
    output_field = BooleanField()


class Written(Func):
    """A condition as SQL, with the values of `named` where their names stand in it in braces."""

    output_field = BooleanField()

    def __init__(self, sql: str, **named: Any) -> None:
        super().__init__(*named.values())
        self.sql, self.names = sql, list(named)

    def as_sql(self, compiler: SQLCompiler, connection: Any, *_: Any, **context: Any) -> Any:
        """The condition with its parameters in the order in which they stand in it."""
        compiled = dict(zip(self.names, map(compiler.compile, self.get_source_expressions()), strict=True))
        params: list[Any] = []

        def put(name: re.Match[str]) -> str:
            sql, given = compiled[name[1]]
            params.extend(given)
            return sql

        return re.sub(r"\{(\w+)\}", put, self.sql), params


class Like(Func):
    """Whether a text is like a pattern."""

    arg_joiner = " LIKE "
    template = "(%(expressions)s)"
    output_field = BooleanField()
