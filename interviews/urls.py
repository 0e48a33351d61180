"""Addresses of the interviews app."""

from django.urls import path

from interviews.views import (
    answering,
    gaps,
    learning,
    lists,
    naming,
    organization,
    pages,
    promising,
    starting,
    verbs,
    wrapping,
)

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
    path("interviews/<int:pk>/wrap-up/", wrapping.wrap_up, name="wrap_up"),
    path("interviews/<int:pk>/wrap-up/restore/", answering.wrap_up_restore, name="wrap_up_restore"),
    path("interviews/<int:pk>/reflect/", promising.reflect, name="reflect"),
    path("interviews/<int:pk>/their-questions/", promising.their_questions, name="their_questions"),
    path("interviews/<int:pk>/plan/", verbs.plan, name="plan"),
    path("interviews/<int:pk>/move/<slug:to>/", verbs.move, name="move"),
    path("interviews/<int:pk>/nudge/", verbs.nudge, name="nudge"),
    path("interviews/<int:pk>/finish/", verbs.finish, name="finish"),
    path("interviews/<int:pk>/takeaways/add/", learning.takeaway_add, name="takeaway_add"),
    path("interviews/<int:pk>/takeaways/<int:takeaway>/edit/", learning.takeaway_edit, name="takeaway_edit"),
    path("interviews/<int:pk>/takeaways/<int:takeaway>/remove/", learning.takeaway_remove, name="takeaway_remove"),
    path("interviews/<int:pk>/lines/<int:line>/take/", learning.line_take, name="line_take"),
    path("interviews/<int:pk>/lines/<int:line>/leave/", learning.line_leave, name="line_leave"),
    path("interviews/<int:pk>/lines/<int:line>/offer/", learning.line_offer, name="line_offer"),
    path("interviews/<int:pk>/referrals/add/", naming.referral_add, name="referral_add"),
    path("interviews/<int:pk>/referrals/<int:referral>/edit/", naming.referral_edit, name="referral_edit"),
    path("interviews/<int:pk>/referrals/<int:referral>/remove/", naming.referral_remove, name="referral_remove"),
    path("interviews/<int:pk>/promises/add/", promising.promise_add, name="promise_add"),
    path("interviews/<int:pk>/promises/<int:promise>/keep/", promising.promise_keep, name="promise_keep"),
    path("interviews/<int:pk>/promises/<int:promise>/reopen/", promising.promise_reopen, name="promise_reopen"),
    path("interviews/<int:pk>/promises/<int:promise>/remove/", promising.promise_remove, name="promise_remove"),
]
