"""An index of the few contacts whose step falls due while keeping in touch is shown, for the scan."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('contacts', '0030_acquaintances'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name='contact',
            index=models.Index(condition=models.Q(('next_step', 'keep_in_touch'), ('told_due_at__isnull', False), ('told_is_due', False)), fields=['told_due_at'], name='contact_falls_due'),
        ),
    ]
