"""The whole schema of outreach at once, for a new database: what the steps up to 0005 make one after the other."""

from uuid import uuid4

from django.conf import settings
from django.db import migrations, models

from accounts.ownership import same_owner
from accounts.tables import CreateTables

TABLES = [
    migrations.CreateModel(
        name='MailAccount',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('from_name', models.CharField(blank=True, max_length=150, verbose_name='name')),
            ('from_addr', models.EmailField(max_length=254, verbose_name='e-mail')),
            ('host', models.CharField(max_length=253, verbose_name='server')),
            ('port', models.PositiveIntegerField(default=587)),
            ('security', models.CharField(choices=[('tls', 'TLS (port 465)'), ('starttls', 'STARTTLS (port 587)')], default='starttls', max_length=8)),
            ('username', models.CharField(max_length=254)),
            ('secret', models.TextField(editable=False)),
            ('tested_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='test went well')),
            ('failures', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='sign-ins refused in a row')),
            ('paused_at', models.DateTimeField(blank=True, editable=False, null=True)),
            ('last_error', models.CharField(blank=True, editable=False, max_length=300)),
            ('created_at', models.DateTimeField(auto_now_add=True)),
            ('updated_at', models.DateTimeField(auto_now=True)),
            ('owner', models.OneToOneField(editable=False, on_delete=models.CASCADE, related_name='mail_account', to=settings.AUTH_USER_MODEL)),
        ],
    ),
    migrations.CreateModel(
        name='Introduction',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('why', models.CharField(blank=True, max_length=300, verbose_name='why this person')),
            ('note', models.TextField(blank=True, max_length=5000, verbose_name='note to forward')),
            ('state', models.CharField(choices=[('draft', 'Draft'), ('asked', 'Asked the connector'), ('silent', 'No answer'), ('declined', 'Connector declined'), ('agreed', 'Connector agreed'), ('target_declined', 'They declined'), ('target_agreed', 'They agreed'), ('introduced', 'Introduced'), ('replied', 'I replied, connector in bcc'), ('met', 'Met'), ('told', 'Connector told and thanked')], default='draft', editable=False, max_length=15)),
            ('state_changed_at', models.DateTimeField(editable=False)),
            ('asked_at', models.DateTimeField(blank=True, editable=False, null=True)),
            ('trashed_at', models.DateTimeField(blank=True, editable=False, null=True)),
            ('created_at', models.DateTimeField(auto_now_add=True)),
            ('updated_at', models.DateTimeField(auto_now=True)),
            ('connector', models.ForeignKey(db_constraint=False, on_delete=models.CASCADE, related_name='+', to='contacts.contact')),
            ('interview', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=models.SET_NULL, related_name='+', to='interviews.interview')),
            ('owner', models.ForeignKey(editable=False, on_delete=models.CASCADE, related_name='%(class)ss', to=settings.AUTH_USER_MODEL)),
            ('target', models.ForeignKey(db_constraint=False, on_delete=models.CASCADE, related_name='introductions', to='contacts.contact')),
        ],
        options={
            'indexes': [
                models.Index(fields=['owner', 'connector', 'asked_at'], name='introduction_asks'),
            ],
            'constraints': [
                models.UniqueConstraint(fields=('id', 'owner'), name='introduction_id_owner'),
                models.CheckConstraint(condition=models.Q(('connector', models.F('target')), _negated=True), name='introduction_is_of_someone_else'),
                models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'asked', 'silent', 'declined', 'agreed', 'target_declined', 'target_agreed', 'introduced', 'replied', 'met', 'told'])), name='introduction_state_known'),
            ],
        },
    ),
    migrations.CreateModel(
        name='IntroductionMove',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('from_state', models.CharField(blank=True, choices=[('draft', 'Draft'), ('asked', 'Asked the connector'), ('silent', 'No answer'), ('declined', 'Connector declined'), ('agreed', 'Connector agreed'), ('target_declined', 'They declined'), ('target_agreed', 'They agreed'), ('introduced', 'Introduced'), ('replied', 'I replied, connector in bcc'), ('met', 'Met'), ('told', 'Connector told and thanked')], max_length=15)),
            ('to_state', models.CharField(choices=[('draft', 'Draft'), ('asked', 'Asked the connector'), ('silent', 'No answer'), ('declined', 'Connector declined'), ('agreed', 'Connector agreed'), ('target_declined', 'They declined'), ('target_agreed', 'They agreed'), ('introduced', 'Introduced'), ('replied', 'I replied, connector in bcc'), ('met', 'Met'), ('told', 'Connector told and thanked')], max_length=15)),
            ('interaction', models.OneToOneField(db_constraint=False, on_delete=models.CASCADE, related_name='+', to='contacts.interaction')),
            ('introduction', models.ForeignKey(db_constraint=False, on_delete=models.CASCADE, related_name='moves', to='outreach.introduction')),
            ('owner', models.ForeignKey(editable=False, on_delete=models.CASCADE, related_name='introduction_moves', to=settings.AUTH_USER_MODEL)),
        ],
        options={
            'ordering': ['id'],
        },
    ),
    migrations.CreateModel(
        name='Template',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('kind', models.CharField(choices=[('request', 'Request'), ('intro_request', 'Introduction request'), ('times', 'Reply with times'), ('confirm', 'Confirmation the day before'), ('thank_you', 'Thank-you'), ('nudge', 'Nudge'), ('update', 'Progress update'), ('reconnect', 'Reconnect'), ('answer', 'Answer to someone who asks me')], max_length=13)),
            ('via', models.CharField(choices=[('email', 'E-mail'), ('linkedin', 'LinkedIn message')], default='email', max_length=8, verbose_name='send with')),
            ('name', models.CharField(max_length=120)),
            ('subject', models.CharField(blank=True, max_length=200)),
            ('body', models.TextField(max_length=20000)),
            ('builtin', models.CharField(blank=True, editable=False, max_length=80)),
            ('version', models.PositiveIntegerField(default=1, editable=False)),
            ('trashed_at', models.DateTimeField(blank=True, editable=False, null=True)),
            ('created_at', models.DateTimeField(auto_now_add=True)),
            ('updated_at', models.DateTimeField(auto_now=True)),
            ('owner', models.ForeignKey(editable=False, on_delete=models.CASCADE, related_name='%(class)ss', to=settings.AUTH_USER_MODEL)),
        ],
        options={
            'ordering': ['kind', 'name', 'id'],
            'constraints': [
                models.UniqueConstraint(fields=('id', 'owner'), name='template_id_owner'),
                models.CheckConstraint(condition=models.Q(models.Q(('name', ''), _negated=True), models.Q(('body', ''), _negated=True)), name='template_says_something'),
            ],
        },
    ),
    migrations.CreateModel(
        name='TemplateVersion',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('number', models.PositiveIntegerField()),
            ('name', models.CharField(max_length=120)),
            ('subject', models.CharField(blank=True, max_length=200)),
            ('body', models.TextField(max_length=20000)),
            ('created_at', models.DateTimeField()),
            ('owner', models.ForeignKey(editable=False, on_delete=models.CASCADE, related_name='template_versions', to=settings.AUTH_USER_MODEL)),
            ('template', models.ForeignKey(db_constraint=False, on_delete=models.CASCADE, related_name='versions', to='outreach.template')),
        ],
        options={
            'ordering': ['-number'],
            'constraints': [
                models.UniqueConstraint(fields=('template', 'number'), name='template_version_once'),
            ],
        },
    ),
    migrations.CreateModel(
        name='Message',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('kind', models.CharField(choices=[('request', 'Request'), ('intro_request', 'Introduction request'), ('times', 'Reply with times'), ('confirm', 'Confirmation the day before'), ('thank_you', 'Thank-you'), ('nudge', 'Nudge'), ('update', 'Progress update'), ('reconnect', 'Reconnect'), ('answer', 'Answer to someone who asks me')], default='thank_you', max_length=13)),
            ('subject', models.CharField(blank=True, max_length=200)),
            ('body', models.TextField(blank=True, max_length=20000)),
            ('sent_at', models.DateTimeField(blank=True, null=True)),
            ('created_at', models.DateTimeField(auto_now_add=True)),
            ('updated_at', models.DateTimeField(auto_now=True)),
            ('contact', models.ForeignKey(on_delete=models.CASCADE, related_name='messages', to='contacts.contact')),
            ('interview', models.ForeignKey(blank=True, null=True, on_delete=models.CASCADE, related_name='messages', to='interviews.interview')),
            ('owner', models.ForeignKey(editable=False, on_delete=models.CASCADE, related_name='%(class)ss', to=settings.AUTH_USER_MODEL)),
            ('builtin', models.CharField(blank=True, db_default='', editable=False, max_length=80)),
            ('entry', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=models.SET_NULL, related_name='+', to='contacts.interaction')),
            ('fields', models.JSONField(db_default={}, default=dict, editable=False)),
            ('opened_at', models.DateTimeField(blank=True, editable=False, null=True)),
            ('replied_at', models.DateTimeField(blank=True, editable=False, null=True)),
            ('reply', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=models.SET_NULL, related_name='+', to='contacts.interaction')),
            ('sent_body', models.TextField(blank=True, db_default='', editable=False, max_length=20000)),
            ('sent_subject', models.CharField(blank=True, db_default='', editable=False, max_length=200)),
            ('trashed_at', models.DateTimeField(blank=True, editable=False, null=True)),
            ('via', models.CharField(choices=[('email', 'E-mail'), ('linkedin', 'LinkedIn message')], db_default='email', default='email', max_length=8, verbose_name='send with')),
            ('way', models.CharField(blank=True, choices=[('', 'Not said'), ('mail', 'Mail program'), ('gmail', 'Gmail'), ('outlook', 'Outlook'), ('copy', 'Copied'), ('here', 'Sent from here')], db_default='', default='', editable=False, max_length=7)),
            ('introduction', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=models.SET_NULL, related_name='messages', to='outreach.introduction')),
            ('template', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=models.SET_NULL, related_name='+', to='outreach.template')),
        ],
        options={
            'indexes': [
                models.Index(fields=['owner', '-sent_at'], name='message_by_sending'),
            ],
            'constraints': [
                models.UniqueConstraint(fields=('id', 'owner'), name='message_id_owner'),
                models.UniqueConstraint(condition=models.Q(('kind', 'thank_you'), ('trashed_at', None)), fields=('interview', 'contact'), name='message_one_thank_you'),
            ],
        },
    ),
    migrations.CreateModel(
        name='FollowUp',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('kind', models.CharField(choices=[('introducer', 'Tell the introducer how it went'), ('progress', 'Tell what came of the advice')], max_length=10)),
            ('due_on', models.DateField()),
            ('snoozed_until', models.DateTimeField(blank=True, editable=False, null=True)),
            ('done_at', models.DateTimeField(blank=True, editable=False, null=True)),
            ('dropped_at', models.DateTimeField(blank=True, editable=False, null=True)),
            ('created_at', models.DateTimeField(auto_now_add=True)),
            ('contact', models.ForeignKey(db_constraint=False, on_delete=models.CASCADE, related_name='+', to='contacts.contact')),
            ('interview', models.ForeignKey(db_constraint=False, on_delete=models.CASCADE, related_name='+', to='interviews.interview')),
            ('owner', models.ForeignKey(editable=False, on_delete=models.CASCADE, related_name='follow_ups', to=settings.AUTH_USER_MODEL)),
        ],
        options={
            'indexes': [
                models.Index(condition=models.Q(('done_at', None), ('dropped_at', None)), fields=['owner', 'due_on'], name='follow_up_open'),
            ],
            'constraints': [
                models.UniqueConstraint(fields=('kind', 'interview', 'contact'), name='follow_up_once'),
            ],
        },
    ),
    migrations.CreateModel(
        name='Delivery',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('to_addr', models.EmailField(max_length=254)),
            ('message_id', models.UUIDField(default=uuid4, editable=False, unique=True)),
            ('state', models.CharField(choices=[('pending', 'Waiting'), ('sending', 'Being sent'), ('sent', 'Sent'), ('dead', 'Failed'), ('unknown', 'Unknown'), ('cancelled', 'Not needed any more')], default='pending', max_length=9)),
            ('attempts', models.PositiveSmallIntegerField(default=0)),
            ('ambiguous', models.BooleanField(default=False, verbose_name='an answer was lost after DATA')),
            ('next_at', models.DateTimeField()),
            ('lease_until', models.DateTimeField(blank=True, null=True)),
            ('lease_token', models.UUIDField(blank=True, null=True)),
            ('data_started_at', models.DateTimeField(blank=True, null=True)),
            ('sent_at', models.DateTimeField(blank=True, null=True)),
            ('smtp_code', models.PositiveSmallIntegerField(blank=True, null=True)),
            ('last_error', models.CharField(blank=True, max_length=300)),
            ('created_at', models.DateTimeField()),
            ('owner', models.ForeignKey(editable=False, on_delete=models.CASCADE, related_name='deliveries', to=settings.AUTH_USER_MODEL)),
            ('letter', models.OneToOneField(blank=True, db_constraint=False, editable=False, null=True, on_delete=models.CASCADE, related_name='delivery', to='outreach.message')),
            ('sent_as', models.CharField(blank=True, db_default='', default='', editable=False, max_length=320)),
        ],
        options={
            'verbose_name_plural': 'deliveries',
            'indexes': [
                models.Index(condition=models.Q(('state', 'pending')), fields=['next_at'], name='delivery_pending'),
                models.Index(condition=models.Q(('state', 'sending')), fields=['lease_until'], name='delivery_leased'),
                models.Index(fields=['owner', '-id'], name='delivery_by_owner'),
            ],
            'constraints': [
                models.UniqueConstraint(fields=('id', 'owner'), name='delivery_id_owner'),
                models.CheckConstraint(condition=models.Q(models.Q(('lease_token__isnull', False), ('lease_until__isnull', False), ('state', 'sending')), models.Q(models.Q(('state', 'sending'), _negated=True), ('lease_token', None), ('lease_until', None)), _connector='OR'), name='delivery_sending_has_lease'),
                models.CheckConstraint(condition=models.Q(models.Q(('sent_at__isnull', False), ('state', 'sent')), models.Q(models.Q(('state', 'sent'), _negated=True), ('sent_at', None)), _connector='OR'), name='delivery_sent_has_time'),
            ],
        },
    ),
    migrations.CreateModel(
        name='Reminder',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('kind', models.CharField(choices=[('thank_early', 'Thank-you, two hours after'), ('thank_final', 'Thank-you, 24 hours after'), ('brief', 'Daily brief'), ('plan', 'Weekly plan')], max_length=12)),
            ('occurrence', models.PositiveSmallIntegerField(default=1)),
            ('due_at', models.DateTimeField()),
            ('held_until', models.DateTimeField(blank=True, editable=False, null=True)),
            ('snoozed', models.BooleanField(default=False)),
            ('state', models.CharField(choices=[('scheduled', 'Waiting'), ('queued', 'In the outbox'), ('sent', 'Sent'), ('cancelled', 'Not needed any more'), ('failed', 'Failed')], default='scheduled', max_length=9)),
            ('version', models.PositiveSmallIntegerField(default=1, editable=False)),
            ('delivery', models.ForeignKey(blank=True, null=True, on_delete=models.RESTRICT, related_name='reminders', to='outreach.delivery')),
            ('interview', models.ForeignKey(blank=True, null=True, on_delete=models.CASCADE, related_name='+', to='interviews.interview')),
            ('owner', models.ForeignKey(editable=False, on_delete=models.CASCADE, related_name='%(class)ss', to=settings.AUTH_USER_MODEL)),
            ('day', models.DateField(blank=True, null=True)),
        ],
        options={
            'indexes': [
                models.Index(condition=models.Q(('state', 'scheduled')), fields=['due_at'], name='reminder_due'),
            ],
            'constraints': [
                models.UniqueConstraint(fields=('owner', 'kind', 'interview', 'occurrence'), name='reminder_once'),
                models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['queued', 'sent']), _negated=True), ('delivery__isnull', False), _connector='OR'), name='reminder_queued_has_delivery'),
                models.UniqueConstraint(fields=('owner', 'kind', 'day'), name='reminder_once_a_day'),
                models.CheckConstraint(condition=models.Q(models.Q(('day', None), ('interview__isnull', False), ('kind__in', ['thank_early', 'thank_final'])), models.Q(('day__isnull', False), ('interview', None), ('kind__in', ['brief', 'plan'])), _connector='OR'), name='reminder_is_about_one_thing'),
            ],
        },
    ),
    migrations.CreateModel(
        name='Heartbeat',
        fields=[
            ('name', models.CharField(max_length=20, primary_key=True, serialize=False)),
            ('at', models.DateTimeField()),
        ],
    ),
]
LINKS = [
    ("outreach_reminder", "interview_id", "interviews_interview"),
    ("outreach_reminder", "delivery_id", "outreach_delivery"),
    ("outreach_message", "interview_id", "interviews_interview"),
    ("outreach_message", "contact_id", "contacts_contact"),
    ("outreach_delivery", "letter_id", "outreach_message"),
    ("outreach_message", "introduction_id", "outreach_introduction"),
    ("outreach_message", "template_id", "outreach_template"),
    ("outreach_message", "entry_id", "contacts_interaction"),
    ("outreach_message", "reply_id", "contacts_interaction"),
    ("outreach_templateversion", "template_id", "outreach_template"),
    ("outreach_introduction", "connector_id", "contacts_contact"),
    ("outreach_introduction", "target_id", "contacts_contact"),
    ("outreach_introduction", "interview_id", "interviews_interview"),
    ("outreach_introductionmove", "introduction_id", "outreach_introduction"),
    ("outreach_introductionmove", "interaction_id", "contacts_interaction"),
    ("outreach_followup", "interview_id", "interviews_interview"),
    ("outreach_followup", "contact_id", "contacts_contact"),
]


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ('outreach', '0001_initial'),
        ('outreach', '0002_same_owner'),
        ('outreach', '0003_letters_introductions_briefs'),
        ('outreach', '0004_same_owner'),
        ('outreach', '0005_message_id_as_sent'),
    ]
    dependencies = [
        ("contacts", "0001_squashed_0032_known_by_place"),
        ("interviews", "0001_squashed_0017_let_go"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        CreateTables(TABLES),
        *(same_owner(*link) for link in LINKS),
    ]
