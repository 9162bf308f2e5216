"""Experiments that cost nothing, to test the machinery with."""

import os
import random
import time

from book.claims.claim import Claim


def dice(seed: int, faces: int) -> float:
    """One throw."""
    return random.Random(seed).randint(1, faces)


def process(seed: int) -> float:
    """Where this is run: the number of the process."""
    return os.getpid()


def slow_dice(seed: int, faces: int) -> float:
    """One throw, from high up."""
    time.sleep(0.02)
    return dice(seed, faces)


def throw_and_sleep(seed: int, faces: int) -> float:
    """The first throw at once; the others take the whole night."""
    time.sleep(60 if seed else 0)
    return dice(seed, faces)


TOY = Claim(
    name="toy",
    says="A die shows more than it can",
    source="nobody",
    experiment="Throw it.",
    run=dice,
    settings={"small": {"faces": 6}, "large": {"faces": 60}},
    passes=lambda number: number > 6,
    passing="more than 6",
    holds=lambda passed: passed["small"] > 0,
    show=lambda number: f"{number:.0f}",
    seeds=3,
)
