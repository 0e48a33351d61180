"""Composite foreign keys: no row may point at another owner's row."""

from django.db import migrations

from accounts.ownership import same_owner


class Migration(migrations.Migration):
    dependencies = [("interviews", "0001_initial")]
    operations = [
        same_owner("interviews_interviewee", "interview_id", "interviews_interview"),
        same_owner("interviews_interviewee", "contact_id", "contacts_contact"),
        same_owner("interviews_move", "interview_id", "interviews_interview"),
        same_owner("interviews_move", "interaction_id", "contacts_interaction"),
        same_owner("interviews_takeaway", "interview_id", "interviews_interview"),
        same_owner("interviews_referral", "interview_id", "interviews_interview"),
        same_owner("interviews_referral", "named_by_id", "contacts_contact"),
        same_owner("interviews_referral", "contact_id", "contacts_contact"),
    ]
