"""One run of checks, against the record of those that have passed."""

import time
from collections.abc import Sequence
from dataclasses import replace
from threading import Lock

from tests.runner import record
from tests.runner.check import Check, Part
from tests.runner.inputs import digest
from tests.runner.outcome import Outcome, execute

BUDGET = 30  # seconds that `make check` gives to the checks of a kind, at least to one of them
UNKNOWN = 30  # seconds, of a check that has never passed


class Run:
    """Which checks are run, and what came out of them.

    Args:
        again: what to rerun of a check that has passed with the same inputs: "" for nothing,
            "oldest" for the part that passed longest ago, "all".
        quick: whether to leave checks out when those of their kind have had BUDGET seconds.
    """

    def __init__(self, again: str = "", quick: bool = False):
        self.again, self.quick = again, quick
        self.passed = record.read()
        self.spent: dict[str, float] = {}
        self.sampled: set[str] = set()  # the kinds
        self.lock = Lock()

    def work(self, check: Check) -> Outcome:
        """Run a check, or those of its parts that have not passed before with the same
        inputs."""
        digests = {part: digest(check, part) for part in check.each_part()}
        wanted = self._wanted(check, digests)
        if not wanted:
            return Outcome("reused", about=str(self._oldest(check)[1]))
        with self.lock:
            if self.quick and not self._has_time(check, wanted):
                return Outcome("left", about="to make test")
            if check.sampled and not self._knows(check) and not self.again:
                if check.kind in self.sampled:
                    return Outcome("left", about="to make all: one of its kind is enough here")
                self.sampled.add(check.kind)
        arguments = [argument for part in wanted for argument in part.arguments]
        outcome = execute(replace(check, command=[*check.command, *arguments]))
        if len(wanted) < len(check.parts):
            share = f"{len(wanted)} of {len(check.parts)} parts, the others passed before"
            outcome = replace(outcome, about=f"{outcome.about} in {share}")
        with self.lock:
            for part in wanted:
                self._keep(check, part, digests[part], outcome, len(wanted))
            record.write(self.passed)
        return outcome

    def quickest_first(self, checks: list[Check]) -> list[Check]:
        """The checks by the time that they took last."""
        return sorted(checks, key=lambda check: self._expected(check, check.each_part()))

    def oldest(self, checks: list[Check], outcomes: dict[str, Outcome]) -> list[Check]:
        """For each kind that was not run at all, the check that passed longest ago."""
        kinds: dict[str, list[Check]] = {}
        for check in checks:
            kinds.setdefault(check.kind, []).append(check)
        return [
            min(members, key=lambda check: self._oldest(check)[1].when)
            for members in kinds.values()
            if all(outcomes[check.name].state == "reused" for check in members)
        ]

    def _wanted(self, check: Check, digests: dict[Part, str]) -> list[Part]:
        """The parts to run."""
        stale = [
            part for part, inputs in digests.items() if not self._holds(check, part, inputs)
        ]
        if self.again == "all":
            return list(digests)
        if self.again == "oldest" and not stale:
            return [self._oldest(check)[0]]
        return stale

    def _holds(self, check: Check, part: Part, inputs: str) -> bool:
        last = self.passed.get(record.key(check, part))
        return last is not None and last.holds(check, inputs)

    def _knows(self, check: Check) -> bool:
        return any(record.key(check, part) in self.passed for part in check.each_part())

    def _oldest(self, check: Check) -> tuple[Part, record.Passed]:
        """Of a check whose parts have all passed, the one that did so longest ago."""
        every = [(part, self.passed[record.key(check, part)]) for part in check.each_part()]
        return min(every, key=lambda entry: entry[1].when)

    def _expected(self, check: Check, parts: Sequence[Part]) -> float:
        """How many seconds these parts will take."""
        found = [self.passed.get(record.key(check, part)) for part in parts]
        unknown = UNKNOWN / len(check.each_part())
        return sum(last.seconds if last else unknown for last in found)

    def _has_time(self, check: Check, parts: Sequence[Part]) -> bool:
        needed, spent = self._expected(check, parts), self.spent.get(check.kind, 0)
        if spent and spent + needed > BUDGET:
            return False
        self.spent[check.kind] = spent + needed
        return True

    def _keep(
        self, check: Check, part: Part, inputs: str, outcome: Outcome, together: int
    ) -> None:
        key = record.key(check, part)
        self.passed.pop(key, None)
        if outcome.state in ("passed", "partly"):
            self.passed[key] = record.Passed(
                when=time.time(),
                seconds=outcome.seconds / together,
                inputs=inputs,
                made=record.made_by(check),
                about=outcome.about if outcome.state == "partly" else "",
            )
