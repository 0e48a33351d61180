"""Long jobs say when the step under way began; what is under way when this runs has a day from then."""

from django.db import migrations, models

JOBS = ("bulkchange", "duplicatescan", "import", "mergerun")


class Migration(migrations.Migration):
    dependencies = [("contacts", "0016_bulk_parts")]
    operations = [
        *(
            migrations.AddField(
                model_name=job, name="step_began_at", field=models.DateTimeField(editable=False, null=True)
            )
            for job in JOBS
        ),
        migrations.RunSQL(
            [
                f"UPDATE contacts_{job} SET step_began_at = now() WHERE state IN ('reading', 'running', 'undoing')"  # noqa: S608
                for job in JOBS
            ],
            migrations.RunSQL.noop,
        ),
    ]
