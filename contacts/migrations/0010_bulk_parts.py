"""Whom a bulk change still has to come to, and to whom it came, by indexes; its value is as long as it must be."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('contacts', '0009_wrap_up_step'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='bulkchange',
            name='value',
            field=models.TextField(blank=True),
        ),
        migrations.AlterField(
            model_name='bulkperson',
            name='change',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='people', to='contacts.bulkchange'),
        ),
        migrations.AlterField(
            model_name='bulkperson',
            name='contact',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, to='contacts.contact'),
        ),
        migrations.AddIndex(
            model_name='bulkperson',
            index=models.Index(condition=models.Q(('before__isnull', True)), fields=['change', 'contact'], name='bulk_person_waiting'),
        ),
        migrations.AddIndex(
            model_name='bulkperson',
            index=models.Index(condition=models.Q(('before__isnull', False)), fields=['change', 'contact'], name='bulk_person_done'),
        ),
    ]
