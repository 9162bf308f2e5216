"""Our small Transformer, as in chapter 5."""

from tests.benchmarks.peers.ours import Recipe, digits_of, train
from tests.benchmarks.peers.race import Race
from tests.benchmarks.peers.sums import Sums
from utils.data import addition
from utils.training import set_seed
from utils.transformer import Transformer

RECIPE = Recipe(steps=1000, batch_size=128, lr=0.01, weight_decay=0.3)


def build(digits: int) -> Transformer:
    """An untrained model for numbers of this many digits."""
    longest = addition.max_source_length(digits), addition.max_answer_length(digits)
    vocabs = addition.VOCAB, addition.VOCAB
    return Transformer(*vocabs, *longest, size=64, layers=2, heads=4)


def learn(sums: Sums, race: Race, seed: int) -> None:
    """Train until the race is over."""
    set_seed(seed)
    train(build(digits_of(sums)), RECIPE, sums, race, seed)
