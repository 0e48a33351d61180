#!/usr/bin/env python
"""Django's command line; a command that needs servers finds them running or has them for its length."""

import errno
import os
import sys
from contextlib import AbstractContextManager, nullcontext
from typing import TextIO

NEED_NO_SERVERS = {"up", "help", "version", "check", "makemigrations", "build_assets", "collectstatic", "findstatic"}


def main() -> None:
    """Run one management command; what the person can mend is said in one sentence."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    from config.embedded.errors import StartError

    sys.stdout, sys.stderr = sys.stdout or nowhere(), sys.stderr or nowhere()
    try:
        with servers():
            execute_from_command_line(sys.argv)
            sys.stdout.flush()
    except (ImproperlyConfigured, StartError) as error:
        sys.exit(str(error))
    except BrokenPipeError:  # who read it has enough; what is left in the buffer must not fail at the exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        sys.exit("The disk is full. Free some space, or set RAPPORT_DATA to another folder.")


def nowhere() -> TextIO:
    """What stands for a standard output that was closed before the start, so that nothing else gets its number."""
    return open(os.devnull, "w")


def servers() -> AbstractContextManager[None]:
    """The embedded servers, if this command needs them."""
    from django.conf import settings

    from config.embedded.errors import StartError

    try:
        wanted = settings.EMBEDDED_POSTGRES or settings.EMBEDDED_VALKEY
    except OSError as error:  # reading the settings makes the data folder and its secret
        if error.errno == errno.ENOSPC:
            raise
        raise StartError(f"{error.strerror}: {error.filename}. RAPPORT_DATA can name another folder.") from None
    command = next(iter(sys.argv[1:]), "help")
    if not wanted or command.startswith("-") or command in NEED_NO_SERVERS or "--help" in sys.argv:
        return nullcontext()
    from config.embedded.postgres import binaries
    from config.embedded.servers import for_one_command

    if settings.EMBEDDED_POSTGRES:
        os.environ["PATH"] = f"{binaries()}{os.pathsep}{os.environ['PATH']}"  # dbshell runs psql
    return for_one_command(
        settings.DATA_DIR, postgres=settings.EMBEDDED_POSTGRES, valkey=settings.EMBEDDED_VALKEY, command=command
    )


if __name__ == "__main__":
    main()
