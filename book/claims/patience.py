"""How long a decoder must be trained: the shortest of a few trainings that ends with 99 %
right, by what it may read."""

from collections.abc import Callable

from book.claims.arms import share_copied, share_of_dates
from utils.attention import Scoring

LENGTHS = (250, 500, 1000, 2000, 4000)  # steps of a training, each with a schedule of its own
LONGER = 8000  # stands for: none of these was enough


def steps_on_dates(seed: int, attention: type[Scoring] | None, lr: float) -> int:
    """Steps of the shortest training after which 99 % of the held-out dates are right."""
    return _shortest(lambda steps: share_of_dates(seed, attention, lr, steps))


def steps_on_copying(seed: int, digits: int, attention: type[Scoring] | None, lr: float) -> int:
    """Steps of the shortest training after which 99 % of 1,000 new rows of this many digits
    come out as they went in."""
    return _shortest(lambda steps: share_copied(seed, digits, attention, lr, steps))


def _shortest(share: Callable[[int], float]) -> int:
    enough = (steps for steps in LENGTHS if share(steps) >= 0.99)
    return next(enough, LONGER)
