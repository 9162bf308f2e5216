"""The sums that programs race on, as plain texts: `12+345` and `357`.

Needs nothing but Python, so that every program can read it in an environment of its own.
"""

import random
from typing import NamedTuple

Pair = tuple[int, int]
DIGITS = 3


class Sums(NamedTuple):
    """Questions and their answers, line by line."""

    questions: list[str]
    answers: list[str]


def texts(pairs: list[Pair]) -> Sums:
    """The sums of these pairs, written out."""
    return Sums([f"{a}+{b}" for a, b in pairs], [str(a + b) for a, b in pairs])


def three_digits(seed: int, count: int = 50_000) -> tuple[Sums, Sums]:
    """Draw sums as Keras's example does, and hold a tenth of them out.

    Each number first draws how many digits it may have, so short ones come often. Of a pair and
    its reverse only the first that is drawn is kept: 12+35 cannot test what 35+12 taught.

    Args:
        seed: the same seed gives the same sums everywhere.
        count: how many.

    Returns:
        What to train on, and what is held out.
    """
    rng, drawn = random.Random(seed), {}
    while len(drawn) < count:
        a, b = (rng.randrange(10 ** rng.randint(1, DIGITS)) for _ in range(2))
        drawn.setdefault((min(a, b), max(a, b)), (a, b))
    pairs = list(drawn.values())
    rng.shuffle(pairs)  # what is drawn late is long: the short ones have all been drawn
    return texts(pairs[count // 10 :]), texts(pairs[: count // 10])


def two_digits(seed: int, held_out: int = 500) -> tuple[Sums, Sums]:
    """All 10,000 sums of two numbers up to 99, and those of them to train on.

    Args:
        seed: the same seed gives the same split everywhere.
        held_out: how many unordered pairs to keep back; minGPT's adder keeps 500 sums.

    Returns:
        What to train on, and everything, which is what a program is scored on.
    """
    unordered = [(a, b) for b in range(100) for a in range(b + 1)]
    hidden = set(random.Random(seed).sample(unordered, held_out))
    pairs = [(a, b) for a in range(100) for b in range(100)]
    train = [(a, b) for a, b in pairs if (min(a, b), max(a, b)) not in hidden]
    return texts(train), texts(pairs)
