"""The networks of chapter 3 that write words, and how their guesses are scored."""

import math
from collections import Counter
from typing import Protocol, runtime_checkable

import torch
from jaxtyping import Float
from torch import Tensor

from ..cells import CellFactory, GRUCell
from ..data import Examples, names
from ..ngrams import NGrams
from ..training import History, device, fit, set_seed
from ..writer import Writer

MAX_LENGTH = 24  # letters of the longest word
# Both rivals' settings are the best of a few on words kept from training.
FIT = {"steps": 400, "batch_size": 128, "lr": 0.02, "weight_decay": 0.3, "one_cycle": True}
DROPOUT = 0.5
NGRAMS = {"order": 3, "strength": 8.0, "own": 0.8}


@runtime_checkable
class WordModel(Protocol):
    """What gives every word a probability in every language: a `Writer`, `NGrams`."""

    def log_probability(
        self, words: list[str], languages: list[str]
    ) -> Float[Tensor, " words"]: ...


def model(seed: int, kind: CellFactory = GRUCell, hidden_size: int = 96) -> Writer:
    """An untrained writer.

    Args:
        seed: of the first weights.
        kind: the class of its cell.
        hidden_size: units of the cell.
    """
    set_seed(seed)
    net = Writer(names.vocab(), names.LANGUAGES, hidden_size, MAX_LENGTH, kind, DROPOUT)
    return net.to(device())


def train(net: Writer, words: Examples, seed: int = 0, **options) -> History:
    """Train it on words and their languages. `options` are for `fit`, instead of `FIT`."""
    read, written = net.pack(words.sources)
    asked = written.masked_fill(written == net.vocab.pad, -100)
    return fit(net, (read, net.tell(words.answers)), asked, seed=seed, **(FIT | options))


def counts(words: Examples, **options) -> NGrams:
    """The rival: what is counted in these words. `options` are for `NGrams`, instead of
    `NGRAMS`."""
    return NGrams(words, names.vocab(), **(NGRAMS | options))


@torch.no_grad()
def perplexity(model: WordModel, words: Examples) -> float:
    """exp(-mean log p(character)), over all letters and end marks of the words, each character
    given those before it and the language: among how many equally likely characters the model
    seems to choose.

    Args:
        model: what gives the words a probability.
        words: any number of words and their languages.
    """
    characters = sum(len(word) + 1 for word in words.sources)
    return math.exp(-model.log_probability(*words).sum().item() / characters)


@torch.no_grad()
def languages_of(model: WordModel, words: list[str], prior: Examples) -> list[str]:
    """The likeliest language of each word by Bayes' rule: p(language | word) is proportional
    to p(word | language) p(language).

    Args:
        model: what gives a word a probability in each language.
        words: any number of words.
        prior: words among which each language is as frequent as it is to be expected.
    """
    count = Counter(prior.answers)
    known = [name for name in names.LANGUAGES if count[name]]
    scores = [
        model.log_probability(words, [name] * len(words)) + math.log(count[name])
        for name in known
    ]
    best = torch.stack(scores).argmax(dim=0)
    return [known[i] for i in best.tolist()]
