"""What hangs on a person: every relation is walked, and the rows that tests make are one of each."""

from django.apps import apps

from contacts.actions.freezing import pointing
from contacts.models import Contact
from tests.factories import make_contact
from tests.hanging import hang_everything_on


def test_every_key_to_a_contact_is_found():
    keys = {
        (model, field.column)
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if field.related_model is Contact
    }
    assert set(pointing()) == keys


def test_the_tests_have_a_row_of_everything(alice):
    person = make_contact(alice)
    hang_everything_on(person, 1)
    lacking = [link for link in pointing() if not link[0]._base_manager.filter(**{link[1]: person.pk}).exists()]
    assert lacking == []
