"""A mail server from Debian (Exim) takes a letter from here, by STARTTLS and sign-in, through all of the real code."""

import contextlib
import mailbox
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from email.message import Message
from pathlib import Path
from typing import Any

import pytest

from accounts.models import User
from outreach.actions.mail_account import test_account as try_account
from outreach.actions.sending import claim, send_claimed
from outreach.actions.watching import LATE
from tests.certificates import Authority
from tests.factories import NOW
from tests.faults.plant import wait_until
from tests.faults.sink import free_port
from tests.mail_servers import PASSWORD, USER
from tests.outreach.posting import make_account, make_reader, posted

EXIM = shutil.which("exim4", path="/usr/sbin:/usr/bin:/sbin")
CONFIGURATION = """
spool_directory = {folder}/spool
log_file_path = {folder}/log-%slog
pid_file_path = {folder}/exim.pid
primary_hostname = localhost
local_interfaces = 127.0.0.1
daemon_smtp_ports = {port}
tls_advertise_hosts = *
tls_certificate = {certificate}
tls_privatekey = {key}
auth_advertise_hosts = ${{if eq{{$tls_in_cipher}}{{}}{{}}{{*}}}}
acl_smtp_rcpt = only_signed_in
deliver_drop_privilege = true
keep_environment =
begin acl
only_signed_in:
  accept authenticated = *
  deny message = Sign in first
begin routers
all:
  driver = accept
  transport = box
begin transports
box:
  driver = appendfile
  file = {folder}/box
begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_condition = ${{if and{{{{eq{{$auth2}}{{{user}}}}}{{eq{{$auth3}}{{{password}}}}}}}}}
  server_set_id = $auth2
"""


@pytest.fixture
def exim(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[int, Path]]:
    """Exim on a port of this machine, as the account that Debian makes for it; and the box that it delivers to."""
    assert EXIM, (
        "Exim is missing, and with it the proof that a real mail server takes letters. On Debian and Ubuntu: \
apt-get install --no-install-recommends exim4-daemon-light"
    )
    user = "Debian-exim" if os.geteuid() == 0 else None  # elsewhere the tests run as it, or as a member
    with tempfile.TemporaryDirectory(prefix="exim-") as name:
        folder, port = Path(name), free_port()
        authority = Authority(folder)
        certificate, key = authority.sign()
        words = {"folder": folder, "port": port, "user": USER, "password": PASSWORD}
        file = folder / "exim.conf"
        file.write_text(CONFIGURATION.format(**words, certificate=certificate, key=key))
        for path in (folder, *folder.iterdir()):
            shutil.chown(path, user, user) if user else None
        monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
        settings.MAIL_HOSTS_ALLOWED = [f"localhost:{port}"]
        server = subprocess.Popen([EXIM, "-C", str(file), "-bdf"], user=user, group=user, stderr=subprocess.DEVNULL)
        try:
            wait_until(lambda: "daemon started" in log_of(folder), seconds=20)
            yield port, folder / "box"
        finally:
            server.terminate()
            server.wait(10)


def mails_in(box: Path) -> list[Message]:
    """What Exim has delivered."""
    if not box.exists():
        return []
    with contextlib.closing(mailbox.mbox(box, create=False)) as mails:
        return list(mails)


def log_of(folder: Path) -> str:
    """What Exim has written about itself."""
    file = folder / "log-mainlog"
    return file.read_text() if file.exists() else ""


@pytest.mark.faults
def test_a_mail_server_from_debian_takes_a_letter(alice: User, exim: tuple[int, Path]) -> None:
    port, box = exim
    account = make_account(alice, port=port, tested_at=None)
    assert try_account(account, now=NOW) == ""
    delivery = posted(alice, make_reader(alice, "Grace Mbeki", given_name="Grace"))
    assert send_claimed(claim(now=NOW + LATE), now=NOW + timedelta(minutes=5)) == 1
    wait_until(lambda: len(mails_in(box)) == 2, seconds=20)
    letter = next(mail for mail in mails_in(box) if mail["Message-ID"] == f"<{delivery.message_id}@example.com>")
    assert (letter["To"], letter["Subject"]) == ("Grace Mbeki <grace@example.com>", "Hello")
    assert "with esmtpsa" in str(letter["Received"])  # encrypted and signed in
    assert str(letter.get_payload()).splitlines()[:3] == ["Dear Grace,", "", "How are you?"]
