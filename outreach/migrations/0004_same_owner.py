"""Composite foreign keys: no row may point at another owner's row."""

from django.db import migrations

from accounts.ownership import same_owner


class Migration(migrations.Migration):
    dependencies = [("outreach", "0003_letters_introductions_briefs")]
    operations = [
        same_owner("outreach_delivery", "letter_id", "outreach_message"),
        same_owner("outreach_message", "introduction_id", "outreach_introduction"),
        same_owner("outreach_message", "template_id", "outreach_template"),
        same_owner("outreach_message", "entry_id", "contacts_interaction"),
        same_owner("outreach_message", "reply_id", "contacts_interaction"),
        same_owner("outreach_templateversion", "template_id", "outreach_template"),
        same_owner("outreach_introduction", "connector_id", "contacts_contact"),
        same_owner("outreach_introduction", "target_id", "contacts_contact"),
        same_owner("outreach_introduction", "interview_id", "interviews_interview"),
        same_owner("outreach_introductionmove", "introduction_id", "outreach_introduction"),
        same_owner("outreach_introductionmove", "interaction_id", "contacts_interaction"),
        same_owner("outreach_followup", "interview_id", "interviews_interview"),
        same_owner("outreach_followup", "contact_id", "contacts_contact"),
    ]
