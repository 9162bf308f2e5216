"""Forecasts of the sunspots one year ahead: the recurrent networks of chapter 3, and rivals.

A forecaster takes the numbers of some years in a row and returns as many forecasts, each of
the year after, made from the years up to then; nan where it has not seen enough of them.
"""

import math
from collections.abc import Callable
from copy import deepcopy

import torch
from jaxtyping import Float
from torch import Tensor

from ..cells import Cell, GRUCell, LSTMCell, RNNCell
from ..data.memory import NOTHING
from ..data.sunspots import DEVELOPMENT, TEST, TRAIN, numbers
from ..tagger import Tagger
from ..training import History, device, device_of, fit, set_seed
from .memory import squared_error

Forecaster = Callable[[Float[Tensor, " years"]], Float[Tensor, " years"]]

ORDERS = range(1, 16)
UNITS = {RNNCell: 16, LSTMCell: 8, GRUCell: 9}  # some 300 weights each
SCALE = 100  # the network's inputs and outputs are in hundreds
WINDOW, LEAD_IN = 25, 8  # years in a training stretch; targets start after the lead-in
FIT = {"steps": 200, "batch_size": 32, "every": 25}


def last_year(known: Float[Tensor, " years"]) -> Float[Tensor, " years"]:
    """The forecaster that repeats last year's number."""
    return known


def eleven_years_ago(known: Float[Tensor, " years"]) -> Float[Tensor, " years"]:
    """The forecaster that repeats the number of eleven years ago, one solar cycle."""
    return torch.cat([torch.full((10,), math.nan), known])[: len(known)]


class Autoregression:
    """Linear autoregression (Yule 1927), a forecaster: a constant, and a weight for each of the
    last `order` years, by least squares.

    Args:
        order: how many years it looks back on.
        known: the years that it is fitted to, in a row.

    Raises:
        ValueError: order below 1, or not twice as many years as weights.
    """

    def __init__(self, order: int, known: Float[Tensor, " years"]):
        if order < 1 or len(known) < 3 * order + 2:
            raise ValueError(
                f"expected an order of at least 1 and {3 * order + 2} years to fit it to, got "
                f"order {order} and {len(known)} years"
            )
        self.order = order
        before, after = self._before(known)[:-1], known[order:, None].double()
        self.weights = torch.linalg.lstsq(before, after).solution[:, 0]

    def __call__(self, known: Float[Tensor, " years"]) -> Float[Tensor, " years"]:
        forecasts = (self._before(known) @ self.weights).float()
        return torch.cat([torch.full((self.order - 1,), math.nan), forecasts])

    def _before(self, known: Tensor) -> Float[Tensor, "forecasts weights"]:
        """A row for each year whose successor can be forecast: 1, then the last years."""
        rows = known.double().unfold(0, self.order, 1)
        return torch.cat([torch.ones(len(rows), 1).double(), rows], dim=1)


def linear(order: int | None = None, until: int = TRAIN.stop) -> Autoregression:
    """Linear autoregression on the sunspots.

    Args:
        order: how many years it looks back on; None takes what is best on the years to choose
            by, after learning from those before.
        until: it is fitted to the years before this one.
    """
    if order is None:
        order = min(ORDERS, key=lambda n: error(linear(n), DEVELOPMENT))
    return Autoregression(order, numbers(range(TRAIN.start, until)))


def network(kind: type[Cell], seed: int, hidden_size: int) -> Tagger:
    """An untrained network that reads a number a year and says the next one.

    Args:
        kind: the class of its cell.
        seed: of the first weights.
        hidden_size: units of the cell.
    """
    set_seed(seed)
    return Tagger(kind(1, hidden_size), classes=1).to(device())


def train(model: Tagger, seed: int, **options) -> History:
    """Train it on stretches of the years to learn from. The model keeps the weights that it
    had when its error on the years to choose by was smallest (early stopping).

    Args:
        model: a `network`.
        seed: the order of the stretches.
        options: for `fit`, beside those in `FIT` or instead of them.

    Returns:
        What happened; `scores` are errors on the years to choose by, in sunspot numbers.
    """
    x, y = stretches(numbers(TRAIN))
    best, kept = math.inf, None

    def choose(model: Tagger) -> float:
        nonlocal best, kept
        found = error(forecaster(model), DEVELOPMENT)
        if found < best:
            best, kept = found, deepcopy(model.state_dict())
        return found

    history = fit(
        model, (x,), y, seed=seed, loss=squared_error, evaluate=choose, **(FIT | options)
    )
    model.load_state_dict(kept)
    return history


def stretches(
    known: Float[Tensor, " years"],
) -> tuple[Float[Tensor, "stretches window 1"], Float[Tensor, "stretches window"]]:
    """All stretches of WINDOW years, and the year after each of their years, in hundreds;
    NOTHING in the lead-in."""
    rows = (known / SCALE).unfold(0, WINDOW + 1, 1)
    y = rows[:, 1:].clone()
    y[:, :LEAD_IN] = NOTHING
    return rows[:, :-1, None], y


def forecaster(model: Tagger) -> Forecaster:
    """The network as a forecaster; it reads from the first year on."""

    @torch.no_grad()
    def forecast(known: Tensor) -> Tensor:
        x = (known / SCALE).to(device_of(model))
        return SCALE * model(x[None, :, None])[0, :, 0].cpu()

    return forecast


def forecasts(forecaster: Forecaster, years: range) -> Float[Tensor, " years"]:
    """What it says for each of these years, knowing all years before, from 1700 on."""
    known = numbers(range(TRAIN.start, years.stop - 1))
    return forecaster(known)[-len(years) :]


def error(forecaster: Forecaster, years: range) -> float:
    """The root of the mean squared error one year ahead, in sunspot numbers."""
    wrong = forecasts(forecaster, years) - numbers(years)
    return wrong.square().mean().sqrt().item()


def free_run(forecaster: Forecaster, years: range = TEST) -> Float[Tensor, " years"]:
    """What it says for these years when it knows the years before the first, and from then on
    reads its own forecasts."""
    known = numbers(range(TRAIN.start, years.start))
    for _ in years:
        known = torch.cat([known, forecaster(known)[-1:]])
    return known[-len(years) :]
