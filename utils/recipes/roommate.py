"""The networks of chapters 1 to 3 that forecast what the roommate cooks."""

import torch
from torch import Tensor

from ..cells import Cell
from ..data.roommate import DISHES, WEATHER, with_weather
from ..tagger import Tagger
from ..training import History, device, fit, set_seed

# For `train`, by chapter. In chapters 2 and 3 training ends once the rule is learned.
RNN = {"days": 20, "steps": 300, "batch_size": 64, "lr": 0.02}
LSTM = {"days": 120, "steps": 400, "batch_size": 32, "lr": 0.02, "until": 0.01}
GRU = {"days": 120, "steps": 300, "batch_size": 64, "lr": 0.02, "until": 0.01}


def network(
    kind: type[Cell],
    seed: int,
    hidden_size: int = 16,
    std: float | None = None,
    truncate: int | None = None,
    **options,
) -> Tagger:
    """An untrained network that reads the weather and answers with a dish a day.

    Args:
        kind: the class of its cell.
        seed: of the first weights.
        hidden_size: units of the cell.
        std: spread of the first weights; None is 1/sqrt(hidden_size).
        truncate: as for `Tagger`.
        options: for the cell, such as the LSTM's forget_bias.

    Raises:
        ValueError: a class of something else, such as `nn.LSTM`.
    """
    set_seed(seed)
    cell = kind(len(WEATHER), hidden_size, **options)
    if not isinstance(cell, Cell):
        raise ValueError(f"expected the class of a cell, such as LSTMCell, got that of {cell}")
    cell.reset_parameters(std)
    return Tagger(cell, classes=len(DISHES), truncate=truncate).to(device())


def train(model: Tagger, days: int, seed: int, *, last_day: bool = False, **options) -> History:
    """Train a network on 2,000 runs of days, the same for every seed.

    Args:
        model: as `network` makes it.
        days: the length of a run.
        seed: of the order of the runs.
        last_day: ask for the dish of the last day only.
        options: for `fit`; those of a chapter stand in `RNN`, `LSTM` and `GRU`.
    """
    x, y = with_weather(batch=2000, days=days, seed=1)
    return fit(model, (x,), only_last(y) if last_day else y, seed=seed, **options)


def only_last(y: Tensor) -> Tensor:
    """The same dishes (batch, days), with a target on the last day only."""
    return torch.cat([torch.full_like(y[:, :-1], -100), y[:, -1:]], dim=1)
