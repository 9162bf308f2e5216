"""Runs of the first page's question: how long a number may be that a stage still repeats."""

from functools import lru_cache

from utils.pronouncer import Pronouncer
from utils.recipes import stair as recipe
from utils.training import exact_match

ASKED = 500  # random numbers of each length


@lru_cache(maxsize=1)
def trained(seed: int, stage: str) -> Pronouncer:
    """A trained model of a stage."""
    net = recipe.model(stage, seed)
    recipe.train(net, seed)
    return net


def share_repeated(seed: int, stage: str, digits: int = recipe.LONGEST) -> float:
    """The share of random numbers with this many digits that are repeated without an error."""
    return exact_match(trained(seed, stage), recipe.numbers(ASKED, 2 + digits, digits)).share


def span(seed: int, stage: str) -> int:
    """The most digits of which at least half of the numbers are repeated."""
    lengths = range(1, recipe.LONGEST + 1)
    return max((n for n in lengths if share_repeated(seed, stage, n) >= 0.5), default=0)
