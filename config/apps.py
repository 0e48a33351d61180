"""Which site the admin is."""

from django.contrib.admin import apps


class AdminConfig(apps.AdminConfig):
    """Django's admin, on our site."""

    default = False  # it is not that of the app “config”
    default_site = "config.admin.AdminSite"
