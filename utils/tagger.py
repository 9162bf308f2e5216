"""A recurrent cell with an answer at every step: the model of chapters 1 to 3."""

from jaxtyping import Float
from torch import Tensor, nn

from utils.cells import Cell, unroll


class Tagger(nn.Module):
    """A cell that answers at every step: y_t = h_t W_hy^T + b_y, scores per class.

    Args:
        cell: any cell of `utils.cells`.
        classes: how many classes there are to choose from.
    """

    def __init__(self, cell: Cell, classes: int):
        super().__init__()
        self.cell = cell
        self.output = nn.Linear(cell.hidden_size, classes)

    def forward(
        self, x: Float[Tensor, "batch time input"]
    ) -> Float[Tensor, "batch time classes"]:
        outputs, _ = unroll(self.cell, x)
        return self.output(outputs)
