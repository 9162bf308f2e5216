"""Adding numbers written as text: `12+34}` to `_46}`.

The data here are plain texts (`12+34`, `46`); `Vocab.pack` adds the marks.
"""

import math
import random
import sys

from ..vocab import Vocab
from . import Examples, Split

VOCAB = Vocab("0123456789+")
Pair = tuple[int, int]


def max_source_length(digits: int) -> int:
    """Characters of the longest sum of two numbers with `digits` digits: 99+99 has 5."""
    return 2 * digits + 1


def max_answer_length(digits: int) -> int:
    """Characters of the largest answer: 99+99 is 198, so 3 for two digits."""
    return digits + 1


def pattern(digits: int) -> str:
    """A regular expression for the sums of two numbers with up to `digits` digits: neither a
    third number nor a leading zero."""
    if digits < 1:
        raise ValueError(f"expected at least 1 digit, got {digits}")
    number = f"(0|[1-9][0-9]{{0,{digits - 1}}})"
    return rf"{number}\+{number}"


def examples(pairs: list[Pair]) -> Examples:
    """The texts of these sums and of their answers."""
    return Examples([f"{a}+{b}" for a, b in pairs], [str(a + b) for a, b in pairs])


def split_pairs(
    digits: int = 2, held_out: int = 1000, train: int | None = None, seed: int = 0
) -> tuple[list[Pair], list[Pair]]:
    """Split the sums of numbers of up to `digits` digits by *unordered* pair.

    12+35 and 35+12 always land on the same side, so that neither tests what the
    other taught.

    Args:
        digits: how many digits a number may have; 2 means 0 to 99.
        held_out: how many unordered pairs to hold out.
        train: how many unordered pairs to train on; None takes all the others,
            which is allowed up to 3 digits.
        seed: the same seed gives the same split everywhere.

    Returns:
        (train, held out), lists of (a, b), each unordered pair in both its orders.

    Raises:
        ValueError: if there are not that many pairs.
    """
    if digits < 1:
        raise ValueError(f"expected at least 1 digit, got {digits}")
    numbers = 10**digits
    total = numbers * (numbers + 1) // 2
    if train is None:
        if digits > 3:
            raise ValueError(
                f"with {digits} digits there are {total:,} pairs; say how many to train on"
            )
        train = total - held_out
    if held_out < 0 or train < 0 or held_out + train > total:
        raise ValueError(
            f"expected at most {total:,} unordered pairs with {digits} digits, "
            f"got train={train:,} and held_out={held_out:,}"
        )
    ranks = _distinct(total, held_out + train, random.Random(seed))
    return _both_orders(ranks[held_out:]), _both_orders(ranks[:held_out])


def split_sums(
    digits: int = 2, held_out: int = 1000, train: int | None = None, seed: int = 0
) -> Split:
    """As `split_pairs`, as texts."""
    return Split(*map(examples, split_pairs(digits, held_out, train, seed)))


def _distinct(total: int, count: int, rng: random.Random) -> list[int]:
    if total <= sys.maxsize:
        return rng.sample(range(total), count)
    ranks = {}  # a range this long cannot be sampled; its first repetition is far away
    while len(ranks) < count:
        ranks[rng.randrange(total)] = None
    return list(ranks)


def _both_orders(ranks: list[int]) -> list[Pair]:
    pairs = [_unrank(rank) for rank in ranks]
    return pairs + [(b, a) for a, b in pairs if a != b]


def _unrank(rank: int) -> Pair:
    """The pair a <= b at index `rank` of (0,0), (0,1), (1,1), (0,2), (1,2), (2,2), ..."""
    b = (math.isqrt(8 * rank + 1) - 1) // 2
    return rank - b * (b + 1) // 2, b
