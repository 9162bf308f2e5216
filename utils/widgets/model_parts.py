"""What the widgets keep of every model that reads or writes texts, and which cells the page can
compute."""

from collections.abc import Iterable

from ..cells import Cell, GRUCell
from ..vocab import Vocab


def store_vocab(vocab: Vocab, max_length: int) -> dict:
    """Characters, and how many a text may have, as seq2seq_model.js reads them."""
    return {"characters": vocab.characters, "max_length": max_length}


def check_cells(cells: Iterable[Cell]) -> None:
    """Raise ValueError unless all are GRUs as the page computes them."""
    if not all(type(cell) is GRUCell and cell.reset == "before" for cell in cells):
        raise ValueError("expected GRUCells that reset the state before the product")
