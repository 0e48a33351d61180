"""Text as search and order see it, for columns and indexes; the functions are defined below the models, for queries."""

from django.contrib.postgres.indexes import GinIndex, OpClass

from contacts.querysets.folding import Folded, Joined, JoinedTrigrams, OwnedWords, Trigrams

__all__ = ["Folded", "Joined", "JoinedTrigrams", "OwnedWords", "Trigrams", "parts_index", "words_index"]


def parts_index(column: str, *, name: str) -> GinIndex:
    """An index that finds an owner's rows by any part of a column, for LIKE and for likeness.

    What is written goes into it at once: a list of what is pending would be read by every search.
    """
    return GinIndex(OpClass("owner", "int8_ops"), OpClass(column, "gin_trgm_ops"), name=name, fastupdate=False)


def words_index(*columns: str, name: str) -> GinIndex:
    """An index that finds rows by the words of their columns, which carry the owner's number."""
    return GinIndex(OwnedWords("owner", Joined(*columns)), name=name, fastupdate=False)
