"""How text is folded for search and order: three functions that columns and indexes are worked out by.

They are declared immutable, although unaccent is only stable: its rules change with a release of Postgres at most.
Every name in them is qualified, for a restore runs with an empty search path. pg_c_utf8 is there from Postgres 17 on.
"""

from django.contrib.postgres.operations import BtreeGinExtension, TrigramExtension, UnaccentExtension
from django.db import migrations

FOLD = """
CREATE FUNCTION public.rapport_fold(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT lower(public.unaccent('public.unaccent', normalize($1, NFKC)) COLLATE pg_catalog.pg_c_utf8)
$$
"""
TRIGRAMS = """
CREATE FUNCTION public.rapport_trigrams(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT CASE WHEN folded !~ '[^\\x01-\\x7f]' THEN folded ELSE (
    SELECT string_agg(CASE WHEN ascii(letter) < 128 THEN letter ELSE 'q' || to_hex(ascii(letter)) || 'q' END, ''
                      ORDER BY place)
    FROM regexp_split_to_table(folded, '') WITH ORDINALITY AS letters (letter, place)
  ) END
  FROM (SELECT public.rapport_fold($1)) AS once (folded)
$$
"""
WORDS = """
CREATE FUNCTION public.rapport_words(text) RETURNS tsvector LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT to_tsvector('pg_catalog.simple', regexp_replace(
    public.rapport_fold($1), '([\\u2e80-\\u9fff\\uac00-\\ud7af\\uf900-\\ufaff])', ' \\1 ', 'g'))
$$
"""


class Migration(migrations.Migration):
    dependencies = [("contacts", "0003_contact_asked_index")]
    operations = [
        TrigramExtension(),
        UnaccentExtension(),
        BtreeGinExtension(),
        migrations.RunSQL(FOLD, "DROP FUNCTION public.rapport_fold(text)"),
        migrations.RunSQL(TRIGRAMS, "DROP FUNCTION public.rapport_trigrams(text)"),
        migrations.RunSQL(WORDS, "DROP FUNCTION public.rapport_words(text)"),
    ]
