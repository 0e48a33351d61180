"""Who knows whom; each link is held by one key, that of the number with the owner."""

import django.db.models.deletion
import django.db.models.functions.comparison
from django.conf import settings
from django.db import migrations, models

from accounts.ownership import same_owner


class Migration(migrations.Migration):

    dependencies = [
        ('contacts', '0029_birthdays_wanted'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Acquaintance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(blank=True, choices=[('', 'Not said'), ('colleague', 'Work together'), ('former', 'Worked together'), ('school', 'Studied together'), ('friend', 'Friends'), ('family', 'Family')], default='', max_length=9)),
                ('strength', models.PositiveSmallIntegerField(choices=[(1, 'Have met'), (2, 'Know each other'), (3, 'Know each other well')], default=2, verbose_name='how well')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('one', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contacts.contact')),
                ('other', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contacts.contact')),
                ('owner', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='acquaintances', to=settings.AUTH_USER_MODEL)),
                ('told_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='contacts.contact')),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(models.F('owner'), django.db.models.functions.comparison.Least('one', 'other'), django.db.models.functions.comparison.Greatest('one', 'other'), name='acquaintance_once'), models.CheckConstraint(condition=models.Q(('one', models.F('other')), _negated=True), name='acquaintance_is_of_two'), models.CheckConstraint(condition=models.Q(('strength__range', (1, 3))), name='acquaintance_strength_known')],
            },
        ),
        same_owner("contacts_acquaintance", "one_id", "contacts_contact"),
        same_owner("contacts_acquaintance", "other_id", "contacts_contact"),
        same_owner("contacts_acquaintance", "told_by_id", "contacts_contact"),
    ]
