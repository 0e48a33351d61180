"""The whole schema of contacts at once, for a new database: what the steps up to 0032 make one after the other."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.functions import RandomUUID
from django.contrib.postgres.operations import BtreeGinExtension, TrigramExtension, UnaccentExtension
from django.db import migrations, models
from django.db.models.functions import Cast, Greatest, Least, Lower

from accounts.ownership import same_owner
from accounts.tables import CreateTables
from accounts.zones import validate_zone
from contacts.models.folding import Folded, JoinedTrigrams, parts_index

# The functions are declared immutable, although unaccent is only stable: its rules change with a release of Postgres
# at most. Every name in them is qualified, for a restore runs with an empty search path. pg_c_utf8 is there from
# Postgres 17 on.
FOLD = """
CREATE FUNCTION public.rapport_fold(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT lower((CASE WHEN octet_length($1) = char_length($1) THEN $1
                ELSE public.unaccent('public.unaccent', normalize($1, NFKC)) END) COLLATE pg_catalog.pg_c_utf8)
$$
"""
TRIGRAMS = """
CREATE FUNCTION public.rapport_trigrams(text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
AS $$
DECLARE
  folded text := public.rapport_fold($1);
BEGIN
  IF octet_length(folded) = char_length(folded) THEN
    RETURN folded;
  END IF;
  RETURN (
    SELECT string_agg(CASE WHEN ascii(letter) < 128 THEN letter ELSE 'q' || to_hex(ascii(letter)) || 'q' END, ''
                      ORDER BY place)
    FROM regexp_split_to_table(folded, '') WITH ORDINALITY AS letters (letter, place));
END
$$
"""
# A word is kept as "5xgrace", 5 being the owner: looking for the words that begin with "gra" reads the index where the
# owner's words stand, and nobody else's.
OWNED = """
CREATE FUNCTION public.rapport_owned(bigint, text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT regexp_replace(
    regexp_replace(public.rapport_fold($2) COLLATE pg_catalog.pg_c_utf8,
                   '([\\u2e80-\\u9fff\\uac00-\\ud7af\\uf900-\\ufaff])', ' \\1 ', 'g'),
    '([[:alnum:]]+)', $1::text || 'x\\1', 'g')
$$
"""
WORDS = """
CREATE FUNCTION public.rapport_words(bigint, text) RETURNS tsvector LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT to_tsvector('pg_catalog.simple', public.rapport_owned($1, $2))
$$
"""
# The words of the text next to each other; where the last argument says so, each may be the beginning of a longer one.
QUERY = """
CREATE FUNCTION public.rapport_query(bigint, text, boolean) RETURNS tsquery LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$
  SELECT to_tsquery('pg_catalog.simple',
    '''' || replace(replace(public.rapport_owned($1, $2), '\\', '\\\\'), '''', '''''') || ''''
    || CASE WHEN $3 THEN ':*' ELSE '' END)
$$
"""
# The columns `search_words` are in the tables and not in the models (see contacts.querysets.folding.KeptWords).
KEPT_WORDS = """
ALTER TABLE {0} ADD COLUMN search_words tsvector GENERATED ALWAYS AS (public.rapport_words(owner_id, {1})) STORED
"""
WORDS_OF_CONTACT = "display_name || ' ' || role || ' ' || location || ' ' || how_met || ' ' || notes"
WORDS_OF_INTERACTION = "title || ' ' || body"
# What is written goes into the indexes of search by the 64 kB at once, the least that Postgres allows.
SHORT_LIST = "(fastupdate = on, gin_pending_list_limit = 64)"
TABLES = [
    migrations.CreateModel(
        name='Organization',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('name', models.CharField(max_length=200)),
            ('created_at', models.DateTimeField(auto_now_add=True)),
            ('owner', models.ForeignKey(db_index=False, editable=False, on_delete=models.CASCADE, related_name='organizations', to=settings.AUTH_USER_MODEL)),
            ('kind', models.CharField(blank=True, choices=[('', 'Not said'), ('employer', 'Employer'), ('school', 'School'), ('association', 'Guild, union or association'), ('club', 'Club')], default='', max_length=12)),
            ('notes', models.TextField(blank=True, max_length=50000)),
            ('website', models.URLField(blank=True, max_length=500)),
            ('folded_name', models.GeneratedField(db_persist=True, expression=Folded('name'), output_field=models.TextField())),
        ],
        options={
            'ordering': ['name'],
            'indexes': [
                models.Index(fields=['owner', 'folded_name', 'id'], name='organization_by_name'),
            ],
            'constraints': [
                models.UniqueConstraint(fields=('id', 'owner'), name='organization_id_owner'),
                models.UniqueConstraint(models.F('owner'), Lower('name'), name='organization_name_once'),
            ],
        },
    ),
    migrations.CreateModel(
        name='OrganizationAlias',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('name', models.CharField(max_length=200)),
            ('folded_name', models.GeneratedField(db_persist=True, expression=Folded('name'), output_field=models.TextField())),
            ('organization', models.ForeignKey(db_constraint=False, on_delete=models.CASCADE, related_name='aliases', to='contacts.organization')),
            ('owner', models.ForeignKey(db_index=False, editable=False, on_delete=models.CASCADE, related_name='organizationaliases', to=settings.AUTH_USER_MODEL)),
        ],
        options={
            'verbose_name_plural': 'organization aliases',
            'ordering': ['name'],
            'constraints': [
                models.UniqueConstraint(models.F('owner'), Lower('name'), name='organization_alias_once'),
            ],
        },
    ),
    migrations.CreateModel(
        name='OrganizationMerge',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('former', models.JSONField(editable=False)),
            ('moved', models.JSONField(editable=False)),
            ('merged_at', models.DateTimeField(editable=False)),
            ('undone_at', models.DateTimeField(editable=False, null=True)),
            ('kept', models.ForeignKey(db_constraint=False, on_delete=models.CASCADE, related_name='merges', to='contacts.organization')),
            ('owner', models.ForeignKey(editable=False, on_delete=models.CASCADE, related_name='%(class)ss', to=settings.AUTH_USER_MODEL)),
        ],
        options={
            'ordering': ['-merged_at', '-id'],
        },
    ),
    migrations.CreateModel(
        name='Contact',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('display_name', models.CharField(max_length=200, verbose_name='name')),
            ('given_name', models.CharField(blank=True, max_length=100)),
            ('family_name', models.CharField(blank=True, max_length=100)),
            ('role', models.CharField(blank=True, max_length=200)),
            ('time_zone', models.CharField(blank=True, max_length=64, validators=[validate_zone])),
            ('how_met', models.CharField(blank=True, max_length=300)),
            ('warmth', models.CharField(blank=True, choices=[('', 'Not said'), ('new', 'New'), ('acquainted', 'Acquainted'), ('warm', 'Warm'), ('close', 'Close')], default='', max_length=10)),
            ('cadence', models.CharField(blank=True, choices=[('', 'No reminder'), ('P2W', 'Every 2 weeks'), ('P1M', 'Every month'), ('P3M', 'Every 3 months'), ('P6M', 'Every 6 months'), ('P1Y', 'Every year')], default='', max_length=3)),
            ('notes', models.TextField(blank=True, max_length=50000)),
            ('stage', models.CharField(blank=True, choices=[('', '–'), ('idea', 'To contact'), ('requested', 'Asked'), ('agreed', 'Replied'), ('scheduled', 'Scheduled'), ('held', 'Held'), ('thanked', 'Thanked'), ('closed', 'Closed'), ('declined', 'Declined'), ('no_reply', 'No reply'), ('cancelled', 'Cancelled'), ('no_show', 'No show')], default='', editable=False, max_length=10)),
            ('next_step', models.CharField(blank=True, choices=[('', 'Nothing planned'), ('thank', 'Say thank you'), ('talk', 'Talk'), ('wrap_up', 'Wrap up the talk'), ('reply', 'Offer times'), ('promise', 'Keep a promise'), ('nudge', 'Nudge'), ('request', 'Write the request'), ('keep_in_touch', 'Keep in touch')], default='', editable=False, max_length=15)),
            ('next_step_due_at', models.DateTimeField(blank=True, editable=False, null=True)),
            ('waiting_since', models.DateTimeField(blank=True, editable=False, null=True)),
            ('last_touch_at', models.DateTimeField(blank=True, editable=False, null=True)),
            ('snoozed_until', models.DateTimeField(blank=True, editable=False, null=True)),
            ('archived_at', models.DateTimeField(blank=True, editable=False, null=True)),
            ('trashed_at', models.DateTimeField(blank=True, editable=False, null=True)),
            ('created_at', models.DateTimeField(auto_now_add=True)),
            ('updated_at', models.DateTimeField(auto_now=True)),
            ('introducer', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=models.SET_NULL, related_name='introduced', to='contacts.contact')),
            ('owner', models.ForeignKey(db_index=False, editable=False, on_delete=models.CASCADE, related_name='contacts', to=settings.AUTH_USER_MODEL)),
            ('organization', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=models.SET_NULL, related_name='people', to='contacts.organization')),
            ('birthday', models.CharField(blank=True, max_length=10)),
            ('cadence_day', models.PositiveSmallIntegerField(blank=True, editable=False, null=True)),
            ('has_email', models.BooleanField(default=False, editable=False)),
            ('is_favourite', models.BooleanField(default=False, verbose_name='favourite')),
            ('job_started_on', models.DateField(blank=True, null=True, verbose_name='in this role since')),
            ('location', models.CharField(blank=True, max_length=200)),
            ('met_on', models.DateField(blank=True, null=True, verbose_name='met on')),
            ('middle_name', models.CharField(blank=True, max_length=100)),
            ('name_prefix', models.CharField(blank=True, max_length=60, verbose_name='prefix')),
            ('name_suffix', models.CharField(blank=True, max_length=60, verbose_name='suffix')),
            ('nickname', models.CharField(blank=True, max_length=100)),
            ('phonetic_name', models.CharField(blank=True, max_length=200, verbose_name='how it sounds')),
            ('photo_digest', models.CharField(blank=True, editable=False, max_length=16)),
            ('pronouns', models.CharField(blank=True, max_length=40)),
            ('relationship', models.CharField(blank=True, choices=[('', 'Not said'), ('friend', 'Friend'), ('family', 'Family'), ('colleague', 'Colleague'), ('former', 'Former colleague'), ('classmate', 'Fellow student'), ('teacher', 'Teacher'), ('mentor', 'Mentor'), ('professional', 'Professional contact')], default='', max_length=12)),
            ('source', models.CharField(blank=True, choices=[('', 'Not said'), ('friend', 'Friend'), ('family', 'Family'), ('alumni', 'Alumni'), ('colleague', 'Colleague'), ('linkedin', 'LinkedIn'), ('event', 'Event'), ('association', 'Guild or association'), ('referral', 'Referral'), ('cold', 'Cold')], default='', max_length=11)),
            ('search_name', models.GeneratedField(db_persist=True, expression=JoinedTrigrams('display_name', 'nickname', 'given_name', 'middle_name', 'family_name', 'phonetic_name'), output_field=models.TextField())),
            ('sort_name', models.GeneratedField(db_persist=True, expression=Folded('display_name'), output_field=models.TextField())),
            ('uid', models.CharField(db_default=Cast(RandomUUID(), models.CharField()), editable=False, max_length=255)),
            ('touch_on', models.DateField(blank=True, editable=False, null=True)),
            ('told_due_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='when that is due')),
            ('told_step', models.CharField(blank=True, choices=[('', 'Nothing planned'), ('thank', 'Say thank you'), ('talk', 'Talk'), ('wrap_up', 'Wrap up the talk'), ('reply', 'Offer times'), ('promise', 'Keep a promise'), ('nudge', 'Nudge'), ('request', 'Write the request'), ('keep_in_touch', 'Keep in touch')], db_default='', default='', editable=False, max_length=15, verbose_name='step of interviews')),
            ('told_is_due', models.BooleanField(db_default=False, default=False, editable=False, verbose_name='it was due when they said so')),
            ('cadence_most', models.CharField(blank=True, choices=[('', 'No reminder'), ('P2W', 'Every 2 weeks'), ('P1M', 'Every month'), ('P3M', 'Every 3 months'), ('P6M', 'Every 6 months'), ('P1Y', 'Every year')], db_default='', default='', max_length=3, verbose_name='at the latest')),
            ('paused_until', models.DateField(blank=True, null=True, verbose_name='not before')),
            ('put_off_on', models.DateField(blank=True, editable=False, null=True)),
            ('wants_birthday', models.BooleanField(db_default=False, default=False, verbose_name='remind me of the birthday')),
            ('weekend', models.CharField(blank=True, choices=[('', 'Saturday and Sunday'), ('fri_sat', 'Friday and Saturday'), ('thu_fri', 'Thursday and Friday'), ('sun', 'Sunday only')], db_default='', default='', max_length=7)),
            ('tags', models.ManyToManyField(blank=True, related_name='contacts', through='contacts.ContactTag', to='contacts.tag')),
            ('paths', models.ManyToManyField(blank=True, related_name='contacts', through='contacts.ContactPath', to='contacts.careerpath')),
        ],
        options={
            'indexes': [
                models.Index(condition=models.Q(('archived_at', None), ('next_step_due_at__isnull', False), ('trashed_at', None)), fields=['owner', 'next_step_due_at'], name='contact_by_due'),
                models.Index(condition=models.Q(('next_step__in', ['reply', 'request']), ('waiting_since__isnull', False), _connector='OR'), fields=['owner'], name='contact_asked'),
                models.Index(fields=['owner', 'sort_name', 'id'], name='contact_by_sort_name'),
                models.Index(condition=models.Q(('trashed_at__isnull', False)), fields=['trashed_at'], name='contact_trashed'),
                models.Index(condition=models.Q(('archived_at', None), ('trashed_at', None)), fields=['owner', 'created_at', 'id'], name='contact_listed_by_age'),
                models.Index(condition=models.Q(('archived_at', None), ('trashed_at', None)), fields=['owner', 'next_step_due_at', 'id'], name='contact_listed_by_due'),
                models.Index(condition=models.Q(('archived_at', None), ('trashed_at', None)), fields=['owner', 'last_touch_at', 'id'], name='contact_listed_by_touch'),
                models.Index(condition=models.Q(('archived_at', None), ('trashed_at', None)), fields=['owner', 'organization', 'id'], name='contact_listed_by_job'),
                models.Index(condition=models.Q(('archived_at', None), ('trashed_at', None)), fields=['owner', 'stage', 'sort_name', 'id'], name='contact_listed_by_stage'),
                models.Index(condition=models.Q(('archived_at', None), ('trashed_at', None)), fields=['owner', 'next_step', 'sort_name', 'id'], name='contact_listed_by_step'),
                models.Index(condition=models.Q(('archived_at', None), ('trashed_at', None)), fields=['owner', 'source', 'sort_name', 'id'], name='contact_listed_by_source'),
                models.Index(condition=models.Q(('archived_at', None), ('trashed_at', None)), fields=['owner', 'warmth', 'sort_name', 'id'], name='contact_listed_by_warmth'),
                models.Index(condition=models.Q(('archived_at', None), ('trashed_at', None)), fields=['owner', 'has_email', 'sort_name', 'id'], name='contact_listed_by_mail'),
                models.Index(condition=models.Q(('archived_at', None), ('trashed_at', None), ('is_favourite', True)), fields=['owner', 'sort_name', 'id'], name='contact_favourite'),
                models.Index(condition=models.Q(('archived_at__isnull', False), ('trashed_at', None)), fields=['owner', 'sort_name', 'id'], name='contact_archived'),
                models.Index(condition=models.Q(('trashed_at__isnull', False)), fields=['owner', 'trashed_at'], name='contact_trash_of_owner'),
                parts_index('search_name', name='contact_name_parts'),
                models.Index(condition=models.Q(('wants_birthday', True)), fields=['owner'], name='contact_birthday_wanted'),
                models.Index(condition=models.Q(('next_step', 'keep_in_touch'), ('told_due_at__isnull', False), ('told_is_due', False)), fields=['told_due_at'], name='contact_falls_due'),
                models.Index(condition=models.Q(('last_touch_at', None), ('warmth', ''), _negated=True), fields=['organization'], name='contact_known'),
            ],
            'constraints': [
                models.UniqueConstraint(fields=('id', 'owner'), name='contact_id_owner'),
                models.CheckConstraint(condition=models.Q(('display_name', ''), _negated=True), name='contact_has_a_name'),
                models.CheckConstraint(condition=models.Q(('introducer', models.F('id')), _negated=True), name='contact_is_not_own_introducer'),
                models.CheckConstraint(condition=models.Q(('birthday', ''), ('birthday__regex', '^(\\d{4}|-)-\\d\\d-\\d\\d$'), _connector='OR'), name='contact_birthday_form'),
                models.UniqueConstraint(fields=('owner', 'uid'), name='contact_uid_once'),
                models.CheckConstraint(condition=models.Q(('uid', ''), _negated=True), name='contact_has_a_uid'),
            ],
        },
    ),
    migrations.CreateModel(
        name='Acquaintance',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('kind', models.CharField(blank=True, choices=[('', 'Not said'), ('colleague', 'Work together'), ('former', 'Worked together'), ('school', 'Studied together'), ('friend', 'Friends'), ('family', 'Family')], default='', max_length=9)),
            ('strength', models.PositiveSmallIntegerField(choices=[(1, 'Have met'), (2, 'Know each other'), (3, 'Know each other well')], default=2, verbose_name='how well')),
            ('created_at', models.DateTimeField(auto_now_add=True)),
            ('one', models.ForeignKey(db_constraint=False, db_index=False, on_delete=models.CASCADE, related_name='+', to='contacts.contact')),
            ('other', models.ForeignKey(db_constraint=False, db_index=False, on_delete=models.CASCADE, related_name='+', to='contacts.contact')),
            ('owner', models.ForeignKey(db_index=False, editable=False, on_delete=models.CASCADE, related_name='acquaintances', to=settings.AUTH_USER_MODEL)),
            ('told_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=models.SET_NULL, related_name='+', to='contacts.contact')),
        ],
        options={
            'ordering': ['id'],
            'constraints': [
                models.UniqueConstraint(models.F('owner'), Least('one', 'other'), Greatest('one', 'other'), name='acquaintance_once'),
                models.CheckConstraint(condition=models.Q(('one', models.F('other')), _negated=True), name='acquaintance_is_of_two'),
                models.CheckConstraint(condition=models.Q(('strength__range', (1, 3))), name='acquaintance_strength_known'),
            ],
            'indexes': [
                models.Index(fields=['one'], include=('other', 'kind', 'strength'), name='acquaintance_of_one'),
                models.Index(fields=['other'], include=('one', 'kind', 'strength'), name='acquaintance_of_other'),
            ],
        },
    ),
    migrations.CreateModel(
        name='DuplicateScan',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('total', models.PositiveIntegerField(default=0)),
            ('done', models.PositiveIntegerField(default=0)),
            ('leased_until', models.DateTimeField(editable=False, null=True)),
            ('created_at', models.DateTimeField()),
            ('finished_at', models.DateTimeField(blank=True, null=True)),
            ('state', models.CharField(choices=[('running', 'Looking'), ('done', 'Done'), ('failed', 'Failed')], default='running', max_length=9)),
            ('owner', models.ForeignKey(editable=False, on_delete=models.CASCADE, related_name='%(class)ss', to=settings.AUTH_USER_MODEL)),
            ('step_began_at', models.DateTimeField(editable=False, null=True)),
        ],
        options={
            'ordering': ['-id'],
            'constraints': [
                models.UniqueConstraint(condition=models.Q(('state', 'running')), fields=('owner',), name='duplicate_scan_one_at_a_time'),
            ],
        },
    ),
    migrations.CreateModel(
        name='DuplicatePair',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('lane', models.CharField(choices=[('certain', 'Certain'), ('conflict', 'Conflict'), ('maybe', 'Maybe')], max_length=8)),
            ('reasons', models.JSONField(default=list)),
            ('found_at', models.DateTimeField()),
            ('dismissed_at', models.DateTimeField(blank=True, null=True)),
            ('first', models.ForeignKey(db_constraint=False, on_delete=models.CASCADE, related_name='+', to='contacts.contact')),
            ('owner', models.ForeignKey(editable=False, on_delete=models.CASCADE, related_name='%(class)ss', to=settings.AUTH_USER_MODEL)),
            ('second', models.ForeignKey(db_constraint=False, on_delete=models.CASCADE, related_name='+', to='contacts.contact')),
        ],
        options={
            'ordering': ['id'],
            'indexes': [
                models.Index(condition=models.Q(('dismissed_at', None)), fields=['owner', 'lane', 'id'], name='duplicate_pair_by_lane'),
            ],
            'constraints': [
                models.UniqueConstraint(fields=('first', 'second'), name='duplicate_pair_once'),
                models.CheckConstraint(condition=models.Q(('first__lt', models.F('second'))), name='duplicate_pair_in_order'),
            ],
        },
    ),
    migrations.CreateModel(
        name='MergeRun',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('total', models.PositiveIntegerField(default=0)),
            ('done', models.PositiveIntegerField(default=0)),
            ('leased_until', models.DateTimeField(editable=False, null=True)),
            ('created_at', models.DateTimeField()),
            ('finished_at', models.DateTimeField(blank=True, null=True)),
            ('state', models.CharField(choices=[('running', 'Merging'), ('done', 'Done'), ('cancelled', 'Stopped'), ('undoing', 'Being undone'), ('undone', 'Undone'), ('failed', 'Failed')], default='running', max_length=9)),
            ('owner', models.ForeignKey(editable=False, on_delete=models.CASCADE, related_name='%(class)ss', to=settings.AUTH_USER_MODEL)),
            ('step_began_at', models.DateTimeField(editable=False, null=True)),
        ],
        options={
            'ordering': ['-id'],
            'constraints': [
                models.UniqueConstraint(fields=('id', 'owner'), name='mergerun_id_owner'),
            ],
        },
    ),
    migrations.CreateModel(
        name='ContactMerge',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('gone_pk', models.BigIntegerField(db_index=True, editable=False, verbose_name='former number')),
            ('gone_name', models.CharField(editable=False, max_length=200)),
            ('undo', models.JSONField(editable=False)),
            ('merged_at', models.DateTimeField(editable=False)),
            ('undone_at', models.DateTimeField(editable=False, null=True)),
            ('kept', models.ForeignKey(db_constraint=False, on_delete=models.CASCADE, related_name='merges', to='contacts.contact')),
            ('owner', models.ForeignKey(editable=False, on_delete=models.CASCADE, related_name='contactmerges', to=settings.AUTH_USER_MODEL)),
            ('run', models.ForeignKey(db_constraint=False, editable=False, null=True, on_delete=models.CASCADE, related_name='merges', to='contacts.mergerun')),
        ],
        options={
            'ordering': ['-merged_at', '-id'],
        },
    ),
    migrations.CreateModel(
        name='Import',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('total', models.PositiveIntegerField(default=0)),
            ('done', models.PositiveIntegerField(default=0)),
            ('leased_until', models.DateTimeField(editable=False, null=True)),
            ('created_at', models.DateTimeField()),
            ('finished_at', models.DateTimeField(blank=True, null=True)),
            ('state', models.CharField(choices=[('reading', 'Being read'), ('mapping', 'Columns to match'), ('ready', 'To look at'), ('waiting', 'Waiting for another import'), ('running', 'Running'), ('done', 'Done'), ('cancelled', 'Stopped'), ('undoing', 'Being undone'), ('undone', 'Undone'), ('failed', 'Failed')], default='reading', max_length=9)),
            ('file_name', models.CharField(max_length=255)),
            ('layout', models.JSONField(default=dict)),
            ('skipped', models.PositiveIntegerField(default=0, verbose_name='rows that name nobody')),
            ('trouble', models.CharField(blank=True, max_length=500, verbose_name='why it failed')),
            ('started_at', models.DateTimeField(blank=True, null=True)),
            ('owner', models.ForeignKey(editable=False, on_delete=models.CASCADE, related_name='%(class)ss', to=settings.AUTH_USER_MODEL)),
            ('step_began_at', models.DateTimeField(editable=False, null=True)),
        ],
        options={
            'ordering': ['-id'],
            'constraints': [
                models.UniqueConstraint(fields=('id', 'owner'), name='import_id_owner'),
                models.UniqueConstraint(condition=models.Q(('state__in', ['running', 'undoing'])), fields=('owner',), name='import_one_at_a_time'),
                models.CheckConstraint(condition=models.Q(('done__lte', models.F('total'))), name='import_done_within_total'),
            ],
        },
    ),
    migrations.CreateModel(
        name='ImportFile',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('content', models.BinaryField()),
            ('batch', models.OneToOneField(db_constraint=False, on_delete=models.CASCADE, related_name='file', to='contacts.import')),
            ('owner', models.ForeignKey(editable=False, on_delete=models.CASCADE, related_name='%(class)ss', to=settings.AUTH_USER_MODEL)),
        ],
    ),
    migrations.CreateModel(
        name='ImportRow',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('number', models.PositiveIntegerField()),
            ('line', models.PositiveIntegerField()),
            ('name', models.CharField(blank=True, max_length=200)),
            ('data', models.JSONField(null=True)),
            ('reason', models.CharField(blank=True, max_length=500)),
            ('raw', models.TextField(blank=True, verbose_name='as in the file')),
            ('outcome', models.CharField(blank=True, choices=[('new', 'New'), ('update', 'Updates'), ('unchanged', 'Unchanged'), ('review', 'Needs a look'), ('refused', 'Refused')], max_length=9)),
            ('why', models.CharField(blank=True, choices=[('', '–'), ('uid', 'same card'), ('linkedin', 'same LinkedIn profile'), ('email', 'same e-mail'), ('phone', 'same phone and name'), ('same', 'same in every respect'), ('mailbox', 'same shared mailbox'), ('work', 'same name and organization')], default='', max_length=8)),
            ('choice', models.CharField(blank=True, choices=[('', 'As suggested'), ('add', 'Keep both'), ('update', 'Merge'), ('skip', 'Skip')], default='', max_length=6)),
            ('done', models.BooleanField(default=False)),
            ('did', models.JSONField(null=True)),
            ('batch', models.ForeignKey(db_constraint=False, db_index=False, on_delete=models.CASCADE, related_name='rows', to='contacts.import')),
            ('contact', models.ForeignKey(db_constraint=False, null=True, on_delete=models.SET_NULL, related_name='+', to='contacts.contact')),
            ('match', models.ForeignKey(db_constraint=False, null=True, on_delete=models.SET_NULL, related_name='+', to='contacts.contact')),
            ('owner', models.ForeignKey(editable=False, on_delete=models.CASCADE, related_name='%(class)ss', to=settings.AUTH_USER_MODEL)),
            ('foreseen', models.JSONField(editable=False, null=True)),
        ],
        options={
            'ordering': ['number'],
            'indexes': [
                models.Index(fields=['batch', 'outcome', 'number'], name='import_row_by_outcome'),
                models.Index(condition=models.Q(('done', False)), fields=['batch', 'number'], name='import_row_waiting'),
            ],
            'constraints': [
                models.UniqueConstraint(fields=('batch', 'number'), name='import_row_once'),
            ],
        },
    ),
    migrations.CreateModel(
        name='ColumnMatch',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('signature', models.CharField(max_length=64, verbose_name='digest of the header')),
            ('columns', models.JSONField()),
            ('day_first', models.BooleanField(null=True)),
            ('owner', models.ForeignKey(editable=False, on_delete=models.CASCADE, related_name='columnmatches', to=settings.AUTH_USER_MODEL)),
        ],
        options={
            'verbose_name_plural': 'column matches',
            'constraints': [
                models.UniqueConstraint(fields=('owner', 'signature'), name='column_match_once'),
            ],
        },
    ),
    migrations.CreateModel(
        name='SavedView',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('name', models.CharField(max_length=60)),
            ('query', models.CharField(blank=True, max_length=2000)),
            ('position', models.PositiveSmallIntegerField(default=0)),
            ('created_at', models.DateTimeField(auto_now_add=True)),
            ('owner', models.ForeignKey(editable=False, on_delete=models.CASCADE, related_name='%(class)ss', to=settings.AUTH_USER_MODEL)),
        ],
        options={
            'ordering': ['position', 'id'],
            'constraints': [
                models.UniqueConstraint(models.F('owner'), Lower('name'), name='saved_view_name_once'),
            ],
        },
    ),
    migrations.CreateModel(
        name='BulkChange',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('verb', models.CharField(choices=[('tag', 'Tag'), ('untag', 'Take the tag off'), ('cadence', 'Keep in touch'), ('warmth', 'How well you know them'), ('archive', 'Archive'), ('trash', 'Move to trash'), ('export', 'Export')], max_length=7)),
            ('value', models.TextField(blank=True)),
            ('state', models.CharField(choices=[('running', 'Running'), ('done', 'Done'), ('cancelled', 'Stopped'), ('undoing', 'Being undone'), ('undone', 'Undone'), ('failed', 'Failed')], default='running', max_length=9)),
            ('total', models.PositiveIntegerField(default=0)),
            ('done', models.PositiveIntegerField(default=0)),
            ('changed', models.PositiveIntegerField(default=0, verbose_name='really changed')),
            ('leased_until', models.DateTimeField(editable=False, null=True)),
            ('created_at', models.DateTimeField()),
            ('finished_at', models.DateTimeField(blank=True, null=True)),
            ('owner', models.ForeignKey(editable=False, on_delete=models.CASCADE, related_name='%(class)ss', to=settings.AUTH_USER_MODEL)),
            ('step_began_at', models.DateTimeField(editable=False, null=True)),
        ],
        options={
            'ordering': ['-id'],
            'indexes': [
                models.Index(condition=models.Q(('state__in', ['running', 'undoing'])), fields=['created_at'], name='bulk_change_open'),
            ],
            'constraints': [
                models.UniqueConstraint(fields=('id', 'owner'), name='bulkchange_id_owner'),
                models.CheckConstraint(condition=models.Q(('done__lte', models.F('total'))), name='bulk_change_done_within_total'),
            ],
        },
    ),
    migrations.CreateModel(
        name='BulkPart',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('contacts', ArrayField(base_field=models.BigIntegerField(), size=None)),
            ('change', models.ForeignKey(db_constraint=False, on_delete=models.CASCADE, related_name='waiting', to='contacts.bulkchange')),
            ('owner', models.ForeignKey(editable=False, on_delete=models.CASCADE, related_name='%(class)ss', to=settings.AUTH_USER_MODEL)),
        ],
        options={
            'ordering': ['id'],
        },
    ),
    migrations.CreateModel(
        name='BulkPerson',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('before', models.JSONField(default=dict)),
            ('change', models.ForeignKey(db_constraint=False, on_delete=models.CASCADE, related_name='people', to='contacts.bulkchange')),
            ('contact', models.ForeignKey(db_constraint=False, on_delete=models.CASCADE, to='contacts.contact')),
            ('owner', models.ForeignKey(editable=False, on_delete=models.CASCADE, related_name='%(class)ss', to=settings.AUTH_USER_MODEL)),
        ],
        options={
            'verbose_name_plural': 'bulk people',
            'constraints': [
                models.UniqueConstraint(fields=('change', 'contact'), name='bulk_person_once'),
            ],
        },
    ),
    migrations.CreateModel(
        name='ExportPart',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('number', models.PositiveIntegerField()),
            ('content', models.BinaryField()),
            ('change', models.ForeignKey(db_constraint=False, on_delete=models.CASCADE, related_name='parts', to='contacts.bulkchange')),
            ('owner', models.ForeignKey(editable=False, on_delete=models.CASCADE, related_name='%(class)ss', to=settings.AUTH_USER_MODEL)),
        ],
        options={
            'ordering': ['number'],
            'constraints': [
                models.UniqueConstraint(fields=('change', 'number'), name='export_part_once'),
            ],
        },
    ),
    migrations.CreateModel(
        name='Channel',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('kind', models.CharField(choices=[('email', 'E-mail'), ('phone', 'Phone'), ('linkedin', 'LinkedIn'), ('link', 'Link')], max_length=8)),
            ('value', models.CharField(max_length=500)),
            ('normal', models.CharField(editable=False, max_length=500, verbose_name='value for comparing')),
            ('label', models.CharField(blank=True, max_length=60)),
            ('owner', models.ForeignKey(db_index=False, editable=False, on_delete=models.CASCADE, related_name='channels', to=settings.AUTH_USER_MODEL)),
            ('contact', models.ForeignKey(db_constraint=False, db_index=False, on_delete=models.CASCADE, related_name='channels', to='contacts.contact')),
            ('is_preferred', models.BooleanField(default=False, verbose_name='preferred')),
        ],
        options={
            'ordering': ['id'],
            'indexes': [
                models.Index(fields=['owner', 'kind', 'normal'], name='channel_by_value'),
                parts_index('normal', name='channel_parts'),
            ],
            'constraints': [
                models.UniqueConstraint(fields=('contact', 'kind', 'normal'), name='channel_once'),
                models.UniqueConstraint(condition=models.Q(('kind', 'linkedin')), fields=('owner', 'normal'), name='linkedin_once'),
                models.UniqueConstraint(condition=models.Q(('is_preferred', True)), fields=('contact', 'kind'), name='channel_preferred_once'),
            ],
        },
    ),
    migrations.CreateModel(
        name='PostalAddress',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('label', models.CharField(blank=True, max_length=60)),
            ('is_preferred', models.BooleanField(default=False, verbose_name='preferred')),
            ('street', models.CharField(blank=True, max_length=300, verbose_name='street and number')),
            ('locality', models.CharField(blank=True, max_length=100, verbose_name='city')),
            ('region', models.CharField(blank=True, max_length=100, verbose_name='state or region')),
            ('postcode', models.CharField(blank=True, max_length=20)),
            ('country', models.CharField(blank=True, max_length=100)),
            ('contact', models.ForeignKey(db_constraint=False, on_delete=models.CASCADE, related_name='addresses', to='contacts.contact')),
            ('owner', models.ForeignKey(editable=False, on_delete=models.CASCADE, related_name='postaladdresses', to=settings.AUTH_USER_MODEL)),
        ],
        options={
            'verbose_name_plural': 'postal addresses',
            'ordering': ['id'],
            'constraints': [
                models.UniqueConstraint(condition=models.Q(('is_preferred', True)), fields=('contact',), name='postal_address_preferred_once'),
            ],
        },
    ),
    migrations.CreateModel(
        name='Photo',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('large', models.BinaryField()),
            ('small', models.BinaryField()),
            ('contact', models.OneToOneField(db_constraint=False, on_delete=models.CASCADE, related_name='photo', to='contacts.contact')),
            ('owner', models.ForeignKey(editable=False, on_delete=models.CASCADE, related_name='%(class)ss', to=settings.AUTH_USER_MODEL)),
            ('card', models.BinaryField(null=True, verbose_name='JPEG of our own, as it came back in a file')),
        ],
    ),
    migrations.CreateModel(
        name='OtherUid',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('value', models.CharField(max_length=255)),
            ('contact', models.ForeignKey(db_constraint=False, on_delete=models.CASCADE, related_name='other_uids', to='contacts.contact')),
            ('owner', models.ForeignKey(db_index=False, editable=False, on_delete=models.CASCADE, related_name='otheruids', to=settings.AUTH_USER_MODEL)),
        ],
        options={
            'ordering': ['id'],
            'constraints': [
                models.UniqueConstraint(fields=('owner', 'value'), name='other_uid_once'),
            ],
        },
    ),
    migrations.CreateModel(
        name='CardLines',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('content', models.BinaryField()),
            ('contact', models.OneToOneField(db_constraint=False, on_delete=models.CASCADE, related_name='card_lines', to='contacts.contact')),
            ('owner', models.ForeignKey(editable=False, on_delete=models.CASCADE, related_name='cardlines', to=settings.AUTH_USER_MODEL)),
        ],
        options={
            'verbose_name_plural': 'card lines',
        },
    ),
    migrations.CreateModel(
        name='Tag',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('name', models.CharField(max_length=60)),
            ('owner', models.ForeignKey(db_index=False, editable=False, on_delete=models.CASCADE, related_name='tags', to=settings.AUTH_USER_MODEL)),
        ],
        options={
            'ordering': ['name'],
            'constraints': [
                models.UniqueConstraint(fields=('id', 'owner'), name='tag_id_owner'),
                models.UniqueConstraint(models.F('owner'), Lower('name'), name='tag_name_once'),
            ],
        },
    ),
    migrations.CreateModel(
        name='ContactTag',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('contact', models.ForeignKey(db_constraint=False, db_index=False, on_delete=models.CASCADE, to='contacts.contact')),
            ('owner', models.ForeignKey(editable=False, on_delete=models.CASCADE, related_name='%(class)ss', to=settings.AUTH_USER_MODEL)),
            ('tag', models.ForeignKey(db_constraint=False, on_delete=models.CASCADE, to='contacts.tag')),
        ],
        options={
            'constraints': [
                models.UniqueConstraint(fields=('contact', 'tag'), name='contact_tag_once'),
            ],
        },
    ),
    migrations.CreateModel(
        name='CareerPath',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('name', models.CharField(max_length=100)),
            ('colour', models.PositiveSmallIntegerField(choices=[(1, 'Green'), (2, 'Blue'), (3, 'Heather'), (4, 'Brick'), (5, 'Marigold')], default=1)),
            ('archived_at', models.DateTimeField(blank=True, editable=False, null=True)),
            ('created_at', models.DateTimeField(auto_now_add=True)),
            ('owner', models.ForeignKey(db_index=False, editable=False, on_delete=models.CASCADE, related_name='careerpaths', to=settings.AUTH_USER_MODEL)),
            ('draws', models.TextField(blank=True, db_default='', max_length=5000, verbose_name='what draws me')),
            ('stance', models.CharField(choices=[('leaning', 'Leaning in'), ('undecided', 'Undecided'), ('early', 'Too early to say'), ('plan_b', 'Plan B'), ('dropped', 'Dropped')], db_default='undecided', default='undecided', max_length=9, verbose_name='where I stand')),
            ('worries', models.TextField(blank=True, db_default='', max_length=5000, verbose_name='what worries me')),
            ('gut', models.PositiveSmallIntegerField(blank=True, choices=[(1, 'No'), (2, 'Rather not'), (3, 'Unsure'), (4, 'Rather yes'), (5, 'Yes')], null=True, verbose_name='what my gut says')),
            ('small_test', models.CharField(blank=True, db_default='', help_text='Two weekends at most: a course’s first lesson, a day beside somebody, one piece of the work itself.', max_length=300, verbose_name='one small test to try')),
        ],
        options={
            'ordering': ['name'],
            'constraints': [
                models.UniqueConstraint(fields=('id', 'owner'), name='careerpath_id_owner'),
                models.UniqueConstraint(models.F('owner'), Lower('name'), name='career_path_name_once'),
                models.CheckConstraint(condition=models.Q(('colour__range', (1, 5))), name='career_path_colour_known'),
                models.CheckConstraint(condition=models.Q(('stance__in', ['leaning', 'undecided', 'early', 'plan_b', 'dropped'])), name='career_path_stance_known'),
                models.CheckConstraint(condition=models.Q(('gut', None), ('gut__range', (1, 5)), _connector='OR'), name='career_path_gut_known'),
            ],
        },
    ),
    migrations.CreateModel(
        name='ContactPath',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('contact', models.ForeignKey(db_constraint=False, db_index=False, on_delete=models.CASCADE, to='contacts.contact')),
            ('owner', models.ForeignKey(editable=False, on_delete=models.CASCADE, related_name='%(class)ss', to=settings.AUTH_USER_MODEL)),
            ('path', models.ForeignKey(db_constraint=False, on_delete=models.CASCADE, to='contacts.careerpath')),
            ('has_left', models.BooleanField(db_default=False, default=False, verbose_name='has left it')),
        ],
        options={
            'constraints': [
                models.UniqueConstraint(fields=('contact', 'path'), name='contact_path_once'),
            ],
        },
    ),
    migrations.CreateModel(
        name='CustomProperty',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('name', models.CharField(max_length=60)),
            ('kind', models.CharField(choices=[('text', 'Text'), ('number', 'Number'), ('date', 'Date'), ('choice', 'Choice'), ('link', 'Link')], default='text', max_length=6)),
            ('choices', ArrayField(base_field=models.CharField(max_length=100), blank=True, default=list, size=None)),
            ('position', models.PositiveSmallIntegerField(default=0)),
            ('archived_at', models.DateTimeField(blank=True, editable=False, null=True)),
            ('owner', models.ForeignKey(db_index=False, editable=False, on_delete=models.CASCADE, related_name='properties', to=settings.AUTH_USER_MODEL)),
        ],
        options={
            'verbose_name_plural': 'custom properties',
            'ordering': ['position', 'id'],
            'constraints': [
                models.UniqueConstraint(fields=('id', 'owner'), name='customproperty_id_owner'),
                models.UniqueConstraint(models.F('owner'), Lower('name'), name='property_name_once'),
            ],
        },
    ),
    migrations.CreateModel(
        name='PropertyValue',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('text', models.CharField(max_length=1000)),
            ('number', models.DecimalField(blank=True, decimal_places=6, max_digits=20, null=True)),
            ('day', models.DateField(blank=True, null=True)),
            ('contact', models.ForeignKey(db_constraint=False, db_index=False, on_delete=models.CASCADE, related_name='property_values', to='contacts.contact')),
            ('owner', models.ForeignKey(editable=False, on_delete=models.CASCADE, related_name='%(class)ss', to=settings.AUTH_USER_MODEL)),
            ('property', models.ForeignKey(db_constraint=False, db_index=False, on_delete=models.CASCADE, related_name='values', to='contacts.customproperty')),
        ],
        options={
            'indexes': [
                models.Index(fields=['property', 'text'], name='property_value_by_text'),
            ],
            'constraints': [
                models.UniqueConstraint(fields=('contact', 'property'), name='property_value_once'),
            ],
        },
    ),
    migrations.CreateModel(
        name='Interaction',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('kind', models.CharField(choices=[('note', 'Note'), ('call', 'Call'), ('meeting', 'Meeting'), ('mail', 'E-mail'), ('message', 'Message'), ('interview', 'Interview'), ('job', 'Job change')], max_length=10)),
            ('happened_at', models.DateTimeField()),
            ('title', models.CharField(blank=True, max_length=200)),
            ('body', models.TextField(blank=True, max_length=50000)),
            ('is_touch', models.BooleanField(verbose_name='contact with the person')),
            ('created_at', models.DateTimeField(auto_now_add=True)),
            ('owner', models.ForeignKey(db_index=False, editable=False, on_delete=models.CASCADE, related_name='interactions', to=settings.AUTH_USER_MODEL)),
            ('uid', models.CharField(blank=True, db_default='', editable=False, max_length=255, verbose_name='name in the file it came from')),
            ('people', models.ManyToManyField(related_name='interactions', through='contacts.InteractionPerson', to='contacts.contact')),
        ],
        options={
            'ordering': ['-happened_at', '-id'],
            'indexes': [
                models.Index(fields=['owner', 'happened_at', 'id'], name='interaction_by_time'),
            ],
            'constraints': [
                models.UniqueConstraint(fields=('id', 'owner'), name='interaction_id_owner'),
                models.UniqueConstraint(condition=models.Q(('uid', ''), _negated=True), fields=('owner', 'uid'), name='interaction_uid_once'),
            ],
        },
    ),
    migrations.CreateModel(
        name='InteractionPerson',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('contact', models.ForeignKey(db_constraint=False, on_delete=models.CASCADE, to='contacts.contact')),
            ('interaction', models.ForeignKey(db_constraint=False, db_index=False, on_delete=models.CASCADE, to='contacts.interaction')),
            ('owner', models.ForeignKey(editable=False, on_delete=models.CASCADE, related_name='%(class)ss', to=settings.AUTH_USER_MODEL)),
        ],
        options={
            'constraints': [
                models.UniqueConstraint(fields=('interaction', 'contact'), name='interaction_person_once'),
            ],
        },
    ),
    migrations.CreateModel(
        name='PastJob',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('role', models.CharField(blank=True, max_length=200)),
            ('started_on', models.DateField(blank=True, null=True, verbose_name='from')),
            ('ended_on', models.DateField(blank=True, null=True, verbose_name='until')),
            ('contact', models.ForeignKey(db_constraint=False, on_delete=models.CASCADE, related_name='past_jobs', to='contacts.contact')),
            ('organization', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=models.SET_NULL, related_name='past_jobs', to='contacts.organization')),
            ('owner', models.ForeignKey(editable=False, on_delete=models.CASCADE, related_name='%(class)ss', to=settings.AUTH_USER_MODEL)),
        ],
        options={
            'ordering': [models.OrderBy(models.F('ended_on'), descending=True, nulls_last=True), '-id'],
            'constraints': [
                models.CheckConstraint(condition=models.Q(('started_on', None), ('ended_on', None), ('ended_on__gte', models.F('started_on')), _connector='OR'), name='past_job_ends_after_start'),
                models.CheckConstraint(condition=models.Q(models.Q(('role', ''), _negated=True), ('organization__isnull', False), _connector='OR'), name='past_job_says_what'),
            ],
        },
    ),
    migrations.CreateModel(
        name='Undo',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('before', models.JSONField(editable=False)),
            ('created_at', models.DateTimeField(db_index=True, editable=False)),
            ('contact', models.ForeignKey(db_constraint=False, on_delete=models.CASCADE, related_name='+', to='contacts.contact')),
            ('owner', models.ForeignKey(editable=False, on_delete=models.CASCADE, related_name='%(class)ss', to=settings.AUTH_USER_MODEL)),
        ],
    ),
]
LINKS = [
    ("contacts_contact", "organization_id", "contacts_organization"),
    ("contacts_contact", "introducer_id", "contacts_contact"),
    ("contacts_channel", "contact_id", "contacts_contact"),
    ("contacts_contacttag", "contact_id", "contacts_contact"),
    ("contacts_contacttag", "tag_id", "contacts_tag"),
    ("contacts_interactionperson", "interaction_id", "contacts_interaction"),
    ("contacts_interactionperson", "contact_id", "contacts_contact"),
    ("contacts_organizationalias", "organization_id", "contacts_organization"),
    ("contacts_organizationmerge", "kept_id", "contacts_organization"),
    ("contacts_contactpath", "contact_id", "contacts_contact"),
    ("contacts_contactpath", "path_id", "contacts_careerpath"),
    ("contacts_propertyvalue", "contact_id", "contacts_contact"),
    ("contacts_propertyvalue", "property_id", "contacts_customproperty"),
    ("contacts_postaladdress", "contact_id", "contacts_contact"),
    ("contacts_photo", "contact_id", "contacts_contact"),
    ("contacts_pastjob", "contact_id", "contacts_contact"),
    ("contacts_pastjob", "organization_id", "contacts_organization"),
    ("contacts_bulkperson", "change_id", "contacts_bulkchange"),
    ("contacts_bulkperson", "contact_id", "contacts_contact"),
    ("contacts_exportpart", "change_id", "contacts_bulkchange"),
    ("contacts_undo", "contact_id", "contacts_contact"),
    ("contacts_importfile", "batch_id", "contacts_import"),
    ("contacts_importrow", "batch_id", "contacts_import"),
    ("contacts_importrow", "match_id", "contacts_contact"),
    ("contacts_importrow", "contact_id", "contacts_contact"),
    ("contacts_otheruid", "contact_id", "contacts_contact"),
    ("contacts_cardlines", "contact_id", "contacts_contact"),
    ("contacts_duplicatepair", "first_id", "contacts_contact"),
    ("contacts_duplicatepair", "second_id", "contacts_contact"),
    ("contacts_contactmerge", "kept_id", "contacts_contact"),
    ("contacts_contactmerge", "run_id", "contacts_mergerun"),
    ("contacts_bulkpart", "change_id", "contacts_bulkchange"),
    ("contacts_acquaintance", "one_id", "contacts_contact"),
    ("contacts_acquaintance", "other_id", "contacts_contact"),
    ("contacts_acquaintance", "told_by_id", "contacts_contact"),
]


def kept_words(table, columns, index):
    """The steps that give a table its column of words, and the index on it."""
    return [
        migrations.RunSQL(KEPT_WORDS.format(table, columns), f"ALTER TABLE {table} DROP COLUMN search_words"),
        migrations.RunSQL(f"CREATE INDEX {index} ON {table} USING gin (search_words) WITH {SHORT_LIST}", f"DROP INDEX {index}"),
    ]


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ('contacts', '0001_initial'),
        ('contacts', '0002_same_owner'),
        ('contacts', '0003_contact_asked_index'),
        ('contacts', '0004_folding'),
        ('contacts', '0005_the_whole_contact'),
        ('contacts', '0006_same_owner'),
        ('contacts', '0007_phones_in_e164'),
        ('contacts', '0008_undo'),
        ('contacts', '0009_wrap_up_step'),
        ('contacts', '0010_bulk_parts'),
        ('contacts', '0011_list_indexes'),
        ('contacts', '0012_search'),
        ('contacts', '0013_bringing_in'),
        ('contacts', '0014_same_owner'),
        ('contacts', '0015_export_in_any_format'),
        ('contacts', '0016_bulk_parts'),
        ('contacts', '0017_step_began'),
        ('contacts', '0018_foreseen'),
        ('contacts', '0019_stance_on_paths'),
        ('contacts', '0020_one_key_a_link'),
        ('contacts', '0021_indexes_said_once'),
        ('contacts', '0022_short_pending_lists'),
        ('contacts', '0023_spelling'),
        ('contacts', '0024_promises_and_next_touch'),
        ('contacts', '0025_told_step'),
        ('contacts', '0026_fill_told_step'),
        ('contacts', '0027_gut_test_left'),
        ('contacts', '0028_cadence_and_weekend'),
        ('contacts', '0029_birthdays_wanted'),
        ('contacts', '0030_acquaintances'),
        ('contacts', '0031_falls_due'),
        ('contacts', '0032_known_by_place'),
    ]
    dependencies = [migrations.swappable_dependency(settings.AUTH_USER_MODEL)]
    operations = [
        TrigramExtension(),
        UnaccentExtension(),
        BtreeGinExtension(),
        migrations.RunSQL(FOLD, "DROP FUNCTION public.rapport_fold(text)"),
        migrations.RunSQL(TRIGRAMS, "DROP FUNCTION public.rapport_trigrams(text)"),
        migrations.RunSQL(OWNED, "DROP FUNCTION public.rapport_owned(bigint, text)"),
        migrations.RunSQL(WORDS, "DROP FUNCTION public.rapport_words(bigint, text)"),
        migrations.RunSQL(QUERY, "DROP FUNCTION public.rapport_query(bigint, text, boolean)"),
        CreateTables(TABLES),
        *kept_words("contacts_contact", WORDS_OF_CONTACT, "contact_words"),
        *kept_words("contacts_interaction", WORDS_OF_INTERACTION, "interaction_words"),
        migrations.RunSQL(
            [f"ALTER INDEX {index} SET {SHORT_LIST}" for index in ["contact_name_parts", "channel_parts"]],
            migrations.RunSQL.noop,
        ),
        *(same_owner(*link) for link in LINKS),
    ]
