"""PostgreSQL refuses to run as root; this is who it runs as instead, with nothing on the machine changed.

As root it runs in a user namespace in which root is called `nobody`: its files stay root's, and folders closed
to others stay closed. Where namespaces are forbidden (most containers) it runs as the user `nobody`.
"""

import ctypes
import os
import pwd
import subprocess
import sys
from collections.abc import Callable
from enum import Enum
from pathlib import Path

CLONE_NEWUSER = 0x10000000


class Identity(Enum):
    """Who the server is."""

    SELF = "as this user"
    NAMESPACE = "in a user namespace"
    NOBODY = "as the user nobody"

    @property
    def owner(self) -> tuple[int, int]:
        """The user and group that own the server's files, as seen from outside."""
        if self is Identity.NOBODY:
            nobody = pwd.getpwnam("nobody")
            return nobody.pw_uid, nobody.pw_gid
        return os.geteuid(), os.getegid()

    def become(self) -> None:
        """Turn the calling process, which must have one thread only, into this identity."""
        if self is Identity.NAMESPACE:
            _enter_namespace()
        elif self is Identity.NOBODY:
            uid, gid = self.owner
            os.setgroups([])
            os.setgid(gid)
            os.setuid(uid)

    def can_enter(self, path: Path) -> bool:
        """Whether this identity can enter the folder, or run the program, at `path`."""
        return _succeeds(["test", "-x", str(path)], self.become)


def server_identity() -> Identity:
    """The identity that PostgreSQL can have when we start it. RAPPORT_NO_NAMESPACE rules the namespace out."""
    if os.geteuid() != 0:
        return Identity.SELF
    if sys.platform == "linux" and not os.environ.get("RAPPORT_NO_NAMESPACE") and _succeeds(["true"], _enter_namespace):
        return Identity.NAMESPACE
    return Identity.NOBODY


def _enter_namespace() -> None:
    nobody = pwd.getpwnam("nobody")
    if ctypes.CDLL(None, use_errno=True).unshare(CLONE_NEWUSER) != 0:
        raise OSError(ctypes.get_errno(), "unshare")
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{nobody.pw_uid} 0 1")
    Path("/proc/self/gid_map").write_text(f"{nobody.pw_gid} 0 1")


def _succeeds(command: list[str], become: Callable[[], None]) -> bool:
    """Whether `command` ends well in a child that calls `become` first."""
    try:
        return subprocess.run(command, preexec_fn=become, check=False).returncode == 0  # noqa: S603  test and true
    except subprocess.SubprocessError:
        return False
