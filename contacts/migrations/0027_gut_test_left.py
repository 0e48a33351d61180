"""What my gut says of a path, one small test to try, and who has left it."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('contacts', '0026_fill_told_step'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='careerpath',
            name='gut',
            field=models.PositiveSmallIntegerField(blank=True, choices=[(1, 'No'), (2, 'Rather not'), (3, 'Unsure'), (4, 'Rather yes'), (5, 'Yes')], null=True, verbose_name='what my gut says'),
        ),
        migrations.AddField(
            model_name='careerpath',
            name='small_test',
            field=models.CharField(blank=True, db_default='', help_text='Two weekends at most: a course’s first lesson, a day beside somebody, one piece of the work itself.', max_length=300, verbose_name='one small test to try'),
        ),
        migrations.AddField(
            model_name='contactpath',
            name='has_left',
            field=models.BooleanField(db_default=False, default=False, verbose_name='has left it'),
        ),
        migrations.AddConstraint(
            model_name='careerpath',
            constraint=models.CheckConstraint(condition=models.Q(('gut', None), ('gut__range', (1, 5)), _connector='OR'), name='career_path_gut_known'),
        ),
    ]
