"""What an action says when it will not do something; the text is for the user."""


class MoveError(Exception):
    """A change that the life of an interview does not allow."""


class PlanError(MoveError):
    """A time that cannot be."""
