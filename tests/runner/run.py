"""One run of checks, against the record of those that have passed."""

import time
from threading import Lock

from tests.runner import record
from tests.runner.check import Check
from tests.runner.inputs import digest
from tests.runner.outcome import Outcome, execute

BUDGET = 30  # seconds that `make check` gives to the checks of a kind, at least to one of them
UNKNOWN = 30  # seconds, of a check that has never passed


class Run:
    """Which checks are run, and what came out of them.

    Args:
        again: whether to rerun what has passed with the same inputs.
        quick: whether to leave checks out when those of their kind have had BUDGET seconds.
    """

    def __init__(self, again: bool = False, quick: bool = False):
        self.again, self.quick = again, quick
        self.passed = record.read()
        self.spent: dict[str, float] = {}
        self.sampled: set[str] = set()  # the kinds
        self.lock = Lock()

    def work(self, check: Check) -> Outcome:
        """Run a check, unless it passed before with the same inputs."""
        inputs, last = digest(check), self.passed.get(check.name)
        if last and not self.again and last.holds(check, inputs):
            return Outcome("reused", about=str(last))
        with self.lock:
            if self.quick and not self._has_time(check):
                return Outcome("left", about="to make test")
            if check.sampled and not last and not self.again:
                if check.kind in self.sampled:
                    return Outcome("left", about="to make all: one of its kind is enough here")
                self.sampled.add(check.kind)
        outcome = execute(check)
        with self.lock:
            self._keep(check, inputs, outcome)
        return outcome

    def quickest_first(self, checks: list[Check]) -> list[Check]:
        """The checks by the time that they took last."""
        return sorted(checks, key=self._expected)

    def oldest(self, checks: list[Check], outcomes: dict[str, Outcome]) -> list[Check]:
        """For each kind that was not run at all, the check that passed longest ago."""
        kinds: dict[str, list[Check]] = {}
        for check in checks:
            kinds.setdefault(check.kind, []).append(check)
        return [
            min(members, key=lambda check: self.passed[check.name].when)
            for members in kinds.values()
            if all(outcomes[check.name].state == "reused" for check in members)
        ]

    def _expected(self, check: Check) -> float:
        last = self.passed.get(check.name)
        return last.seconds if last else UNKNOWN

    def _has_time(self, check: Check) -> bool:
        needed, spent = self._expected(check), self.spent.get(check.kind, 0)
        if spent and spent + needed > BUDGET:
            return False
        self.spent[check.kind] = spent + needed
        return True

    def _keep(self, check: Check, inputs: str, outcome: Outcome) -> None:
        self.passed.pop(check.name, None)
        if outcome.state in ("passed", "partly"):
            self.passed[check.name] = record.Passed(
                when=time.time(),
                seconds=outcome.seconds,
                inputs=inputs,
                made=record.made_by(check),
                about=outcome.about if outcome.state == "partly" else "",
            )
        record.write(self.passed)
