"""What it costs to export everybody: each format in a process of its own, and the writer alone beside it."""

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

TARGET, MOST_MB = 10_000, 300  # contacts a second, and memory at its peak
BARE = 5_000  # rows that are held at once for the writer alone
HEAD = (
    "| format | contacts | contacts/s | contacts/s of CPU | µs here | µs in Postgres | writer alone/s | × writer"
    " | peak MB | MB | target |"
)


@dataclass(frozen=True)
class Export:
    """One export: seconds by the clock, of CPU here and in Postgres, of the writer for a row; the peak of memory."""

    code: str
    people: int
    seconds: float
    cpu: float
    postgres: float
    bare: float
    peak_mb: float
    size_mb: float

    def cells(self) -> Iterator[str]:
        """Of the table."""
        rate = self.people / (self.cpu + self.postgres)
        micro = [f"{seconds / self.people * 1e6:.0f}" for seconds in (self.cpu, self.postgres)]
        yield from (self.code, f"{self.people:,}", f"{self.people / self.seconds:,.0f}", f"{rate:,.0f}", *micro)
        yield from (f"{1 / self.bare:,.0f}", f"{1 / rate / self.bare:.1f}")
        yield from (f"{self.peak_mb:.0f}", f"{self.size_mb:.1f}")
        met = rate >= TARGET and self.peak_mb < MOST_MB
        yield f"≥ {TARGET:,}/s, < {MOST_MB} MB: {'met' if met else 'missed'}"


def measure(email: str, code: str) -> Export:
    """Export everybody of that user, in a new process, whose memory nothing else has touched."""
    command = [sys.executable, "-W", "ignore", "-m", "tests.bench.leaving", email, code]
    said = subprocess.run(command, env=os.environ, check=True, capture_output=True, text=True).stdout
    return Export(**json.loads(said))


def table(exports: list[Export]) -> str:
    """In Markdown."""
    rows = ("| " + " | ".join(one.cells()) + " |" for one in exports)
    return "\n".join([HEAD, "|---|" + "--:|" * 9 + "---|", *rows])


def written(code: str, rows: list[Any]) -> Iterator[bytes]:
    """What the writer alone makes of rows that are there already."""
    from contacts.actions import own_table
    from contacts.exporting.google import write_google
    from contacts.exporting.json_file import write_documents
    from contacts.exporting.table import write_rows
    from contacts.exporting.vcard import write_cards

    if code == "csv":
        following = ["", "", None, None, None, None]
        return write_rows(own_table.cells(row, following, []) for row in rows)
    if code in {"google", "json"}:
        return write_google(rows) if code == "google" else write_documents(rows)
    return write_cards(rows, version="3.0" if code == "vcard3" else "4.0")


def main() -> None:
    """Measure one export in this process, and say it as JSON."""
    import django
    import psutil
    from django.db import connection

    django.setup()
    from accounts.models import User
    from contacts.actions import formats
    from contacts.actions.leaving import rows_of

    email, code = sys.argv[1:]
    owner = User.objects.get(email=email)
    begin, spent = time.perf_counter(), time.process_time()
    pks = formats.everyone(owner)
    size = sum(map(len, formats.file_of(owner, pks, code)))
    seconds, cpu = time.perf_counter() - begin, time.process_time() - spent
    times = psutil.Process(connection.connection.info.backend_pid).cpu_times()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    some = pks[:BARE]
    rows = list(rows_of(owner, some))
    begin = time.perf_counter()
    sum(map(len, written(code, rows)))
    bare = (time.perf_counter() - begin) / len(some)
    sys.stdout.write(
        json.dumps(asdict(Export(code, len(pks), seconds, cpu, times.user + times.system, bare, peak, size / 1e6)))
    )


if __name__ == "__main__":
    main()
