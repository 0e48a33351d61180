"""Who among an owner's people may stand there twice: one query for those who are sure, one for those who may be.

Both yield (one, other, lane, reasons): two ids, the lesser first, and reasons as a JSON array of [code, value].
A key that many share, such as the mailbox info@, costs no more than they are: of more than CAP people with the same
sure key each is paired with the oldest alone, and what is less sure says nothing where more than CAP share it.
"""

from collections.abc import Iterable
from typing import Any

from contacts.querysets import nicknames

CAP = 10
SMALL = 30  # in organizations of so many everyone is compared with everyone, in others those who share a word
COMMON = 300  # people of one organization; a word in more of their names tells nothing
ALIKE = 0.55  # the least part of two names' trigrams that is the same
# Mailboxes that several people read: there the address alone does not say who it is.
SHARED = """
admin booking bookings careers contact contacto enquiries feedback hello help hi hr info inquiries jobs kontakt mail
marketing no-reply noreply office orders post press reception sales service support team webmaster
""".split()  # noqa: SIM905  a list of words is read more easily as words

# What a person has one of; where both are known and differ, somebody has to choose.
SINGLE = {
    **dict.fromkeys(("name_prefix", "given_name", "middle_name", "family_name", "name_suffix"), "text"),
    **dict.fromkeys(("nickname", "phonetic_name", "pronouns", "role", "location", "time_zone", "how_met"), "text"),
    **dict.fromkeys(("source", "relationship", "warmth", "cadence", "photo_digest"), "text"),
    **dict.fromkeys(("organization_id", "job_started_on", "met_on"), "value"),
}
# The words of a name, in whatever order they are written.
WORDS = """(SELECT coalesce(string_agg(word, ' ' ORDER BY word), '') FROM
  regexp_split_to_table({0}.sort_name COLLATE pg_catalog.pg_c_utf8, '[^[:alnum:]]+') AS word WHERE word <> '')"""
# The LinkedIn profile that a channel names, also one written as a link; NULL for every other.
PROFILE = r"""CASE kind WHEN 'linkedin' THEN normal
    WHEN 'link' THEN lower(substring(normal FROM 'linkedin\.com/(?:in|pub)/([^/?#]+)')) END"""
PROFILES = f"""(SELECT array_agg({PROFILE}) FILTER (WHERE {PROFILE} <> '')
  FROM contacts_channel WHERE contact_id = {{0}}.id)"""  # noqa: S608  ours
DIFFERS = {
    "text": "rapport_fold(a.{0}) <> rapport_fold(b.{0}) AND a.{0} <> '' AND b.{0} <> ''",
    "value": "a.{0} <> b.{0}",
}
DIFFERING = {
    **{name: DIFFERS[kind].format(name) for name, kind in SINGLE.items()},
    "display_name": f"{WORDS.format('a')} <> {WORDS.format('b')}",
    # Without its year a birthday is the same one.
    "birthday": """a.birthday <> '' AND b.birthday <> '' AND (right(a.birthday, 5) <> right(b.birthday, 5)
      OR a.birthday <> b.birthday AND a.birthday NOT LIKE '--%%' AND b.birthday NOT LIKE '--%%')""",
    "introducer_id": "a.introducer_id <> b.introducer_id AND a.introducer_id <> b.id AND b.introducer_id <> a.id",
    "linkedin": f"NOT {PROFILES.format('a')} && {PROFILES.format('b')}",
    "property": """EXISTS (SELECT FROM contacts_propertyvalue AS here JOIN contacts_propertyvalue AS there
      USING (property_id) WHERE here.contact_id = a.id AND there.contact_id = b.id AND here.text <> there.text)""",
}
COMPARED = f"""(SELECT array_remove(ARRAY[
  {", ".join(f"CASE WHEN {sql} THEN '{name}' END" for name, sql in DIFFERING.items())}], NULL) AS differing)"""
