"""One run of checks, against the record of those that have passed."""

import time
from dataclasses import replace
from threading import Lock

from tests.runner import record
from tests.runner.check import Check, Part
from tests.runner.inputs import digests
from tests.runner.outcome import Outcome, execute

BUDGET = 30  # seconds that `make check` gives to a kind of check, at least to one part of one
UNKNOWN = 30  # seconds, of a check that has never passed


class Run:
    """Which checks are run, and what came out of them.

    Args:
        again: whether to rerun what has passed with the same inputs.
        quick: whether to leave out what is more than BUDGET seconds of a kind.
    """

    def __init__(self, again: bool = False, quick: bool = False):
        self.again, self.quick = again, quick
        self.passed = record.read()
        self.spent: dict[str, float] = {}
        self.samples: set[str] = set()  # of which one has run, or runs
        self.lock = Lock()

    def work(self, check: Check) -> Outcome:
        """Run a check, or those of its parts that have not passed before with the same
        inputs."""
        with self.lock:  # those that began first get their time first
            inputs = digests(check)
            stale = [p for p in inputs if self.again or not self._holds(check, p, inputs)]
            if not stale:
                return self._known(check)
            wanted = self._in_time(check, stale) if self.quick else stale
            if not wanted:
                return Outcome("left", about="to make test")
            if check.sample and not self.again:
                if check.sample in self.samples:
                    self._leave(check, inputs)
                    return self._known(check)
                self.samples.add(check.sample)
        arguments = [argument for part in wanted for argument in part.arguments]
        outcome = execute(replace(check, command=[*check.command, *arguments]))
        with self.lock:
            for part in wanted:
                self._keep(check, part, inputs[part], outcome, len(wanted))
            record.write(self.passed)
        if not check.parts:
            return outcome
        left = f", {len(stale) - len(wanted)} left to make test" if stale != wanted else ""
        return replace(outcome, about=f"{outcome.about}, parts: {len(wanted)}{left}")

    def quickest_first(self, checks: list[Check]) -> list[Check]:
        """The checks by the time that they took last."""
        return sorted(checks, key=lambda check: sum(self._seconds(check).values()))

    def oldest(self, checks: list[Check], outcomes: dict[str, Outcome]) -> list[Check]:
        """For each kind that was not run at all, the check that passed longest ago, or never;
        of one with parts, only the part that did."""
        kinds: dict[str, list[tuple[Check, Part]]] = {}
        for check in checks:
            kinds.setdefault(check.kind, []).extend((check, p) for p in check.each_part())
        found = [
            min(members, key=lambda member: self.passed[record.key(*member)].when)
            for members in kinds.values()
            if all(outcomes[check.name].state in ("reused", "left") for check, _ in members)
        ]
        return [replace(check, parts=(part,) if part.name else ()) for check, part in found]

    def _entries(self, check: Check) -> list[record.Passed | None]:
        return [self.passed.get(record.key(check, part)) for part in check.each_part()]

    def _holds(self, check: Check, part: Part, inputs: dict[Part, str]) -> bool:
        last = self.passed.get(record.key(check, part))
        return last is not None and last.holds(check, inputs[part])

    def _known(self, check: Check) -> Outcome:
        """What is known of a check that need not run: when it passed, and what was skipped in
        any of its parts."""
        entries = self._entries(check)
        oldest = min(entries, key=lambda entry: entry.when)
        if not oldest.when:
            return Outcome("left", about="until its turn comes, or to make all")
        skipped = sorted({entry.about for entry in entries if entry.about})
        return Outcome("reused", about="; ".join([str(oldest), *skipped]))

    def _leave(self, check: Check, inputs: dict[Part, str]) -> None:
        """Keep what it was left with: it is not new next time, but the first to have its
        turn."""
        for part, digest in inputs.items():
            left = record.Passed(0, UNKNOWN, digest, record.made_by(check))
            self.passed[record.key(check, part)] = left
        record.write(self.passed)

    def _in_time(self, check: Check, parts: list[Part]) -> list[Part]:
        """The parts for which there is time, the quickest first."""
        expected = self._seconds(check)
        found = []
        for part in sorted(parts, key=expected.get):
            spent = self.spent.get(check.kind, 0)
            if not spent or spent + expected[part] <= BUDGET:
                self.spent[check.kind] = spent + expected[part]
                found.append(part)
        return [part for part in parts if part in found]

    def _keep(
        self, check: Check, part: Part, inputs: str, outcome: Outcome, together: int
    ) -> None:
        key = record.key(check, part)
        last = self.passed.pop(key, None)
        if outcome.state in ("passed", "partly"):
            # Alone, a part has the start of the process to itself; that is not its own time.
            share = outcome.seconds / together
            self.passed[key] = record.Passed(
                when=time.time(),
                seconds=min(share, last.seconds) if last and check.parts else share,
                inputs=inputs,
                made=record.made_by(check),
                about=outcome.about if outcome.state == "partly" else "",
            )
        elif outcome.state == "skipped" and last and last.inputs == inputs:
            self.passed[key] = last

    def _seconds(self, check: Check) -> dict[Part, float]:
        """How long each part will take. Where nothing is known, all parts of a check count
        together: on a new machine none of the short ones is left out for their number."""
        each = check.each_part()
        entries = zip(each, self._entries(check), strict=True)
        return {part: last.seconds if last else UNKNOWN // len(each) for part, last in entries}
