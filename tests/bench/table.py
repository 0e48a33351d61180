"""The table that docs/performance.md holds, in Markdown."""

from collections.abc import Mapping, Sequence

from tests.bench.measure import Cost

HEAD = (
    "| page | contacts | CPU ms | web | Postgres | × smallest | × bare list | p50 | p95 | p50, 8 clients"
    " | p95, 8 clients | SQL | KB | target |"
)


def table(costs: Mapping[tuple[str, int], Cost], sizes: Sequence[int], targets: Mapping[str, float | None]) -> str:
    """One row for each page and size, with how its CPU compares to the smallest size and to the bare list view."""
    lines = [HEAD, "|---|" + "--:|" * 12 + "---|"]
    for (name, size), cost in sorted(costs.items(), key=lambda item: list(targets).index(item[0][0])):
        to_smallest = cost.cpu / costs[name, sizes[0]].cpu
        to_bare = cost.cpu / costs["bare list view", size].cpu
        cells = [name, f"{size:,}", *(f"{ms:.1f}" for ms in (cost.cpu, cost.web, cost.postgres, to_smallest, to_bare))]
        cells += [f"{ms:.0f}" for ms in (cost.p50, cost.p95, cost.p50_at_once, cost.p95_at_once)]
        cells += [str(cost.statements), f"{cost.size / 1000:.0f}", _verdict(cost, targets[name], size == sizes[-1])]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _verdict(cost: Cost, target: float | None, counts: bool) -> str:
    if target is None or not counts:
        return ""
    return f"≤ {target:g}: {'met' if cost.cpu <= target else f'missed by {cost.cpu - target:.1f}'}"
