"""The table of the shared cache, in which rate limits are counted."""

from django.core.management import call_command
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]
    operations = [
        migrations.RunPython(
            lambda apps, schema: call_command("createcachetable", database=schema.connection.alias, verbosity=0),
            migrations.RunPython.noop,
        )
    ]
