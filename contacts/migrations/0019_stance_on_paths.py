"""What draws me and what worries me on a career path, and where I stand."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('contacts', '0018_foreseen'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='careerpath',
            name='draws',
            field=models.TextField(blank=True, db_default='', max_length=5000, verbose_name='what draws me'),
        ),
        migrations.AddField(
            model_name='careerpath',
            name='stance',
            field=models.CharField(choices=[('leaning', 'Leaning in'), ('undecided', 'Undecided'), ('early', 'Too early to say'), ('plan_b', 'Plan B'), ('dropped', 'Dropped')], db_default='undecided', default='undecided', max_length=9, verbose_name='where I stand'),
        ),
        migrations.AddField(
            model_name='careerpath',
            name='worries',
            field=models.TextField(blank=True, db_default='', max_length=5000, verbose_name='what worries me'),
        ),
        migrations.AddConstraint(
            model_name='careerpath',
            constraint=models.CheckConstraint(condition=models.Q(('stance__in', ['leaning', 'undecided', 'early', 'plan_b', 'dropped'])), name='career_path_stance_known'),
        ),
    ]
