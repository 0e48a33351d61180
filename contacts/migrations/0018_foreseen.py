"""Rows of imports keep what the preview found of them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("contacts", "0017_step_began")]
    operations = [
        migrations.AddField(
            model_name="importrow", name="foreseen", field=models.JSONField(editable=False, null=True)
        ),
    ]
