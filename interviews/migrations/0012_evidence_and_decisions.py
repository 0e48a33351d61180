"""Evidence keeps who said it and outlives its talk; criteria, scores, snapshots and changes of mind."""

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('contacts', '0027_gut_test_left'),
        ('interviews', '0011_answers_are_lines'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ChangeOfMind',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('of', models.CharField(choices=[('stance', 'Where I stand'), ('gut', 'What my gut says'), ('score', 'Score')], max_length=6)),
                ('before', models.CharField(blank=True, max_length=40)),
                ('after', models.CharField(blank=True, max_length=40)),
                ('why', models.CharField(blank=True, max_length=300)),
                ('changed_at', models.DateTimeField()),
            ],
            options={
                'verbose_name_plural': 'changes of mind',
                'ordering': ['-changed_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Criterion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='what matters')),
                ('weight', models.PositiveSmallIntegerField(default=0, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)])),
                ('kind', models.CharField(blank=True, choices=[('entry', 'Getting in'), ('work', 'The work itself'), ('rewards', 'Rewards and drains'), ('skills', 'Skills and training'), ('people', 'People and surroundings'), ('life', 'Life beside it'), ('money', 'Pay and security'), ('progress', 'Getting on'), ('future', 'The field and its future'), ('organization', 'The organization'), ('fit', 'My fit')], max_length=12, verbose_name='goes by what I learn about')),
                ('builtin', models.CharField(blank=True, editable=False, max_length=80)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('trashed_at', models.DateTimeField(blank=True, editable=False, null=True)),
            ],
            options={
                'verbose_name_plural': 'criteria',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='MayKnow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
            options={
                'verbose_name': 'who may know',
                'verbose_name_plural': 'who may know',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Score',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('value', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(5)])),
                ('why', models.CharField(blank=True, max_length=300)),
                ('updated_at', models.DateTimeField(auto_now=True)),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='ScoreEvidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
            options={
                'verbose_name': 'evidence of a score',
                'verbose_name_plural': 'evidence of scores',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Snapshot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(blank=True, max_length=100, verbose_name='name it')),
                ('table', models.JSONField(editable=False)),
                ('taken_at', models.DateTimeField(editable=False)),
            ],
            options={
                'ordering': ['-taken_at', '-id'],
            },
        ),
        migrations.AddField(
            model_name='gapanswer',
            name='closed_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='interviews.interview'),
        ),
        migrations.AddField(
            model_name='gapanswer',
            name='is_reopened',
            field=models.BooleanField(db_default=False, default=False, editable=False),
        ),
        migrations.AddField(
            model_name='takeaway',
            name='entry',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='contacts.interaction'),
        ),
        migrations.AddField(
            model_name='takeaway',
            name='said_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='contacts.contact'),
        ),
        migrations.AddField(
            model_name='takeaway',
            name='said_on',
            field=models.DateField(blank=True, null=True, verbose_name='when'),
        ),
        migrations.AlterField(
            model_name='takeaway',
            name='interview',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='takeaways', to='interviews.interview'),
        ),
        migrations.AddConstraint(
            model_name='takeaway',
            constraint=models.UniqueConstraint(fields=('id', 'owner'), name='takeaway_id_owner'),
        ),
        migrations.AddField(
            model_name='changeofmind',
            name='because_of',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='interviews.interview', verbose_name='the talk that did it'),
        ),
        migrations.AddField(
            model_name='changeofmind',
            name='owner',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='changes_of_mind', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='changeofmind',
            name='path',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contacts.careerpath'),
        ),
        migrations.AddField(
            model_name='criterion',
            name='owner',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='criteria', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='changeofmind',
            name='criterion',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='interviews.criterion'),
        ),
        migrations.AddField(
            model_name='mayknow',
            name='contact',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contacts.contact'),
        ),
        migrations.AddField(
            model_name='mayknow',
            name='gap',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='who_may_know', to='interviews.informationgap'),
        ),
        migrations.AddField(
            model_name='mayknow',
            name='owner',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='score',
            name='criterion',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='scores', to='interviews.criterion'),
        ),
        migrations.AddField(
            model_name='score',
            name='owner',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='score',
            name='path',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contacts.careerpath'),
        ),
        migrations.AddField(
            model_name='scoreevidence',
            name='owner',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='score_evidence', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='scoreevidence',
            name='score',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='interviews.score'),
        ),
        migrations.AddField(
            model_name='scoreevidence',
            name='takeaway',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='interviews.takeaway'),
        ),
        migrations.AddField(
            model_name='score',
            name='evidence',
            field=models.ManyToManyField(blank=True, related_name='+', through='interviews.ScoreEvidence', to='interviews.takeaway'),
        ),
        migrations.AddField(
            model_name='snapshot',
            name='owner',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='criterion',
            constraint=models.UniqueConstraint(fields=('id', 'owner'), name='criterion_id_owner'),
        ),
        migrations.AddConstraint(
            model_name='criterion',
            constraint=models.UniqueConstraint(models.F('owner'), django.db.models.functions.text.Lower('name'), condition=models.Q(('trashed_at', None)), name='criterion_once'),
        ),
        migrations.AddConstraint(
            model_name='criterion',
            constraint=models.CheckConstraint(condition=models.Q(('weight__range', (0, 100))), name='criterion_weight_in_range'),
        ),
        migrations.AddConstraint(
            model_name='criterion',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='criterion_has_name'),
        ),
        migrations.AddConstraint(
            model_name='changeofmind',
            constraint=models.CheckConstraint(condition=models.Q(('of__in', ['stance', 'gut', 'score'])), name='change_of_mind_known'),
        ),
        migrations.AddConstraint(
            model_name='changeofmind',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('criterion__isnull', False), ('of', 'score')), models.Q(models.Q(('of', 'score'), _negated=True), ('criterion', None)), _connector='OR'), name='change_of_mind_score_has_criterion'),
        ),
        migrations.AddConstraint(
            model_name='mayknow',
            constraint=models.UniqueConstraint(fields=('contact', 'gap'), name='may_know_once'),
        ),
        migrations.AddConstraint(
            model_name='scoreevidence',
            constraint=models.UniqueConstraint(fields=('score', 'takeaway'), name='score_evidence_once'),
        ),
        migrations.AddConstraint(
            model_name='score',
            constraint=models.UniqueConstraint(fields=('id', 'owner'), name='score_id_owner'),
        ),
        migrations.AddConstraint(
            model_name='score',
            constraint=models.UniqueConstraint(fields=('criterion', 'path'), name='score_once'),
        ),
        migrations.AddConstraint(
            model_name='score',
            constraint=models.CheckConstraint(condition=models.Q(('value__range', (1, 5))), name='score_in_range'),
        ),
    ]
