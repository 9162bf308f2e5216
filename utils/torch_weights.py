"""From a module of `torch.nn` to a cell of this book: the same numbers, other names."""

import torch
from torch import nn


def new_like(
    cls: type[nn.Module], module: nn.RNNBase, kind: type[nn.RNNBase], **options
) -> nn.Module:
    """A cell of class `cls` with the sizes, precision and device of `module`.

    Raises:
        ValueError: unless `module` is of this `kind`, with one layer, one direction and
            biases, and without a projection.
    """
    if not isinstance(module, kind):
        raise ValueError(f"expected an nn.{kind.__name__}, got {type(module).__name__}")
    if module.num_layers != 1 or module.bidirectional or not module.bias or module.proj_size:
        raise ValueError(f"expected one layer, one direction and biases, got {module}")
    return cls(module.input_size, module.hidden_size, **options).to(module.weight_ih_l0)


@torch.no_grad()
def copy_weights(
    cell: nn.Module, module: nn.RNNBase, lines: list[tuple[str, str, str]]
) -> None:
    """Copy the weights, which torch stacks, into those of a cell's formula.

    Args:
        cell: takes the weights.
        module: gives them; its two biases are added up.
        lines: for each line of the formula, in torch's order, the names of the cell's
            input weights, state weights and bias.
    """
    count = len(lines)
    stacked = zip(
        lines,
        module.weight_ih_l0.chunk(count),
        module.weight_hh_l0.chunk(count),
        (module.bias_ih_l0 + module.bias_hh_l0).chunk(count),
        strict=True,
    )
    for (W, U, b), *values in stacked:
        for name, value in zip((W, U, b), values, strict=True):
            getattr(cell, name).copy_(value)
