"""What Undo needs, and an index to find what has been in the trash for long."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from accounts.ownership import same_owner


class Migration(migrations.Migration):

    dependencies = [
        ('contacts', '0007_phones_in_e164'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Undo',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('before', models.JSONField(editable=False)),
                ('created_at', models.DateTimeField(db_index=True, editable=False)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddIndex(
            model_name='contact',
            index=models.Index(condition=models.Q(('trashed_at__isnull', False)), fields=['trashed_at'], name='contact_trashed'),
        ),
        migrations.AddField(
            model_name='undo',
            name='contact',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contacts.contact'),
        ),
        migrations.AddField(
            model_name='undo',
            name='owner',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to=settings.AUTH_USER_MODEL),
        ),
        same_owner("contacts_undo", "contact_id", "contacts_contact"),
    ]
