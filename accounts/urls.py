"""Addresses of the accounts app; sign-in and its kin are allauth's, below accounts/."""

from django.urls import path

from accounts import views

app_name = "accounts"
urlpatterns = [
    path("settings/", views.settings, name="settings"),
    path("settings/theme/", views.theme, name="theme"),
    path("settings/mail/", views.mail_list, name="mail_list"),
    path("settings/mail/<str:name>/", views.mail, name="mail"),
]
