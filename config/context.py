"""What every page's frame shows: the badges on Today and on Outreach, and the views of the list of people."""

from functools import cache, partial

from django.http import HttpRequest
from django.utils import timezone

from contacts.views.tabs import list_views


def frame(request: HttpRequest) -> dict[str, object]:
    """How many next steps are due, how many of them on the board, and the views; read only if the template asks."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    counts = cache(lambda: user.contacts.count_due(timezone.now()))
    return {
        "due_count": lambda: counts()["due"],
        "flight_count": lambda: counts()["in_flight"],
        "tabs": partial(list_views, user),
    }
