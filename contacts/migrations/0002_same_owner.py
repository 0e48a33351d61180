"""Composite foreign keys: no row may point at another owner's row."""

from django.db import migrations

from accounts.ownership import same_owner


class Migration(migrations.Migration):
    dependencies = [("contacts", "0001_initial")]
    operations = [
        same_owner("contacts_contact", "organization_id", "contacts_organization"),
        same_owner("contacts_contact", "introducer_id", "contacts_contact"),
        same_owner("contacts_channel", "contact_id", "contacts_contact"),
        same_owner("contacts_contacttag", "contact_id", "contacts_contact"),
        same_owner("contacts_contacttag", "tag_id", "contacts_tag"),
        same_owner("contacts_interactionperson", "interaction_id", "contacts_interaction"),
        same_owner("contacts_interactionperson", "contact_id", "contacts_contact"),
    ]
