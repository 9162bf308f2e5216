"""A roommate who cooks by a rule: apple pie, hamburger, chicken, round and round."""

import random
from typing import NamedTuple

import torch
from jaxtyping import Float, Int
from torch import Tensor

DISHES = ("apple pie", "hamburger", "chicken")
WEATHER = ("sunny", "rainy")


class Days(NamedTuple):
    """Several runs of days: what the model reads and what the roommate cooked.

    x: (batch, days, features), y: (batch, days) with indices into `DISHES`.
    """

    x: Float[Tensor, "batch days features"]
    y: Int[Tensor, "batch days"]


def cycle(batch: int, days: int) -> Days:
    """The bare cycle: the next dish every day, the first day an apple pie.

    There is nothing to read, so `x` is one feature that is always 0.
    ValueError unless both numbers are at least 1.
    """
    _check(batch, days)
    y = (torch.arange(days) % len(DISHES)).expand(batch, days)
    return Days(torch.zeros(batch, days, 1), y)


def with_weather(batch: int, days: int, seed: int, rain: float = 0.5) -> Days:
    """The rule with weather: sunny, he repeats yesterday's dish; rainy, the next one.

    The evening before the first day he cooked an apple pie.

    Args:
        batch: how many runs of days.
        days: the length of each run.
        seed: the same seed gives the same weather everywhere.
        rain: the probability that a day is rainy.

    Returns:
        `x` one-hot in the order of `WEATHER`, and the dishes `y`.

    Raises:
        ValueError: batch or days below 1, rain not from 0 to 1.
    """
    _check(batch, days)
    if not 0 <= rain <= 1:
        raise ValueError(f"rain is a probability, expected 0 to 1, got {rain}")
    rng = random.Random(seed)
    rainy = torch.tensor([[rng.random() < rain for _ in range(days)] for _ in range(batch)])
    x = torch.nn.functional.one_hot(rainy.long(), len(WEATHER)).float()
    return Days(x, cook(rainy))


def cook(rainy: Tensor) -> Int[Tensor, "batch days"]:
    """The dishes that the rule gives for `rainy` (batch, days), 1 or True for rain."""
    return rainy.cumsum(dim=1) % len(DISHES)


def _check(batch: int, days: int) -> None:
    if batch < 1 or days < 1:
        raise ValueError(f"expected batch and days of at least 1, got {batch} and {days}")
