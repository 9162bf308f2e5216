"""The gated recurrent unit."""

from typing import NamedTuple

import torch
from torch import Tensor, nn

from ..torch_weights import from_torch, to_torch
from .cell import Cell, Hidden, Input, StackedWeights

LINES = [(f"W_{line}", f"U_{line}", f"b_{line}") for line in "rzh"]


class GRUStep(NamedTuple):
    """One step of a `GRUCell`; every field but x is (batch, hidden_size)."""

    x: Tensor  # input, (batch, input_size)
    h_prev: Tensor  # previous hidden state
    r: Tensor  # reset gate
    z: Tensor  # update gate
    past: Tensor  # what the candidate sees of the previous state
    h_tilde: Tensor  # candidate for the hidden state
    h: Tensor  # hidden state

    @property
    def state(self) -> Tensor:
        return self.h


class GRUCell(Cell):
    """The gated recurrent unit (Cho et al. 2014, equations 5 to 8).

    r_t = sigmoid(x_t W_r^T + h_{t-1} U_r^T + b_r), likewise z_t
    h~_t = tanh(x_t W_h^T + (r_t * h_{t-1}) U_h^T + b_h)
    h_t = z_t * h_{t-1} + (1 - z_t) * h~_t

    Args:
        input_size: length of x_t.
        hidden_size: length of h_t.
        reset: "before" resets the state before the product U_h (r * h), as Cho et al.
            wrote it; "after" resets the product, r * (U_h h + b_u), as `nn.GRU` does.
            Only "after" has the bias b_u.

    Raises:
        ValueError: a size below 1, an unknown reset.
    """

    def __init__(self, input_size: int, hidden_size: int, reset: str = "before"):
        super().__init__(input_size, hidden_size)
        if reset not in ("before", "after"):
            raise ValueError(f"expected reset 'before' or 'after', got {reset!r}")
        self.reset = reset
        self.W_r, self.U_r, self.b_r = self._weights()
        self.W_z, self.U_z, self.b_z = self._weights()
        self.W_h, self.U_h, self.b_h = self._weights()
        if reset == "after":
            self.b_u = nn.Parameter(torch.empty(hidden_size))
        self.reset_parameters()

    def extra_repr(self) -> str:
        return f"{super().extra_repr()}, reset={self.reset!r}"

    def step(self, x: Input, state: Hidden) -> GRUStep:
        """From x_t and h_{t-1} to h_t."""
        self.check(x, state)
        h_prev = state
        r = torch.sigmoid(x @ self.W_r.T + h_prev @ self.U_r.T + self.b_r)
        z = torch.sigmoid(x @ self.W_z.T + h_prev @ self.U_z.T + self.b_z)
        if self.reset == "before":
            past = (r * h_prev) @ self.U_h.T
        else:
            past = r * (h_prev @ self.U_h.T + self.b_u)
        h_tilde = torch.tanh(x @ self.W_h.T + past + self.b_h)
        h = z * h_prev + (1 - z) * h_tilde
        return GRUStep(x, h_prev, r, z, past, h_tilde, h)

    def stacked_weights(self) -> StackedWeights:
        W, b = (self._stack(kind, "rzh") for kind in "Wb")
        return StackedWeights(W, b, (self._stack("U", "rz").T, self.U_h.T))

    def advance(self, a: Tensor, state: Hidden, weights: StackedWeights) -> Hidden:
        h, (U_rz, U_h) = state, weights.U
        a_rz, a_h = a.split([2 * self.hidden_size, self.hidden_size], dim=1)
        r, z = torch.sigmoid(torch.addmm(a_rz, h, U_rz)).chunk(2, dim=1)
        if self.reset == "before":
            a_h = torch.addmm(a_h, r * h, U_h)
        else:
            a_h = torch.addcmul(a_h, r, torch.addmm(self.b_u, h, U_h))
        return torch.lerp(torch.tanh(a_h), h, z)

    @classmethod
    def from_torch(cls, module: nn.GRU, reset: str = "after") -> "GRUCell":
        """A cell with the weights of this one-layer `nn.GRU`.

        With reset="after" it computes the same. With "before" it is the cell of Cho et
        al. with equal weights, which computes something else: see chapter 3.
        """
        cell = from_torch(cls, module, nn.GRU, LINES, reset=reset)
        if reset == "after":  # torch keeps two biases; in the candidate they differ
            size = slice(2 * cell.hidden_size, None)
            with torch.no_grad():
                cell.b_h.copy_(module.bias_ih_l0[size])
                cell.b_u.copy_(module.bias_hh_l0[size])
            cell.b_u.requires_grad_(module.bias_hh_l0.requires_grad)
        return cell

    def to_torch(self) -> nn.GRU:
        """An `nn.GRU`, batch first, that computes what this cell computes.

        Raises:
            ValueError: the cell resets before the product, which `nn.GRU` cannot do.
        """
        if self.reset != "after":
            raise ValueError("expected a GRUCell with reset='after': nn.GRU knows no other")
        module = to_torch(self, nn.GRU, LINES)
        with torch.no_grad():
            module.bias_hh_l0[2 * self.hidden_size :] = self.b_u
        return module
