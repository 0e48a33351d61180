"""Composite foreign keys of what imports, duplicates and merges keep."""

from django.db import migrations

from accounts.ownership import same_owner


class Migration(migrations.Migration):
    dependencies = [("contacts", "0013_bringing_in")]
    operations = [
        same_owner("contacts_importfile", "batch_id", "contacts_import"),
        same_owner("contacts_importrow", "batch_id", "contacts_import"),
        same_owner("contacts_importrow", "match_id", "contacts_contact"),
        same_owner("contacts_importrow", "contact_id", "contacts_contact"),
        same_owner("contacts_otheruid", "contact_id", "contacts_contact"),
        same_owner("contacts_cardlines", "contact_id", "contacts_contact"),
        same_owner("contacts_duplicatepair", "first_id", "contacts_contact"),
        same_owner("contacts_duplicatepair", "second_id", "contacts_contact"),
        same_owner("contacts_contactmerge", "kept_id", "contacts_contact"),
        same_owner("contacts_contactmerge", "run_id", "contacts_mergerun"),
    ]
