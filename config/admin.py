"""The admin site: our name, our sign-in, and no address that tells whether a row exists."""

from typing import Any

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect


class AdminSite(admin.AdminSite):
    """Django's, where sign-in and passwords are everyone's, with their rate limits and mails."""

    site_title = site_header = "Rapport"
    index_title = "Bulk edits"

    @login_not_required
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The sign-in page of the product."""
        response: HttpResponse = secure_admin_login(super().login)(request, extra_context)
        return response

    def password_change(  # type: ignore[override]  # Django's shows a form
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Where tries are counted and the owner is told by mail."""
        return redirect("account_change_password")

    def get_urls(self) -> list[Any]:
        """All but the redirect to a row's page: by a row's type and number, it tells staff of strangers' rows."""
        return [url for url in super().get_urls() if getattr(url, "name", "") != "view_on_site"]
