"""Addresses of the outreach app."""

from django.urls import path

from outreach.views import health, links, person, thanking, today

app_name = "outreach"
urlpatterns = [
    path("", today.today, name="today"),
    path("today/<int:contact_pk>/touched/", today.today_touched, name="today_touched"),
    path("today/<int:contact_pk>/offered/", today.today_offered, name="today_offered"),
    path("today/<int:contact_pk>/asked/", today.today_asked, name="today_asked"),
    path("today/<int:contact_pk>/nudged/<int:interview_pk>/", today.today_nudged, name="today_nudged"),
    path("today/<int:contact_pk>/moved/<int:interview_pk>/<slug:to>/", today.today_moved, name="today_moved"),
    path("today/<int:contact_pk>/wrapped/<int:interview_pk>/", today.today_wrapped, name="today_wrapped"),
    path("today/<int:contact_pk>/back/<int:interview_pk>/<slug:to>/", today.today_back, name="today_back"),
    path("today/<int:contact_pk>/unlog/<int:entry_pk>/", today.today_unlog, name="today_unlog"),
    path("today/<int:contact_pk>/snooze/", today.today_snooze, name="today_snooze"),
    path("today/<int:contact_pk>/wake/", today.today_wake, name="today_wake"),
    path("people/<int:pk>/", person.person, name="person"),
    path("interviews/<int:interview_pk>/thank/<int:contact_pk>/", thanking.thank_you, name="thank_you"),
    path("settings/reminders/", health.reminder_health, name="reminder_health"),
    path("r/<str:token>/", links.reminder_link, name="reminder_link"),
    path("r/<str:token>/unsubscribe/", links.unsubscribe, name="unsubscribe"),
]
