"""The model of Keras's addition example, trained as we train ours: how much of the difference
is due to the recipe?"""

import math

import keras
from keras import ops

from tests.benchmarks.peers.keras_adder import run
from tests.benchmarks.peers.race import Race
from tests.benchmarks.peers.sums import Sums

STEPS, RATE, DECAY, CLIP = 3000, 0.01, 0.1, 1.0
RISING = 0.3  # the part of a cycle in which the learning rate goes up


class OneCycle(keras.optimizers.schedules.LearningRateSchedule):
    """Like PyTorch's OneCycleLR: up from a 25th, then down, along cosines; then once more."""

    def __call__(self, step):
        part = ops.cast(step % STEPS, "float32") / STEPS
        up = (1 - ops.cos(math.pi * part / RISING)) / 2
        down = (1 + ops.cos(math.pi * (part - RISING) / (1 - RISING))) / 2
        return RATE * ops.where(part < RISING, 0.04 + 0.96 * up, down)


def learn(train: Sums, race: Race, seed: int) -> None:
    """Train until the race is over."""
    optimizer = keras.optimizers.AdamW(OneCycle(), weight_decay=DECAY, global_clipnorm=CLIP)
    run(train, race, seed, optimizer, batch_size=128, every=100)
