"""A promise may be the next step of a contact, and a wrap-up may say when to be in touch again."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('contacts', '0023_spelling'),
    ]

    operations = [
        migrations.AddField(
            model_name='contact',
            name='touch_on',
            field=models.DateField(blank=True, editable=False, null=True),
        ),
        migrations.AlterField(
            model_name='contact',
            name='next_step',
            field=models.CharField(blank=True, choices=[('', 'Nothing planned'), ('thank', 'Say thank you'), ('talk', 'Talk'), ('wrap_up', 'Wrap up the talk'), ('reply', 'Offer times'), ('promise', 'Keep a promise'), ('nudge', 'Nudge'), ('request', 'Write the request'), ('keep_in_touch', 'Keep in touch')], default='', editable=False, max_length=15),
        ),
    ]
