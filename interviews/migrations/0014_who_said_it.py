"""What was learned in a talk with one person was said by that person."""

from django.db import migrations

SAID_BY = """
UPDATE interviews_takeaway AS takeaway SET said_by_id = seat.contact_id
FROM (
    SELECT interview_id, min(contact_id) AS contact_id FROM interviews_interviewee
    GROUP BY interview_id HAVING count(*) = 1
) AS seat
WHERE seat.interview_id = takeaway.interview_id AND takeaway.said_by_id IS NULL
"""


class Migration(migrations.Migration):
    dependencies = [("interviews", "0013_same_owner")]
    operations = [migrations.RunSQL(SAID_BY, migrations.RunSQL.noop)]
