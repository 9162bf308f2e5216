"""What is run, and what it depends on."""

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
TIERS = ["check", "test", "all"]  # each has all that is in those before it
PYTEST = [sys.executable, "-m", "pytest", "-q", "-rs"]
Inputs = Callable[[], Iterable[Path | str]]


@dataclass(frozen=True)
class Check:
    """A command that exits with 0 if all is well.

    Attributes:
        name: as the summary has it.
        kind: of several of a kind, `make test` runs one again although nothing has changed.
        command: the command, run in the root of the project.
        inputs: gives the files, and any texts, that the result depends on. Asked when all
            of `after` have passed.
        after: the names of the checks that must have passed before.
        tier: the first of TIERS that it is in.
        sampled: whether `make test` runs, of those of its kind that have never passed here,
            only one: they take long and resemble each other. `make all` runs every one.
        exact: whether comments and layout of Python count too.
        makes: the folder that it makes, if that is what it is for.
    """

    name: str
    kind: str
    command: list[str]
    inputs: Inputs
    after: tuple[str, ...] = ()
    tier: str = "check"
    sampled: bool = False
    exact: bool = False
    makes: Path | None = None

    def is_in(self, tier: str) -> bool:
        return TIERS.index(self.tier) <= TIERS.index(tier)

    @property
    def counts_tests(self) -> bool:
        """Whether pytest can say how many tests ran and how many were skipped."""
        return self.command[: len(PYTEST)] == PYTEST
