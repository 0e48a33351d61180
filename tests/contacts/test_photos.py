"""A contact's photo: put up, shown to its owner alone, replaced, removed, and Undo of each."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.datastructures import MultiValueDict

from accounts.models import User
from accounts.templatetags.rapport import av
from contacts.forms.photo import PhotoForm
from contacts.importing.pictures import MOST_BYTES
from contacts.models import Contact, Photo
from tests.factories import make_contact, make_picture
from tests.undoing import undo_of


@pytest.fixture
def grace(alice: User) -> Contact:
    """The person."""
    return make_contact(alice, "Grace Mbeki")


def put_up(client: Client, contact: Contact, colour: str = "red") -> str:
    """Send a picture as the form does; the address to which Undo posts."""
    upload = SimpleUploadedFile("../../x.png", make_picture(colour=colour), "text/html")
    answer = client.post(f"/people/{contact.pk}/photo/", {"photo": upload}, follow=True)
    contact.refresh_from_db()
    return undo_of(answer)


def test_a_photo_is_served_to_its_owner_and_kept_by_the_browser(alice_client: Client, grace: Contact) -> None:
    put_up(alice_client, grace)
    url = f"/people/{grace.pk}/photo/{grace.photo_digest}.webp"
    answer, small = alice_client.get(url), alice_client.get(f"{url}?small")
    names = ("Content-Type", "Cache-Control", "X-Content-Type-Options", "ETag")
    expected = ["image/webp", "private, max-age=31536000, immutable", "nosniff", f'"{grace.photo_digest}-large"']
    assert [answer[name] for name in names] == expected
    photo = Photo.objects.get()
    assert (answer.content, small.content) == (bytes(photo.large), bytes(photo.small))
    again = alice_client.get(url, headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_nobody_else_sees_it(alice_client: Client, bob_client: Client, client: Client, grace: Contact) -> None:
    put_up(alice_client, grace)
    url = f"/people/{grace.pk}/photo/{grace.photo_digest}.webp"
    etag = f'"{grace.photo_digest}-large"'
    assert bob_client.get(url, headers={"If-None-Match": etag}).status_code == 404
    assert client.get(url)["Location"].startswith("/accounts/login/")
    assert alice_client.get(f"/people/{grace.pk}/photo/0123456789abcdef.webp").status_code == 404


def test_it_stands_in_place_of_the_initials(alice_client: Client, grace: Contact) -> None:
    assert ">GM</span>" in av(grace)
    put_up(alice_client, grace)
    source = f'src="/people/{grace.pk}/photo/{grace.photo_digest}.webp'
    assert (f'{source}?small" width="36"' in av(grace), f'{source}" width="64"' in av(grace, "lg")) == (True, True)
    assert source in alice_client.get(f"/people/{grace.pk}/").content.decode()


def test_the_first_photo_is_undone(alice_client: Client, grace: Contact) -> None:
    alice_client.post(put_up(alice_client, grace))
    grace.refresh_from_db()
    assert (grace.photo_digest, Photo.objects.count()) == ("", 0)


def test_a_replaced_and_a_removed_photo_come_back(alice_client: Client, grace: Contact) -> None:
    put_up(alice_client, grace)
    before = (grace.photo_digest, *Photo.objects.values_list())
    undo_replaced = put_up(alice_client, grace, "blue")
    assert Photo.objects.values_list()[0] != before[1]
    alice_client.post(undo_replaced)
    undo_removed = undo_of(alice_client.post(f"/people/{grace.pk}/photo/remove/", follow=True))
    assert Photo.objects.count() == 0
    alice_client.post(undo_removed)
    grace.refresh_from_db()
    assert (grace.photo_digest, *Photo.objects.values_list()) == before


def test_what_is_refused_is_said_and_nothing_is_kept(alice_client: Client, grace: Contact) -> None:
    for content, message in ((b"<svg/>", "This is not a JPEG"), (b"", "The submitted file is empty.")):
        upload = SimpleUploadedFile("a.png", content, "image/png")
        answer = alice_client.post(f"/people/{grace.pk}/photo/", {"photo": upload})
        assert (answer.status_code, message in answer.content.decode()) == (422, True)
    assert Photo.objects.count() == 0


def test_a_great_file_is_not_even_read() -> None:
    upload = SimpleUploadedFile("a.png", b"x")
    upload.size = MOST_BYTES + 1
    form = PhotoForm({}, MultiValueDict({"photo": [upload]}))
    assert form.errors == {"photo": ["The file is larger than 20 MB. Choose a smaller picture."]}
    assert upload.tell() == 0


def test_a_stranger_changes_nothing(alice_client: Client, bob_client: Client, grace: Contact) -> None:
    put_up(alice_client, grace)
    upload = SimpleUploadedFile("a.png", make_picture(), "image/png")
    assert bob_client.post(f"/people/{grace.pk}/photo/", {"photo": upload}).status_code == 404
    assert bob_client.post(f"/people/{grace.pk}/photo/remove/").status_code == 404
    assert Photo.objects.count() == 1
