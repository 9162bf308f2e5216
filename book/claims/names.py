"""One run of the race on real text: tell the language of a word. Returns a share of words."""

from torch import nn

from utils.cells import Cell
from utils.data import Examples, Split, names
from utils.recipes.names import deeper, network, train
from utils.training import accuracy


def share_of_words(
    seed: int, kind: type[Cell], hidden: int, choosing: bool = False, **options
) -> float:
    """Train a cell; how much of the held-out words it gets right.

    With `choosing`, to choose a learning rate, these are about 1,000 of the training words,
    kept out of training; the held-out words play no part. `options` are for `fit`.
    """
    return _share(network(kind, seed, hidden), seed, choosing, **options)


def share_with_layers(
    seed: int,
    hidden: int,
    layers: int,
    bidirectional: bool,
    choosing: bool = False,
    **options,
) -> float:
    """The same for GRU cells in several layers, or reading in both directions."""
    return _share(deeper(seed, hidden, layers, bidirectional), seed, choosing, **options)


def _share(model: nn.Module, seed: int, choosing: bool, **options) -> float:
    split = names.split_names(held_out=1000)
    if choosing:
        split = _within(split)
    train(model, split, seed, **options)
    return accuracy(model, *names.encode(split.held_out)).share


def _within(split: Split) -> Split:
    """The training words of this split, split again."""
    more = names.split_names(held_out=2000)
    seen = len(split.held_out.sources)  # a larger part holds out the same words first
    return Split(more.train, Examples(*(part[seen:] for part in more.held_out)))
