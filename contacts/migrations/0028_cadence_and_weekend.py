"""A cadence has a latest, can pause and be put off; birthdays if wanted; and which days a contact has off."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('contacts', '0027_gut_test_left'),
    ]

    operations = [
        migrations.AddField(
            model_name='contact',
            name='cadence_most',
            field=models.CharField(blank=True, choices=[('', 'No reminder'), ('P2W', 'Every 2 weeks'), ('P1M', 'Every month'), ('P3M', 'Every 3 months'), ('P6M', 'Every 6 months'), ('P1Y', 'Every year')], db_default='', default='', max_length=3, verbose_name='at the latest'),
        ),
        migrations.AddField(
            model_name='contact',
            name='paused_until',
            field=models.DateField(blank=True, null=True, verbose_name='not before'),
        ),
        migrations.AddField(
            model_name='contact',
            name='put_off_on',
            field=models.DateField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='contact',
            name='wants_birthday',
            field=models.BooleanField(db_default=False, default=False, verbose_name='remind me of the birthday'),
        ),
        migrations.AddField(
            model_name='contact',
            name='weekend',
            field=models.CharField(blank=True, choices=[('', 'Saturday and Sunday'), ('fri_sat', 'Friday and Saturday'), ('thu_fri', 'Thursday and Friday'), ('sun', 'Sunday only')], db_default='', default='', max_length=7),
        ),
    ]
