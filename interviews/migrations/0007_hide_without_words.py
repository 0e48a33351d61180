"""A built-in question can be hidden by a row that holds no words of its own."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("interviews", "0006_same_owner")]
    operations = [
        migrations.RemoveConstraint(model_name="question", name="question_says_something"),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=~Q(text="") | (~Q(builtin="") & Q(is_hidden=True)), name="question_says_something"
            ),
        ),
    ]
