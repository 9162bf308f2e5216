"""The recurrent cells. A cell's `step` is its formula, one line of code per line of
mathematics, and returns every symbol on a left-hand side under its own name."""

from collections.abc import Iterator
from typing import NamedTuple

import torch
from jaxtyping import Float
from torch import Tensor, nn

from utils.torch_weights import copy_weights, new_like

Input = Float[Tensor, "batch input"]
Inputs = Float[Tensor, "batch time input"]
Hidden = Float[Tensor, "batch hidden"]
State = Tensor | tuple[Tensor, Tensor]


class RNNStep(NamedTuple):
    """One step of an `RNNCell`; every field is (batch, hidden_size)."""

    a: Tensor  # before the tanh
    h: Tensor  # hidden state

    @property
    def state(self) -> Tensor:
        return self.h


class LSTMStep(NamedTuple):
    """One step of an `LSTMCell`; every field is (batch, hidden_size)."""

    f: Tensor  # forget gate
    i: Tensor  # input gate
    c_tilde: Tensor  # candidate for the cell state
    c: Tensor  # cell state
    o: Tensor  # output gate
    h: Tensor  # hidden state

    @property
    def state(self) -> tuple[Tensor, Tensor]:
        return self.h, self.c


class GRUStep(NamedTuple):
    """One step of a `GRUCell`; every field is (batch, hidden_size)."""

    r: Tensor  # reset gate
    z: Tensor  # update gate
    h_tilde: Tensor  # candidate for the hidden state
    h: Tensor  # hidden state

    @property
    def state(self) -> Tensor:
        return self.h


Step = RNNStep | LSTMStep | GRUStep


class Cell(nn.Module):
    """What the cells share: sizes (of x_t and of h_t), weights, first state, checks."""

    def __init__(self, input_size: int, hidden_size: int):
        super().__init__()
        if input_size < 1 or hidden_size < 1:
            raise ValueError(f"expected sizes of at least 1, got {input_size=}, {hidden_size=}")
        self.input_size, self.hidden_size = input_size, hidden_size

    def _weights(self) -> tuple[nn.Parameter, nn.Parameter, nn.Parameter]:
        """Room for one line of the formula: input weights, state weights, bias."""
        out = self.hidden_size
        shapes = (out, self.input_size), (out, out), (out,)
        return tuple(nn.Parameter(torch.empty(shape)) for shape in shapes)

    def reset_parameters(self, std: float | None = None) -> None:
        """Draw the weights from N(0, std^2), by default std = 1/sqrt(hidden_size); biases 0."""
        std = self.hidden_size**-0.5 if std is None else std
        for parameter in self.parameters():
            if parameter.dim() == 1:
                nn.init.zeros_(parameter)
            else:
                nn.init.normal_(parameter, std=std)

    def first_state(self, x: Float[Tensor, "batch ..."]) -> State:
        """A state of zeros for the batch of `x`, on its device and in its precision."""
        return x.new_zeros(len(x), self.hidden_size)

    def check(self, x: Tensor, *state: Tensor) -> None:
        """Raise ValueError unless x and the state have the shapes this cell works on."""
        if x.dim() != 2 or x.shape[1] != self.input_size or len(x) == 0:
            raise ValueError(
                f"expected x of shape (batch, input_size={self.input_size}) with at least "
                f"one row, got {tuple(x.shape)}"
            )
        expected = (len(x), self.hidden_size)
        for part in state:
            if not isinstance(part, Tensor) or part.shape != expected:
                came = tuple(part.shape) if isinstance(part, Tensor) else type(part).__name__
                raise ValueError(
                    f"expected a state of shape (batch, hidden_size) = {expected}, got {came}"
                )


class RNNCell(Cell):
    """The plain recurrent cell (Elman 1990), as `nn.RNN` has it with tanh.

    a_t = x_t W_xh^T + h_{t-1} W_hh^T + b_h
    h_t = tanh(a_t)

    Args:
        input_size: length of x_t.
        hidden_size: length of h_t.
    """

    def __init__(self, input_size: int, hidden_size: int):
        super().__init__(input_size, hidden_size)
        self.W_xh, self.W_hh, self.b_h = self._weights()
        self.reset_parameters()

    def step(self, x: Input, state: Hidden) -> RNNStep:
        """From x_t and h_{t-1} to h_t."""
        h = state
        self.check(x, h)
        a = x @ self.W_xh.T + h @ self.W_hh.T + self.b_h
        h = torch.tanh(a)
        return RNNStep(a, h)

    @classmethod
    def from_torch(cls, module: nn.RNN) -> "RNNCell":
        """A cell that computes what this one-layer tanh `nn.RNN` computes."""
        cell = new_like(cls, module, nn.RNN)
        if module.nonlinearity != "tanh":
            raise ValueError(f"expected nonlinearity='tanh', got {module.nonlinearity!r}")
        copy_weights(cell, module, [("W_xh", "W_hh", "b_h")])
        return cell


