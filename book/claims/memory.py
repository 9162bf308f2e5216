"""Runs with one answer at the end: the adding problem."""

from utils.cells import Cell
from utils.recipes import memory as recipe

MOST = 10_000  # steps of a training
NEVER = 20_000  # stands for: not within these


def steps_to_add(
    seed: int, kind: type[Cell], hidden: int, length: int, lr: float, **options
) -> int:
    """Training steps until the sum of two marked numbers is right to a mean squared error
    below 0.02 on 1,000 new sequences. `options` are for `recipes.memory.adder`."""
    model = recipe.adder(kind, seed, hidden, **options)
    history = recipe.train(model, length, seed, lr=lr, steps=MOST)
    return len(history.loss) if recipe.error_on_new(model, length) < 0.02 else NEVER
