"""Runs of the writers of chapter 3: how well they guess letters, what they write, and whether
they tell languages."""

from collections.abc import Callable
from functools import lru_cache

import torch

from book.claims import names as telling
from utils.cells import Cell, GRUCell
from utils.data import Examples, Split, names
from utils.ngrams import NGrams
from utils.recipes import writing as recipe
from utils.writer import Writer

COUNT = 100  # words that are written in each language


@lru_cache
def split(choosing: bool = False) -> Split:
    """The split of the chapter; with `choosing`, its training words split again."""
    whole = names.split_names(held_out=1000)
    return telling._within(whole) if choosing else whole


@lru_cache(maxsize=16)
def trained(
    seed: int, choosing: bool = False, kind: type[Cell] = GRUCell, hidden: int = 96, **options
) -> Writer:
    """A network that writes. `options` are for `fit`."""
    net = recipe.model(seed, kind, hidden)
    recipe.train(net, split(choosing).train, seed, **options)
    return net


@lru_cache(maxsize=16)
def counted(seed: int = 0, choosing: bool = False, **options) -> NGrams:
    """What is counted in the same words, whatever the seed. `options` are for `NGrams`."""
    return recipe.counts(split(choosing).train, **options)


def perplexity(seed: int, make: Callable[..., recipe.WordModel], **options) -> float:
    """Per character of the held-out words; with `choosing`, of about 1,000 of the training
    words, kept out of training. `options` are for `make`, which is `trained` or `counted`."""
    model = make(seed=seed, **options)
    return recipe.perplexity(model, split(options.get("choosing", False)).held_out)


def share_copied(seed: int, temperature: float) -> float:
    """How many of the words that a network writes stand among its training words."""
    known = set(split().train.sources)
    words, _ = written(seed, temperature)
    return sum(word in known for word in words) / len(words)


def share_placed(seed: int, temperature: float) -> float:
    """How many of the words that a network writes `counted` places in the language meant."""
    words = written(seed, temperature)
    return _share_told(counted(), words, prior=words)


def share_told(seed: int, make: Callable[..., recipe.WordModel]) -> float:
    """How many of the held-out words a model that was made to guess letters tells the language
    of, by Bayes' rule."""
    train, held_out = split()
    return _share_told(make(seed=seed), held_out, prior=train)


@lru_cache
def written(seed: int, temperature: float) -> Examples:
    """Words that a trained network writes, as many in each language, and the language meant.
    The few that have no letter, or no end within the length of the longest word, are left out.
    """
    generator, net = torch.Generator().manual_seed(seed), trained(seed=seed)
    words = [
        (word, language)
        for language in names.LANGUAGES
        for word in net.write(language, COUNT, generator, temperature)
        if word and not word.endswith("…")
    ]
    return Examples(*map(list, zip(*words, strict=True)))


def _share_told(model: recipe.WordModel, words: Examples, prior: Examples) -> float:
    told = recipe.languages_of(model, words.sources, prior)
    return sum(a == b for a, b in zip(told, words.answers, strict=True)) / len(told)
