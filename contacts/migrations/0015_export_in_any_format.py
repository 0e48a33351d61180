"""An export says its format; those that were made before are CSV, and lose the head that is now added when one reads them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("contacts", "0014_same_owner")]
    operations = [
        migrations.AlterField(
            model_name="bulkchange",
            name="verb",
            field=models.CharField(
                choices=[
                    ("tag", "Tag"),
                    ("untag", "Take the tag off"),
                    ("cadence", "Keep in touch"),
                    ("warmth", "How well you know them"),
                    ("archive", "Archive"),
                    ("trash", "Move to trash"),
                    ("export", "Export"),
                ],
                max_length=7,
            ),
        ),
        migrations.RunSQL(
            [
                "UPDATE contacts_exportpart SET content = substring(content from position('\\x0d0a'::bytea in content) + 2)"
                " WHERE number = 0",
                "UPDATE contacts_bulkchange SET value = rtrim('csv ' || value) WHERE verb = 'export'",
            ],
            migrations.RunSQL.noop,
        ),
    ]
