"""Indexes for the best way to somebody: who is known at an organization, and who knows whom, read from the index alone."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('contacts', '0031_falls_due'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='acquaintance',
            name='one',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contacts.contact'),
        ),
        migrations.AlterField(
            model_name='acquaintance',
            name='other',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contacts.contact'),
        ),
        migrations.AddIndex(
            model_name='acquaintance',
            index=models.Index(fields=['one'], include=('other', 'kind', 'strength'), name='acquaintance_of_one'),
        ),
        migrations.AddIndex(
            model_name='acquaintance',
            index=models.Index(fields=['other'], include=('one', 'kind', 'strength'), name='acquaintance_of_other'),
        ),
        migrations.AddIndex(
            model_name='contact',
            index=models.Index(condition=models.Q(('last_touch_at', None), ('warmth', ''), _negated=True), fields=['organization'], name='contact_known'),
        ),
    ]
