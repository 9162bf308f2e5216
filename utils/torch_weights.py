"""From a module of `torch.nn` to a cell of this book and back: only the names change.

`lines` names, for each line of a formula and in torch's order, the cell's input weights, state
weights and bias.
"""

import torch
from torch import nn

Lines = list[tuple[str, str, str]]


def from_torch(
    cls: type[nn.Module], module: nn.RNNBase, kind: type[nn.RNNBase], lines: Lines, **options
) -> nn.Module:
    """A cell of class `cls` with the weights, sizes, precision and device of `module`; what is
    frozen there is frozen here. Torch's two biases are summed.

    Raises:
        ValueError: unless `module` is of this `kind`, with one layer, one direction and
            biases, and without a projection.
    """
    if not isinstance(module, kind):
        raise ValueError(f"expected an nn.{kind.__name__}, got {type(module).__name__}")
    if module.num_layers != 1 or module.bidirectional or not module.bias or module.proj_size:
        raise ValueError(f"expected one layer, one direction and biases, got {module}")
    cell = cls(module.input_size, module.hidden_size, **options).to(module.weight_ih_l0)
    both = module.bias_ih_l0, module.bias_hh_l0
    learns = (
        module.weight_ih_l0.requires_grad,
        module.weight_hh_l0.requires_grad,
        any(bias.requires_grad for bias in both),
    )
    with torch.no_grad():
        stacked = module.weight_ih_l0, module.weight_hh_l0, sum(both)
        for names, *values in zip(lines, *(w.chunk(len(lines)) for w in stacked), strict=True):
            for name, value, requires_grad in zip(names, values, learns, strict=True):
                getattr(cell, name).copy_(value).requires_grad_(requires_grad)
    return cell


def to_torch(cell: nn.Module, kind: type[nn.RNNBase], lines: Lines, **options) -> nn.RNNBase:
    """A module of `kind`, batch first, with the weights, sizes, precision and device of `cell`;
    torch's second bias is zero."""
    W, U, b = (
        torch.cat([getattr(cell, name) for name in names]) for names in zip(*lines, strict=True)
    )
    module = kind(cell.input_size, cell.hidden_size, batch_first=True, **options).to(W)
    with torch.no_grad():
        module.weight_ih_l0.copy_(W)
        module.weight_hh_l0.copy_(U)
        module.bias_ih_l0.copy_(b)
        module.bias_hh_l0.zero_()
    return module
