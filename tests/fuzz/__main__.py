"""`python -m tests.fuzz`: damage files, read them, count what came of it; exits with 1 if anything went wrong."""

import argparse
import sys
from collections import Counter
from multiprocessing import get_context
from pathlib import Path
from random import Random
from tempfile import gettempdir

from tests.fuzz.child import run
from tests.fuzz.mutation import damaged, samples

SILENCE = 30  # seconds after which a child hangs


def main() -> int:
    """Run as many files as asked for, in as many processes as it takes."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=main.__doc__)
    parser.add_argument("--files", type=int, default=20_000, help="how many files to damage")
    parser.add_argument("--seed", type=int, default=1, help="the same seed damages them in the same way")
    parser.add_argument("--first", type=int, default=0, help="the number of the first one")
    said = parser.parse_args()
    counts: Counter[str] = Counter()
    wrong: dict[int, str] = {}
    number, end = said.first, said.first + said.files
    while number < end:
        number = watch(said.seed, number, end, counts, wrong)
    sys.stdout.write(f"seed {said.seed}: " + ", ".join(f"{n} {kind}" for kind, n in counts.most_common()) + "\n")
    originals = samples() if wrong else []
    for number, what in wrong.items():
        path = Path(gettempdir()) / f"rapport-fuzz-{said.seed}-{number}"
        path.write_bytes(damaged(Random(f"{said.seed}/{number}"), originals))
        sys.stdout.write(f"\n{path} (make fuzz ARGS='--seed {said.seed} --first {number} --files 1')\n{what}\n")
    return 1 if wrong else 0


def watch(seed: int, begin: int, end: int, counts: Counter[str], wrong: dict[int, str]) -> int:
    """Let one child read the files from `begin` on; the number from which the next one has to go on."""
    context = get_context("spawn")
    here, there = context.Pipe(duplex=False)
    child = context.Process(target=run, args=(there, seed, begin, end))
    child.start()
    there.close()
    number = begin
    try:
        while number < end and here.poll(SILENCE):
            number, kind, what = here.recv()
            counts[kind] += 1
            if what:
                wrong[number] = what
            number += 1
    except EOFError:
        pass
    if number < end:
        counts["ended the process"] += 1
        wrong[number] = f"The process hung for {SILENCE} s, or ended."
        number += 1
    child.kill()
    child.join()
    return number


if __name__ == "__main__":
    sys.exit(main())
