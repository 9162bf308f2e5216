"""From one step to a whole sequence."""

from collections.abc import Iterator

import torch
from jaxtyping import Bool, Float
from torch import Tensor, nn

from .cell import Cell, Hidden, Inputs, StackedWeights, State, defined_together
from .gru import GRUStep
from .lstm import LSTMStep
from .rnn import RNNStep

Step = RNNStep | LSTMStep | GRUStep


def steps(cell: Cell, x: Inputs, state: State | None = None) -> Iterator[Step]:
    """Walk through time: yield `cell.step` of x_1, x_2, ..., each from the state before it."""
    state = _initial_state(cell, x, state)
    for x_t in x.unbind(1):
        step = cell.step(x_t, state)
        yield step
        state = step.state


def unroll(
    cell: Cell,
    x: Inputs,
    state: State | None = None,
    mask: Bool[Tensor, "batch time"] | None = None,
) -> tuple[Float[Tensor, "batch time hidden"], State]:
    """Run a cell over a whole sequence, as the modules of `torch.nn` do.

    The states are those that `steps` gives, computed faster: the inputs of all steps are
    multiplied at once, and the lines of the formula share one product.

    Args:
        cell: any cell of this package. A subclass with a `step` of its own is run step by
            step, unless it has an `advance` of its own too.
        x: the inputs, batch first.
        state: what to start from; zeros if left out. For the LSTM the pair (h, c).
        mask: False where the state is set back to zero, as on padding at the left.

    Returns:
        The hidden states h_1, h_2, ... and the last state.

    Raises:
        ValueError: x or the state has the wrong shape.
    """
    state = _initial_state(cell, x, state)
    cell.check(x[:, 0], state)
    weights = cell.stacked_weights() if defined_together(cell, "step", "advance") else None
    inputs = project(x, weights) if weights else x.unbind(1)
    outputs = []
    for t, x_t in enumerate(inputs):
        state = cell.advance(x_t, state, weights) if weights else cell.step(x_t, state).state
        if mask is not None:
            state = _reset(state, mask[:, t, None])
        outputs.append(hidden_of(state))
    return torch.stack(outputs, dim=1), state


def project(x: Inputs, weights: StackedWeights) -> tuple[Float[Tensor, "batch lines"], ...]:
    """The input's part of each step, a_t = x_t W^T + b, computed for all steps at once."""
    by_time = x.transpose(0, 1).contiguous()  # the numbers of one step are adjacent
    return nn.functional.linear(by_time, weights.W, weights.b).unbind(0)


def trace(cell: Cell, x: Inputs, state: State | None = None) -> Step:
    """Every symbol of the formula over time: a step whose fields are (batch, time, ...)."""
    every = list(steps(cell, x, state))
    return type(every[0])(*(torch.stack(field, dim=1) for field in zip(*every, strict=True)))


def hidden_of(state: State) -> Hidden:
    """The h of a state: for the LSTM, the first of the pair (h, c)."""
    return state[0] if isinstance(state, tuple) else state


def _reset(state: State, keep: Bool[Tensor, "batch 1"]) -> State:
    if isinstance(state, tuple):
        return tuple(part * keep for part in state)
    return state * keep


def _initial_state(cell: Cell, x: Inputs, state: State | None) -> State:
    if x.dim() != 3 or x.shape[2] != cell.input_size or 0 in x.shape:
        raise ValueError(
            f"expected x of shape (batch, time, input_size={cell.input_size}) with at least "
            f"one row and one step, got {tuple(x.shape)}"
        )
    return cell.initial_state(x) if state is None else state
