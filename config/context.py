"""What every page's frame shows: the badge on Today."""

from django.http import HttpRequest
from django.utils import timezone


def frame(request: HttpRequest) -> dict[str, object]:
    """How many next steps are due, counted only if the template asks."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    return {"due_count": user.contacts.due(timezone.now()).count}
