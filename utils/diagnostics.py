"""A look inside a recurrent network: how gradients travel back in time, how many units are
saturated, and what is lost without a gate. Everything reads the named fields of a step."""

import copy
from collections.abc import Sequence

import torch
from jaxtyping import Float
from torch import Tensor, nn

from .cells import Cell, Inputs, RNNCell, steps


def gradient_norms(
    end: Tensor, states: Sequence[Float[Tensor, "batch hidden"]]
) -> Float[Tensor, "time batch"]:
    """How strongly each of these states affects the result at the end.

    Args:
        end: what is differentiated, a loss or a state; its entries are added up.
        states: the states of one run through time, oldest first, as `steps` gives them.

    Returns:
        Row k: the norm of the gradient with respect to the state k steps before the last.
    """
    gradients = torch.autograd.grad(end.sum(), list(reversed(states)))
    return torch.stack([gradient.norm(dim=-1) for gradient in gradients])


def gradient_back(cell: Cell, x: Inputs, field: str = "h") -> Float[Tensor, " time"]:
    """How strongly the state k steps back affects the last one, relative to k = 0.

    It is the norm of the gradient of the sum of the last state's units, for k = 0, 1, ...; the
    median over the batch.

    Args:
        cell: any cell of `cells`.
        x: the inputs.
        field: which state: "h", or "c" for the cell state of the LSTM.

    Raises:
        ValueError: the cell's steps have no such field.
    """
    walk = list(steps(cell, x))
    if field not in walk[0]._fields:
        raise ValueError(f"expected one of the symbols {walk[0]._fields}, got {field!r}")
    states = [getattr(step, field) for step in walk]
    norms = gradient_norms(states[-1], states)
    return (norms / norms[0]).median(dim=-1).values


def jacobians(
    cell: RNNCell, x: Float[Tensor, "1 time input"]
) -> Float[Tensor, "time hidden hidden"]:
    """d h_t / d h_(t-1) = diag(1 - h_t^2) W_hh of the plain RNN, for each step of one run
    (Pascanu et al. 2013, section 2).

    Raises:
        ValueError: not an `RNNCell`, or more than one run.
    """
    if not isinstance(cell, RNNCell) or len(x) != 1:
        raise ValueError(f"expected an RNNCell and one run, got {cell} and {len(x)} runs")
    h = torch.cat([step.h for step in steps(cell, x)])
    return (1 - h**2)[:, :, None] * cell.W_hh


def saturated(values: Tensor, limit: float = 0.99) -> float:
    """The share of values beyond +limit or -limit: where tanh is flat."""
    return (values.abs() > limit).float().mean().item()


def fix_gate(model: nn.Module, gate: str, value: int) -> nn.Module:
    """A copy of the model in which one gate of its cell is always 0 or always 1, even if it
    is trained further.

    Args:
        model: has a `cell` of `utils.cells`.
        gate: a gate's letter in the formula: f, i or o of the LSTM, r or z of the GRU.
        value: 0 for shut, 1 for open.

    Raises:
        ValueError: the cell has no such gate, or the value is neither 0 nor 1.
    """
    gates = [name for name in "fiorz" if hasattr(getattr(model, "cell", None), f"W_{name}")]
    if gate not in gates:
        raise ValueError(f"expected one of the gates {gates}, got {gate!r}")
    if value not in (0, 1):
        raise ValueError(f"expected the value 0 or 1, got {value!r}")
    model = copy.deepcopy(model)
    weights = [getattr(model.cell, f"{letter}_{gate}") for letter in "WUb"]
    for weight in weights:
        weight.requires_grad_(False).zero_()
    weights[-1].fill_(100.0 if value else -100.0)  # sigmoid(100) is 1 in single precision
    return model
