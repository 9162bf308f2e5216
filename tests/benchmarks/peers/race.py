"""One clock and one way to score for every program."""

import time
from collections.abc import Callable

from tests.benchmarks.peers.sums import Sums

Answer = Callable[[list[str]], list[str]]


class Finished(Exception):
    """The goal is reached, or the time is up."""


class Race:
    """Measures how long a program trains until enough of its answers are right.

    The clock is stopped while answers are scored.

    Args:
        scored: what the program is asked.
        goal: the share of whole answers that must be right.
        limit: seconds of training after which it has not reached the goal.
    """

    def __init__(self, scored: Sums, goal: float, limit: float):
        self.scored, self.goal, self.limit = scored, goal, limit
        self.weights = self.steps = 0
        self.seconds = self.cpu_seconds = self.scoring_seconds = 0.0
        self.curve = []  # of each evaluation: the steps, the seconds, the share right

    def begin(self, weights: int) -> None:
        """Start the clock for a model with this many weights."""
        self.weights = weights
        self._wall, self._cpu = time.perf_counter(), time.process_time()

    def score(self, steps: int, answer: Answer) -> float:
        """Count `steps` more steps of training, then score what the program now answers.

        Args:
            steps: how many since the last time.
            answer: from questions to answers, without any help.

        Returns:
            The share of the answers that are right to the last character.

        Raises:
            Finished: the goal is reached, or the time is up.
        """
        stopped = time.perf_counter()
        self.seconds += stopped - self._wall
        self.cpu_seconds += time.process_time() - self._cpu
        self.steps += steps
        given = answer(self.scored.questions)
        right = sum(a == b for a, b in zip(given, self.scored.answers, strict=True))
        share = right / len(given)
        self.curve.append((self.steps, round(self.seconds, 2), share))
        if share >= self.goal or self.seconds >= self.limit:
            raise Finished
        self._wall, self._cpu = time.perf_counter(), time.process_time()
        self.scoring_seconds += self._wall - stopped
        return share

    def result(self) -> dict:
        """The result, ready for JSON."""
        return {
            "reached": self.curve[-1][2] >= self.goal,
            "weights": self.weights,
            "steps": self.steps,
            "seconds": round(self.seconds, 1),
            "cpu_seconds": round(self.cpu_seconds, 1),
            "scoring_seconds": round(self.scoring_seconds, 1),
            "curve": self.curve,
        }
