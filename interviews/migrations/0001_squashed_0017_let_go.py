"""The whole schema of interviews at once, for a new database: what the steps up to 0017 make one after the other."""

from django.conf import settings
from django.contrib.postgres.functions import RandomUUID
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import migrations, models
from django.db.models.functions import Lower

from accounts.ownership import same_owner
from accounts.tables import CreateTables
from accounts.zones import validate_zone
from contacts.models.folding import words_index
from interviews.models.learning import leave_unnamed

# What was answered stands in lines; no model has this column any more, but a former release still writes it.
FORMER_ANSWER = "ALTER TABLE interviews_plannedquestion ADD COLUMN answer text NOT NULL DEFAULT ''"
TABLES = [
    migrations.CreateModel(
        name='Interview',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('direction', models.CharField(choices=[('outgoing', 'I ask'), ('incoming', 'They ask me')], default='outgoing', max_length=8)),
            ('state', models.CharField(choices=[('idea', 'To contact'), ('requested', 'Asked'), ('agreed', 'Replied'), ('scheduled', 'Scheduled'), ('held', 'Held'), ('thanked', 'Thanked'), ('closed', 'Closed'), ('declined', 'Declined'), ('no_reply', 'No reply'), ('cancelled', 'Cancelled'), ('no_show', 'No show')], default='idea', editable=False, max_length=10)),
            ('state_changed_at', models.DateTimeField(editable=False)),
            ('requested_at', models.DateTimeField(blank=True, editable=False, null=True)),
            ('purpose', models.CharField(blank=True, max_length=500, verbose_name='what I want to learn')),
            ('promised_minutes', models.PositiveSmallIntegerField(blank=True, null=True, validators=[MinValueValidator(1), MaxValueValidator(480)], verbose_name='minutes I asked for')),
            ('day', models.DateField(blank=True, null=True)),
            ('wall_time', models.TimeField(blank=True, help_text='Leave it empty when the time is not known.', null=True, verbose_name='time')),
            ('zone', models.CharField(blank=True, max_length=64, validators=[validate_zone], verbose_name='time zone')),
            ('fold', models.PositiveSmallIntegerField(default=0, editable=False)),
            ('planned_minutes', models.PositiveSmallIntegerField(blank=True, null=True, validators=[MinValueValidator(1), MaxValueValidator(480)])),
            ('medium', models.CharField(blank=True, choices=[('', 'Not said'), ('video', 'Video'), ('phone', 'Phone'), ('in_person', 'In person')], default='', max_length=10)),
            ('place', models.CharField(blank=True, max_length=300, verbose_name='place or number')),
            ('link', models.URLField(blank=True, max_length=500)),
            ('starts_at', models.DateTimeField(blank=True, editable=False, null=True)),
            ('ends_at', models.DateTimeField(blank=True, editable=False, null=True)),
            ('started_at', models.DateTimeField(blank=True, null=True, verbose_name='really began')),
            ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='really ended')),
            ('occurrence', models.PositiveSmallIntegerField(default=1, editable=False)),
            ('notes', models.TextField(blank=True, max_length=100000)),
            ('created_at', models.DateTimeField(auto_now_add=True)),
            ('updated_at', models.DateTimeField(auto_now=True)),
            ('owner', models.ForeignKey(editable=False, on_delete=models.CASCADE, related_name='%(class)ss', to=settings.AUTH_USER_MODEL)),
            ('feeling', models.PositiveSmallIntegerField(blank=True, choices=[(1, 'No'), (2, 'Rather not'), (3, 'Unsure'), (4, 'Rather yes'), (5, 'Yes')], null=True, verbose_name='would I like doing this work')),
            ('next_touch_on', models.DateField(blank=True, null=True, verbose_name='in touch again on')),
            ('paused_at', models.DateTimeField(blank=True, editable=False, null=True)),
            ('paused_seconds', models.PositiveIntegerField(db_default=0, default=0, editable=False)),
            ('sequence', models.PositiveIntegerField(db_default=0, default=0, editable=False)),
            ('their_questions', models.TextField(blank=True, db_default='', max_length=10000, verbose_name='what they want to know')),
            ('uid', models.UUIDField(db_default=RandomUUID(), editable=False)),
            ('homework_begun', models.BooleanField(db_default=False, default=False, editable=False)),
            ('is_let_go', models.BooleanField(db_default=False, default=False, editable=False)),
            ('people', models.ManyToManyField(related_name='interviews', through='interviews.Interviewee', to='contacts.contact')),
            ('paths', models.ManyToManyField(blank=True, related_name='interviews', through='interviews.InterviewPath', to='contacts.careerpath')),
        ],
        options={
            'indexes': [
                models.Index(fields=['owner', 'state', 'starts_at'], name='interview_by_state'),
                models.Index(condition=models.Q(('state__in', ['scheduled', 'held'])), fields=['ends_at'], name='interview_open_by_end'),
                words_index('purpose', 'notes', name='interview_words'),
                models.Index(condition=models.Q(('direction', 'outgoing'), ('state__in', ['held', 'thanked', 'closed'])), fields=['ends_at'], name='interview_past_by_end'),
                models.Index(condition=models.Q(('state', 'no_reply')), fields=['state_changed_at'], name='interview_silent'),
            ],
            'constraints': [
                models.UniqueConstraint(fields=('id', 'owner'), name='interview_id_owner'),
                models.CheckConstraint(condition=models.Q(('state__in', ['idea', 'requested', 'agreed', 'scheduled', 'held', 'thanked', 'closed', 'declined', 'no_reply', 'cancelled', 'no_show'])), name='interview_state_known'),
                models.CheckConstraint(condition=models.Q(('direction__in', ['outgoing', 'incoming'])), name='interview_direction_known'),
                models.CheckConstraint(condition=models.Q(models.Q(('state', 'scheduled'), _negated=True), ('day__isnull', False), _connector='OR'), name='interview_scheduled_has_day'),
                models.CheckConstraint(condition=models.Q(('direction', 'incoming'), ('state', 'thanked'), _negated=True), name='interview_incoming_owes_no_thanks'),
                models.CheckConstraint(condition=models.Q(('planned_minutes', None), ('planned_minutes__range', (1, 480)), _connector='OR'), name='interview_minutes_in_range'),
                models.CheckConstraint(condition=models.Q(('ends_at', None), ('ends_at__gt', models.F('starts_at')), _connector='OR'), name='interview_ends_after_start'),
                models.CheckConstraint(condition=models.Q(('ended_at', None), ('ended_at__gte', models.F('started_at')), _connector='OR'), name='interview_ended_after_begin'),
                models.CheckConstraint(condition=models.Q(('feeling', None), ('feeling__range', (1, 5)), _connector='OR'), name='interview_feeling_known'),
            ],
        },
    ),
    migrations.CreateModel(
        name='Interviewee',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('thanked_at', models.DateTimeField(blank=True, editable=False, null=True)),
            ('contact', models.ForeignKey(on_delete=models.CASCADE, to='contacts.contact')),
            ('interview', models.ForeignKey(on_delete=models.CASCADE, related_name='interviewees', to='interviews.interview')),
            ('owner', models.ForeignKey(editable=False, on_delete=models.CASCADE, related_name='%(class)ss', to=settings.AUTH_USER_MODEL)),
        ],
        options={
            'ordering': ['id'],
            'indexes': [
                models.Index(fields=['owner', 'contact'], name='interviewee_by_contact'),
            ],
            'constraints': [
                models.UniqueConstraint(fields=('interview', 'contact'), name='interviewee_once'),
            ],
        },
    ),
    migrations.CreateModel(
        name='InterviewPath',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('interview', models.ForeignKey(on_delete=models.CASCADE, related_name='interview_paths', to='interviews.interview')),
            ('owner', models.ForeignKey(editable=False, on_delete=models.CASCADE, related_name='%(class)ss', to=settings.AUTH_USER_MODEL)),
            ('path', models.ForeignKey(on_delete=models.CASCADE, related_name='+', to='contacts.careerpath')),
        ],
        options={
            'ordering': ['id'],
            'constraints': [
                models.UniqueConstraint(fields=('interview', 'path'), name='interview_path_once'),
            ],
        },
    ),
    migrations.CreateModel(
        name='Move',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('from_state', models.CharField(blank=True, choices=[('idea', 'To contact'), ('requested', 'Asked'), ('agreed', 'Replied'), ('scheduled', 'Scheduled'), ('held', 'Held'), ('thanked', 'Thanked'), ('closed', 'Closed'), ('declined', 'Declined'), ('no_reply', 'No reply'), ('cancelled', 'Cancelled'), ('no_show', 'No show')], max_length=10)),
            ('to_state', models.CharField(choices=[('idea', 'To contact'), ('requested', 'Asked'), ('agreed', 'Replied'), ('scheduled', 'Scheduled'), ('held', 'Held'), ('thanked', 'Thanked'), ('closed', 'Closed'), ('declined', 'Declined'), ('no_reply', 'No reply'), ('cancelled', 'Cancelled'), ('no_show', 'No show')], max_length=10)),
            ('interaction', models.OneToOneField(on_delete=models.CASCADE, related_name='+', to='contacts.interaction')),
            ('interview', models.ForeignKey(on_delete=models.CASCADE, related_name='moves', to='interviews.interview')),
            ('owner', models.ForeignKey(editable=False, on_delete=models.CASCADE, related_name='%(class)ss', to=settings.AUTH_USER_MODEL)),
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
            ('owner', models.ForeignKey(editable=False, on_delete=models.CASCADE, related_name='%(class)ss', to=settings.AUTH_USER_MODEL)),
        ],
        options={
            'ordering': ['-importance', 'id'],
            'constraints': [
                models.UniqueConstraint(fields=('id', 'owner'), name='informationgap_id_owner'),
                models.UniqueConstraint(models.F('owner'), Lower('text'), condition=models.Q(('trashed_at', None)), name='gap_once'),
                models.CheckConstraint(condition=models.Q(('importance__in', ['must', 'good'])), name='gap_importance_known'),
                models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='gap_says_something'),
            ],
        },
    ),
    migrations.CreateModel(
        name='GapAnswer',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('state', models.CharField(choices=[('open', 'Open'), ('partly', 'Partly answered'), ('answered', 'Answered')], default='open', max_length=8)),
            ('answer', models.TextField(blank=True, max_length=5000)),
            ('updated_at', models.DateTimeField(auto_now=True)),
            ('owner', models.ForeignKey(editable=False, on_delete=models.CASCADE, related_name='%(class)ss', to=settings.AUTH_USER_MODEL)),
            ('path', models.ForeignKey(on_delete=models.CASCADE, related_name='+', to='contacts.careerpath')),
            ('gap', models.ForeignKey(on_delete=models.CASCADE, related_name='answers', to='interviews.informationgap')),
            ('closed_by', models.ForeignKey(blank=True, null=True, on_delete=models.SET_NULL, related_name='+', to='interviews.interview')),
            ('is_reopened', models.BooleanField(db_default=False, default=False, editable=False)),
        ],
        options={
            'ordering': ['id'],
            'constraints': [
                models.UniqueConstraint(fields=('gap', 'path'), name='gap_answer_once'),
                models.CheckConstraint(condition=models.Q(('state__in', ['open', 'partly', 'answered'])), name='gap_answer_state_known'),
            ],
        },
    ),
    migrations.CreateModel(
        name='MayKnow',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('contact', models.ForeignKey(db_constraint=False, on_delete=models.CASCADE, related_name='+', to='contacts.contact')),
            ('gap', models.ForeignKey(db_constraint=False, on_delete=models.CASCADE, related_name='who_may_know', to='interviews.informationgap')),
            ('owner', models.ForeignKey(editable=False, on_delete=models.CASCADE, related_name='%(class)ss', to=settings.AUTH_USER_MODEL)),
        ],
        options={
            'verbose_name': 'who may know',
            'verbose_name_plural': 'who may know',
            'ordering': ['id'],
            'constraints': [
                models.UniqueConstraint(fields=('contact', 'gap'), name='may_know_once'),
            ],
        },
    ),
    migrations.CreateModel(
        name='Takeaway',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('text', models.CharField(max_length=1000)),
            ('created_at', models.DateTimeField(auto_now_add=True)),
            ('interview', models.ForeignKey(blank=True, null=True, on_delete=models.SET_NULL, related_name='takeaways', to='interviews.interview')),
            ('owner', models.ForeignKey(editable=False, on_delete=models.CASCADE, related_name='%(class)ss', to=settings.AUTH_USER_MODEL)),
            ('is_quotable', models.BooleanField(db_default=False, default=False, verbose_name='may be quoted')),
            ('path', models.ForeignKey(blank=True, null=True, on_delete=models.SET_NULL, related_name='+', to='contacts.careerpath')),
            ('speaks', models.CharField(blank=True, choices=[('', 'Not said'), ('for', 'For it'), ('against', 'Against it'), ('neutral', 'Neither')], db_default='', default='', max_length=7, verbose_name='for or against')),
            ('strength', models.CharField(blank=True, choices=[('', 'Not said'), ('first', 'First-hand'), ('second', 'Second-hand'), ('hear', 'Hearsay')], db_default='', default='', max_length=6, verbose_name='how they know')),
            ('gap', models.ForeignKey(blank=True, null=True, on_delete=models.SET_NULL, related_name='evidence', to='interviews.informationgap')),
            ('entry', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=models.SET_NULL, related_name='+', to='contacts.interaction')),
            ('said_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=leave_unnamed, related_name='+', to='contacts.contact')),
            ('said_on', models.DateField(blank=True, null=True, verbose_name='when')),
            ('is_unnamed', models.BooleanField(db_default=False, default=False, editable=False)),
        ],
        options={
            'ordering': ['id'],
            'indexes': [
                words_index('text', name='takeaway_words'),
            ],
            'constraints': [
                models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='takeaway_says_something'),
                models.UniqueConstraint(fields=('id', 'owner'), name='takeaway_id_owner'),
            ],
        },
    ),
    migrations.CreateModel(
        name='Referral',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('why', models.CharField(blank=True, max_length=300)),
            ('created_at', models.DateTimeField(auto_now_add=True)),
            ('contact', models.ForeignKey(on_delete=models.CASCADE, related_name='+', to='contacts.contact')),
            ('interview', models.ForeignKey(on_delete=models.CASCADE, related_name='referrals', to='interviews.interview')),
            ('named_by', models.ForeignKey(on_delete=models.CASCADE, related_name='+', to='contacts.contact')),
            ('owner', models.ForeignKey(editable=False, on_delete=models.CASCADE, related_name='%(class)ss', to=settings.AUTH_USER_MODEL)),
            ('may_use_name', models.BooleanField(blank=True, null=True, verbose_name='may I use your name')),
            ('will_introduce', models.BooleanField(blank=True, null=True, verbose_name='they will introduce me')),
        ],
        options={
            'ordering': ['id'],
            'constraints': [
                models.UniqueConstraint(fields=('interview', 'contact'), name='referral_once'),
                models.CheckConstraint(condition=models.Q(('named_by', models.F('contact')), _negated=True), name='referral_names_someone_else'),
            ],
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
            ('interview', models.ForeignKey(on_delete=models.CASCADE, related_name='promises', to='interviews.interview')),
            ('owner', models.ForeignKey(editable=False, on_delete=models.CASCADE, related_name='promises', to=settings.AUTH_USER_MODEL)),
        ],
        options={
            'ordering': ['id'],
            'indexes': [
                models.Index(condition=models.Q(('done_at', None)), fields=['owner', 'due_on'], name='promise_open'),
            ],
            'constraints': [
                models.CheckConstraint(condition=models.Q(('by__in', ['me', 'them'])), name='promise_by_known'),
                models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='promise_says_something'),
            ],
        },
    ),
    migrations.CreateModel(
        name='Criterion',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('name', models.CharField(max_length=60, verbose_name='what matters')),
            ('weight', models.PositiveSmallIntegerField(default=0, validators=[MinValueValidator(0), MaxValueValidator(100)])),
            ('kind', models.CharField(blank=True, choices=[('entry', 'Getting in'), ('work', 'The work itself'), ('rewards', 'Rewards and drains'), ('skills', 'Skills and training'), ('people', 'People and surroundings'), ('life', 'Life beside it'), ('money', 'Pay and security'), ('progress', 'Getting on'), ('future', 'The field and its future'), ('organization', 'The organization'), ('fit', 'My fit')], max_length=12, verbose_name='goes by what I learn about')),
            ('builtin', models.CharField(blank=True, editable=False, max_length=80)),
            ('created_at', models.DateTimeField(auto_now_add=True)),
            ('trashed_at', models.DateTimeField(blank=True, editable=False, null=True)),
            ('owner', models.ForeignKey(editable=False, on_delete=models.CASCADE, related_name='criteria', to=settings.AUTH_USER_MODEL)),
        ],
        options={
            'verbose_name_plural': 'criteria',
            'ordering': ['id'],
            'constraints': [
                models.UniqueConstraint(fields=('id', 'owner'), name='criterion_id_owner'),
                models.UniqueConstraint(models.F('owner'), Lower('name'), condition=models.Q(('trashed_at', None)), name='criterion_once'),
                models.CheckConstraint(condition=models.Q(('weight__range', (0, 100))), name='criterion_weight_in_range'),
                models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='criterion_has_name'),
            ],
        },
    ),
    migrations.CreateModel(
        name='Score',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('value', models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(5)])),
            ('why', models.CharField(blank=True, max_length=300)),
            ('updated_at', models.DateTimeField(auto_now=True)),
            ('criterion', models.ForeignKey(on_delete=models.CASCADE, related_name='scores', to='interviews.criterion')),
            ('owner', models.ForeignKey(editable=False, on_delete=models.CASCADE, related_name='%(class)ss', to=settings.AUTH_USER_MODEL)),
            ('path', models.ForeignKey(on_delete=models.CASCADE, related_name='+', to='contacts.careerpath')),
            ('evidence', models.ManyToManyField(blank=True, related_name='+', through='interviews.ScoreEvidence', to='interviews.takeaway')),
        ],
        options={
            'ordering': ['id'],
            'constraints': [
                models.UniqueConstraint(fields=('id', 'owner'), name='score_id_owner'),
                models.UniqueConstraint(fields=('criterion', 'path'), name='score_once'),
                models.CheckConstraint(condition=models.Q(('value__range', (1, 5))), name='score_in_range'),
            ],
        },
    ),
    migrations.CreateModel(
        name='ScoreEvidence',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('owner', models.ForeignKey(editable=False, on_delete=models.CASCADE, related_name='score_evidence', to=settings.AUTH_USER_MODEL)),
            ('score', models.ForeignKey(on_delete=models.CASCADE, related_name='links', to='interviews.score')),
            ('takeaway', models.ForeignKey(on_delete=models.CASCADE, related_name='+', to='interviews.takeaway')),
        ],
        options={
            'verbose_name': 'evidence of a score',
            'verbose_name_plural': 'evidence of scores',
            'ordering': ['id'],
            'constraints': [
                models.UniqueConstraint(fields=('score', 'takeaway'), name='score_evidence_once'),
            ],
        },
    ),
    migrations.CreateModel(
        name='Snapshot',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('name', models.CharField(blank=True, max_length=100, verbose_name='name it')),
            ('table', models.JSONField(editable=False)),
            ('taken_at', models.DateTimeField(editable=False)),
            ('owner', models.ForeignKey(editable=False, on_delete=models.CASCADE, related_name='%(class)ss', to=settings.AUTH_USER_MODEL)),
        ],
        options={
            'ordering': ['-taken_at', '-id'],
        },
    ),
    migrations.CreateModel(
        name='ChangeOfMind',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('of', models.CharField(choices=[('stance', 'Where I stand'), ('gut', 'What my gut says'), ('score', 'Score')], max_length=6)),
            ('before', models.CharField(blank=True, max_length=40)),
            ('after', models.CharField(blank=True, max_length=40)),
            ('why', models.CharField(blank=True, max_length=300)),
            ('changed_at', models.DateTimeField()),
            ('because_of', models.ForeignKey(blank=True, null=True, on_delete=models.SET_NULL, related_name='+', to='interviews.interview', verbose_name='the talk that did it')),
            ('owner', models.ForeignKey(editable=False, on_delete=models.CASCADE, related_name='changes_of_mind', to=settings.AUTH_USER_MODEL)),
            ('path', models.ForeignKey(on_delete=models.CASCADE, related_name='+', to='contacts.careerpath')),
            ('criterion', models.ForeignKey(blank=True, null=True, on_delete=models.CASCADE, related_name='+', to='interviews.criterion')),
        ],
        options={
            'verbose_name_plural': 'changes of mind',
            'ordering': ['-changed_at', '-id'],
            'constraints': [
                models.CheckConstraint(condition=models.Q(('of__in', ['stance', 'gut', 'score'])), name='change_of_mind_known'),
                models.CheckConstraint(condition=models.Q(models.Q(('criterion__isnull', False), ('of', 'score')), models.Q(models.Q(('of', 'score'), _negated=True), ('criterion', None)), _connector='OR'), name='change_of_mind_score_has_criterion'),
            ],
        },
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
            ('interview', models.ForeignKey(on_delete=models.CASCADE, related_name='attachments', to='interviews.interview')),
            ('owner', models.ForeignKey(editable=False, on_delete=models.CASCADE, related_name='%(class)ss', to=settings.AUTH_USER_MODEL)),
        ],
        options={
            'ordering': ['id'],
            'constraints': [
                models.UniqueConstraint(fields=('id', 'owner'), name='attachment_id_owner'),
                models.CheckConstraint(condition=models.Q(('kind__in', ['resume', 'recording', 'document'])), name='attachment_kind_known'),
            ],
        },
    ),
    migrations.CreateModel(
        name='AttachmentPart',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('number', models.PositiveIntegerField()),
            ('content', models.BinaryField()),
            ('attachment', models.ForeignKey(on_delete=models.CASCADE, related_name='parts', to='interviews.attachment')),
            ('owner', models.ForeignKey(editable=False, on_delete=models.CASCADE, related_name='%(class)ss', to=settings.AUTH_USER_MODEL)),
        ],
        options={
            'ordering': ['number'],
            'constraints': [
                models.UniqueConstraint(fields=('attachment', 'number'), name='attachment_part_once'),
            ],
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
            ('owner', models.ForeignKey(editable=False, on_delete=models.CASCADE, related_name='%(class)ss', to=settings.AUTH_USER_MODEL)),
        ],
        options={
            'constraints': [
                models.UniqueConstraint(fields=('owner',), name='calendar_feed_one_a_user'),
            ],
        },
    ),
    migrations.CreateModel(
        name='Question',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('text', models.CharField(max_length=300, verbose_name='question')),
            ('topic', models.CharField(choices=[('path_in', 'Path in'), ('daily_work', 'Daily work'), ('rewards_drains', 'Rewards and drains'), ('skills_training', 'Skills and training'), ('environment_people', 'Environment and people'), ('life_fit', 'Life fit'), ('money_security', 'Money and security'), ('progression', 'Progression'), ('field_future', 'Field and future'), ('organization', 'Organization'), ('my_fit', 'My fit'), ('entering_switching', 'Entering and switching'), ('resources', 'Resources'), ('advice_assignment', 'Advice and assignment'), ('referrals', 'Referrals'), ('close', 'Close'), ('mentoring', 'Mentoring')], max_length=40)),
            ('minutes', models.PositiveSmallIntegerField(default=2, validators=[MinValueValidator(1), MaxValueValidator(60)])),
            ('is_default', models.BooleanField(default=False, verbose_name='in the standard set')),
            ('can_look_up', models.BooleanField(default=False, verbose_name='a search could answer it')),
            ('sensitivity', models.CharField(choices=[('none', 'Ask freely'), ('personal', 'Personal'), ('money', 'About money: ask for ranges, late'), ('late', 'Ask late')], default='none', max_length=8)),
            ('gap_kind', models.CharField(blank=True, choices=[('entry', 'Getting in'), ('work', 'The work itself'), ('rewards', 'Rewards and drains'), ('skills', 'Skills and training'), ('people', 'People and surroundings'), ('life', 'Life beside it'), ('money', 'Pay and security'), ('progress', 'Getting on'), ('future', 'The field and its future'), ('organization', 'The organization'), ('fit', 'My fit')], max_length=12, verbose_name='helps to find out about')),
            ('is_hidden', models.BooleanField(default=False, editable=False)),
            ('builtin', models.CharField(blank=True, editable=False, max_length=80)),
            ('created_at', models.DateTimeField(auto_now_add=True)),
            ('owner', models.ForeignKey(editable=False, on_delete=models.CASCADE, related_name='%(class)ss', to=settings.AUTH_USER_MODEL)),
        ],
        options={
            'ordering': ['id'],
            'constraints': [
                models.UniqueConstraint(fields=('id', 'owner'), name='question_id_owner'),
                models.UniqueConstraint(condition=models.Q(('builtin', ''), _negated=True), fields=('owner', 'builtin'), name='question_once'),
                models.CheckConstraint(condition=models.Q(('minutes__range', (1, 60))), name='question_minutes_in_range'),
                models.CheckConstraint(condition=models.Q(models.Q(('text', ''), _negated=True), models.Q(models.Q(('builtin', ''), _negated=True), ('is_hidden', True)), _connector='OR'), name='question_says_something'),
            ],
        },
    ),
    migrations.CreateModel(
        name='PlannedQuestion',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('text', models.CharField(max_length=300, verbose_name='question')),
            ('topic', models.CharField(blank=True, choices=[('path_in', 'Path in'), ('daily_work', 'Daily work'), ('rewards_drains', 'Rewards and drains'), ('skills_training', 'Skills and training'), ('environment_people', 'Environment and people'), ('life_fit', 'Life fit'), ('money_security', 'Money and security'), ('progression', 'Progression'), ('field_future', 'Field and future'), ('organization', 'Organization'), ('my_fit', 'My fit'), ('entering_switching', 'Entering and switching'), ('resources', 'Resources'), ('advice_assignment', 'Advice and assignment'), ('referrals', 'Referrals'), ('close', 'Close'), ('mentoring', 'Mentoring')], max_length=40)),
            ('minutes', models.PositiveSmallIntegerField(default=2, validators=[MinValueValidator(1), MaxValueValidator(60)])),
            ('is_must', models.BooleanField(default=False, verbose_name='ask this first')),
            ('position', models.PositiveIntegerField(default=0, editable=False)),
            ('builtin', models.CharField(blank=True, editable=False, max_length=80)),
            ('asked_at', models.DateTimeField(blank=True, editable=False, null=True)),
            ('created_at', models.DateTimeField(auto_now_add=True)),
            ('gap', models.ForeignKey(blank=True, null=True, on_delete=models.SET_NULL, related_name='+', to='interviews.informationgap')),
            ('interview', models.ForeignKey(on_delete=models.CASCADE, related_name='questions', to='interviews.interview')),
            ('owner', models.ForeignKey(editable=False, on_delete=models.CASCADE, related_name='%(class)ss', to=settings.AUTH_USER_MODEL)),
            ('source', models.ForeignKey(blank=True, null=True, on_delete=models.SET_NULL, related_name='+', to='interviews.question')),
        ],
        options={
            'ordering': ['position', 'id'],
            'constraints': [
                models.UniqueConstraint(fields=('id', 'owner'), name='plannedquestion_id_owner'),
                models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='planned_question_says_something'),
                models.CheckConstraint(condition=models.Q(('minutes__range', (1, 60))), name='planned_question_minutes_in_range'),
            ],
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
            ('interview', models.ForeignKey(on_delete=models.CASCADE, related_name='homework', to='interviews.interview')),
            ('owner', models.ForeignKey(editable=False, on_delete=models.CASCADE, related_name='%(class)ss', to=settings.AUTH_USER_MODEL)),
        ],
        options={
            'ordering': ['id'],
            'constraints': [
                models.UniqueConstraint(condition=models.Q(('builtin', ''), _negated=True), fields=('interview', 'builtin'), name='homework_builtin_once'),
                models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='homework_says_something'),
            ],
        },
    ),
    migrations.CreateModel(
        name='OwnAnswer',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('prompt', models.CharField(max_length=40)),
            ('text', models.TextField(max_length=10000)),
            ('created_at', models.DateTimeField()),
            ('owner', models.ForeignKey(editable=False, on_delete=models.CASCADE, related_name='%(class)ss', to=settings.AUTH_USER_MODEL)),
            ('path', models.ForeignKey(blank=True, null=True, on_delete=models.CASCADE, related_name='+', to='contacts.careerpath')),
        ],
        options={
            'ordering': ['-created_at', '-id'],
            'indexes': [
                models.Index(fields=['owner', 'prompt', 'path', '-created_at'], name='own_answer_newest'),
            ],
        },
    ),
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
            ('interview', models.ForeignKey(on_delete=models.CASCADE, related_name='lines', to='interviews.interview')),
            ('owner', models.ForeignKey(editable=False, on_delete=models.CASCADE, related_name='%(class)ss', to=settings.AUTH_USER_MODEL)),
            ('question', models.ForeignKey(blank=True, null=True, on_delete=models.SET_NULL, related_name='lines', to='interviews.plannedquestion')),
            ('settled_at', models.DateTimeField(blank=True, editable=False, null=True)),
        ],
        options={
            'ordering': ['said_at', 'id'],
            'constraints': [
                models.UniqueConstraint(fields=('id', 'owner'), name='noteline_id_owner'),
                models.UniqueConstraint(fields=('interview', 'key'), name='note_line_once'),
                models.CheckConstraint(condition=models.Q(('tag__in', ['', 'takeaway', 'quote', 'follow_up', 'lead'])), name='note_line_tag_known'),
            ],
        },
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
            ('interview', models.OneToOneField(on_delete=models.CASCADE, related_name='consent', to='interviews.interview')),
            ('owner', models.ForeignKey(editable=False, on_delete=models.CASCADE, related_name='%(class)ss', to=settings.AUTH_USER_MODEL)),
        ],
    ),
    migrations.CreateModel(
        name='Removal',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('kind', models.CharField(max_length=20)),
            ('columns', models.JSONField(editable=False)),
            ('created_at', models.DateTimeField(db_index=True, editable=False)),
            ('interview', models.ForeignKey(null=True, on_delete=models.CASCADE, related_name='+', to='interviews.interview')),
            ('owner', models.ForeignKey(editable=False, on_delete=models.CASCADE, related_name='%(class)ss', to=settings.AUTH_USER_MODEL)),
        ],
    ),
]
LINKS = [
    ("interviews_interviewee", "interview_id", "interviews_interview"),
    ("interviews_interviewee", "contact_id", "contacts_contact"),
    ("interviews_move", "interview_id", "interviews_interview"),
    ("interviews_move", "interaction_id", "contacts_interaction"),
    ("interviews_takeaway", "interview_id", "interviews_interview"),
    ("interviews_referral", "interview_id", "interviews_interview"),
    ("interviews_referral", "named_by_id", "contacts_contact"),
    ("interviews_referral", "contact_id", "contacts_contact"),
    ("interviews_interviewpath", "interview_id", "interviews_interview"),
    ("interviews_interviewpath", "path_id", "contacts_careerpath"),
    ("interviews_attachment", "interview_id", "interviews_interview"),
    ("interviews_attachmentpart", "attachment_id", "interviews_attachment"),
    ("interviews_gapanswer", "gap_id", "interviews_informationgap"),
    ("interviews_gapanswer", "path_id", "contacts_careerpath"),
    ("interviews_takeaway", "path_id", "contacts_careerpath"),
    ("interviews_takeaway", "gap_id", "interviews_informationgap"),
    ("interviews_promise", "interview_id", "interviews_interview"),
    ("interviews_plannedquestion", "interview_id", "interviews_interview"),
    ("interviews_plannedquestion", "source_id", "interviews_question"),
    ("interviews_plannedquestion", "gap_id", "interviews_informationgap"),
    ("interviews_homeworkitem", "interview_id", "interviews_interview"),
    ("interviews_ownanswer", "path_id", "contacts_careerpath"),
    ("interviews_noteline", "interview_id", "interviews_interview"),
    ("interviews_noteline", "question_id", "interviews_plannedquestion"),
    ("interviews_consent", "interview_id", "interviews_interview"),
    ("interviews_removal", "interview_id", "interviews_interview"),
    ("interviews_takeaway", "said_by_id", "contacts_contact"),
    ("interviews_takeaway", "entry_id", "contacts_interaction"),
    ("interviews_gapanswer", "closed_by_id", "interviews_interview"),
    ("interviews_mayknow", "contact_id", "contacts_contact"),
    ("interviews_mayknow", "gap_id", "interviews_informationgap"),
    ("interviews_score", "criterion_id", "interviews_criterion"),
    ("interviews_score", "path_id", "contacts_careerpath"),
    ("interviews_scoreevidence", "score_id", "interviews_score"),
    ("interviews_scoreevidence", "takeaway_id", "interviews_takeaway"),
    ("interviews_changeofmind", "path_id", "contacts_careerpath"),
    ("interviews_changeofmind", "criterion_id", "interviews_criterion"),
    ("interviews_changeofmind", "because_of_id", "interviews_interview"),
]


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ('interviews', '0001_initial'),
        ('interviews', '0002_same_owner'),
        ('interviews', '0003_talks_to_wrap_up'),
        ('interviews', '0004_search'),
        ('interviews', '0005_prepare_hold_wrap_up'),
        ('interviews', '0006_same_owner'),
        ('interviews', '0007_hide_without_words'),
        ('interviews', '0008_settled_lines'),
        ('interviews', '0009_removals'),
        ('interviews', '0010_homework_begun'),
        ('interviews', '0011_answers_are_lines'),
        ('interviews', '0012_evidence_and_decisions'),
        ('interviews', '0013_same_owner'),
        ('interviews', '0014_who_said_it'),
        ('interviews', '0015_unnamed_voices'),
        ('interviews', '0016_past_by_end'),
        ('interviews', '0017_let_go'),
    ]
    dependencies = [
        ("contacts", "0001_squashed_0032_known_by_place"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        CreateTables(TABLES),
        migrations.RunSQL(FORMER_ANSWER, "ALTER TABLE interviews_plannedquestion DROP COLUMN answer"),
        *(same_owner(*link) for link in LINKS),
    ]
