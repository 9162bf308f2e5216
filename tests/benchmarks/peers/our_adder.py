"""Our encoder and decoder with attention, as in chapter 5, on either task."""

import itertools
from dataclasses import dataclass

from tests.benchmarks.peers.race import Race
from tests.benchmarks.peers.sums import Sums
from utils.attention import AttentionDecoder
from utils.data import Examples, addition
from utils.seq2seq import Encoder, Seq2Seq
from utils.training import answers, count_parameters, fit_texts, set_seed


@dataclass(frozen=True)
class Recipe:
    """How to train on numbers of so many digits."""

    units: int
    steps: int
    batch_size: int
    lr: float
    weight_decay: float
    every: int = 50  # steps between two scorings


RECIPES = {
    2: Recipe(units=128, steps=1000, batch_size=256, lr=0.02, weight_decay=0.3),
    3: Recipe(units=128, steps=1000, batch_size=256, lr=0.02, weight_decay=0.3),
}


def build(digits: int) -> Seq2Seq:
    """An untrained model for numbers of so many digits."""
    sizes = {"embedding_size": 16, "hidden_size": RECIPES[digits].units}
    return Seq2Seq(
        Encoder(addition.VOCAB, **sizes, max_length=addition.max_source_length(digits)),
        AttentionDecoder(
            addition.VOCAB,
            **sizes,
            max_length=addition.max_answer_length(digits),
            attention_size=32,
        ),
    )


def learn(train: Sums, race: Race, seed: int) -> None:
    """Train until the race is over, with the recipe for the longest question's digits. One
    cycle of the learning rate may not suffice: then another follows."""
    digits = (max(map(len, train.questions)) - 1) // 2
    recipe = RECIPES[digits]
    set_seed(seed)
    model = build(digits)
    race.begin(count_parameters(model))
    for cycle in itertools.count():
        fit_texts(
            model,
            Examples(*train),
            steps=recipe.steps,
            batch_size=recipe.batch_size,
            lr=recipe.lr,
            weight_decay=recipe.weight_decay,
            one_cycle=True,
            seed=seed + cycle,
            every=recipe.every,
            evaluate=lambda _: race.score(recipe.every, lambda asked: answers(model, asked)),
        )
