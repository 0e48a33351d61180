"""A talk remembers that its homework was written down, so that none at all stays none."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("interviews", "0009_removals")]
    operations = [
        migrations.AddField(
            model_name="interview",
            name="homework_begun",
            field=models.BooleanField(db_default=False, default=False, editable=False),
        ),
    ]
