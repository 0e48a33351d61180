"""Whom a bulk change has yet to come to, as lists of ids; a row for each is written when it has."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from accounts.ownership import same_owner

# What a change had not done yet when the program was stopped.
WAITING = """
INSERT INTO contacts_bulkpart (owner_id, change_id, contacts)
SELECT owner_id, change_id, array_agg(contact_id ORDER BY contact_id) FROM (
  SELECT *, (row_number() OVER (PARTITION BY change_id ORDER BY contact_id) - 1) / 1000 AS part
  FROM contacts_bulkperson WHERE before IS NULL) AS numbered
GROUP BY owner_id, change_id, part ORDER BY change_id, part;
DELETE FROM contacts_bulkperson WHERE before IS NULL;
SET CONSTRAINTS ALL IMMEDIATE;
"""


class Migration(migrations.Migration):
    dependencies = [("contacts", "0015_export_in_any_format")]
    operations = [
        migrations.CreateModel(
            name="BulkPart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("contacts", django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="waiting",
                        to="contacts.bulkchange",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={"ordering": ["id"]},
        ),
        same_owner("contacts_bulkpart", "change_id", "contacts_bulkchange"),
        migrations.RunSQL(WAITING, migrations.RunSQL.noop),
        migrations.RemoveIndex(model_name="bulkperson", name="bulk_person_waiting"),
        migrations.RemoveIndex(model_name="bulkperson", name="bulk_person_done"),
        migrations.AlterField(model_name="bulkperson", name="before", field=models.JSONField(default=dict)),
    ]
