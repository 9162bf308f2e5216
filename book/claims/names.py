"""One run of the race on real text: tell the language of a word. Returns a share of words."""

from utils.cells import Cell
from utils.data import Examples, Split, names
from utils.recipes.names import network, train
from utils.training import accuracy


def share_of_words(
    seed: int, kind: type[Cell], hidden: int, choosing: bool = False, **options
) -> float:
    """Train a cell; how much of the held-out words it gets right.

    With `choosing`, to choose a learning rate, these are about 1,000 of the training words,
    kept out of training; the held-out words play no part. `options` are for `fit`.
    """
    split = names.split_names(held_out=1000)
    if choosing:
        split = _within(split)
    model = network(kind, seed, hidden)
    train(model, split, seed, **options)
    return accuracy(model, *names.encode(split.held_out)).share


def _within(split: Split) -> Split:
    """The training words of this split, split again."""
    more = names.split_names(held_out=2000)
    seen = len(split.held_out.sources)  # a larger part holds out the same words first
    return Split(more.train, Examples(*(part[seen:] for part in more.held_out)))
