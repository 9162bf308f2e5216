"""The networks of chapter 3 that tell the language of a word."""

from ..cells import Cell
from ..data import Split, names
from ..tagger import Tagger
from ..training import History, device, fit, set_seed

FIT = {"steps": 400, "batch_size": 128, "weight_decay": 0.1, "one_cycle": True}


def network(kind: type[Cell], seed: int, hidden_size: int) -> Tagger:
    """An untrained network that reads a word letter by letter.

    Args:
        kind: the class of its cell.
        seed: of the first weights.
        hidden_size: units of the cell.
    """
    set_seed(seed)
    cell = kind(len(names.vocab()), hidden_size)
    return Tagger(cell, classes=len(names.LANGUAGES)).to(device())


def train(model: Tagger, split: Split, seed: int, **options) -> History:
    """Train it on the words of a split. `options` are for `fit`, beside those in `FIT`."""
    x, y = names.encode(split.train)
    return fit(model, (x,), y, seed=seed, **(FIT | options))
