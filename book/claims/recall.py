"""Runs that keep one thing in silence: which was the first input?"""

from utils.cells import Cell
from utils.data.memory import recall
from utils.tagger import Tagger
from utils.training import accuracy, device, fit, set_seed

MOST = 1000  # steps of a training
NEVER = 2000  # stands for: not within these


def steps_to_recall(
    seed: int,
    kind: type[Cell],
    length: int,
    lr: float,
    identity: bool = False,
    chrono: bool = False,
    **options,
) -> int:
    """Training steps until the first of three inputs is told right at the end, whichever it
    was.

    identity: start an RNN from the identity.
    chrono: start an LSTM with memories of every length up to this one.
    options: for the cell.
    """
    set_seed(seed)
    cell = kind(3, 16, **options)
    if identity:
        cell.reset_to_identity()
    if chrono:
        cell.reset_to_chrono(length)
    model = Tagger(cell, classes=3).to(device())
    x, y = recall(2000, length, kinds=3, seed=1)
    history = fit(model, (x,), y, steps=MOST, batch_size=64, lr=lr, until=0.01, seed=seed)
    told = accuracy(model, *recall(100, length, kinds=3, seed=2))
    return len(history.loss) if told.share == 1 else NEVER
