"""Every address of the product, by app."""

from django.contrib import admin
from django.urls import include, path

from accounts.views import account_confirm_email
from config import views

handler500 = "config.views.failure"
urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("search/", views.search, name="search"),
    path("components/", views.components, name="components"),
    path("accounts/confirm-email/<str:key>/", account_confirm_email, name="account_confirm_email"),
    path("accounts/", include("allauth.urls")),
    path("", include("accounts.urls")),
    path("", include("contacts.urls")),
    path("", include("interviews.urls")),
    path("", include("outreach.urls")),
    path("admin/", admin.site.urls),
]
