"""Letters of every kind with templates, introductions, follow-ups, the user's own mail account, and mails about a day."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('contacts', '0028_cadence_and_weekend'),
        ('interviews', '0015_unnamed_voices'),
        ('outreach', '0002_same_owner'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
            ],
        ),
        migrations.CreateModel(
            name='IntroductionMove',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_state', models.CharField(blank=True, choices=[('draft', 'Draft'), ('asked', 'Asked the connector'), ('silent', 'No answer'), ('declined', 'Connector declined'), ('agreed', 'Connector agreed'), ('target_declined', 'They declined'), ('target_agreed', 'They agreed'), ('introduced', 'Introduced'), ('replied', 'I replied, connector in bcc'), ('met', 'Met'), ('told', 'Connector told and thanked')], max_length=15)),
                ('to_state', models.CharField(choices=[('draft', 'Draft'), ('asked', 'Asked the connector'), ('silent', 'No answer'), ('declined', 'Connector declined'), ('agreed', 'Connector agreed'), ('target_declined', 'They declined'), ('target_agreed', 'They agreed'), ('introduced', 'Introduced'), ('replied', 'I replied, connector in bcc'), ('met', 'Met'), ('told', 'Connector told and thanked')], max_length=15)),
            ],
            options={
                'ordering': ['id'],
            },
        ),
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
            ],
            options={
                'abstract': False,
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
            ],
            options={
                'ordering': ['kind', 'name', 'id'],
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
            ],
            options={
                'ordering': ['-number'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='message',
            name='message_once',
        ),
        migrations.AddField(
            model_name='delivery',
            name='letter',
            field=models.OneToOneField(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='delivery', to='outreach.message'),
        ),
        migrations.AddField(
            model_name='message',
            name='builtin',
            field=models.CharField(blank=True, db_default='', editable=False, max_length=80),
        ),
        migrations.AddField(
            model_name='message',
            name='entry',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='contacts.interaction'),
        ),
        migrations.AddField(
            model_name='message',
            name='fields',
            field=models.JSONField(db_default={}, default=dict, editable=False),
        ),
        migrations.AddField(
            model_name='message',
            name='opened_at',
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='message',
            name='replied_at',
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='message',
            name='reply',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='contacts.interaction'),
        ),
        migrations.AddField(
            model_name='message',
            name='sent_body',
            field=models.TextField(blank=True, db_default='', editable=False, max_length=20000),
        ),
        migrations.AddField(
            model_name='message',
            name='sent_subject',
            field=models.CharField(blank=True, db_default='', editable=False, max_length=200),
        ),
        migrations.AddField(
            model_name='message',
            name='trashed_at',
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='message',
            name='via',
            field=models.CharField(choices=[('email', 'E-mail'), ('linkedin', 'LinkedIn message')], db_default='email', default='email', max_length=8, verbose_name='send with'),
        ),
        migrations.AddField(
            model_name='message',
            name='way',
            field=models.CharField(blank=True, choices=[('', 'Not said'), ('mail', 'Mail program'), ('gmail', 'Gmail'), ('outlook', 'Outlook'), ('copy', 'Copied'), ('here', 'Sent from here')], db_default='', default='', editable=False, max_length=7),
        ),
        migrations.AddField(
            model_name='reminder',
            name='day',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name='message',
            name='body',
            field=models.TextField(blank=True, max_length=20000),
        ),
        migrations.AlterField(
            model_name='message',
            name='interview',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='interviews.interview'),
        ),
        migrations.AlterField(
            model_name='message',
            name='kind',
            field=models.CharField(choices=[('request', 'Request'), ('intro_request', 'Introduction request'), ('times', 'Reply with times'), ('confirm', 'Confirmation the day before'), ('thank_you', 'Thank-you'), ('nudge', 'Nudge'), ('update', 'Progress update'), ('reconnect', 'Reconnect'), ('answer', 'Answer to someone who asks me')], default='thank_you', max_length=13),
        ),
        migrations.AlterField(
            model_name='message',
            name='subject',
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AlterField(
            model_name='reminder',
            name='interview',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='interviews.interview'),
        ),
        migrations.AlterField(
            model_name='reminder',
            name='kind',
            field=models.CharField(choices=[('thank_early', 'Thank-you, two hours after'), ('thank_final', 'Thank-you, 24 hours after'), ('brief', 'Daily brief'), ('plan', 'Weekly plan')], max_length=12),
        ),
        migrations.AlterField(
            model_name='reminder',
            name='occurrence',
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.AddConstraint(
            model_name='reminder',
            constraint=models.UniqueConstraint(fields=('owner', 'kind', 'day'), name='reminder_once_a_day'),
        ),
        migrations.AddConstraint(
            model_name='reminder',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('day', None), ('interview__isnull', False), ('kind__in', ['thank_early', 'thank_final'])), models.Q(('day__isnull', False), ('interview', None), ('kind__in', ['brief', 'plan'])), _connector='OR'), name='reminder_is_about_one_thing'),
        ),
        migrations.AddField(
            model_name='followup',
            name='contact',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contacts.contact'),
        ),
        migrations.AddField(
            model_name='followup',
            name='interview',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='interviews.interview'),
        ),
        migrations.AddField(
            model_name='followup',
            name='owner',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='follow_ups', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='introduction',
            name='connector',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contacts.contact'),
        ),
        migrations.AddField(
            model_name='introduction',
            name='interview',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='interviews.interview'),
        ),
        migrations.AddField(
            model_name='introduction',
            name='owner',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='introduction',
            name='target',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='introductions', to='contacts.contact'),
        ),
        migrations.AddField(
            model_name='message',
            name='introduction',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='messages', to='outreach.introduction'),
        ),
        migrations.AddField(
            model_name='introductionmove',
            name='interaction',
            field=models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contacts.interaction'),
        ),
        migrations.AddField(
            model_name='introductionmove',
            name='introduction',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='moves', to='outreach.introduction'),
        ),
        migrations.AddField(
            model_name='introductionmove',
            name='owner',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='introduction_moves', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='mailaccount',
            name='owner',
            field=models.OneToOneField(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='mail_account', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='template',
            name='owner',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='message',
            name='template',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='outreach.template'),
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(fields=['owner', '-sent_at'], name='message_by_sending'),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.UniqueConstraint(fields=('id', 'owner'), name='message_id_owner'),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.UniqueConstraint(condition=models.Q(('kind', 'thank_you'), ('trashed_at', None)), fields=('interview', 'contact'), name='message_one_thank_you'),
        ),
        migrations.AddField(
            model_name='templateversion',
            name='owner',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='template_versions', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='templateversion',
            name='template',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='outreach.template'),
        ),
        migrations.AddIndex(
            model_name='followup',
            index=models.Index(condition=models.Q(('done_at', None), ('dropped_at', None)), fields=['owner', 'due_on'], name='follow_up_open'),
        ),
        migrations.AddConstraint(
            model_name='followup',
            constraint=models.UniqueConstraint(fields=('kind', 'interview', 'contact'), name='follow_up_once'),
        ),
        migrations.AddIndex(
            model_name='introduction',
            index=models.Index(fields=['owner', 'connector', 'asked_at'], name='introduction_asks'),
        ),
        migrations.AddConstraint(
            model_name='introduction',
            constraint=models.UniqueConstraint(fields=('id', 'owner'), name='introduction_id_owner'),
        ),
        migrations.AddConstraint(
            model_name='introduction',
            constraint=models.CheckConstraint(condition=models.Q(('connector', models.F('target')), _negated=True), name='introduction_is_of_someone_else'),
        ),
        migrations.AddConstraint(
            model_name='introduction',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'asked', 'silent', 'declined', 'agreed', 'target_declined', 'target_agreed', 'introduced', 'replied', 'met', 'told'])), name='introduction_state_known'),
        ),
        migrations.AddConstraint(
            model_name='template',
            constraint=models.UniqueConstraint(fields=('id', 'owner'), name='template_id_owner'),
        ),
        migrations.AddConstraint(
            model_name='template',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('name', ''), _negated=True), models.Q(('body', ''), _negated=True)), name='template_says_something'),
        ),
        migrations.AddConstraint(
            model_name='templateversion',
            constraint=models.UniqueConstraint(fields=('template', 'number'), name='template_version_once'),
        ),
    ]
