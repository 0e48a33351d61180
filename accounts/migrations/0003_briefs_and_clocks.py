"""When the brief and the weekly plan come, and after how long outreach asks again."""

import datetime
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_shared_cache'),
    ]

    operations = [
        migrations.AddField(
            model_name='user',
            name='brief_at',
            field=models.TimeField(db_default=datetime.time(7, 30), default=datetime.time(7, 30), verbose_name='brief at'),
        ),
        migrations.AddField(
            model_name='user',
            name='brief_daily',
            field=models.BooleanField(db_default=False, default=False, verbose_name='daily brief'),
        ),
        migrations.AddField(
            model_name='user',
            name='close_after',
            field=models.PositiveSmallIntegerField(db_default=14, default=14, verbose_name='days until a request is closed'),
        ),
        migrations.AddField(
            model_name='user',
            name='nudge_after',
            field=models.PositiveSmallIntegerField(db_default=7, default=7, verbose_name='days until a nudge'),
        ),
        migrations.AddField(
            model_name='user',
            name='other_after',
            field=models.PositiveSmallIntegerField(db_default=3, default=3, verbose_name='business days until another is asked'),
        ),
        migrations.AddField(
            model_name='user',
            name='plan_at',
            field=models.TimeField(db_default=datetime.time(7, 30), default=datetime.time(7, 30), verbose_name='plan at'),
        ),
        migrations.AddField(
            model_name='user',
            name='plan_day',
            field=models.PositiveSmallIntegerField(choices=[(0, 'Monday'), (1, 'Tuesday'), (2, 'Wednesday'), (3, 'Thursday'), (4, 'Friday'), (5, 'Saturday'), (6, 'Sunday')], db_default=0, default=0, verbose_name='plan on'),
        ),
        migrations.AddField(
            model_name='user',
            name='plan_weekly',
            field=models.BooleanField(db_default=False, default=False, verbose_name='weekly plan'),
        ),
        migrations.AddField(
            model_name='user',
            name='progress_after',
            field=models.PositiveSmallIntegerField(db_default=30, default=30, verbose_name='days until a progress note'),
        ),
        migrations.AddField(
            model_name='user',
            name='revive_after',
            field=models.PositiveSmallIntegerField(db_default=6, default=6, verbose_name='months until it is offered again'),
        ),
        migrations.AddField(
            model_name='user',
            name='weekly_aim',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='talks a week I aim for'),
        ),
    ]
