"""Talks that others asked for and that are over ask to be wrapped up; until now their people had nothing planned."""

from django.db import migrations

WRAP_UP = """
UPDATE contacts_contact AS contact
SET next_step = 'wrap_up', next_step_due_at = over.ends_at
FROM (
    SELECT part.contact_id, min(talk.ends_at) AS ends_at
    FROM interviews_interviewee AS part JOIN interviews_interview AS talk ON talk.id = part.interview_id
    WHERE talk.direction = 'incoming' AND (talk.state = 'held' OR talk.state = 'scheduled' AND talk.ends_at <= now())
    GROUP BY part.contact_id
) AS over
WHERE over.contact_id = contact.id AND contact.next_step NOT IN ('thank', 'talk')
"""


class Migration(migrations.Migration):
    dependencies = [("contacts", "0009_wrap_up_step"), ("interviews", "0002_same_owner")]
    operations = [migrations.RunSQL(WRAP_UP, migrations.RunSQL.noop)]
