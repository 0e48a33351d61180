"""Pages of the user's own account: settings, theme, and the mail that a machine without SMTP keeps in files."""

from allauth.account.models import EmailConfirmationHMAC
from allauth.account.views import confirm_email
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.http import HttpRequest as DjangoRequest
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import mail as mail_files
from accounts.entrance import is_used
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


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def account_confirm_email(request: DjangoRequest, key: str) -> HttpResponse:
    """The page behind the link that confirms an address: opening it does nothing, and its button is allauth's.

    Pressed twice, it says that it is done, and not that there is nothing here.
    """
    found = EmailConfirmationHMAC.from_key(key)
    if found and request.method == "POST":
        return confirm_email(request, key=key)
    context = {
        "confirmation": found,
        "email": found and found.email_address.email,
        "can_confirm": found and found.email_address.can_set_verified(),
        "is_done": found is None and is_used(key),
    }
    return TemplateResponse(request, "account/email_confirm.html", context)


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
