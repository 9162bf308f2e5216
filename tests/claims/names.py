"""One run of the race on real text: tell the language of a word. Returns a share of words."""

from utils.cells import Cell
from utils.data import names
from utils.tagger import Tagger
from utils.training import accuracy, device, fit, set_seed

FIT = {"steps": 400, "batch_size": 128, "weight_decay": 0.1, "one_cycle": True}


def share_of_words(
    seed: int, kind: type[Cell], hidden: int, split_seed: int, **options
) -> float:
    """Train a cell; how much of the words held out by this split it gets right.

    `options` are for `fit`, instead of those in FIT.
    """
    split = names.split_names(seed=split_seed)
    set_seed(seed)
    model = Tagger(kind(len(names.vocab()), hidden), classes=len(names.LANGUAGES)).to(device())
    x, y = names.encode(split.train)
    fit(model, (x,), y, seed=seed, **(FIT | options))
    return accuracy(model, *names.encode(split.held_out)).share
