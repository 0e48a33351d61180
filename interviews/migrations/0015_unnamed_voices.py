"""A takeaway knows whether whoever said it was deleted, so that deleting makes no answer more solid."""

import interviews.models.learning
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('contacts', '0027_gut_test_left'),
        ('interviews', '0014_who_said_it'),
    ]

    operations = [
        migrations.AddField(
            model_name='takeaway',
            name='is_unnamed',
            field=models.BooleanField(db_default=False, default=False, editable=False),
        ),
        migrations.AlterField(
            model_name='takeaway',
            name='said_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=interviews.models.learning.leave_unnamed, related_name='+', to='contacts.contact'),
        ),
    ]