PEOPLE = "people AS (SELECT * FROM contacts_contact WHERE owner_id = %(owner)s AND trashed_at IS NULL)"
SURE = f"""
WITH {PEOPLE}, asked AS (
  SELECT DISTINCT channel.contact_id AS id, CASE kind WHEN 'email' THEN 'email' ELSE 'linkedin' END AS code,
    CASE kind WHEN 'email' THEN normal ELSE {PROFILE} END AS key
  FROM contacts_channel AS channel JOIN people ON people.id = channel.contact_id
  WHERE kind IN ('email', 'linkedin') OR kind = 'link' AND normal LIKE '%%linkedin.com/%%'
), shared AS MATERIALIZED (
  SELECT * FROM (SELECT *, count(*) OVER (PARTITION BY code, key) AS holders FROM asked WHERE key <> '') AS counted
  WHERE holders > 1
), keyed AS (
  SELECT shared.id, code, key AS value, CASE code WHEN 'email' THEN {WORDS.format("people")} ELSE '' END AS name
  FROM shared JOIN people USING (id)
), numbered AS MATERIALIZED (
  SELECT *, row_number() OVER same AS place, count(*) OVER (PARTITION BY code, value, name) AS holders
  FROM keyed WHERE code <> 'email' OR name <> '' WINDOW same AS (PARTITION BY code, value, name ORDER BY id)
), evidence AS (
  SELECT one.id AS one, other.id AS other, code, value
  FROM numbered AS one JOIN numbered AS other USING (code, value, name)
  WHERE one.id < other.id AND (one.holders <= {CAP} OR one.place = 1)
  UNION ALL
  SELECT least(people.id, alias.contact_id), greatest(people.id, alias.contact_id), 'uid', ''
  FROM people JOIN contacts_otheruid AS alias ON alias.owner_id = %(owner)s AND alias.value = people.uid
  JOIN people AS other ON other.id = alias.contact_id AND other.id <> people.id
), pairs AS (
  SELECT one, other, jsonb_agg(DISTINCT jsonb_build_array(code, value)) AS reasons FROM evidence GROUP BY one, other
)
SELECT one, other, CASE differing WHEN '{{}}' THEN 'certain' ELSE 'conflict' END AS lane,
  reasons || (SELECT coalesce(jsonb_agg(jsonb_build_array('differs', name)), '[]') FROM unnest(differing) AS name)
FROM pairs JOIN people AS a ON a.id = one JOIN people AS b ON b.id = other, LATERAL {COMPARED} AS judged
"""  # noqa: S608  ours
JUDGED = f"""
SELECT one, other, differing FROM unnest(%(ones)s::bigint[], %(others)s::bigint[]) AS asked (one, other)
JOIN contacts_contact AS a ON a.id = one JOIN contacts_contact AS b ON b.id = other, LATERAL {COMPARED} AS judged
"""  # noqa: S608  ours
MAYBE = f"""
WITH {PEOPLE}, names AS MATERIALIZED (
  SELECT id, organization_id AS place, {WORDS.format("people")} AS name, rapport_trigrams(sort_name) AS letters,
    split_part(rapport_fold(nickname), ' ', 1) AS nick,
    split_part(coalesce(nullif(rapport_fold(given_name), ''), sort_name), ' ', 1) AS given,
    coalesce(nullif(rapport_fold(family_name), ''), substring(sort_name FROM '[^ ]+$')) AS family,
    count(*) OVER (PARTITION BY organization_id) AS colleagues
  FROM people
), channels AS MATERIALIZED (
  SELECT * FROM (
    SELECT contact_id AS id, kind, normal, count(*) OVER (PARTITION BY kind, normal) AS holders
    FROM contacts_channel AS channel JOIN people ON people.id = channel.contact_id
    WHERE kind = 'phone' OR kind = 'email' AND split_part(normal, '@', 1) <> ALL(%(shared)s)
  ) AS counted WHERE holders BETWEEN 2 AND {CAP}
), words AS MATERIALIZED (
  SELECT * FROM (
    SELECT id, place, letters, word, count(*) OVER (PARTITION BY place, word) AS holders
    FROM names, unnest(string_to_array(name, ' ')) AS word WHERE place IS NOT NULL AND colleagues > {SMALL}
  ) AS counted WHERE holders BETWEEN 2 AND {COMMON}
), same_names AS MATERIALIZED (
  SELECT * FROM (
    SELECT id, place, name, count(*) OVER (PARTITION BY name) AS holders FROM names WHERE name LIKE '%% %%'
  ) AS counted WHERE holders BETWEEN 2 AND {CAP}
), profiled AS MATERIALIZED (
  SELECT DISTINCT contact_id AS id FROM contacts_channel WHERE owner_id = %(owner)s AND kind = 'linkedin'
), known AS (SELECT * FROM unnest(%(forms)s::text[], %(groups)s::int[]) AS known (form, part)
), forms AS MATERIALIZED (
  SELECT * FROM (
    SELECT id, place, family, given, form, count(*) OVER (PARTITION BY family, form) AS holders FROM (
      SELECT id, place, family, given, part::text AS form FROM names JOIN known ON known.form = given
      UNION SELECT id, place, family, given, part::text FROM names JOIN known ON known.form = nick
      UNION SELECT id, place, family, given, given FROM names
      UNION SELECT id, place, family, given, nick FROM names WHERE nick <> ''
    ) AS each WHERE family <> given AND family <> '' AND form <> ''
  ) AS counted WHERE holders BETWEEN 2 AND {CAP}
), evidence AS (
  SELECT one.id AS one, other.id AS other, kind AS code, normal AS value
  FROM channels AS one JOIN channels AS other USING (kind, normal) WHERE one.id < other.id
  UNION ALL
  SELECT one.id, other.id, 'organization', one.place::text FROM names AS one JOIN names AS other USING (place)
  WHERE one.id < other.id AND one.colleagues <= {SMALL} AND similarity(one.letters, other.letters) >= {ALIKE}
  UNION ALL
  SELECT one.id, other.id, 'organization', one.place::text FROM words AS one JOIN words AS other USING (place, word)
  WHERE one.id < other.id AND similarity(one.letters, other.letters) >= {ALIKE}
  UNION ALL
  SELECT one.id, other.id, 'name', '' FROM same_names AS one JOIN same_names AS other USING (name)
  WHERE one.id < other.id AND (one.place IS NULL OR other.place IS NULL)
  UNION ALL
  SELECT one.id, other.id, 'nickname', '' FROM forms AS one JOIN forms AS other USING (family, form)
  WHERE one.id < other.id AND one.given <> other.given AND coalesce(one.place = other.place, TRUE)
)
SELECT one, other, 'maybe', jsonb_agg(DISTINCT jsonb_build_array(code, value)) FROM evidence GROUP BY one, other
HAVING bool_or(code IN ('email', 'phone'))
  OR NOT (one IN (SELECT id FROM profiled) AND other IN (SELECT id FROM profiled))
"""  # noqa: S608  ours


def sure_pairs(owner: int) -> tuple[str, dict[str, Any]]:
    """The query for the lanes certain and conflict: the same card, LinkedIn profile, or e-mail address and name."""
    return SURE, {"owner": owner}


def compared_pairs(pairs: Iterable[tuple[int, int]]) -> tuple[str, dict[str, Any]]:
    """The query for what the two of each pair of ids say differently: (one, other, columns); sure pairs are judged so.

    Text that differs by capitals and accents alone is the same. "property" stands for any of the user's own.
    """
    asked = list(pairs)
    return JUDGED, {"ones": [one for one, _ in asked], "others": [other for _, other in asked]}


def likely_pairs(owner: int) -> tuple[str, dict[str, Any]]:
    """The query for the lane maybe: the same phone or e-mail address, a like name at the same organization, nicknames.

    A name alone says something only where one of the two has no organization. Whoever has a LinkedIn profile is not
    somebody with another one, whatever they are called.
    """
    forms, groups = nicknames.by_form()
    return MAYBE, {"owner": owner, "shared": SHARED, "forms": forms, "groups": groups}
