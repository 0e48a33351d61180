"""What search looks interviews up by: the words of their purpose, notes and takeaways."""

from django.db import migrations

from contacts.models.folding import words_index


class Migration(migrations.Migration):
    dependencies = [("contacts", "0012_search"), ("interviews", "0003_talks_to_wrap_up")]
    operations = [
        migrations.AddIndex("interview", words_index("purpose", "notes", name="interview_words")),
        migrations.AddIndex("takeaway", words_index("text", name="takeaway_words")),
    ]
