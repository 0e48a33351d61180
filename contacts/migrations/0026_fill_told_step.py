"""What interviews ask is read off the next step, a range of contacts at a time, so that nobody waits for all of them."""

from django.db import migrations

PART = 10_000
TOLD = """
UPDATE contacts_contact SET told_step = next_step, told_due_at = next_step_due_at
WHERE stage <> '' AND next_step NOT IN ('', 'keep_in_touch') AND id BETWEEN %s AND %s
"""


def fill(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(min(id), 0), coalesce(max(id), -1) FROM contacts_contact")
        first, last = cursor.fetchone()
        for start in range(first, last + 1, PART):
            cursor.execute(TOLD, [start, start + PART - 1])


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("contacts", "0025_told_step")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
