"""An index of the few people of whose birthday the user wants to be reminded, for Today."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('contacts', '0028_cadence_and_weekend'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='contact',
            index=models.Index(condition=models.Q(('wants_birthday', True)), fields=['owner'], name='contact_birthday_wanted'),
        ),
    ]
