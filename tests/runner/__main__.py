"""`python -m tests.runner check`, `test` or `all`: what `make` runs."""

import argparse
import os
import sys
import time

from book.processes import KERNEL_ENVIRONMENT
from tests.runner import lanes
from tests.runner.check import TIERS
from tests.runner.checks import every_check
from tests.runner.outcome import summary
from tests.runner.run import Run


def main(tier: str) -> int:
    """Run a tier, say what came out, and return 1 if something failed."""
    os.environ.update(KERNEL_ENVIRONMENT)
    began = time.perf_counter()
    checks = [check for check in every_check() if check.is_in(tier)]
    run = Run(again=tier == "all", quick=tier == "check")
    outcomes = lanes.run(run.quickest_first(checks) if run.quick else checks, run.work)
    if tier == "test":
        once_more = Run(again=True)
        outcomes |= lanes.run(once_more.oldest(checks, outcomes), once_more.work)
    print(f"\n{summary(outcomes, time.perf_counter() - began)}")
    return int(any(outcome.state == "failed" for outcome in outcomes.values()))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tier", choices=TIERS)
    sys.exit(main(parser.parse_args().tier))
