"""Who leaves one account and comes into an empty one leaves it as the same bytes."""

from io import BytesIO

import pytest
from PIL import Image

from accounts.models import User
from contacts.actions.formats import everyone, file_of
from contacts.actions.photos import save_photo
from contacts.importing.pictures import remake
from contacts.models import Contact
from tests.contacts.bringing import open_file, run
from tests.contacts.whole import make_whole
from tests.factories import NOW, make_contact


@pytest.fixture
def grace(alice: User) -> Contact:
    """A contact of whom everything is known, with a photo."""
    contact, out = make_whole(alice), BytesIO()
    Image.effect_noise((600, 500), 60).convert("RGB").save(out, "PNG")
    save_photo(contact, picture=remake(out.getvalue()), now=NOW)
    return contact


def written(owner: User, code: str) -> bytes:
    """The file of everyone."""
    return b"".join(file_of(owner, everyone(owner), code))


@pytest.mark.parametrize("code", ["json", "vcard3", "vcard4"])
def test_an_export_of_an_import_is_the_export_itself(
    alice: User,
    bob: User,
    grace: Contact,
    code: str,
) -> None:
    for name in ("Grace Mbeki", "grace mbeki", "Émile, Jr.; \\ “é”", "张伟", "Zoë\u2028🙂"):
        make_contact(alice, name, notes=f"{name}\n\n- one, two; three\\four" * 5)
    before = written(alice, code)
    batch = run(open_file(bob, before))
    assert (batch.state, bob.contacts.count()) == ("done", alice.contacts.count())
    assert written(bob, code) == before


@pytest.mark.parametrize("code", ["json", "vcard3", "vcard4", "csv"])
def test_ones_own_export_changes_nothing(alice: User, grace: Contact, code: str) -> None:
    before = written(alice, "json")
    batch = run(open_file(alice, written(alice, code)))
    outcomes = sorted(set(batch.rows.values_list("outcome", flat=True)))
    assert (batch.state, outcomes, written(alice, "json") == before) == ("done", ["unchanged"], True)
