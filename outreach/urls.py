"""Addresses of the outreach app."""

from django.urls import path

from outreach.views import person, today

app_name = "outreach"
urlpatterns = [
    path("", today.today, name="today"),
    path("people/<int:pk>/", person.person, name="person"),
]
