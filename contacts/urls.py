"""Addresses of the contacts app; the person's own page is outreach's, as it tells of interviews and reminders too."""

from django.urls import path

from contacts.views import editing, options, people, verbs

app_name = "contacts"
urlpatterns = [
    path("people/", people.person_list, name="person_list"),
    path("people/trash/", people.person_trash_list, name="person_trash_list"),
    path("people/new/", editing.person_new, name="person_new"),
    path("people/add/", editing.person_add, name="person_add"),
    path("people/options/", options.person_options, name="person_options"),
    path("organizations/options/", options.organization_options, name="organization_options"),
    path("people/<int:pk>/edit/", editing.person_edit, name="person_edit"),
    path("people/<int:pk>/field/<slug:name>/", editing.person_field, name="person_field"),
    path("people/<int:pk>/archive/", verbs.person_archive, name="person_archive"),
    path("people/<int:pk>/unarchive/", verbs.person_unarchive, name="person_unarchive"),
    path("people/<int:pk>/trash/", verbs.person_trash, name="person_trash"),
    path("people/<int:pk>/restore/", verbs.person_restore, name="person_restore"),
    path("people/<int:pk>/note/", verbs.person_note, name="person_note"),
    path("people/<int:pk>/touch/", verbs.person_touch, name="person_touch"),
    path("people/<int:pk>/undo/<int:entry_pk>/", verbs.person_undo, name="person_undo"),
]
