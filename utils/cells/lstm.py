"""Long short-term memory."""

from typing import NamedTuple

import torch
from jaxtyping import Float
from torch import Tensor, nn

from ..torch_weights import from_torch, to_torch
from .cell import Cell, Hidden, Input, StackedWeights, State

# torch stacks its gates in the order i, f, g (our c), o.
LINES = [(f"W_{line}", f"U_{line}", f"b_{line}") for line in "ifco"]


class LSTMStep(NamedTuple):
    """One step of an `LSTMCell`; every field but x is (batch, hidden_size)."""

    x: Tensor  # input, (batch, input_size)
    h_prev: Tensor  # previous hidden state
    c_prev: Tensor  # previous cell state
    f: Tensor  # forget gate
    i: Tensor  # input gate
    c_tilde: Tensor  # candidate for the cell state
    c: Tensor  # cell state
    o: Tensor  # output gate
    h: Tensor  # hidden state

    @property
    def state(self) -> tuple[Tensor, Tensor]:
        return self.h, self.c


class LSTMCell(Cell):
    """Long short-term memory (Hochreiter & Schmidhuber 1997) with the forget gate of
    Gers et al. 2000, as in `nn.LSTM`.

    f_t = sigmoid(x_t W_f^T + h_{t-1} U_f^T + b_f), likewise i_t and o_t
    c~_t = tanh(x_t W_c^T + h_{t-1} U_c^T + b_c)
    c_t = f_t * c_{t-1} + i_t * c~_t
    h_t = o_t * tanh(c_t)

    Args:
        input_size: length of x_t.
        hidden_size: length of h_t and of c_t.
        forget_bias: the initial value of b_f; 1 makes the cell keep its memory at first
            (Gers et al. 2000; Jozefowicz et al. 2015).

    Raises:
        ValueError: a size below 1.
    """

    def __init__(self, input_size: int, hidden_size: int, forget_bias: float = 1.0):
        super().__init__(input_size, hidden_size)
        self.forget_bias = forget_bias
        self.W_f, self.U_f, self.b_f = self._weights()
        self.W_i, self.U_i, self.b_i = self._weights()
        self.W_c, self.U_c, self.b_c = self._weights()
        self.W_o, self.U_o, self.b_o = self._weights()
        self.reset_parameters()

    def reset_parameters(self, std: float | None = None) -> None:
        super().reset_parameters(std)
        nn.init.constant_(self.b_f, self.forget_bias)

    def reset_to_chrono(self, longest: int) -> None:
        """Give every unit a memory of another length, from 1 to about `longest` steps:
        b_f = log u with u uniform from 1 to longest - 1, b_i = -b_f (Tallec and Ollivier 2018,
        equation 16).

        Raises:
            ValueError: longest below 2.
        """
        if longest < 2:
            raise ValueError(f"expected longest of at least 2 steps, got {longest}")
        with torch.no_grad():
            self.b_f.uniform_(1, longest - 1).log_()
            self.b_i.copy_(-self.b_f)

    def initial_state(self, x: Float[Tensor, "batch ..."]) -> tuple[Hidden, Hidden]:
        zeros = super().initial_state(x)
        return zeros, zeros

    def parts(self, state: State) -> tuple[Tensor, Tensor]:
        if not isinstance(state, tuple) or len(state) != 2:
            got = type(state).__name__
            raise ValueError(f"expected the state as the pair (h, c), got {got}")
        return state

    def step(self, x: Input, state: tuple[Hidden, Hidden]) -> LSTMStep:
        """From x_t and the pair (h_{t-1}, c_{t-1}) to h_t and c_t."""
        self.check(x, state)
        h_prev, c_prev = state
        f = torch.sigmoid(x @ self.W_f.T + h_prev @ self.U_f.T + self.b_f)
        i = torch.sigmoid(x @ self.W_i.T + h_prev @ self.U_i.T + self.b_i)
        c_tilde = torch.tanh(x @ self.W_c.T + h_prev @ self.U_c.T + self.b_c)
        c = f * c_prev + i * c_tilde
        o = torch.sigmoid(x @ self.W_o.T + h_prev @ self.U_o.T + self.b_o)
        h = o * torch.tanh(c)
        return LSTMStep(x, h_prev, c_prev, f, i, c_tilde, c, o, h)

    def stacked_weights(self) -> StackedWeights:
        W, U, b = (self._stack(kind, "fioc") for kind in "WUb")
        return StackedWeights(W, b, (U.T,))

    def advance(
        self, a: Tensor, state: tuple[Hidden, Hidden], weights: StackedWeights
    ) -> tuple[Hidden, Hidden]:
        h, c = state
        sizes = [3 * self.hidden_size, self.hidden_size]
        gates, c_tilde = torch.addmm(a, h, *weights.U).split(sizes, dim=1)
        f, i, o = torch.sigmoid(gates).chunk(3, dim=1)
        c = torch.addcmul(f * c, i, torch.tanh(c_tilde))
        return o * torch.tanh(c), c

    @classmethod
    def from_torch(cls, module: nn.LSTM) -> "LSTMCell":
        """A cell that computes what this one-layer `nn.LSTM` computes."""
        return from_torch(cls, module, nn.LSTM, LINES)

    def to_torch(self) -> nn.LSTM:
        """An `nn.LSTM`, batch first, that computes what this cell computes."""
        return to_torch(self, nn.LSTM, LINES)
