"""What it costs to bring a file in: each in a process of its own, and the reader alone beside it."""

import json
import os
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, timedelta

from tests.bench.words import ENDINGS, GIVEN, STEMS, VOCABULARY

SIZES = {"linkedin": 20_000, "vcard": 5_000}
TARGETS = {"linkedin": 5_000, "vcard": 1_500}  # rows a second
MOST_MB = 300  # of memory at its peak
SEED = 20261122
HEAD = (
    "| file | rows | step | rows/s | rows/s of CPU | µs here | µs in Postgres | reader alone/s | × reader | peak MB"
    " | target |"
)


@dataclass(frozen=True)
class Step:
    """One step of an import: seconds by the clock, of CPU here and in Postgres; the reader's for a row; the peak."""

    code: str
    rows: int
    step: str
    seconds: float
    cpu: float
    postgres: float
    bare: float
    peak_mb: float

    def cells(self) -> Iterator[str]:
        """Of the table."""
        rate = self.rows / (self.cpu + self.postgres)
        micro = [f"{seconds / self.rows * 1e6:.0f}" for seconds in (self.cpu, self.postgres)]
        yield from (self.code, f"{self.rows:,}", self.step, f"{self.rows / self.seconds:,.0f}", f"{rate:,.0f}", *micro)
        yield from (f"{1 / self.bare:,.0f}", f"{1 / rate / self.bare:.1f}", f"{self.peak_mb:.0f}")
        met = rate >= TARGETS[self.code] and self.peak_mb < MOST_MB
        said = f"≥ {TARGETS[self.code]:,}/s, < {MOST_MB} MB: {'met' if met else 'missed'}"
        yield said if self.step == "bring in" else ""


def measure(email: str, code: str) -> list[Step]:
    """Bring a file in for that user, in a new process, whose memory nothing else has touched."""
    command = [sys.executable, "-W", "ignore", "-m", "tests.bench.bringing", email, code]
    said = subprocess.run(command, env=os.environ, check=True, capture_output=True, text=True).stdout
    return [Step(**one) for one in json.loads(said)]


def table(steps: list[Step]) -> str:
    """In Markdown."""
    rows = ("| " + " | ".join(one.cells()) + " |" for one in steps)
    return "\n".join([HEAD, "|---|--:|---|" + "--:|" * 7 + "---|", *rows])


def content_of(code: str, rows: int) -> bytes:
    """A file of so many people, the same each time."""
    chance = random.Random(SEED)
    employers = [f"{chance.choice(STEMS)}{chance.choice(ENDINGS)} {word}" for word in VOCABULARY] * 10
    write = connection_of if code == "linkedin" else card_of
    head = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n" if code == "linkedin" else ""
    return (head + "".join(write(n, chance, employers) for n in range(rows))).encode()


def connection_of(number: int, chance: random.Random, employers: list[str]) -> str:
    """A line of LinkedIn's; one of twenty shows an e-mail address, as there."""
    given, family = chance.choice(GIVEN), chance.choice(STEMS) + chance.choice(ENDINGS)
    email = f"{number}@example.org" if number % 20 == 0 else ""
    day = date(2015, 1, 1) + timedelta(days=chance.randrange(3_500))
    url = f"https://www.linkedin.com/in/{given}-{family}-{number}".lower()
    return f"{given},{family},{url},{email},{chance.choice(employers)},{chance.choice(VOCABULARY)},{day:%d %b %Y}\n"


def card_of(number: int, chance: random.Random, employers: list[str]) -> str:
    """A card as a telephone keeps it: two ways to reach the person, where they work and live, a note, a group."""
    given, family = chance.choice(GIVEN), chance.choice(STEMS) + chance.choice(ENDINGS)
    lines = [
        *("BEGIN:VCARD", "VERSION:3.0", f"N:{family};{given};;;", f"FN:{given} {family}", f"UID:card-{number}"),
        *(f"EMAIL;TYPE=work:{given}.{number}@example.org".lower(), f"TEL;TYPE=cell:+4670{1_000_000 + number}"),
        *(
            f"ORG:{chance.choice(employers)}",
            f"TITLE:{chance.choice(VOCABULARY)}",
            "ADR;TYPE=home:;;Storgatan 1;Malmö;;;",
        ),
        *(f"NOTE:{' '.join(chance.sample(VOCABULARY, 6))}", f"CATEGORIES:{chance.choice(STEMS)}", "END:VCARD", ""),
    ]
    return "\r\n".join(lines)


def main() -> None:
    """Measure one import in this process, and say it as JSON."""
    import django

    django.setup()
    import kombu.transport.redis  # noqa: F401  a worker has it
    from django.utils import timezone

    from accounts.models import User
    from contacts.actions.imports import batches
    from contacts.importing.files import read, recognise

    email, code = sys.argv[1:]
    owner, now = User.objects.get(email=email), timezone.now()
    content = content_of(code, SIZES[code])
    begin = time.process_time()
    rows = sum(1 for _ in read(content, recognise(content)))
    bare = (time.process_time() - begin) / rows
    batch = batches.open_import(owner, content=content, file_name=code, now=now)
    found = []
    for step in ("preview", "bring in", "undo"):
        if step != "preview":
            (batches.allow_run if step == "bring in" else batches.allow_undo)(batch, now=now)
        before = spent()
        while batches.continue_import(batch.pk, now=now):
            pass
        seconds, cpu, postgres = (after - was for after, was in zip(spent(), before, strict=True))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        found.append(asdict(Step(code, rows, step, seconds, cpu, postgres, bare, peak)))
    sys.stdout.write(json.dumps(found))


def spent() -> tuple[float, float, float]:
    """Seconds by the clock, of CPU here, and of CPU in Postgres, so far."""
    import psutil
    from django.db import connection

    times = psutil.Process(connection.connection.info.backend_pid).cpu_times()
    return time.perf_counter(), time.process_time(), times.user + times.system


if __name__ == "__main__":
    main()
