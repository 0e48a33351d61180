"""How allauth asks and speaks here: its forms in our words, its links to our address, mail that may fail."""

import logging
from typing import Any

from allauth.account import app_settings, forms
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from django.conf import settings
from django.core import signing
from django.core.mail import get_connection
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.addresses import validate_address

log = logging.getLogger(__name__)
SECONDS = 10  # how long a page waits for one answer of the mail server
ON_ITS_WAY = "account/messages/email_confirmation_sent.txt"
LABELS = {"email": "E-mail", "login": "E-mail", "oldpassword": "Present password", "password1": "New password"}
PASSWORD_HELP = "At least 10 characters; a few unusual words are best."  # noqa: S105  not a password


class AccountAdapter(DefaultAccountAdapter):
    """Where allauth leaves room for the product's own way."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": "This account is switched off. Ask whoever runs this installation.",
        "duplicate_email": "That is your address already.",
        "email_password_mismatch": "No account has this e-mail address with this password.",
        "enter_current_password": "That is not your present password.",
        "incorrect_password": "That is not your password.",
        "invalid_password_reset": "This link is not valid any more.",
        "rate_limited": "Too many tries. Wait a few minutes and try again.",
        "too_many_login_attempts": "Too many tries. Wait five minutes and try again, or reset the password.",
    }

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send at once, for someone is waiting for it; a mail server that does not answer spoils no page."""
        message = self.render_mail(
            template_prefix, email, {"request": None, "email": email, "site_url": settings.SITE_URL} | context
        )
        message.connection = get_connection(timeout=min(SECONDS, settings.EMAIL_TIMEOUT))
        try:
            message.send()
        except OSError as error:  # smtplib's errors, too
            log.error("account mail %s not sent: %s", template_prefix.rpartition("/")[2], type(error).__name__)
            if self.request:
                self.request.is_mail_lost = True
                # 40 is messages.ERROR
                self.add_message(self.request, 40, message="The mail could not be sent. Try again in a few minutes.")

    def add_message(
        self, request: Any, level: int, message_template: str | None = None, *args: Any, **said: Any
    ) -> None:
        """Tell of no mail on its way where it has just failed."""
        if message_template != ON_ITS_WAY or not getattr(request, "is_mail_lost", False):
            super().add_message(request, level, message_template, *args, **said)

    def clean_email(self, email: str) -> str:
        """For sign-up and a change of address: one that mail can reach, so that nobody waits for a link."""
        validate_address(email)
        return email

    def get_email_confirmation_url(self, request: Any, emailconfirmation: Any) -> str:
        """The link in the mail; the request's Host header, which anyone can write, has no say in it."""
        return settings.SITE_URL + reverse("account_confirm_email", args=[emailconfirmation.key])

    def get_reset_password_from_key_url(self, key: str) -> str:
        """As for confirmation; `key` is the user's id and the token, joined by a hyphen."""
        uidb36, _, token = key.partition("-")
        return settings.SITE_URL + reverse("account_reset_password_from_key", args=[uidb36, token])

    def get_password_change_redirect_url(self, request: Any) -> str:
        """Back to where the link was."""
        return reverse("accounts:settings")

    def confirm_email(self, request: Any, email_address: EmailAddress) -> bool:
        """A confirmed address takes mail, whatever the last one did."""
        confirmed = super().confirm_email(request, email_address)
        if confirmed:
            type(email_address.user).objects.filter(pk=email_address.user_id).update(
                mail_refused_at=None, mail_refused_reason=""
            )
        return confirmed


def is_used(key: str) -> bool:
    """Whether the address for which a confirming link with this key was sent is confirmed."""
    try:
        pk = signing.loads(key, salt=app_settings.SALT)
    except signing.BadSignature:
        return False
    return EmailAddress.objects.filter(pk=pk, verified=True).exists()


class _OurWords:
    """Labels instead of placeholders, and one sentence about passwords."""

    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = LABELS.get(name, field.label)
        if "password1" in self.fields:
            self.fields["password1"].help_text = PASSWORD_HELP
        if "password2" in self.fields:
            self.fields["password2"].label = "New password again"


class LoginForm(_OurWords, forms.LoginForm):
    """Sign in."""


class SignupForm(_OurWords, forms.SignupForm):
    """Sign up; accounts.forms.SignupForm adds the name and the time zone."""

    field_order = ["email", "name", "password1", "time_zone"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].label = "Password"

    def try_save(self, request: Any) -> Any:
        """All of the account or nothing; whose address was taken a moment ago hears what the late always hear."""
        try:
            with transaction.atomic():
                return super().try_save(request)
        except IntegrityError:
            self.account_already_exists = True
            return super().try_save(request)


class AddEmailForm(_OurWords, forms.AddEmailForm):
    """Change the address."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = "New e-mail"


class ChangePasswordForm(_OurWords, forms.ChangePasswordForm):
    """Change the password."""


class SetPasswordForm(_OurWords, forms.SetPasswordForm):
    """Set a first password."""


class ResetPasswordForm(_OurWords, forms.ResetPasswordForm):
    """Ask for a link to set a new password."""


class ResetPasswordKeyForm(_OurWords, forms.ResetPasswordKeyForm):
    """Set a new password by the mail's link."""


class ReauthenticateForm(_OurWords, forms.ReauthenticateForm):
    """Say again who is there."""
