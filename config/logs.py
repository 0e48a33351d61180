"""What is kept out of the logs: tokens that stand in addresses and are as good as a key."""

import logging
import re

TOKENS = re.compile(r"(/(?:r|undo|cal|accounts/confirm-email|accounts/password/reset/key)/)[^/\s]+")


class MaskTokens(logging.Filter):
    """Writes “…” for the token of a signed link; Django logs the path of every request that fails."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Change the record; it is always written."""
        record.msg = _masked(record.msg)
        if isinstance(record.args, tuple):
            record.args = tuple(map(_masked, record.args))
        return True


def _masked(said: object) -> object:
    return TOKENS.sub(r"\1…", said) if isinstance(said, str) else said
