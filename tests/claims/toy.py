"""An experiment that costs nothing, to test the machinery with."""

import random


def dice(seed: int, faces: int) -> float:
    """One throw."""
    return random.Random(seed).randint(1, faces)
