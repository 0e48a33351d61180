"""The user's own mail account: kept with a password that only goes in, tried out by one mail, removed."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.http import HttpRequest, confirm_first, form_page, is_confirmed
from outreach.actions.mail_account import account_of, keep_account, remove_account, test_account
from outreach.actions.sealing import NO_KEYS, SealError, can_seal
from outreach.actions.testing_mail import TooManyError
from outreach.forms import MailAccountForm
from outreach.models import MailAccount


@form_page
def mail_account(request: HttpRequest) -> HttpResponse:
    """The account, or the form to set one up; to change where letters go, one has signed in, or confirmed it, lately.

    What was typed does not wait for that in the session, for there is a password in it.
    """
    account = account_of(request.user)
    new = MailAccount(owner=request.user, from_name=request.user.name, from_addr=request.user.email)
    form = MailAccountForm(request.POST or None, instance=account or new)
    if form.is_bound and form.is_valid():
        is_changed = bool({*form.changed_data} - {"from_name"})
        if account and is_changed and not is_confirmed(request):
            messages.error(request, "Nothing was saved. Now that it is clear that it is you, change it once more.")
            return confirm_first(request)
        try:
            keep_account(form.instance, password=form.cleaned_data["password"], is_changed=is_changed)
        except SealError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Saved. Now send yourself a test mail.")
            return redirect("outreach:mail_account")
    must_confirm = account is not None and not is_confirmed(request)
    context = {"must_confirm": must_confirm, "form": form, "account": account, "missing": "" if can_seal() else NO_KEYS}
    return TemplateResponse(request, "outreach/mail_account.html", context, status=422 if form.errors else 200)


@require_POST
def mail_account_test(request: HttpRequest) -> HttpResponse:
    """Send one mail to the user's own address through the account, and say what became of it."""
    account = account_of(request.user)
    if account is None:
        return redirect("outreach:mail_account")
    try:
        wrong = test_account(account, now=timezone.now())
    except TooManyError:
        messages.error(request, "That was the tenth test within an hour. Try again later.")
        return redirect("outreach:mail_account")
    if wrong:
        messages.error(request, f"The test mail did not leave. {wrong}")
    else:
        said = f"{account.host} took the test mail to {request.user.email}. You can send letters from here."
        messages.success(request, said)
    return redirect("outreach:mail_account")


@form_page
def mail_account_remove(request: HttpRequest) -> HttpResponse:
    """What is lost is said first, because the password cannot be brought back."""
    account = account_of(request.user)
    if account is None:
        return redirect("outreach:mail_account")
    if not is_confirmed(request):
        return confirm_first(request)
    if request.method == "POST":
        drafts = remove_account(account)
        back = f" {drafts} letter{'' if drafts == 1 else 's'} became drafts again." if drafts else ""
        messages.success(request, f"The mail account and its password are deleted.{back}")
        return redirect("outreach:mail_account")
    waiting = request.user.deliveries.filter(letter__isnull=False, state="pending").count()
    return TemplateResponse(request, "outreach/mail_account_remove.html", {"account": account, "waiting": waiting})
