"""A recurrent cell with an answer at every step: the model of chapters 1 to 3."""

import torch
from jaxtyping import Float
from torch import Tensor, nn

from .cells import Cell, State, unroll


class Tagger(nn.Module):
    """A cell that answers at every step: y_t = h_t W_hy^T + b_y, scores per class.

    Args:
        cell: any cell of `cells`.
        classes: how many classes there are to choose from.
        truncate: let gradients flow back through at most this many steps (truncated
            back-propagation through time, Williams and Peng 1990); None sets no limit.
            The state is passed on either way, so the answers are the same.

    Raises:
        ValueError: truncate below 1; a cell of something else, such as `nn.LSTM`.
    """

    def __init__(self, cell: Cell, classes: int, truncate: int | None = None):
        super().__init__()
        if not isinstance(cell, Cell):
            raise ValueError(f"expected a cell of utils.cells, got {type(cell).__name__}")
        if truncate is not None and truncate < 1:
            raise ValueError(f"expected truncate of at least 1 step, got {truncate}")
        self.cell, self.truncate = cell, truncate
        self.output = nn.Linear(cell.hidden_size, classes)

    def forward(
        self, x: Float[Tensor, "batch time input"]
    ) -> Float[Tensor, "batch time classes"]:
        outputs, state = [], None
        for piece in x.split(self.truncate or x.shape[1], dim=1):
            h, state = unroll(self.cell, piece, state)
            state = _detached(state)
            outputs.append(h)
        return self.output(torch.cat(outputs, dim=1))


def _detached(state: State) -> State:
    """The same numbers, detached from the graph that they come from."""
    if isinstance(state, tuple):
        return tuple(part.detach() for part in state)
    return state.detach()
