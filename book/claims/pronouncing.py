"""One run of chapter 6's experiments, scored on the development part. Returns a share."""

from functools import lru_cache

import torch

from utils.attention import Attention, LastStateAttention
from utils.data import pronunciations
from utils.data.pronunciations import Parts, by_family, by_word
from utils.pronouncer import FilledAfter
from utils.recipes import pronunciation as recipe

SPLITS = {"word": by_word, "family": by_family}


class BothEndsAttention(LastStateAttention):
    """h_T at every step, for an encoder that reads both ways: of each direction the state that
    has read the whole word. (The backward half of h_T has read only the end mark.)"""

    def forward(self, state, keys, mask, projected=None, progress=0.0) -> Attention:
        last = super().forward(state, keys, mask, projected, progress)
        first = mask.int().argmax(dim=1)  # padding stands before the word
        half = keys.shape[2] // 2
        backward = keys[torch.arange(len(keys)), first, half:]
        return last._replace(context=torch.cat([last.context[:, :half], backward], dim=1))


def _parts(split: str) -> Parts:
    return pronunciations.split(SPLITS[split])


@lru_cache(maxsize=4)
def trained(
    seed: int, transformer: bool, split: str, lr: float, epochs: int, **sizes
) -> FilledAfter:
    """A model that has seen the training words `epochs` times. `sizes` are for the recipe's
    `model` or `transformer`."""
    net = recipe.transformer(seed, **sizes) if transformer else recipe.model(seed, **sizes)
    training = recipe.training(net, _parts(split).train, seed, lr=lr, epochs=epochs)
    for _ in range(epochs):
        training.epoch()
    return net


def word_error_rate(
    seed: int,
    *,
    lr: float,
    epochs: int = 1,
    transformer: bool = False,
    split: str = "word",
    at_least: int = 0,
    width: int = 1,
    **sizes,
) -> float:
    """The word error rate on the words of the development part.

    Args:
        seed: of the first weights, the order of the words, and dropout.
        lr, epochs: of the training.
        transformer: whether it is one.
        split: by "word" or by "family".
        at_least: ask only words of at least so many letters.
        width: of the beam.
        sizes: for the recipe's `model` or `transformer`.
    """
    net = trained(seed, transformer, split, lr, epochs, **sizes)
    asked = _parts(split).development
    asked = {word: sounds for word, sounds in asked.items() if len(word) >= at_least}
    return recipe.score(net, asked, width).wer


def gain_of_beam(seed: int, *, width: int, **options) -> float:
    """By how much a beam of this width lowers the word error rate of greedy decoding."""
    return word_error_rate(seed, **options) - word_error_rate(seed, width=width, **options)
