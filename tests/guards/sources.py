"""Our own files, for the guards that read them."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPS = ["config", "accounts", "contacts", "interviews", "outreach"]


def python_files(*folders: str) -> list[Path]:
    """Every Python file below `folders` (default: apps and tests), migrations left out."""
    found = [path for folder in folders or (*APPS, "tests") for path in sorted((ROOT / folder).rglob("*.py"))]
    return [path for path in found if "migrations" not in path.parts]


def templates() -> list[Path]:
    """Every template."""
    return sorted(path for path in (ROOT / "templates").rglob("*") if path.is_file())


def name(path: Path) -> str:
    """How a test shows the file."""
    return str(path.relative_to(ROOT))
