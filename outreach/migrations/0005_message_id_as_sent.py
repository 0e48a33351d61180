"""The whole Message-ID that a letter was handed over with, so that its thread holds when the account's address changes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("outreach", "0004_same_owner")]
    operations = [
        migrations.AddField(
            model_name="delivery",
            name="sent_as",
            field=models.CharField(blank=True, db_default="", default="", editable=False, max_length=320),
        ),
    ]
