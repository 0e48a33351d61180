"""What was answered to a question stands in the lines under it; the column of its own leaves the model.

The column itself stays in the table, empty by default, so that the former release runs on the new schema.
"""

from django.db import migrations

EMPTY_BY_DEFAULT = "ALTER TABLE interviews_plannedquestion ALTER COLUMN answer SET DEFAULT ''"
AS_BEFORE = "ALTER TABLE interviews_plannedquestion ALTER COLUMN answer DROP DEFAULT"
ANSWERS_BECOME_LINES = """
INSERT INTO interviews_noteline
    (owner_id, interview_id, question_id, key, text, tag, said_at, version, created_at, updated_at)
SELECT owner_id, interview_id, id, gen_random_uuid(), answer, '', coalesce(asked_at, created_at), 1, now(), now()
FROM interviews_plannedquestion WHERE answer <> ''
"""
ANSWERED_WAS_ASKED = """
UPDATE interviews_plannedquestion SET asked_at = created_at WHERE answer <> '' AND asked_at IS NULL
"""


class Migration(migrations.Migration):
    dependencies = [("interviews", "0010_homework_begun")]
    operations = [
        migrations.RunSQL(EMPTY_BY_DEFAULT, AS_BEFORE),
        migrations.RunSQL([ANSWERS_BECOME_LINES, ANSWERED_WAS_ASKED], migrations.RunSQL.noop),
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.RemoveField(model_name="plannedquestion", name="answer")]
        ),
    ]
