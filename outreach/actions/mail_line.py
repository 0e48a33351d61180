"""The line to a user's own mail server: TLS or nothing, and never to an address inside the house (docs/adr/0015).

The name is resolved once, what it resolves to is checked, and the checked address is what is connected to; the
certificate is checked against the name. So a name that changes its address in between gains nothing.
"""

import ipaddress
import smtplib
import socket
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from threading import Timer
from typing import Any

from django.conf import settings

from outreach.actions.sealing import unseal
from outreach.actions.smtp import EmailBackend, Encrypted, Plain
from outreach.models import MailAccount

PORTS = {465, 587}
SECONDS = 10  # for one answer
WHOLE_SECONDS = 45  # for all of one visit: a server that drips its answers must not keep a sender
MOST_ADDRESSES = 3
REFUSED = "Rapport cannot reach a mail server under that name and port."  # one sentence, so that nothing is told

NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
PROTOCOLS = ipaddress.IPv4Network("192.0.0.0/24")  # parts of it are global to Python, and nobody's mail server
UNICAST = ipaddress.IPv6Network("2000::/3")
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class HostRefusedError(OSError):
    """The name is unknown, or leads where no user's mail server may be; which one is not said."""

    def __init__(self) -> None:
        super().__init__(REFUSED)


def is_outside(address: Address) -> bool:
    """Whether an address belongs to the public internet, by itself and by any other that it carries within."""
    if isinstance(address, ipaddress.IPv4Address):
        return address.is_global and not address.is_multicast and address not in PROTOCOLS
    if address in NAT64:
        return is_outside(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    # Pythons differ on whether tunnels are global; nobody's mail server is at the end of one.
    tunnels = (address.teredo, address.sixtofour)
    return address in UNICAST and address.is_global and not any(tunnels)


def find_addresses(host: str, port: int) -> list[str]:
    """The addresses that `host` resolves to, checked; HostRefusedError where one is not outside, or the port is odd.

    A server that the operator names (MAIL_HOSTS_ALLOWED) may be anywhere.
    """
    allowed = f"{host}:{port}".casefold() in {name.casefold() for name in settings.MAIL_HOSTS_ALLOWED}
    if not allowed and (port not in PORTS or not host):
        raise HostRefusedError
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
        inside = [name for name in addresses if not is_outside(ipaddress.ip_address(name.partition("%")[0]))]
    except (OSError, ValueError):  # unknown, or no name at all
        raise HostRefusedError from None
    if not addresses or (inside and not allowed):
        raise HostRefusedError
    return addresses[:MOST_ADDRESSES]


def dial(host: str, port: int, timeout: float) -> socket.socket:
    """A connection to the first address of `host` that takes one; an address is a number, so nothing resolves again."""
    addresses = find_addresses(host, port)
    for address in addresses[:-1]:
        with suppress(OSError):
            return socket.create_connection((address, port), timeout / len(addresses))
    return socket.create_connection((addresses[-1], port), timeout / len(addresses))


class _Dialling:
    """What both lines add: they dial checked addresses only, and show the socket as soon as there is one."""

    def __init__(self, *args: Any, met: Callable[[socket.socket], None], **options: Any) -> None:
        self.met = met
        super().__init__(*args, **options)

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        raw = dial(host, port, timeout)
        self.met(raw)
        return raw


class _Guarded(_Dialling, Plain):
    """A line that becomes encrypted by STARTTLS."""


class _GuardedEncrypted(_Dialling, Encrypted):
    """A line that is encrypted from the first byte."""

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        raw = super()._get_socket(host, port, timeout)
        try:
            return self.context.wrap_socket(raw, server_hostname=host)
        except BaseException:
            raw.close()
            raise


class MailLine(EmailBackend):
    """Django's SMTP backend for one account; it signs in only over a verified, encrypted line.

    `open` raises OSError (smtplib's errors are some) or ValueError; SealError where the password cannot be read.
    """

    def __init__(self, account: MailAccount) -> None:
        tls = account.security == MailAccount.Security.TLS
        super().__init__(
            host=account.host or "-",  # never the installation's own
            port=account.port or 587,
            username=account.username,
            password=unseal(account.secret),
            use_tls=not tls,
            use_ssl=tls,
            timeout=SECONDS,
            ssl_certfile="",
            ssl_keyfile="",
        )
        self._alarm: Timer | None = None
        self._handle: socket.socket | None = None  # a second handle of the connection, which TLS does not take away

    @property
    def connection_class(self) -> Callable[..., smtplib.SMTP]:  # type: ignore[override]
        """The guarded classes."""
        return partial(_GuardedEncrypted if self.use_ssl else _Guarded, met=self._keep_handle)

    def open(self) -> Any:
        """Connect, encrypt, sign in; from now on the whole visit has WHOLE_SECONDS."""
        if self._alarm is None:
            self._alarm = Timer(WHOLE_SECONDS, self._cut)
            self._alarm.daemon = True
            self._alarm.start()
        try:
            return super().open()
        except BaseException:
            self._hush()
            raise

    def close(self) -> None:
        """Say QUIT."""
        self._hush()
        super().close()

    def drop(self) -> None:
        """Hang up."""
        self._hush()
        super().drop()

    def _keep_handle(self, raw: socket.socket) -> None:
        self._handle = raw.dup()

    def _hush(self) -> None:
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None
        if self._handle is not None:
            self._handle.close()
            self._handle = None

    def _cut(self) -> None:
        """The time is over: whoever reads from the line gets its end."""
        if (handle := self._handle) is not None:
            with suppress(OSError):
                handle.shutdown(socket.SHUT_RDWR)
