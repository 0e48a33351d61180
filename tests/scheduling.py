"""How a parallel run shares out the tests: two processes drive a browser, each with a product of its own."""

from typing import Any

from xdist.scheduler import LoadScopeScheduling


class TwoProducts(LoadScopeScheduling):
    """The pages in one process, the walks in the other, and what is left one by one.

    xdist's own groups are no help: they write into the names of tests, which pytest 9 no longer lets them do.
    """

    def _split_scope(self, nodeid: Any) -> str:
        if not nodeid.startswith("tests/e2e/"):
            return str(nodeid)
        return "pages" if "test_every_page" in nodeid else "walks"
