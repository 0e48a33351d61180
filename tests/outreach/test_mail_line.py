"""The line to a user's own server: only to the outside, only encrypted and verified, the password never before that."""

import smtplib
import socket
import ssl
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from threading import Thread
from typing import Any
from unittest.mock import patch

import pytest
from django.core.mail import EmailMessage

from outreach.actions import mail_line
from outreach.actions.mail_line import HostRefusedError, MailLine, dial, find_addresses
from outreach.actions.sealing import seal
from outreach.models import MailAccount
from tests.certificates import Authority
from tests.mail_servers import PASSWORD, USER, Kept, serve_account

# As people and attackers write 127.0.0.1, and what else must not be reached.
HOSTS = [
    *("127.0.0.1", "127.1", "127.0.1", "2130706433", "017700000001", "0177.0.0.1", "0x7f.0.0.1", "0x7f000001"),
    *("0x7f.1", "127.0.0.01", "127.255.255.254", "127.0.0.2", "0", "0.0.0.0", "0x0", "00.00.00.00"),  # noqa: S104
    *("localhost", "LOCALHOST", "localhost.", "ip6-localhost", "localhost%00.example.com", "localhost\r\n", ""),
    *("::1", "0:0:0:0:0:0:0:1", "::", "::ffff:127.0.0.1", "::ffff:7f00:1", "::127.0.0.1", "::7f00:1", "[::1]"),
    *("64:ff9b::7f00:1", "64:ff9b::127.0.0.1", "64:ff9b:1::7f00:1", "2002:7f00:1::", "2002:7f00:0001::1"),
    *(
        "2002:5db8:d822::1",
        "2001:0:7f00:1::1",
        "fe80::1%lo",
        "fe80::1",
        "fc00::1",
        "fd12:3456:789a::1",
        "fec0::1",
        "ff02::1",
    ),
    *("10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "192.0.0.8", "198.18.0.1"),
    *("224.0.0.1", "240.0.0.1", "255.255.255.255", "::ffff:169.254.169.254", "2002:a9fe:a9fe::", "64:ff9b::a00:1"),
    *("127。0。0。1", "①②⑦.0.0.1", "ⓛⓞⓒⓐⓛⓗⓞⓢⓣ", "user@127.0.0.1", "127.0.0.1#", "127.0.0.1/24", "ä" * 80, "a" * 300),
]
OUTSIDE = ("93.184.216.34", "2606:2800:220:1::1", "64:ff9b::5db8:d822")


class Canary:
    """Listens at every address of this machine and counts who comes."""

    def __init__(self) -> None:
        self.socket = socket.create_server(("", 0), family=socket.AF_INET6, dualstack_ipv6=True)
        self.socket.settimeout(0.05)
        self.port = self.socket.getsockname()[1]

    def visits(self) -> int:
        """How many connections were made."""
        count = 0
        while True:
            try:
                self.socket.accept()[0].close()
            except TimeoutError:
                return count
            count += 1


@pytest.fixture
def canary(monkeypatch: pytest.MonkeyPatch) -> Iterator[Canary]:
    """A canary at a port that would be allowed."""
    here = Canary()
    monkeypatch.setattr(mail_line, "PORTS", {here.port})
    yield here
    here.socket.close()


def resolving(*addresses: str) -> Any:
    """A resolver that gives these addresses for any name, one list for each call."""

    def answer(host: str, port: int, **options: Any) -> list[Any]:
        family = socket.AF_INET6 if ":" in addresses[0] else socket.AF_INET
        return [(family, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]

    return patch("outreach.actions.mail_line.socket.getaddrinfo", side_effect=answer)


def test_no_way_of_writing_an_inside_address_leads_to_it(canary: Canary) -> None:
    said = set()
    for host in HOSTS:
        with pytest.raises(HostRefusedError) as caught:
            dial(host, canary.port, 1)
        said.add(str(caught.value))
    assert (canary.visits(), len(HOSTS) >= 40, said) == (0, True, {mail_line.REFUSED})


@pytest.mark.parametrize("address", [host for host in HOSTS if host and set(host) <= set("0123456789abcdef:.")])
def test_a_name_that_resolves_to_the_inside_is_refused(canary: Canary, address: str) -> None:
    with resolving(address), pytest.raises(HostRefusedError):
        dial("mail.example.com", canary.port, 1)
    with resolving(OUTSIDE[0], address), pytest.raises(HostRefusedError):  # one good address does not excuse it
        dial("mail.example.com", canary.port, 1)
    assert canary.visits() == 0


def test_the_canary_is_reached_once_the_operator_allows_it(canary: Canary, settings: Any) -> None:
    settings.MAIL_HOSTS_ALLOWED = [f"Localhost:{canary.port}"]
    dial("localhost", canary.port, 1).close()
    assert canary.visits() == 1


@pytest.mark.parametrize("address", OUTSIDE)
def test_an_outside_address_is_connected_to_as_it_was_checked(address: str) -> None:
    with resolving(address) as resolver, patch.object(mail_line.socket, "create_connection") as connect:
        dial("mail.example.com", 587, 10)
    assert (resolver.call_count, connect.call_args.args) == (1, ((address, 587), 10))


@pytest.mark.parametrize("port", [0, 22, 25, 80, 143, 2525, 5432, 6379, 65536])
def test_other_ports_are_refused_before_a_name_is_looked_up(port: int) -> None:
    with resolving(OUTSIDE[0]) as resolver, pytest.raises(HostRefusedError):
        find_addresses("mail.example.com", port)
    assert resolver.call_count == 0


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Authority:
    """An authority that this process trusts."""
    made = Authority(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(made.file))
    return made


def line_to(port: int, settings: Any, **fields: Any) -> MailLine:
    """The line of an account at that port of this machine."""
    settings.MAIL_HOSTS_ALLOWED = [f"localhost:{port}"]
    given = {"host": "localhost", "port": port, "username": USER, "secret": seal(PASSWORD), "security": "starttls"}
    return MailLine(MailAccount(**given | fields))


def visit(folder: Path, certificate: Any, settings: Any, **fields: Any) -> tuple[Kept, Exception | None]:
    """Open the line to such a server; what it saw, and what went wrong."""
    controller, kept = serve_account(folder, certificate)
    line, wrong = line_to(controller.port, settings, **fields), None
    try:
        line.open()
        line.send_messages([EmailMessage("Hello", "Hello.", "alice@example.com", ["grace@example.com"])])
    except Exception as error:
        wrong = error
    finally:
        line.drop()
        controller.stop()
    return kept, wrong


def test_a_good_server_gets_the_password_and_the_mail(tmp_path: Path, authority: Authority, settings: Any) -> None:
    kept, wrong = visit(tmp_path, authority.sign(), settings)
    assert (wrong, kept.sign_ins, len(kept.messages)) == (None, 1, 1)


@pytest.mark.parametrize("case", ["another name", "over", "unknown authority"])
def test_a_certificate_that_does_not_fit_gets_no_password(tmp_path, authority, settings, case, monkeypatch) -> None:
    files = {"another name": ("mail.example.com", timedelta(1)), "over": ("localhost", -timedelta(1))}
    name, lives = files.get(case, ("localhost", timedelta(1)))
    certificate = authority.sign(name, lives=lives)
    if case == "unknown authority":
        monkeypatch.delenv("SSL_CERT_FILE")
    kept, wrong = visit(tmp_path, certificate, settings)
    assert (type(wrong), kept.sign_ins, kept.messages) == (ssl.SSLCertVerificationError, 0, [])


def test_a_stripped_starttls_gets_no_password(tmp_path: Path, settings: Any) -> None:
    kept, wrong = visit(tmp_path, None, settings)
    assert (type(wrong), kept.visits, kept.sign_ins) == (smtplib.SMTPNotSupportedError, 1, 0)
    kept, wrong = visit(tmp_path, None, settings, security="tls")  # TLS wanted, clear text answered
    assert (type(wrong), kept.visits, kept.sign_ins) == (ssl.SSLError, 0, 0)


def test_a_wrong_password_is_told_as_such(tmp_path: Path, authority: Authority, settings: Any) -> None:
    kept, wrong = visit(tmp_path, authority.sign(), settings, secret=seal("wrong"))
    assert (type(wrong), kept.messages) == (smtplib.SMTPAuthenticationError, [])


def test_a_server_that_drips_its_greeting_is_cut_off(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail_line, "WHOLE_SECONDS", 0.5)
    server, dripped = socket.create_server(("127.0.0.1", 0)), list[int]()

    def drip() -> None:
        visitor, _ = server.accept()
        with visitor, pytest.raises(OSError):  # noqa: PT011  whichever the end of a connection is
            for number in range(100):
                visitor.sendall(b"2")
                dripped.append(number)
                time.sleep(0.1)

    thread = Thread(target=drip)
    thread.start()
    with server, pytest.raises(smtplib.SMTPException):
        line_to(server.getsockname()[1], settings).open()
    thread.join()
    assert len(dripped) < 50
