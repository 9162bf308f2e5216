"""Runs on the sunspots, forecast one year ahead: the root of the mean squared error, in sunspot
numbers."""

from functools import lru_cache

from utils.cells import Cell
from utils.data.sunspots import DEVELOPMENT, TEST
from utils.recipes import sunspots as recipe

RIVALS = {
    "last": lambda: recipe.last_year,
    "eleven": lambda: recipe.eleven_years_ago,
    "linear": recipe.linear,
}


def error(seed: int, rival: str | None = None, choosing: bool = False, **options) -> float:
    """The error of one forecaster on the test; with `choosing`, on the years to choose by.

    Args:
        seed: of a network; to a rival it means nothing.
        rival: one of `RIVALS`; None takes a network.
        choosing: measure on the years to choose by.
        options: of the rival, or `kind`, `hidden` and `lr` of the network.
    """
    forecaster = RIVALS[rival](**options) if rival else _trained(seed, **options)
    return recipe.error(forecaster, DEVELOPMENT if choosing else TEST)


@lru_cache(maxsize=16)  # what was trained to choose by is tested, too
def _trained(seed: int, kind: type[Cell], hidden: int, lr: float) -> recipe.Forecaster:
    model = recipe.network(kind, seed, hidden)
    recipe.train(model, seed, lr=lr)
    return recipe.forecaster(model)
