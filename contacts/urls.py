"""Addresses of the contacts app; the person's own page is outreach's, as it tells of interviews and reminders too."""

from django.urls import path

from contacts.views import bulk, editing, options, organizations, paths, people, properties, verbs

app_name = "contacts"
urlpatterns = [
    path("people/", people.person_list, name="person_list"),
    path("people/trash/", people.person_trash_list, name="person_trash_list"),
    path("people/new/", editing.person_new, name="person_new"),
    path("people/add/", editing.person_add, name="person_add"),
    path("people/options/", options.person_options, name="person_options"),
    path("organizations/options/", options.organization_options, name="organization_options"),
    path("people/changes/", bulk.bulk_list, name="bulk_list"),
    path("people/changes/new/", bulk.bulk_new, name="bulk_new"),
    path("people/changes/<int:change_pk>/", bulk.bulk_change, name="bulk_change"),
    path("people/changes/<int:change_pk>/stop/", bulk.bulk_stop, name="bulk_stop"),
    path("people/changes/<int:change_pk>/undo/", bulk.bulk_undo, name="bulk_undo"),
    path("people/changes/<int:change_pk>/file/", bulk.bulk_file, name="bulk_file"),
    path("people/<int:pk>/edit/", editing.person_edit, name="person_edit"),
    path("people/<int:pk>/field/<slug:name>/", editing.person_field, name="person_field"),
    path("people/<int:pk>/archive/", verbs.person_archive, name="person_archive"),
    path("people/<int:pk>/unarchive/", verbs.person_unarchive, name="person_unarchive"),
    path("people/<int:pk>/trash/", verbs.person_trash, name="person_trash"),
    path("people/<int:pk>/restore/", verbs.person_restore, name="person_restore"),
    path("people/<int:pk>/note/", verbs.person_note, name="person_note"),
    path("people/<int:pk>/touch/", verbs.person_touch, name="person_touch"),
    path("people/<int:pk>/undo/<int:entry_pk>/", verbs.person_undo, name="person_undo"),
    path("organizations/", organizations.organization_list, name="organization_list"),
    path("organizations/new/", organizations.organization_new, name="organization_new"),
    path("organizations/<int:organization_pk>/edit/", organizations.organization_edit, name="organization_edit"),
    path("organizations/<int:organization_pk>/merge/", organizations.organization_merge, name="organization_merge"),
    path("organizations/merges/<int:merge_pk>/part/", organizations.organization_part, name="organization_part"),
    path("paths/", paths.path_list, name="path_list"),
    path("paths/<int:path_pk>/edit/", paths.path_edit, name="path_edit"),
    path("paths/<int:path_pk>/archive/", paths.path_archive, name="path_archive"),
    path("paths/<int:path_pk>/unarchive/", paths.path_unarchive, name="path_unarchive"),
    path("settings/properties/", properties.property_list, name="property_list"),
    path("settings/properties/<int:property_pk>/edit/", properties.property_edit, name="property_edit"),
    path("settings/properties/<int:property_pk>/archive/", properties.property_archive, name="property_archive"),
    path("settings/properties/<int:property_pk>/unarchive/", properties.property_unarchive, name="property_unarchive"),
]
