"""Pages of the user's own account: settings, theme, and the mail that a machine without SMTP keeps in files."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts import mail as mail_files
from accounts.forms import SettingsForm
from accounts.http import HttpRequest, came_from, form_page
from accounts.models import User


@form_page
def settings(request: HttpRequest) -> HttpResponse:
    """What the user sets for themselves."""
    form = SettingsForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Settings saved")
        return redirect("accounts:settings")
    context = {"form": form, "now": timezone.now()}
    return TemplateResponse(request, "accounts/settings.html", context, status=422 if form.errors else 200)


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Take the theme that was asked for, or the next one."""
    themes: list[str] = User.Theme.values
    asked = request.POST.get("theme")
    following = themes[(themes.index(request.user.theme) + 1) % len(themes)]
    request.user.theme = asked if asked in themes else following
    request.user.save(update_fields=["theme"])
    return HttpResponse(status=204) if request.htmx else redirect(came_from(request) or "accounts:settings")


@require_safe
def mail_list(request: HttpRequest) -> HttpResponse:
    """Mail in files, newest first."""
    _require_mail_in_files(request)
    return TemplateResponse(request, "accounts/mail_list.html", {"mails": mail_files.newest()})


@require_safe
def mail(request: HttpRequest, name: str) -> HttpResponse:
    """One mail, as text."""
    _require_mail_in_files(request)
    found = mail_files.read(name)
    if found is None:
        raise Http404
    return TemplateResponse(request, "accounts/mail.html", {"mail": found})


def _require_mail_in_files(request: HttpRequest) -> None:
    if not request.user.is_staff or mail_files.folder() is None:
        raise Http404
