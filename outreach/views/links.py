"""Signed links from mails: a GET shows one button, only its POST acts; nobody needs to sign in.

The POST is exempt from the CSRF check because it needs no cookie at all: who may act is said by the signed token
in the address alone, which another site cannot know, and a mail program's browser or a one-click unsubscribe
(RFC 8058) brings none.
"""

from collections.abc import Container

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from accounts.forms import MailsForm
from accounts.http import form_page
from outreach.actions.links import LinkError, Standing, follow_link, read_link, reader_of, standing
from outreach.emails import KIND_WORDS, LinkAction
from outreach.models import Reminder


@login_not_required
@csrf_exempt
@form_page
def reminder_link(request: HttpRequest, token: str) -> HttpResponse:
    """What one link of a reminder mail does; POST does it."""
    return _answer(request, token, "outreach/reminder_link.html", only=set(LinkAction) - {LinkAction.STOP})


@login_not_required
@csrf_exempt
@form_page
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Stop one kind of reminder; the address in List-Unsubscribe, so POST answers at once, without a redirect."""
    return _answer(request, token, "outreach/unsubscribe.html", only={LinkAction.STOP})


@login_not_required
@csrf_exempt
@form_page
def preferences(request: HttpRequest, token: str) -> HttpResponse:
    """Which reminder mails come, for whoever holds a mail; nothing else of the user is shown."""
    try:
        reader = reader_of(token, now=timezone.now())
    except LinkError as error:
        return _bad_link(request, error)
    form = MailsForm(request.POST if request.method == "POST" else None, instance=reader)
    is_done = request.method == "POST" and form.is_valid()
    if is_done:
        form.save()
    return _private(TemplateResponse(request, "outreach/preferences.html", {"form": form, "is_done": is_done}))


def _bad_link(request: HttpRequest, error: LinkError) -> HttpResponse:
    status = 410 if error.expired else 404
    return _private(TemplateResponse(request, "outreach/bad_link.html", {"expired": error.expired}, status=status))


def _answer(request: HttpRequest, token: str, template: str, *, only: Container[LinkAction]) -> HttpResponse:
    now = timezone.now()
    try:
        link = read_link(token, now=now, only=only)
        found = follow_link(token, now=now) if request.method == "POST" else standing(link, now=now)
    except LinkError as error:
        return _bad_link(request, error)
    context = {
        "title": link.title,
        "action": link.action.value,
        "standing": found.value,
        "is_done": request.method == "POST" and found is Standing.OPEN,
        "kind_words": KIND_WORDS[Reminder.Kind(link.reminder.kind)],
    }
    return _private(TemplateResponse(request, template, context))


def _private(response: HttpResponse) -> HttpResponse:
    """Keep the address, which is a key, out of caches, referrers and search engines."""
    response["Cache-Control"] = "no-store, private"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
