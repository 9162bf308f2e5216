"""Runs with one answer at the end: the adding problem, and recalling the first input."""

import torch

from utils.cells import Cell
from utils.data import memory
from utils.recipes import memory as recipe
from utils.tagger import Tagger
from utils.training import accuracy, device, fit, set_seed

MOST = 10_000  # steps of a training
NEVER = 20_000  # stands for: not within these


def steps_to_add(
    seed: int, kind: type[Cell], hidden: int, length: int, lr: float, **options
) -> int:
    """Training steps until the sum of two marked numbers is right to a mean squared error
    below 0.01 on 1,000 new sequences. `options` are for `recipes.memory.adder`."""
    model = recipe.adder(kind, seed, hidden, **options)
    history = recipe.train(model, length, seed, lr=lr, steps=MOST)
    x, y = memory.adding_problem(1000, length, seed=2)
    with torch.no_grad():
        error = recipe.squared_error(model(x).flatten(0, 1), y.flatten()).item()
    return len(history.loss) if error < 0.01 else NEVER


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
    x, y = memory.recall(2000, length, kinds=3, seed=1)
    history = fit(model, (x,), y, steps=1000, batch_size=64, lr=lr, until=0.01, seed=seed)
    told = accuracy(model, *memory.recall(100, length, kinds=3, seed=2))
    return len(history.loss) if told.share == 1 else NEVER
