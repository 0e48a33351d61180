"""What only `make faults` runs: it needs a mail server from the distribution."""

import os

collect_ignore = [] if os.environ.get("RAPPORT_FAULTS") else ["test_mta.py"]
