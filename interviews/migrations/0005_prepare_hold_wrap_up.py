"""Gaps, questions, homework, live notes, consent, promises, files and the calendar address."""

import django.contrib.postgres.functions
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('contacts', '0019_stance_on_paths'),
        ('interviews', '0004_search'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='NoteLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField()),
                ('text', models.TextField(max_length=20000)),
                ('tag', models.CharField(blank=True, choices=[('', 'Note'), ('takeaway', 'Takeaway'), ('quote', 'Quote'), ('follow_up', 'Follow-up'), ('lead', 'New lead')], default='', max_length=9)),
                ('second', models.PositiveIntegerField(blank=True, null=True)),
                ('said_at', models.DateTimeField()),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('removed_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
            ],
            options={
                'ordering': ['said_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='OwnAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('prompt', models.CharField(max_length=40)),
                ('text', models.TextField(max_length=10000)),
                ('created_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['-created_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='PlannedQuestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=300, verbose_name='question')),
                ('topic', models.CharField(blank=True, choices=[('path_in', 'Path in'), ('daily_work', 'Daily work'), ('rewards_drains', 'Rewards and drains'), ('skills_training', 'Skills and training'), ('environment_people', 'Environment and people'), ('life_fit', 'Life fit'), ('money_security', 'Money and security'), ('progression', 'Progression'), ('field_future', 'Field and future'), ('organization', 'Organization'), ('my_fit', 'My fit'), ('entering_switching', 'Entering and switching'), ('resources', 'Resources'), ('advice_assignment', 'Advice and assignment'), ('referrals', 'Referrals'), ('close', 'Close'), ('mentoring', 'Mentoring')], max_length=40)),
                ('minutes', models.PositiveSmallIntegerField(default=2, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(60)])),
                ('is_must', models.BooleanField(default=False, verbose_name='ask this first')),
                ('position', models.PositiveIntegerField(default=0, editable=False)),
                ('builtin', models.CharField(blank=True, editable=False, max_length=80)),
                ('asked_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('answer', models.TextField(blank=True, max_length=20000)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ['position', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Promise',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('by', models.CharField(choices=[('me', 'I promised'), ('them', 'They promised')], default='me', max_length=4)),
                ('text', models.CharField(max_length=300)),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='by when')),
                ('done_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=300, verbose_name='question')),
                ('topic', models.CharField(choices=[('path_in', 'Path in'), ('daily_work', 'Daily work'), ('rewards_drains', 'Rewards and drains'), ('skills_training', 'Skills and training'), ('environment_people', 'Environment and people'), ('life_fit', 'Life fit'), ('money_security', 'Money and security'), ('progression', 'Progression'), ('field_future', 'Field and future'), ('organization', 'Organization'), ('my_fit', 'My fit'), ('entering_switching', 'Entering and switching'), ('resources', 'Resources'), ('advice_assignment', 'Advice and assignment'), ('referrals', 'Referrals'), ('close', 'Close'), ('mentoring', 'Mentoring')], max_length=40)),
                ('minutes', models.PositiveSmallIntegerField(default=2, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(60)])),
                ('is_default', models.BooleanField(default=False, verbose_name='in the standard set')),
                ('can_look_up', models.BooleanField(default=False, verbose_name='a search could answer it')),
                ('sensitivity', models.CharField(choices=[('none', 'Ask freely'), ('personal', 'Personal'), ('money', 'About money: ask for ranges, late'), ('late', 'Ask late')], default='none', max_length=8)),
                ('gap_kind', models.CharField(blank=True, choices=[('entry', 'Getting in'), ('work', 'The work itself'), ('rewards', 'Rewards and drains'), ('skills', 'Skills and training'), ('people', 'People and surroundings'), ('life', 'Life beside it'), ('money', 'Pay and security'), ('progress', 'Getting on'), ('future', 'The field and its future'), ('organization', 'The organization'), ('fit', 'My fit')], max_length=12, verbose_name='helps to find out about')),
                ('is_hidden', models.BooleanField(default=False, editable=False)),
                ('builtin', models.CharField(blank=True, editable=False, max_length=80)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.AddField(
            model_name='interview',
            name='feeling',
            field=models.PositiveSmallIntegerField(blank=True, choices=[(1, 'No'), (2, 'Rather not'), (3, 'Unsure'), (4, 'Rather yes'), (5, 'Yes')], null=True, verbose_name='would I like doing this work'),
        ),
        migrations.AddField(
            model_name='interview',
            name='next_touch_on',
            field=models.DateField(blank=True, null=True, verbose_name='in touch again on'),
        ),
        migrations.AddField(
            model_name='interview',
            name='paused_at',
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='interview',
            name='paused_seconds',
            field=models.PositiveIntegerField(db_default=0, default=0, editable=False),
        ),
        migrations.AddField(
            model_name='interview',
            name='sequence',
            field=models.PositiveIntegerField(db_default=0, default=0, editable=False),
        ),
        migrations.AddField(
            model_name='interview',
            name='their_questions',
            field=models.TextField(blank=True, db_default='', max_length=10000, verbose_name='what they want to know'),
        ),
        migrations.AddField(
            model_name='interview',
            name='uid',
            field=models.UUIDField(db_default=django.contrib.postgres.functions.RandomUUID(), editable=False),
        ),
        migrations.AddField(
            model_name='referral',
            name='may_use_name',
            field=models.BooleanField(blank=True, null=True, verbose_name='may I use your name'),
        ),
        migrations.AddField(
            model_name='referral',
            name='will_introduce',
            field=models.BooleanField(blank=True, null=True, verbose_name='they will introduce me'),
        ),
        migrations.AddField(
            model_name='takeaway',
            name='is_quotable',
            field=models.BooleanField(db_default=False, default=False, verbose_name='may be quoted'),
        ),
        migrations.AddField(
            model_name='takeaway',
            name='path',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='contacts.careerpath'),
        ),
        migrations.AddField(
            model_name='takeaway',
            name='speaks',
            field=models.CharField(blank=True, choices=[('', 'Not said'), ('for', 'For it'), ('against', 'Against it'), ('neutral', 'Neither')], db_default='', default='', max_length=7, verbose_name='for or against'),
        ),
        migrations.AddField(
            model_name='takeaway',
            name='strength',
            field=models.CharField(blank=True, choices=[('', 'Not said'), ('first', 'First-hand'), ('second', 'Second-hand'), ('hear', 'Hearsay')], db_default='', default='', max_length=6, verbose_name='how they know'),
        ),
        migrations.CreateModel(
            name='Attachment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('resume', 'Résumé, only if they ask'), ('recording', 'Recording'), ('document', 'Document')], default='document', max_length=9)),
                ('name', models.CharField(max_length=200)),
                ('media_type', models.CharField(editable=False, max_length=100)),
                ('size', models.PositiveBigIntegerField(editable=False)),
                ('digest', models.CharField(editable=False, max_length=64)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('trashed_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('interview', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attachments', to='interviews.interview')),
                ('owner', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='AttachmentPart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('content', models.BinaryField()),
                ('attachment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='interviews.attachment')),
                ('owner', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['number'],
            },
        ),
        migrations.CreateModel(
            name='CalendarFeed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.CharField(max_length=64, unique=True)),
                ('is_busy_only', models.BooleanField(default=False, verbose_name='show only that I am busy')),
                ('created_at', models.DateTimeField()),
                ('read_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='last read by a calendar')),
                ('owner', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('said_yes', models.BooleanField(verbose_name='they said yes')),
                ('wording', models.CharField(max_length=500, verbose_name='how I asked')),
                ('asked_at', models.DateTimeField()),
                ('may_quote_name', models.BooleanField(default=False, verbose_name='may be quoted by name')),
                ('keep_until', models.DateField(blank=True, null=True, verbose_name='keep recordings until')),
                ('interview', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='consent', to='interviews.interview')),
                ('owner', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='HomeworkItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=300)),
                ('note', models.TextField(blank=True, max_length=5000)),
                ('link', models.URLField(blank=True, max_length=500)),
                ('builtin', models.CharField(blank=True, editable=False, max_length=80)),
                ('done_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('interview', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='homework', to='interviews.interview')),
                ('owner', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='InformationGap',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=300, verbose_name='question to answer')),
                ('kind', models.CharField(blank=True, choices=[('entry', 'Getting in'), ('work', 'The work itself'), ('rewards', 'Rewards and drains'), ('skills', 'Skills and training'), ('people', 'People and surroundings'), ('life', 'Life beside it'), ('money', 'Pay and security'), ('progress', 'Getting on'), ('future', 'The field and its future'), ('organization', 'The organization'), ('fit', 'My fit')], max_length=12, verbose_name='about')),
                ('importance', models.CharField(choices=[('must', 'Must know'), ('good', 'Good to know')], default='must', max_length=4)),
                ('builtin', models.CharField(blank=True, editable=False, max_length=80)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('trashed_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('owner', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-importance', 'id'],
            },
        ),
        migrations.CreateModel(
            name='GapAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('open', 'Open'), ('partly', 'Partly answered'), ('answered', 'Answered')], default='open', max_length=8)),
                ('answer', models.TextField(blank=True, max_length=5000)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('owner', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to=settings.AUTH_USER_MODEL)),
                ('path', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contacts.careerpath')),
                ('gap', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='interviews.informationgap')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.AddField(
            model_name='takeaway',
            name='gap',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='evidence', to='interviews.informationgap'),
        ),
        migrations.CreateModel(
            name='InterviewPath',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('interview', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='interview_paths', to='interviews.interview')),
                ('owner', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to=settings.AUTH_USER_MODEL)),
                ('path', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contacts.careerpath')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.AddField(
            model_name='interview',
            name='paths',
            field=models.ManyToManyField(blank=True, related_name='interviews', through='interviews.InterviewPath', to='contacts.careerpath'),
        ),
        migrations.AddConstraint(
            model_name='interview',
            constraint=models.CheckConstraint(condition=models.Q(('feeling', None), ('feeling__range', (1, 5)), _connector='OR'), name='interview_feeling_known'),
        ),
        migrations.AddField(
            model_name='noteline',
            name='interview',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='interviews.interview'),
        ),
        migrations.AddField(
            model_name='noteline',
            name='owner',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='ownanswer',
            name='owner',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='ownanswer',
            name='path',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contacts.careerpath'),
        ),
        migrations.AddField(
            model_name='plannedquestion',
            name='gap',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='interviews.informationgap'),
        ),
        migrations.AddField(
            model_name='plannedquestion',
            name='interview',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='interviews.interview'),
        ),
        migrations.AddField(
            model_name='plannedquestion',
            name='owner',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='noteline',
            name='question',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='lines', to='interviews.plannedquestion'),
        ),
        migrations.AddField(
            model_name='promise',
            name='interview',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='promises', to='interviews.interview'),
        ),
        migrations.AddField(
            model_name='promise',
            name='owner',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='promises', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='question',
            name='owner',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='plannedquestion',
            name='source',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='interviews.question'),
        ),
        migrations.AddConstraint(
            model_name='attachment',
            constraint=models.UniqueConstraint(fields=('id', 'owner'), name='attachment_id_owner'),
        ),
        migrations.AddConstraint(
            model_name='attachment',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['resume', 'recording', 'document'])), name='attachment_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='attachmentpart',
            constraint=models.UniqueConstraint(fields=('attachment', 'number'), name='attachment_part_once'),
        ),
        migrations.AddConstraint(
            model_name='calendarfeed',
            constraint=models.UniqueConstraint(fields=('owner',), name='calendar_feed_one_a_user'),
        ),
        migrations.AddConstraint(
            model_name='homeworkitem',
            constraint=models.UniqueConstraint(condition=models.Q(('builtin', ''), _negated=True), fields=('interview', 'builtin'), name='homework_builtin_once'),
        ),
        migrations.AddConstraint(
            model_name='homeworkitem',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='homework_says_something'),
        ),
        migrations.AddConstraint(
            model_name='informationgap',
            constraint=models.UniqueConstraint(fields=('id', 'owner'), name='informationgap_id_owner'),
        ),
        migrations.AddConstraint(
            model_name='informationgap',
            constraint=models.UniqueConstraint(models.F('owner'), django.db.models.functions.text.Lower('text'), condition=models.Q(('trashed_at', None)), name='gap_once'),
        ),
        migrations.AddConstraint(
            model_name='informationgap',
            constraint=models.CheckConstraint(condition=models.Q(('importance__in', ['must', 'good'])), name='gap_importance_known'),
        ),
        migrations.AddConstraint(
            model_name='informationgap',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='gap_says_something'),
        ),
        migrations.AddConstraint(
            model_name='gapanswer',
            constraint=models.UniqueConstraint(fields=('gap', 'path'), name='gap_answer_once'),
        ),
        migrations.AddConstraint(
            model_name='gapanswer',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['open', 'partly', 'answered'])), name='gap_answer_state_known'),
        ),
        migrations.AddConstraint(
            model_name='interviewpath',
            constraint=models.UniqueConstraint(fields=('interview', 'path'), name='interview_path_once'),
        ),
        migrations.AddIndex(
            model_name='ownanswer',
            index=models.Index(fields=['owner', 'prompt', 'path', '-created_at'], name='own_answer_newest'),
        ),
        migrations.AddConstraint(
            model_name='noteline',
            constraint=models.UniqueConstraint(fields=('id', 'owner'), name='noteline_id_owner'),
        ),
        migrations.AddConstraint(
            model_name='noteline',
            constraint=models.UniqueConstraint(fields=('interview', 'key'), name='note_line_once'),
        ),
        migrations.AddConstraint(
            model_name='noteline',
            constraint=models.CheckConstraint(condition=models.Q(('tag__in', ['', 'takeaway', 'quote', 'follow_up', 'lead'])), name='note_line_tag_known'),
        ),
        migrations.AddIndex(
            model_name='promise',
            index=models.Index(condition=models.Q(('done_at', None)), fields=['owner', 'due_on'], name='promise_open'),
        ),
        migrations.AddConstraint(
            model_name='promise',
            constraint=models.CheckConstraint(condition=models.Q(('by__in', ['me', 'them'])), name='promise_by_known'),
        ),
        migrations.AddConstraint(
            model_name='promise',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='promise_says_something'),
        ),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.UniqueConstraint(fields=('id', 'owner'), name='question_id_owner'),
        ),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.UniqueConstraint(condition=models.Q(('builtin', ''), _negated=True), fields=('owner', 'builtin'), name='question_once'),
        ),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='question_says_something'),
        ),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.CheckConstraint(condition=models.Q(('minutes__range', (1, 60))), name='question_minutes_in_range'),
        ),
        migrations.AddConstraint(
            model_name='plannedquestion',
            constraint=models.UniqueConstraint(fields=('id', 'owner'), name='plannedquestion_id_owner'),
        ),
        migrations.AddConstraint(
            model_name='plannedquestion',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='planned_question_says_something'),
        ),
        migrations.AddConstraint(
            model_name='plannedquestion',
            constraint=models.CheckConstraint(condition=models.Q(('minutes__range', (1, 60))), name='planned_question_minutes_in_range'),
        ),
    ]
