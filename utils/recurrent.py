"""Stacked cells: each layer reads the states of the one below.

`Recurrent` reads a whole sequence, optionally in both directions; `StackedCell` is for going
step by step, as a decoder does.
"""

from collections.abc import Sequence
from typing import NamedTuple

import torch
from jaxtyping import Bool, Float
from torch import Tensor, nn

from .cells import (
    Cell,
    CellFactory,
    GRUCell,
    Input,
    Inputs,
    LSTMCell,
    RNNCell,
    State,
    hidden_of,
    unroll,
)
from .cells.cell import StackedWeights, defined_together

OF_TORCH = {nn.RNN: RNNCell, nn.LSTM: LSTMCell, nn.GRU: GRUCell}


class Recurrent(nn.Module):
    """Layers of cells over a whole sequence, as in `nn.RNN`, `nn.LSTM` and `nn.GRU`.

    h_t^(l) = cell^(l)(h_t^(l-1), h_{t-1}^(l)), with h_t^(0) = x_t

    With two directions a second cell in each layer reads from the end to the beginning, and
    a layer gives both states, [forward; backward] (Schuster and Paliwal 1997).

    Args:
        kind: the class of the cells, or another maker of one from (input_size, hidden_size).
            To match `nn.GRU`: `partial(GRUCell, reset="after")`.
        input_size: length of x_t.
        hidden_size: length of a cell's h_t.
        layers: how many are stacked.
        bidirectional: whether the sequence is read in both directions.
        dropout: the probability that a number between two layers is dropped in training.

    Raises:
        ValueError: a size or `layers` below 1, a probability outside 0 to 1.
    """

    def __init__(
        self,
        kind: CellFactory,
        input_size: int,
        hidden_size: int,
        layers: int = 1,
        bidirectional: bool = False,
        dropout: float = 0.0,
    ):
        super().__init__()
        _check_layers(layers)
        self.input_size, self.hidden_size, self.layers = input_size, hidden_size, layers
        self.bidirectional, self.directions = bidirectional, 1 + bidirectional
        below = [input_size] + [self.output_size] * (layers - 1)
        # In torch's order: both directions of the first layer, of the second, ...
        self.cells = nn.ModuleList(
            kind(size, hidden_size) for size in below for _ in range(self.directions)
        )
        self.dropout = nn.Dropout(dropout)

    @property
    def output_size(self) -> int:
        """Length of the output at a step: the states of all directions."""
        return self.directions * self.hidden_size

    def extra_repr(self) -> str:
        return (
            f"{self.input_size}, {self.hidden_size}, layers={self.layers}, "
            f"bidirectional={self.bidirectional}"
        )

    def forward(
        self, x: Inputs, mask: Bool[Tensor, "batch time"] | None = None
    ) -> tuple[Float[Tensor, "batch time output"], tuple[State, ...]]:
        """Read a batch of sequences.

        Args:
            x: the inputs, batch first.
            mask: False on padding, which is on the left and changes nothing: each
                sequence is read as if it were alone, and gives zeros on its padding.

        Returns:
            The states of the last layer at each step, (batch, time, directions * hidden_size),
            and the last state of every cell, in torch's order: layer by layer, in each first
            forward, then backward. The last backward state is the one at the first step.

        Raises:
            ValueError: x or the mask has the wrong shape; padding that is not only on the left.
        """
        if mask is not None:
            _check_mask(x, mask)
        states = []
        for layer in range(self.layers):
            if layer > 0:
                x = self.dropout(x)
            outputs = []
            for direction in range(self.directions):
                cell = self.cells[layer * self.directions + direction]
                h, state = unroll(cell, _reverse(x, mask) if direction else x, mask=mask)
                outputs.append(_reverse(h, mask) if direction else h)
                states.append(state)
            x = torch.cat(outputs, dim=-1)
        return x, tuple(states)

    @classmethod
    def from_torch(cls, module: nn.RNNBase) -> "Recurrent":
        """Layers that compute what this `nn.RNN`, `nn.LSTM` or `nn.GRU` computes, batch first.

        Raises:
            ValueError: any other module, or one without biases or with a projection.
        """
        if type(module) not in OF_TORCH:
            raise ValueError(f"expected an nn.RNN, nn.LSTM or nn.GRU, got {module!r:.60}")
        cells = [
            OF_TORCH[type(module)].from_torch(_one_layer(module, layer, suffix))
            for layer in range(module.num_layers)
            for suffix in ("", "_reverse")[: 1 + module.bidirectional]
        ]
        queue = iter(cells)
        return cls(
            lambda *sizes: next(queue),
            module.input_size,
            module.hidden_size,
            module.num_layers,
            module.bidirectional,
            module.dropout,
        )


class StackedStep(NamedTuple):
    """One step of a `StackedCell`."""

    x: Tensor  # input, (batch, input_size)
    layers: tuple  # the step of each layer's cell, the first layer first
    h: Tensor  # hidden state of the last layer, (batch, hidden_size)

    @property
    def state(self) -> State:
        return join([step.state for step in self.layers])


