"""What search looks things up by: words that carry their owner's number, in columns and indexes of their own.

A word is kept as "5xgrace", 5 being the owner: looking for the words that begin with "gra" reads the index where the
owner's words stand, and nobody else's. The columns `search_words` are in the tables and not in the models (see
contacts.querysets.folding.KeptWords), so that no page reads them. The functions are declared immutable for the reason
that migration 0004 gives; the first of them is as it was, and three times as fast for a text without accents.
"""

from django.db import migrations, models

from contacts.models.folding import parts_index

FOLD = """
CREATE OR REPLACE FUNCTION public.rapport_fold(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT lower((CASE WHEN octet_length($1) = char_length($1) THEN $1
                ELSE public.unaccent('public.unaccent', normalize($1, NFKC)) END) COLLATE pg_catalog.pg_c_utf8)
$$
"""
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
COLUMN = """
ALTER TABLE {0} ADD COLUMN search_words tsvector GENERATED ALWAYS AS (public.rapport_words(owner_id, {1})) STORED
"""
CONTACT = "display_name || ' ' || role || ' ' || location || ' ' || how_met || ' ' || notes"


def kept_words(table, columns, index):
    """The steps that give a table its column of words, and the index on it."""
    return [
        migrations.RunSQL(COLUMN.format(table, columns), f"ALTER TABLE {table} DROP COLUMN search_words"),
        migrations.RunSQL(f"CREATE INDEX {index} ON {table} USING gin (search_words) WITH (fastupdate = off)", f"DROP INDEX {index}"),
    ]


class Migration(migrations.Migration):
    dependencies = [("contacts", "0011_list_indexes")]
    operations = [
        migrations.RunSQL(FOLD, migrations.RunSQL.noop),
        migrations.RunSQL("DROP FUNCTION public.rapport_words(text)", migrations.RunSQL.noop),
        migrations.RunSQL(OWNED, "DROP FUNCTION public.rapport_owned(bigint, text)"),
        migrations.RunSQL(WORDS, "DROP FUNCTION public.rapport_words(bigint, text)"),
        migrations.RunSQL(QUERY, "DROP FUNCTION public.rapport_query(bigint, text, boolean)"),
        *kept_words("contacts_contact", CONTACT, "contact_words"),
        *kept_words("contacts_interaction", "title || ' ' || body", "interaction_words"),
        migrations.AddIndex("contact", parts_index("search_name", name="contact_name_parts")),
        migrations.AddIndex("channel", parts_index("normal", name="channel_parts")),
        migrations.AddIndex(
            "interaction", models.Index(fields=["owner", "happened_at", "id"], name="interaction_by_time")
        ),
    ]
