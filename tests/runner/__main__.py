"""`python -m tests.runner check`, `test` or `all`: what `make` runs."""

import argparse
import os
import sys
import time

from book.dependencies import KERNEL_ENVIRONMENT
from tests.runner import lanes, record
from tests.runner.check import TIERS, Check
from tests.runner.inputs import digest
from tests.runner.list import every_check
from tests.runner.outcome import STATES, Outcome, execute


class Run:
    """A run of checks against the record of those that have passed."""

    def __init__(self, again: bool):
        self.passed = record.read()
        self.again = again

    def work(self, check: Check) -> Outcome:
        """Run a check, unless it passed before with the same inputs."""
        inputs, last = digest(check), self.passed.get(check.name)
        if last and not self.again and last.holds(check, inputs):
            return Outcome("reused", about=str(last))
        self.passed.pop(check.name, None)
        outcome = execute(check)
        if outcome.state in ("passed", "partly"):
            about = outcome.about if outcome.state == "partly" else ""
            made = record.made_by(check)
            self.passed[check.name] = record.Passed(time.time(), inputs, made, about)
        record.write(dict(self.passed))
        return outcome

    def oldest(self, checks: list[Check], outcomes: dict[str, Outcome]) -> list[Check]:
        """Of each kind of which nothing was run, the check that passed longest ago."""
        kinds: dict[str, list[Check]] = {}
        for check in checks:
            kinds.setdefault(check.kind, []).append(check)
        return [
            min(members, key=lambda check: self.passed[check.name].when)
            for members in kinds.values()
            if all(outcomes[check.name].state == "reused" for check in members)
        ]


def main(tier: str) -> int:
    os.environ.update(KERNEL_ENVIRONMENT)
    began = time.perf_counter()
    checks = [check for check in every_check() if check.is_in(tier)]
    outcomes = lanes.run(checks, Run(again=tier == "all").work)
    if tier == "test":
        once_more = Run(again=True)
        outcomes |= lanes.run(once_more.oldest(checks, outcomes), once_more.work)
    print("\n=== summary ===")
    for name, outcome in outcomes.items():
        print(outcome.line(name))
    count = {state: sum(o.state == state for o in outcomes.values()) for state in STATES}
    minutes, seconds = divmod(round(time.perf_counter() - began), 60)
    print(f"\n{count['reused']} reused; {minutes} min {seconds} s")
    skipped = count["skipped"] + count["partly"]
    skipped = f", {skipped} skipped" if skipped else ""
    print(f"{count['passed']} passed, {count['failed']} failed{skipped}")
    return int(count["failed"] > 0)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tier", choices=TIERS)
    sys.exit(main(parser.parse_args().tier))
