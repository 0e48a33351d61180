"""Composite foreign keys of the new tables, and who has an e-mail address."""

from django.db import migrations

from accounts.ownership import same_owner

HAS_EMAIL = """
UPDATE contacts_contact SET has_email = TRUE
WHERE EXISTS (SELECT FROM contacts_channel c WHERE c.contact_id = contacts_contact.id AND c.kind = 'email')
"""


class Migration(migrations.Migration):
    dependencies = [("contacts", "0005_the_whole_contact")]
    operations = [
        same_owner("contacts_organizationalias", "organization_id", "contacts_organization"),
        same_owner("contacts_organizationmerge", "kept_id", "contacts_organization"),
        same_owner("contacts_contactpath", "contact_id", "contacts_contact"),
        same_owner("contacts_contactpath", "path_id", "contacts_careerpath"),
        same_owner("contacts_propertyvalue", "contact_id", "contacts_contact"),
        same_owner("contacts_propertyvalue", "property_id", "contacts_customproperty"),
        same_owner("contacts_postaladdress", "contact_id", "contacts_contact"),
        same_owner("contacts_photo", "contact_id", "contacts_contact"),
        same_owner("contacts_pastjob", "contact_id", "contacts_contact"),
        same_owner("contacts_pastjob", "organization_id", "contacts_organization"),
        same_owner("contacts_bulkperson", "change_id", "contacts_bulkchange"),
        same_owner("contacts_bulkperson", "contact_id", "contacts_contact"),
        same_owner("contacts_exportpart", "change_id", "contacts_bulkchange"),
        migrations.RunSQL(HAS_EMAIL, migrations.RunSQL.noop),
    ]
