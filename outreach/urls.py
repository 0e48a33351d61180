"""Addresses of the outreach app."""

from django.urls import path

from outreach.views import entries, health, links, person, thanking, today

app_name = "outreach"
urlpatterns = [
    path("", today.today, name="today"),
    path("today/<int:contact_pk>/touched/", today.today_touched, name="today_touched"),
    path("today/<int:contact_pk>/offered/", today.today_offered, name="today_offered"),
    path("today/<int:contact_pk>/asked/", today.today_asked, name="today_asked"),
    path("today/<int:contact_pk>/nudged/<int:interview_pk>/", today.today_nudged, name="today_nudged"),
    path("today/<int:contact_pk>/moved/<int:interview_pk>/<slug:to>/", today.today_moved, name="today_moved"),
    path("today/<int:contact_pk>/wrapped/<int:interview_pk>/", today.today_wrapped, name="today_wrapped"),
    path("today/<int:contact_pk>/promised/<int:promise_pk>/", today.today_promised, name="today_promised"),
    path("today/<int:contact_pk>/unpromised/<int:promise_pk>/", today.today_unpromised, name="today_unpromised"),
    path("today/<int:contact_pk>/back/<int:interview_pk>/<slug:to>/", today.today_back, name="today_back"),
    path("today/<int:contact_pk>/unlog/<int:entry_pk>/", today.today_unlog, name="today_unlog"),
    path("today/<int:contact_pk>/snooze/", today.today_snooze, name="today_snooze"),
    path("today/<int:contact_pk>/wake/", today.today_wake, name="today_wake"),
    path("people/<int:pk>/", person.person, name="person"),
    path("people/<int:contact_pk>/entries/<int:entry_pk>/", entries.entry_edit, name="entry_edit"),
    path("people/<int:contact_pk>/entries/<int:entry_pk>/remove/", entries.entry_remove, name="entry_remove"),
    path("interviews/<int:interview_pk>/thank/<int:contact_pk>/", thanking.thank_you, name="thank_you"),
    path("interviews/<int:interview_pk>/thank/<int:contact_pk>/sent/", thanking.thank_you_sent, name="thank_you_sent"),
    path(
        "interviews/<int:interview_pk>/thank/<int:contact_pk>/unsent/",
        thanking.thank_you_unsent,
        name="thank_you_unsent",
    ),
    path(
        "interviews/<int:interview_pk>/thank/<int:contact_pk>/snooze/",
        thanking.thank_you_snooze,
        name="thank_you_snooze",
    ),
    path("interviews/<int:interview_pk>/thank/<int:contact_pk>/wake/", thanking.thank_you_wake, name="thank_you_wake"),
    path("settings/reminders/", health.reminder_health, name="reminder_health"),
    path("settings/reminders/test/", health.test_mail, name="test_mail"),
    path("settings/reminders/<int:delivery_pk>/resend/", health.resend, name="resend"),
    path("healthz/reminders", health.healthz_reminders, name="healthz_reminders"),
    path("r/<str:token>/", links.reminder_link, name="reminder_link"),
    path("r/<str:token>/unsubscribe/", links.unsubscribe, name="unsubscribe"),
]
