"""How our models train, whichever it is: by `fit_texts`, as in the chapters."""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

import torch

from tests.benchmarks.peers.race import Race
from tests.benchmarks.peers.sums import Sums
from utils.data import Examples
from utils.text_model import TextModel
from utils.training import answers, count_parameters, fit_texts


class AdamW(torch.optim.AdamW):
    """The same update in one operation instead of many, a tenth faster per step."""

    def __init__(self, parameters: Iterable[torch.Tensor], **options):
        super().__init__(parameters, fused=True, **options)


@dataclass(frozen=True)
class Recipe:
    """How to train. The learning rate goes up and down once within `steps`."""

    steps: int
    batch_size: int
    lr: float
    weight_decay: float
    every: int = 50  # steps between two evaluations


def train(model: TextModel, recipe: Recipe, sums: Sums, race: Race, seed: int) -> None:
    """Train until the race is over. One cycle of the learning rate may not suffice: then
    another follows."""

    def evaluate(model: TextModel) -> float:
        return race.score(recipe.every, partial(answers, model))

    race.begin(count_parameters(model))
    for cycle in itertools.count():
        fit_texts(
            model,
            Examples(*sums),
            steps=recipe.steps,
            batch_size=recipe.batch_size,
            lr=recipe.lr,
            weight_decay=recipe.weight_decay,
            optimizer=AdamW,
            one_cycle=True,
            seed=seed + cycle,
            every=recipe.every,
            evaluate=evaluate,
        )


def digits_of(sums: Sums) -> int:
    """How many digits the numbers have: 12+34 has 5 characters."""
    return (max(map(len, sums.questions)) - 1) // 2
