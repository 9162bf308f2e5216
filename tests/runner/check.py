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
class Part:
    """Some of the tests of a check.

    Attributes:
        name: different from those of the check's other parts.
        arguments: what the check's command takes to run these tests alone; with the arguments
            of several parts it runs the tests of all of them.
        inputs: as a check has them.
    """

    name: str
    arguments: tuple[str, ...]
    inputs: Inputs


@dataclass(frozen=True)
class Check:
    """A command that exits with 0 if all is well.

    Attributes:
        name: as the summary has it.
        kind: of a kind of which nothing has changed, `make test` runs one again.
        command: the command, run in the root of the project.
        inputs: gives the files, and any texts, that the result depends on. Asked when all
            of `after` have passed.
        after: the names of the checks that must have passed before.
        tier: the first of TIERS that it is in.
        sample: what those have in common that take long and resemble each other. Where several
            must run, `make test` runs one and leaves the others until it is their turn as one
            of their kind. `make all` runs every one.
        exact: whether comments and layout of Python count too.
        makes: the folder that it makes, if that is what it is for.
        parts: its tests in groups, where they depend on different things: only groups whose
            inputs have changed are run, in one process. `inputs` are then those that all
            groups share.
    """

    name: str
    kind: str
    command: list[str]
    inputs: Inputs
    after: tuple[str, ...] = ()
    tier: str = "check"
    sample: str = ""
    exact: bool = False
    makes: Path | None = None
    parts: tuple[Part, ...] = ()

    def is_in(self, tier: str) -> bool:
        return TIERS.index(self.tier) <= TIERS.index(tier)

    def each_part(self) -> tuple[Part, ...]:
        """Its parts; if it has none, itself as the only one, without a name."""
        return self.parts or (Part("", (), tuple),)

    @property
    def counts_tests(self) -> bool:
        """Whether pytest can say how many tests ran and how many were skipped."""
        return self.command[: len(PYTEST)] == PYTEST
