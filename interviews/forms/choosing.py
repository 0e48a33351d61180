"""What a list of choices says where nothing is chosen."""

from typing import Any


def name_none(field: Any, words: str) -> None:
    """Call the empty choice of a model's field `words`; Django calls it by dashes."""
    field.widget.choices = [("", words), *(choice for choice in field.choices if choice[0])]
