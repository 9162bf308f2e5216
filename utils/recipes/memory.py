"""The networks of chapter 2 that answer once, at the end."""

import torch
from torch import Tensor, nn

from ..cells import Cell, RNNCell
from ..data.memory import NOTHING, adding_problem
from ..tagger import Tagger
from ..training import History, device, device_of, fit, set_seed

# Training ends once the squared error of a step is below `until`. Always answering 1, the mean
# of the sums, gives an error of 1/6.
FIT = {"steps": 2000, "batch_size": 64, "until": 0.003}


def adder(
    kind: type[Cell], seed: int, hidden_size: int, identity: bool = False, **options
) -> Tagger:
    """An untrained network that reads numbers with marks and answers with a number.

    Args:
        kind: the class of its cell.
        seed: of the first weights.
        hidden_size: units of the cell.
        identity: start an RNN from the identity, `RNNCell.reset_to_identity`.
        options: for the cell, such as the LSTM's forget_bias.

    Raises:
        ValueError: identity, and a cell that is not an RNNCell.
    """
    if identity and kind is not RNNCell:
        raise ValueError(f"expected RNNCell to start from the identity, got {kind.__name__}")
    set_seed(seed)
    cell = kind(2, hidden_size, **options)
    if identity:
        cell.reset_to_identity()
    return Tagger(cell, classes=1).to(device())


def train(model: Tagger, length: int, seed: int, **options) -> History:
    """Train it on 50,000 sequences of this length, the same for every seed. `options` are for
    `fit`, beside those in `FIT` or instead of them."""
    x, y = adding_problem(50_000, length, seed=1)
    return fit(model, (x,), y, seed=seed, loss=squared_error, **(FIT | options))


def squared_error(outputs: Tensor, y: Tensor) -> Tensor:
    """The mean squared error where a number is asked for.

    Args:
        outputs: (positions, 1).
        y: (positions,), NOTHING where none is asked for.
    """
    asked = y != NOTHING
    return nn.functional.mse_loss(outputs[asked, 0], y[asked])


@torch.no_grad()
def error_on_new(model: Tagger, length: int) -> float:
    """The squared error on 1,000 sequences of this length that it was not trained on."""
    x, y = adding_problem(1000, length, seed=2)
    outputs = model(x.to(device_of(model))).cpu()
    return squared_error(outputs.flatten(0, 1), y.flatten()).item()
