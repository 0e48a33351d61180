"""Composite foreign keys: no row may point at another owner's row."""

from django.db import migrations

from accounts.ownership import same_owner


class Migration(migrations.Migration):
    dependencies = [("outreach", "0001_initial")]
    operations = [
        same_owner("outreach_reminder", "interview_id", "interviews_interview"),
        same_owner("outreach_reminder", "delivery_id", "outreach_delivery"),
        same_owner("outreach_message", "interview_id", "interviews_interview"),
        same_owner("outreach_message", "contact_id", "contacts_contact"),
    ]
