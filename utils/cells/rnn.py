"""The plain recurrent cell."""

from typing import NamedTuple

import torch
from torch import Tensor, nn

from ..torch_weights import from_torch, to_torch
from .cell import Cell, Hidden, Input, StackedWeights

LINES = [("W_xh", "W_hh", "b_h")]
ACTIVATIONS = {"tanh": torch.tanh, "relu": torch.relu}


class RNNStep(NamedTuple):
    """One step of an `RNNCell`; every field but x is (batch, hidden_size)."""

    x: Tensor  # input, (batch, input_size)
    h_prev: Tensor  # previous hidden state
    a: Tensor  # before the activation
    h: Tensor  # hidden state

    @property
    def state(self) -> Tensor:
        return self.h


class RNNCell(Cell):
    """The plain recurrent cell (Elman 1990), as in `nn.RNN`.

    a_t = x_t W_xh^T + h_{t-1} W_hh^T + b_h
    h_t = tanh(a_t)

    Args:
        input_size: length of x_t.
        hidden_size: length of h_t.
        nonlinearity: "tanh", or "relu" for h_t = max(0, a_t) (Le, Jaitly and Hinton 2015).

    Raises:
        ValueError: a size below 1, an unknown nonlinearity.
    """

    def __init__(self, input_size: int, hidden_size: int, nonlinearity: str = "tanh"):
        super().__init__(input_size, hidden_size)
        if nonlinearity not in ACTIVATIONS:
            raise ValueError(f"expected nonlinearity 'tanh' or 'relu', got {nonlinearity!r}")
        self.nonlinearity, self.activation = nonlinearity, ACTIVATIONS[nonlinearity]
        self.W_xh, self.W_hh, self.b_h = self._weights()
        self.reset_parameters()

    def extra_repr(self) -> str:
        other = "" if self.nonlinearity == "tanh" else f", nonlinearity={self.nonlinearity!r}"
        return super().extra_repr() + other

    def reset_to_identity(self, scale: float = 1.0, std: float = 0.001) -> None:
        """Start with a state that persists: W_hh = scale * I, W_xh from N(0, std^2), b_h = 0
        (Le, Jaitly and Hinton 2015, section 3).

        With nonlinearity="relu" and scale 1, each step copies the state and adds the input, so
        that gradients neither shrink nor grow back through time.

        Args:
            scale: below 1 for a state that fades.
            std: standard deviation of the input weights.
        """
        with torch.no_grad():
            nn.init.eye_(self.W_hh).mul_(scale)
        nn.init.normal_(self.W_xh, std=std)
        nn.init.zeros_(self.b_h)

    def step(self, x: Input, state: Hidden) -> RNNStep:
        """From x_t and h_{t-1} to h_t."""
        self.check(x, state)
        h_prev = state
        a = x @ self.W_xh.T + h_prev @ self.W_hh.T + self.b_h
        h = self.activation(a)  # torch.tanh, unless told otherwise
        return RNNStep(x, h_prev, a, h)

    def stacked_weights(self) -> StackedWeights:
        return StackedWeights(self.W_xh, self.b_h, (self.W_hh.T,))

    def advance(self, a: Tensor, state: Hidden, weights: StackedWeights) -> Hidden:
        return self.activation(torch.addmm(a, state, *weights.U))

    @classmethod
    def from_torch(cls, module: nn.RNN) -> "RNNCell":
        """A cell that computes what this one-layer `nn.RNN` computes."""
        options = {"nonlinearity": getattr(module, "nonlinearity", "tanh")}
        return from_torch(cls, module, nn.RNN, LINES, **options)

    def to_torch(self) -> nn.RNN:
        """An `nn.RNN`, batch first, that computes what this cell computes."""
        return to_torch(self, nn.RNN, LINES, nonlinearity=self.nonlinearity)
