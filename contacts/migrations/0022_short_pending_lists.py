"""What is written goes into the indexes of search by the 64 kB at once, the least that Postgres allows."""

from django.db import migrations

INDEXES = ["contact_name_parts", "contact_words", "channel_parts", "interaction_words"]


class Migration(migrations.Migration):
    dependencies = [("contacts", "0021_indexes_said_once")]
    operations = [
        migrations.RunSQL(
            [f"ALTER INDEX {index} SET (fastupdate = on, gin_pending_list_limit = 64)" for index in INDEXES],
            [f"ALTER INDEX {index} SET (fastupdate = off)" for index in INDEXES],
        )
    ]
