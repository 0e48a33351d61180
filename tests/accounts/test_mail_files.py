"""Mail in files: written whole, read back as text, shown to staff alone and only where there is no mail server."""

import stat
from pathlib import Path

import pytest
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from accounts import mail
from accounts.models import User
from tests.accounts.admin_kit import make_staff

LIST = "/settings/mail/"
NAME = "20261122T053000123456-0123456789abcdef0123456789abcdef.eml"


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.EMAIL_BACKEND = mail.BACKEND
    settings.MAIL_FOLDER = tmp_path / "deep" / "mail"
    return settings.MAIL_FOLDER


def send(subject: str = "Hello", body: str = "Text") -> None:
    EmailMessage(subject, body, "from@example.com", ["grace@example.com"]).send()


def test_a_mail_is_one_private_file(folder: Path) -> None:
    assert get_connection().send_messages([EmailMessage("Grüße", "Zeile\n", to=["a@example.com"]) for _ in "12"]) == 2
    files = sorted(folder.iterdir())
    assert [mail.NAME.fullmatch(f.name) is not None for f in files] == [True, True]
    assert {stat.S_IMODE(f.stat().st_mode) for f in files} == {0o600}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert files[0].read_bytes().count(b"\n") == files[0].read_bytes().count(b"\r\n")


def test_newest_first() -> None:
    for subject in ("one", "two", "three"):
        send(subject, "ü" * 2000)
    assert [m.subject for m in mail.newest()] == ["three", "two", "one"]
    assert [m.text.strip() for m in mail.newest(1)] == ["ü" * 2000]


def test_a_half_written_mail_is_not_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space left"):
        send()
    assert list(folder.iterdir()) == []
    assert EmailMessage("a", "b", to=["a@example.com"]).send(fail_silently=True) == 0


def test_the_text_part_is_what_shows() -> None:
    message = EmailMultiAlternatives("Hello", "Plain words", to=["grace@example.com"])
    message.attach_alternative("<p>HTML words</p>", "text/html")
    message.send()
    only_html = EmailMessage("Hello", "<p>HTML <script>alert(1)</script>words</p>", to=["grace@example.com"])
    only_html.content_subtype = "html"
    only_html.send()
    assert [m.text.strip() for m in mail.newest()] == ["HTML alert(1)words", "Plain words"]


def test_staff_read_it(alice: User, alice_client: Client) -> None:
    make_staff(alice)
    send("<b>Confirm</b>", "<script>alert(1)</script> http://127.0.0.1:8000/r/MQ:1abc-x_y/ javascript:alert(2)")
    listed = alice_client.get(LIST)
    [found] = listed.context["mails"]
    assert "&lt;b&gt;Confirm&lt;/b&gt;" in listed.content.decode()
    page = alice_client.get(reverse("accounts:mail", args=[found.name])).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    link = '<a href="http://127.0.0.1:8000/r/MQ:1abc-x_y/" rel="nofollow">http://127.0.0.1:8000/r/MQ:1abc-x_y/</a>'
    assert link in page
    assert 'href="javascript' not in page


def test_others_find_nothing(folder: Path, alice_client: Client) -> None:
    send()
    name = mail.newest()[0].name
    assert [alice_client.get(u).status_code for u in (LIST, f"{LIST}{name}/")] == [404, 404]


def test_with_a_mail_server_there_is_no_such_page(alice: User, alice_client: Client, settings: Settings) -> None:
    make_staff(alice)
    send()
    name = mail.newest()[0].name
    assert LIST in alice_client.get("/settings/").content.decode()
    settings.EMAIL_BACKEND = "outreach.actions.smtp.EmailBackend"
    assert [alice_client.get(u).status_code for u in (LIST, f"{LIST}{name}/")] == [404, 404]
    assert LIST not in alice_client.get("/settings/").content.decode()


@pytest.mark.parametrize(
    "name", ["..", "secret.key", "..%2Fsecret.key", "%2e%2e%2fsecret.key", f"x{NAME}", NAME, f"{NAME}%0a", "a%00.eml"]
)
def test_no_other_file_can_be_read(name: str, folder: Path, alice: User, alice_client: Client) -> None:
    make_staff(alice)
    folder.mkdir(parents=True)
    for place in (folder, folder.parent):
        (place / "secret.key").write_text("secret")
    assert alice_client.get(f"{LIST}{name}/").status_code == 404
    assert alice_client.get(LIST).context["mails"] == []


def test_a_newcomer_is_told_where_mail_goes(db: None, folder: Path, client: Client, settings: Settings) -> None:
    page = reverse("account_email_verification_sent")
    assert f"<code>{folder}</code>" in client.get(page).content.decode()
    settings.EMAIL_BACKEND = "outreach.actions.smtp.EmailBackend"
    assert "<code>" not in client.get(page).content.decode()
