"""Lines of notes remember when the wrap-up made something of them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("interviews", "0007_hide_without_words")]
    operations = [
        migrations.AddField(
            model_name="noteline", name="settled_at", field=models.DateTimeField(blank=True, editable=False, null=True)
        ),
    ]
