"""Which way the user is leaning: each path with how talks felt, what speaks for and against it, what is open."""

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.http import HttpRequest
from interviews.actions.leaning import draw_picture


@require_safe
def decide(request: HttpRequest) -> HttpResponse:
    """All paths under exploration; those dropped folded at the end."""
    picture = draw_picture(request.user, now=timezone.now())
    return TemplateResponse(request, "interviews/decide.html", {"picture": picture})
