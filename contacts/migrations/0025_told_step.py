"""What interviews ask is kept beside the next step, which may be to keep in touch where that is due before."""

from django.db import migrations, models

class Migration(migrations.Migration):
    dependencies = [("contacts", "0024_promises_and_next_touch")]
    operations = [
        migrations.AddField(
            model_name='contact',
            name='told_due_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='when that is due'),
        ),
        migrations.AddField(
            model_name='contact',
            name='told_step',
            field=models.CharField(blank=True, choices=[('', 'Nothing planned'), ('thank', 'Say thank you'), ('talk', 'Talk'), ('wrap_up', 'Wrap up the talk'), ('reply', 'Offer times'), ('promise', 'Keep a promise'), ('nudge', 'Nudge'), ('request', 'Write the request'), ('keep_in_touch', 'Keep in touch')], db_default='', default='', editable=False, max_length=15, verbose_name='step of interviews'),
        ),
        migrations.AddField(
            model_name='contact',
            name='told_is_due',
            field=models.BooleanField(db_default=False, default=False, editable=False, verbose_name='it was due when they said so'),
        ),
    ]
