"""`python -m tests.bench`: seed, start, ask, and print the table of docs/performance.md."""

import argparse
import os
import platform
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import django
import psutil

if TYPE_CHECKING:
    from accounts.models import User

PARTS = ("pages", "imports", "export", "doubles", "network", "explore", "outreach", "map", "insights")
FORMATS = ("vcard3", "vcard4", "csv", "google", "json")


def main() -> None:
    """Measure on throw-away servers; everything is gone afterwards."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=main.__doc__)
    parser.add_argument("--small", action="store_true", help="a tenth of everything, to see whether it runs")
    parser.add_argument("what", nargs="*", choices=[[], *PARTS], help=f"of {', '.join(PARTS)}; all of it if not said")
    said = parser.parse_args()
    from config.embedded.servers import temporary_servers

    with TemporaryDirectory(prefix="rapport-bench-") as data, temporary_servers(postgres=True, valkey=True) as urls:
        os.environ.update(urls | {"RAPPORT_DATA": data, "DJANGO_SETTINGS_MODULE": "tests.bench.settings"})
        django.setup()
        run(urls["DATABASE_URL"], 10 if said.small else 1, said.what or PARTS)


def run(database_url: str, tenth: int, what: Sequence[str]) -> None:
    """Seed the servers that the settings name, and print what each page costs each owner, and each export the last."""
    from django.core.management import call_command

    from tests.bench import bringing, doubles, leaving, network, seed

    call_command("migrate", verbosity=0)
    if "explore" in what:
        sys.stdout.write(measure_explore(database_url) + "\n\n")
    if "outreach" in what:
        sys.stdout.write(measure_outreach(database_url) + "\n\n")
    if "map" in what:
        sys.stdout.write(measure_map(database_url) + "\n\n")
    if "insights" in what:
        sys.stdout.write(measure_insights(database_url) + "\n\n")
    if not set(what) - {"explore", "outreach", "map", "insights"}:
        return
    begin = time.monotonic()
    alone = set(what) == {"network"}  # it asks for one owner's people, and reads nobody else's
    sizes = [size // tenth for size in seed.SIZES[-1 if alone else 0 :]]
    owners = seed.seed(database_url, sizes=sizes, others=0 if alone else seed.OTHERS // tenth)
    _say(f"seeded in {time.monotonic() - begin:.0f} s")
    machine = f"{platform.machine()}, {psutil.cpu_count()} cores, Python {platform.python_version()}"
    sys.stdout.write(f"Measured on {datetime.now(tz=UTC):%-d %B %Y}; {machine}. Latencies in ms.\n\n")
    if "pages" in what:
        sys.stdout.write(measure_pages(database_url, sizes, owners) + "\n\n")
    if "imports" in what:
        steps = [step for code in bringing.SIZES for step in bringing.measure(owners[-1].email, code)]
        sys.stdout.write(bringing.table(steps) + "\n\n")
    if "export" in what:
        sys.stdout.write(leaving.table([leaving.measure(owners[-1].email, code) for code in FORMATS]) + "\n\n")
    if "doubles" in what:  # the last but one, for it changes who is there
        sys.stdout.write(doubles.table(owners[-1]) + "\n\n")
    if "network" in what:  # the last, for it makes most of them strangers
        sys.stdout.write(network.table(owners[-1]) + "\n")


def measure_pages(database_url: str, sizes: list[int], owners: "list[User]") -> str:
    """The table of what each page costs each owner."""
    from tests.bench import table
    from tests.bench.measure import measure
    from tests.bench.pages import pages_of
    from tests.bench.plant import running

    with running(database_url) as plant:
        costs = {}
        for size, owner in zip(sizes, owners, strict=True):
            for page in pages_of(owner):
                costs[page.name, size] = cost = measure(page, owner, plant)
                _say(f"{size:>7,}  {page.name}: {cost.web:.1f} + {cost.postgres:.1f} ms, {cost.statements} statements")
        targets = {page.name: page.target_ms for page in pages_of(owners[0])}
    return table.table(costs, sizes, targets)


def measure_explore(database_url: str) -> str:
    """The table of what Explore's pages cost an owner of the size that the product is made for."""
    from tests.bench import explore
    from tests.bench.measure import measure
    from tests.bench.plant import running

    owner = explore.seed()
    with running(database_url) as plant:
        return explore.table([(page, measure(page, owner, plant)) for page in explore.pages_of(owner)])


def measure_map(database_url: str) -> str:
    """The table of what the map of Network costs owners of few and of many people."""
    from tests.bench import map as network_map
    from tests.bench.measure import measure
    from tests.bench.plant import running

    owners = list(zip(network_map.SIZES, network_map.seed(), strict=True))
    with running(database_url) as plant:
        asked = [(size, page, owner) for size, owner in owners for page in network_map.pages_of(owner)]
        return network_map.table([(size, page, measure(page, owner, plant)) for size, page, owner in asked])


def measure_outreach(database_url: str) -> str:
    """The table of what Outreach and Today cost owners with many talks in flight."""
    from tests.bench import pipeline
    from tests.bench.measure import measure
    from tests.bench.plant import running

    owners = list(zip(pipeline.SIZES, pipeline.seed(), strict=True))
    with running(database_url) as plant:
        asked = [(size, page, owner) for size, owner in owners for page in pipeline.pages_of(owner)]
        return pipeline.table([(size, page, measure(page, owner, plant)) for size, page, owner in asked])


def measure_insights(database_url: str) -> str:
    """The table of what Insights costs owners with many letters."""
    from tests.bench import insights, pipeline
    from tests.bench.measure import measure
    from tests.bench.plant import running

    owners = list(zip(insights.SIZES, insights.seed(), strict=True))
    with running(database_url) as plant:
        asked = [(size, page, owner) for size, owner in owners for page in insights.pages_of()]
        return pipeline.table([(size, page, measure(page, owner, plant)) for size, page, owner in asked], "letters")


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")


if __name__ == "__main__":
    main()
