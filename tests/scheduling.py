"""How a parallel run shares out the tests: two processes drive a browser, each with a product of its own."""

from typing import Any

from xdist.scheduler import LoadScopeScheduling

TOGETHER = ("tests/config/test_demo.py", "tests/config/test_up.py")  # whose tests share what takes long to make


class TwoProducts(LoadScopeScheduling):
    """The pages in one process, the walks in another, files of TOGETHER in any, and what is left one by one.

    xdist's own groups are no help: they write into the names of tests, which pytest 9 no longer lets them do.
    """

    def _split_scope(self, nodeid: Any) -> str:
        if nodeid.startswith(TOGETHER):
            return str(nodeid.partition("::")[0])
        if not nodeid.startswith("tests/e2e/"):
            return str(nodeid)
        return "pages" if "test_every_page" in nodeid else "walks"