class LSTMCell(Cell):
    """Long short-term memory (Hochreiter & Schmidhuber 1997) with the forget gate of
    Gers et al. 2000, as `nn.LSTM` has it.

    f_t = sigmoid(x_t W_f^T + h_{t-1} U_f^T + b_f), likewise i_t and o_t
    c~_t = tanh(x_t W_c^T + h_{t-1} U_c^T + b_c)
    c_t = f_t * c_{t-1} + i_t * c~_t
    h_t = o_t * tanh(c_t)

    Args:
        input_size: length of x_t.
        hidden_size: length of h_t and of c_t.
        forget_bias: the first value of b_f; 1 starts with the memory kept
            (Gers et al. 2000; Jozefowicz et al. 2015).
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

    def first_state(self, x: Float[Tensor, "batch ..."]) -> tuple[Hidden, Hidden]:
        zeros = super().first_state(x)
        return zeros, zeros

    def step(self, x: Input, state: tuple[Hidden, Hidden]) -> LSTMStep:
        """From x_t and the pair (h_{t-1}, c_{t-1}) to h_t and c_t."""
        h, c = _pair(state)
        self.check(x, h, c)
        f = torch.sigmoid(x @ self.W_f.T + h @ self.U_f.T + self.b_f)
        i = torch.sigmoid(x @ self.W_i.T + h @ self.U_i.T + self.b_i)
        c_tilde = torch.tanh(x @ self.W_c.T + h @ self.U_c.T + self.b_c)
        c = f * c + i * c_tilde
        o = torch.sigmoid(x @ self.W_o.T + h @ self.U_o.T + self.b_o)
        h = o * torch.tanh(c)
        return LSTMStep(f, i, c_tilde, c, o, h)

    @classmethod
    def from_torch(cls, module: nn.LSTM) -> "LSTMCell":
        """A cell that computes what this one-layer `nn.LSTM` computes."""
        cell = new_like(cls, module, nn.LSTM)
        # torch stacks its gates in the order i, f, g (our c), o.
        copy_weights(cell, module, [(f"W_{gate}", f"U_{gate}", f"b_{gate}") for gate in "ifco"])
        return cell


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

    def step(self, x: Input, state: Hidden) -> GRUStep:
        """From x_t and h_{t-1} to h_t."""
        h = state
        self.check(x, h)
        r = torch.sigmoid(x @ self.W_r.T + h @ self.U_r.T + self.b_r)
        z = torch.sigmoid(x @ self.W_z.T + h @ self.U_z.T + self.b_z)
        if self.reset == "before":
            past = (r * h) @ self.U_h.T
        else:
            past = r * (h @ self.U_h.T + self.b_u)
        h_tilde = torch.tanh(x @ self.W_h.T + past + self.b_h)
        h = z * h + (1 - z) * h_tilde
        return GRUStep(r, z, h_tilde, h)

    @classmethod
    def from_torch(cls, module: nn.GRU, reset: str = "after") -> "GRUCell":
        """A cell with the weights of this one-layer `nn.GRU`.

        With reset="after" it computes the same. With "before" it is the cell of Cho et
        al. with equal weights, which is another function: see chapter 3.
        """
        cell = new_like(cls, module, nn.GRU, reset=reset)
        copy_weights(cell, module, [(f"W_{gate}", f"U_{gate}", f"b_{gate}") for gate in "rzh"])
        if reset == "after":  # torch keeps two biases; in the candidate they differ
            size = slice(2 * cell.hidden_size, None)
            with torch.no_grad():
                cell.b_h.copy_(module.bias_ih_l0[size])
                cell.b_u.copy_(module.bias_hh_l0[size])
        return cell


def steps(cell: Cell, x: Inputs, state: State | None = None) -> Iterator[Step]:
    """Walk through time: yield `cell.step` of x_1, x_2, ..., each from the state before it."""
    if x.dim() != 3 or x.shape[1] == 0:
        raise ValueError(
            "expected x of shape (batch, time, input_size) with at least one step, "
            f"got {tuple(x.shape)}"
        )
    state = cell.first_state(x) if state is None else state
    for x_t in x.unbind(1):
        step = cell.step(x_t, state)
        yield step
        state = step.state


def unroll(
    cell: Cell, x: Inputs, state: State | None = None
) -> tuple[Float[Tensor, "batch time hidden"], State]:
    """Run a cell over a whole sequence, as the modules of `torch.nn` do.

    Args:
        cell: any cell of this file.
        x: the inputs, batch first.
        state: what to start from; zeros if left out. For the LSTM the pair (h, c).

    Returns:
        The hidden states h_1, h_2, ... and the last state.
    """
    outputs = []
    for step in steps(cell, x, state):
        outputs.append(step.h)
    return torch.stack(outputs, dim=1), step.state


def trace(cell: Cell, x: Inputs, state: State | None = None) -> Step:
    """Every symbol of the formula over time: a step whose fields are (batch, time, hidden)."""
    every = list(steps(cell, x, state))
    return type(every[0])(*(torch.stack(field, dim=1) for field in zip(*every, strict=True)))


def _pair(state: State) -> tuple[Tensor, Tensor]:
    if not isinstance(state, tuple) or len(state) != 2:
        raise ValueError(f"expected the state as the pair (h, c), got {type(state).__name__}")
    return state
