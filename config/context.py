"""What every page's frame shows: the badge on Today, and the views of the list of people."""

from functools import partial

from django.http import HttpRequest
from django.utils import timezone

from contacts.views.tabs import list_views


def frame(request: HttpRequest) -> dict[str, object]:
    """How many next steps are due, and the views; read only if the template asks."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    return {"due_count": user.contacts.due(timezone.now()).count, "tabs": partial(list_views, user)}
