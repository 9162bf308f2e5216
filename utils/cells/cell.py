"""What all cells share: sizes, weights, the first state, checks."""

from collections.abc import Callable
from typing import NamedTuple

import torch
from jaxtyping import Float
from torch import Tensor, nn

Input = Float[Tensor, "batch input"]
Inputs = Float[Tensor, "batch time input"]
Hidden = Float[Tensor, "batch hidden"]
State = Tensor | tuple[Tensor, ...]


class StackedWeights(NamedTuple):
    """The weights of a cell, stacked over the lines of its formula, so that one product does
    the work of several.

    W: (lines * hidden, input), b: (lines * hidden,), for the input.
    U: what a step multiplies the state by, transposed for that; a matrix for each product.
    above: the same for the upper layers of a cell with several layers.
    """

    W: Tensor
    b: Tensor
    U: tuple[Tensor, ...]
    above: tuple["StackedWeights", ...] = ()


class Cell(nn.Module):
    """The base of the cells.

    A cell is defined by `step`. It may also have the pair `stacked_weights` and `advance`, a
    faster way to the same states, which `unroll` takes.

    Args:
        input_size: length of x_t.
        hidden_size: length of h_t.

    Raises:
        ValueError: a size below 1.
    """

    def __init__(self, input_size: int, hidden_size: int):
        super().__init__()
        if input_size < 1 or hidden_size < 1:
            raise ValueError(f"expected sizes of at least 1, got {input_size=}, {hidden_size=}")
        self.input_size, self.hidden_size = input_size, hidden_size

    def extra_repr(self) -> str:
        return f"{self.input_size}, {self.hidden_size}"

    def step(self, x: Input, state: State) -> tuple:
        """Every symbol of the formula, from x_t and the previous state."""
        raise NotImplementedError

    def stacked_weights(self) -> StackedWeights:
        """The weights as they are now, for `advance`."""
        raise NotImplementedError

    def advance(
        self, a: Float[Tensor, "batch lines"], state: State, weights: StackedWeights
    ) -> State:
        """From a_t = x_t W^T + b, for all lines of the formula, and the previous state to the
        next one."""
        raise NotImplementedError

    def reset_parameters(self, std: float | None = None) -> None:
        """Draw the weights from N(0, std^2), by default std = 1/sqrt(hidden_size); biases 0."""
        std = self.hidden_size**-0.5 if std is None else std
        for parameter in self.parameters():
            if parameter.dim() == 1:
                nn.init.zeros_(parameter)
            else:
                nn.init.normal_(parameter, std=std)

    def initial_state(self, x: Float[Tensor, "batch ..."]) -> State:
        """A state of zeros for the batch of `x`, on its device and in its precision."""
        return x.new_zeros(len(x), self.hidden_size)

    def parts(self, state: State) -> tuple[Tensor, ...]:
        """The vectors that a state consists of, each (batch, hidden_size)."""
        return (state,)

    def check(self, x: Tensor, state: State) -> None:
        """Raise ValueError unless x and the state have the shapes this cell works on."""
        if x.dim() != 2 or x.shape[1] != self.input_size or len(x) == 0:
            raise ValueError(
                f"expected x of shape (batch, input_size={self.input_size}) with at least "
                f"one row, got {tuple(x.shape)}"
            )
        expected = (len(x), self.hidden_size)
        for part in self.parts(state):
            if not isinstance(part, Tensor) or part.shape != expected:
                came = tuple(part.shape) if isinstance(part, Tensor) else type(part).__name__
                raise ValueError(
                    f"expected a state of shape (batch, hidden_size) = {expected}, got {came}"
                )

    def _weights(self) -> tuple[nn.Parameter, nn.Parameter, nn.Parameter]:
        """Uninitialized parameters of one line: input weights, state weights, bias."""
        out = self.hidden_size
        shapes = (out, self.input_size), (out, out), (out,)
        return tuple(nn.Parameter(torch.empty(shape)) for shape in shapes)

    def _stack(self, kind: str, lines: str) -> Tensor:
        """The weights `kind` ("W", "U" or "b") of these lines, stacked."""
        return torch.cat([getattr(self, f"{kind}_{line}") for line in lines])


CellFactory = Callable[[int, int], Cell]  # from (input_size, hidden_size): a class, a partial


def defined_together(thing: nn.Module, one: str, other: str) -> bool:
    """Whether `thing` has both methods from the same class. A subclass with a `step` of its own
    thereby loses the faster way, which belongs to another step."""
    owners = [
        next(kind for kind in type(thing).__mro__ if name in vars(kind))
        for name in (one, other)
    ]
    return owners[0] is owners[1]
