"""Text as search and order see it, for columns and indexes; the functions are defined below the models, for queries."""

from django.contrib.postgres.indexes import GinIndex, OpClass

from contacts.querysets.folding import Folded, Joined, JoinedTrigrams, OwnedWords, Trigrams

PENDING = 64  # kB
__all__ = ["Folded", "Joined", "JoinedTrigrams", "OwnedWords", "Trigrams", "parts_index", "words_index"]


def parts_index(column: str, *, name: str) -> GinIndex:
    """An index that finds an owner's rows by any part of a column, for LIKE and for likeness.

    What is written waits in a list, which every search reads: the shortest that Postgres allows.
    """
    return GinIndex(
        OpClass("owner", "int8_ops"), OpClass(column, "gin_trgm_ops"), name=name, gin_pending_list_limit=PENDING
    )


def words_index(*columns: str, name: str) -> GinIndex:
    """An index that finds rows by the words of their columns, which carry the owner's number."""
    return GinIndex(OwnedWords("owner", Joined(*columns)), name=name, fastupdate=False)
