"""Where mail goes on this machine, for the pages that tell people to look for it."""

from pathlib import Path

from django import template

from accounts import mail

register = template.Library()


@register.simple_tag
def mail_folder() -> Path | None:
    """The folder of mail files; None when mail goes out by SMTP."""
    return mail.folder()
