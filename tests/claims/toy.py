"""Experiments that cost nothing, to test the machinery with."""

import os
import random
import time


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
