"""What an action says when it will not do something; the text is for the user."""


class MoveError(Exception):
    """A change that the life of an interview does not allow."""


class PlanError(MoveError):
    """A time that cannot be."""


class NotesError(Exception):
    """Notes that would overwrite others; `between` is the text that was saved meanwhile."""

    def __init__(self, message: str, *, between: str) -> None:
        super().__init__(message)
        self.between = between


class GapError(Exception):
    """A question to answer cannot come back; the message says why."""


class CriterionError(Exception):
    """What paths are compared by cannot come back; the message says why."""
