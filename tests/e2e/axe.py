"""What axe holds against a page as it shows, and whether it is wider than its window."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

AXE = Axe().axe_script
# Of what axe would load once more, style sheets and media, its rules ask for media only.
FAULTS = """async () => (await axe.run({resultTypes: ['violations'], preload: {assets: ['media']}})).violations.map(
    (fault) => `${fault.id}: ${JSON.stringify(fault.nodes.slice(0, 3).map((node) => node.target))}`
)"""
TOO_WIDE = "document.documentElement.scrollWidth - innerWidth"


def faults(page: Page, *, by_axe: bool = True) -> list[str]:
    """The faults of a page in its present look; `by_axe` says whether axe is to look as well."""
    if by_axe and page.evaluate("typeof axe === 'undefined'"):
        page.evaluate(AXE)
    wide = page.evaluate(TOO_WIDE)
    return [*(page.evaluate(FAULTS) if by_axe else []), *([f"{wide} px too wide"] if wide > 0 else [])]
