"""Spots on the Sun: the yearly sunspot number of Zurich from 1700 to 1979. The task: say next
year's number.

The numbers are from NOAA's National Geophysical Data Center, in the public domain, as the
package statsmodels has them. They end in 1979, where the classical studies of the series end.
"""

import json
from functools import cache
from pathlib import Path

import torch
from jaxtyping import Float
from torch import Tensor

FILE = Path(__file__).with_suffix(".json")
# Split in time: to learn from, to choose settings by, and the test, which nothing is chosen by.
TRAIN, DEVELOPMENT, TEST = range(1700, 1880), range(1880, 1921), range(1921, 1980)


def numbers(years: range) -> Float[Tensor, " years"]:
    """The mean sunspot number of each of these years (Wolf's: ten times the groups of spots
    plus the single spots, brought to one scale for all observers).

    Raises:
        ValueError: years, or some of them, that are not from 1700 to 1979.
    """
    first, known = _file()
    last = first + len(known) - 1
    if not years or min(years) < first or max(years) > last:
        raise ValueError(f"expected years from {first} to {last}, got {years}")
    return torch.tensor([known[year - first] for year in years])


@cache
def _file() -> tuple[int, list[float]]:
    """The first year, and the numbers from then on."""
    content = json.loads(FILE.read_text("utf-8"))
    return content["first_year"], [float(number) for number in content["numbers"]]
