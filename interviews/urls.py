"""Addresses of the interviews app."""

from django.urls import path

from interviews.views import gaps, learning, lists, organization, pages, starting, verbs

app_name = "interviews"
urlpatterns = [
    path("explore/gaps/", gaps.gap_list, name="gap_list"),
    path("explore/gaps/seeds/", gaps.gap_seeds, name="gap_seeds"),
    path("explore/gaps/<int:gap_pk>/", gaps.gap_edit, name="gap_edit"),
    path("explore/gaps/<int:gap_pk>/remove/", gaps.gap_remove, name="gap_remove"),
    path("explore/gaps/<int:gap_pk>/restore/", gaps.gap_restore, name="gap_restore"),
    path("organizations/<int:organization_pk>/", organization.organization, name="organization"),
    path("interviews/", lists.interview_list, name="interview_list"),
    path("interviews/new/", starting.interview_new, name="interview_new"),
    path("interviews/<int:pk>/", pages.interview, name="interview"),
    path("interviews/<int:pk>/prepare/", pages.prepare, name="prepare"),
    path("interviews/<int:pk>/notes/", pages.notes, name="notes"),
    path("interviews/<int:pk>/wrap-up/", pages.wrap_up, name="wrap_up"),
    path("interviews/<int:pk>/plan/", verbs.plan, name="plan"),
    path("interviews/<int:pk>/move/<slug:to>/", verbs.move, name="move"),
    path("interviews/<int:pk>/nudge/", verbs.nudge, name="nudge"),
    path("interviews/<int:pk>/finish/", verbs.finish, name="finish"),
    path("interviews/<int:pk>/takeaways/add/", learning.takeaway_add, name="takeaway_add"),
    path("interviews/<int:pk>/takeaways/restore/", learning.takeaway_restore, name="takeaway_restore"),
    path("interviews/<int:pk>/takeaways/<int:takeaway>/edit/", learning.takeaway_edit, name="takeaway_edit"),
    path("interviews/<int:pk>/takeaways/<int:takeaway>/remove/", learning.takeaway_remove, name="takeaway_remove"),
    path("interviews/<int:pk>/referrals/add/", learning.referral_add, name="referral_add"),
]
