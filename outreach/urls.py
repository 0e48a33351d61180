"""Addresses of the outreach app."""

from django.urls import path

from outreach.views import health, links, person, thanking, today

app_name = "outreach"
urlpatterns = [
    path("", today.today, name="today"),
    path("people/<int:pk>/", person.person, name="person"),
    path("interviews/<int:interview_pk>/thank/<int:contact_pk>/", thanking.thank_you, name="thank_you"),
    path("settings/reminders/", health.reminder_health, name="reminder_health"),
    path("r/<str:token>/", links.reminder_link, name="reminder_link"),
    path("r/<str:token>/unsubscribe/", links.unsubscribe, name="unsubscribe"),
]