class StackedCell(Cell):
    """Layers of cells as one cell, for a decoder or a tagger.

    h_t^(l) = cell^(l)(h_t^(l-1), h_{t-1}^(l)), with h_t^(0) = x_t

    Its state is that of all layers in one tuple, as `join` makes it.

    Args:
        input_size: length of x_t.
        hidden_size: length of each layer's h_t.
        kind, layers, dropout: as for `Recurrent`.

    Raises:
        ValueError: as for `Recurrent`; a cell with a `step` but no `advance` of its own.
    """

    def __init__(
        self,
        input_size: int,
        hidden_size: int,
        kind: CellFactory = GRUCell,
        layers: int = 2,
        dropout: float = 0.0,
    ):
        super().__init__(input_size, hidden_size)
        _check_layers(layers)
        self.layers = layers
        sizes = [input_size] + [hidden_size] * (layers - 1)
        self.cells = nn.ModuleList(kind(size, hidden_size) for size in sizes)
        self.dropout = nn.Dropout(dropout)
        for cell in self.cells:
            if not defined_together(cell, "step", "advance"):
                raise ValueError(
                    f"expected cells with an `advance` that belongs to their `step`, got {cell}"
                )

    def extra_repr(self) -> str:
        return f"{super().extra_repr()}, layers={self.layers}"

    def reset_parameters(self, std: float | None = None) -> None:
        """Draw the weights of each layer as its cell does."""
        for cell in self.cells:
            cell.reset_parameters(std)

    def initial_state(self, x: Float[Tensor, "batch ..."]) -> State:
        return join([cell.initial_state(x) for cell in self.cells])

    def parts(self, state: State) -> tuple[Tensor, ...]:
        states = zip(self.cells, split(state, self.layers), strict=True)
        return tuple(part for cell, own in states for part in cell.parts(own))

    def step(self, x: Input, state: State) -> StackedStep:
        """From x_t and the states before to the step of every layer."""
        self.check(x, state)
        done, h = [], x
        for cell, before in zip(self.cells, split(state, self.layers), strict=True):
            done.append(cell.step(self.dropout(h) if done else h, before))
            h = done[-1].h
        return StackedStep(x, tuple(done), h)

    def stacked_weights(self) -> StackedWeights:
        first, *above = (cell.stacked_weights() for cell in self.cells)
        return first._replace(above=tuple(above))

    def advance(self, a: Tensor, state: State, weights: StackedWeights) -> State:
        after = []
        states, every = split(state, self.layers), (weights, *weights.above)
        for cell, before, own in zip(self.cells, states, every, strict=True):
            if after:
                h = self.dropout(hidden_of(after[-1]))
                a = nn.functional.linear(h, own.W, own.b)
            after.append(cell.advance(a, before, own))
        return join(after)


def vectors(state: State) -> tuple[Tensor, ...]:
    """The vectors that make up a state: one, the LSTM's pair, or those of several layers."""
    return state if isinstance(state, tuple) else (state,)


def join(states: Sequence[State]) -> State:
    """The states of several layers, given from the first to the last, as one state.

    It is one tuple of all their vectors, the last layer's first: whatever looks at a state
    looks at its first vector (`hidden_of`). The state of a single layer is left unchanged.
    """
    parts = [vector for state in reversed(states) for vector in vectors(state)]
    return tuple(parts) if len(parts) > 1 else parts[0]


def split(state: State, layers: int) -> list[State]:
    """The states of the layers, from the first to the last: the inverse of `join`.

    Raises:
        ValueError: the vectors cannot be shared among so many layers.
    """
    parts = vectors(state)
    each = len(parts) // layers
    if each * layers != len(parts) or each == 0:
        raise ValueError(f"expected the states of {layers} layers, got {len(parts)} vectors")
    own = [parts[n : n + each] for n in range(0, len(parts), each)]
    return [part if each > 1 else part[0] for part in reversed(own)]


def _reverse(
    x: Float[Tensor, "batch time size"], mask: Bool[Tensor, "batch time"] | None
) -> Float[Tensor, "batch time size"]:
    """Each sequence reversed; its padding stays where it is, on the left, so that the last
    step is always a step of the sequence."""
    if mask is None:
        return x.flip(1)
    time = torch.arange(mask.shape[1], device=mask.device)
    padding = (~mask).sum(dim=1, keepdim=True)
    index = torch.where(mask, mask.shape[1] - 1 - time + padding, time)
    return x.gather(1, index[..., None].expand_as(x))


def _check_mask(x: Tensor, mask: Tensor) -> None:
    if mask.shape != x.shape[:2] or mask.dtype != torch.bool:
        raise ValueError(
            f"expected a mask of True and False, of shape {tuple(x.shape[:2])}, "
            f"got {mask.dtype} of shape {tuple(mask.shape)}"
        )
    if (mask[:, :-1] & ~mask[:, 1:]).any():
        raise ValueError("expected padding at the left of a sequence only")


def _check_layers(layers: int) -> None:
    if layers < 1:
        raise ValueError(f"expected at least 1 layer, got {layers}")


def _one_layer(module: nn.RNNBase, layer: int, suffix: str) -> nn.RNNBase:
    """One layer of the module, in one direction, as a module of its own."""
    names = ["weight_ih", "weight_hh", "bias_ih", "bias_hh"][: 4 if module.bias else 2]
    weights = {f"{name}_l0": getattr(module, f"{name}_l{layer}{suffix}") for name in names}
    own = {nn.RNN: "nonlinearity", nn.LSTM: "proj_size"}.get(type(module))
    options = {own: getattr(module, own)} if own else {}
    size = weights["weight_ih_l0"].shape[1]
    one = type(module)(size, module.hidden_size, bias=module.bias, **options)
    for name, weight in weights.items():
        setattr(one, name, nn.Parameter(weight.detach(), weight.requires_grad))
    return one
