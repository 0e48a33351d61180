"""What was removed and can be put back for a day, instead of one slot in the session."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from accounts.ownership import same_owner


class Migration(migrations.Migration):

    dependencies = [
        ('interviews', '0008_settled_lines'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Removal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=20)),
                ('columns', models.JSONField(editable=False)),
                ('created_at', models.DateTimeField(db_index=True, editable=False)),
                ('interview', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='interviews.interview')),
                ('owner', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        same_owner("interviews_removal", "interview_id", "interviews_interview"),
    ]
