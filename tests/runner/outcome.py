"""What came out of a command."""

import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree

from tests.runner.check import ROOT, Check


@dataclass(frozen=True)
class Outcome:
    """What came out.

    Attributes:
        state: "passed"; "partly", if some of its tests were skipped; "skipped", if all were or
            it was not begun; "failed"; "reused", if it has passed before with the same inputs;
            "left" to a later run.
        seconds: how long it took.
        about: more, in words: how many tests, or why it was skipped.
        output: all that was printed.
    """

    state: str
    seconds: float = 0.0
    about: str = ""
    output: str = ""

    def line(self, name: str) -> str:
        """The outcome in the summary."""
        state = "FAILED" if self.state == "failed" else self.state
        seconds = f"{self.seconds:6.1f} s" if self.seconds else " " * 8
        return f"{state:8}{seconds}  {name}" + (f": {self.about}" if self.about else "")


def execute(check: Check) -> Outcome:
    """Run the command of a check to its end."""
    with TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        command = [*check.command, *([f"--junitxml={report}"] if check.counts_tests else [])]
        began = time.perf_counter()
        done = subprocess.run(
            command, cwd=ROOT, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            encoding="utf-8", errors="replace",
        )  # fmt: skip
        seconds = time.perf_counter() - began
        if done.returncode != 0:
            return Outcome("failed", seconds, f"exit status {done.returncode}", done.stdout)
        state, about = tests_in(report) if check.counts_tests else ("passed", "")
    return Outcome(state, seconds, about, done.stdout)


def tests_in(report: Path) -> tuple[str, str]:
    """Read pytest's XML report on tests, none of which failed.

    Returns:
        "skipped" if no test ran, "partly" if some did not, else "passed"; and how many tests
        there are, how many of them were skipped, and why.
    """
    tree = ElementTree.parse(report)
    every = list(tree.iter("testcase"))
    reasons = [skip.get("message", "") for skip in tree.iter("skipped")]
    if not reasons:
        return "passed", f"{len(every)} tests"
    why = "; ".join(sorted(set(reasons))[:3])
    about = f"{len(reasons)} of {len(every)} tests skipped: {why}"
    return ("skipped" if len(reasons) == len(every) else "partly"), about


def summary(outcomes: dict[str, Outcome], seconds: float) -> str:
    """A line for each check, and how many passed as the last one."""
    lines = [outcome.line(name) for name, outcome in outcomes.items()]
    states = [outcome.state for outcome in outcomes.values()]
    minutes, seconds = divmod(round(seconds), 60)
    others = f"{states.count('reused')} reused, {states.count('left')} left"
    skipped = states.count("skipped") + states.count("partly")
    count = f"{states.count('passed')} passed, {states.count('failed')} failed"
    return "\n".join(
        [
            "=== summary ===",
            *lines,
            "",
            f"{others}; {minutes} min {seconds} s",
            f"{count}, {skipped} skipped" if skipped else count,
        ]
    )
