"""Keras's addition example (https://keras.io/examples/nlp/addition_rnn/), with its settings.

An LSTM reads the question, one-hot, backwards and padded; a second one, shown the first one's
last state at every step, writes the answer. Nothing it writes is fed back, so it always
decodes freely.
"""

import keras
import numpy as np
from keras import layers

from tests.benchmarks.peers.race import Race
from tests.benchmarks.peers.sums import DIGITS, Sums

CHARACTERS = " +0123456789"
QUESTION, ANSWER = 2 * DIGITS + 1, DIGITS + 1
UNITS = 128


def one_hot(texts: list[str]) -> np.ndarray:
    """(texts, characters, alphabet) of texts of equal length."""
    places = [[CHARACTERS.index(character) for character in text] for text in texts]
    return np.eye(len(CHARACTERS), dtype="float32")[places]


def asked(questions: list[str]) -> np.ndarray:
    """The questions, padded on the right and then reversed."""
    return one_hot([question.ljust(QUESTION)[::-1] for question in questions])


def build() -> keras.Model:
    # Unrolled: the same numbers, a fifth faster.
    return keras.Sequential(
        [
            keras.Input((QUESTION, len(CHARACTERS))),
            layers.LSTM(UNITS, unroll=True),
            layers.RepeatVector(ANSWER),
            layers.LSTM(UNITS, return_sequences=True, unroll=True),
            layers.Dense(len(CHARACTERS), activation="softmax"),
        ]
    )


def learn(train: Sums, race: Race, seed: int) -> None:
    """Train until the race is over, with the example's settings."""
    run(train, race, seed, "adam", batch_size=32, every=282)  # a fifth of an epoch


def run(
    train: Sums,
    race: Race,
    seed: int,
    optimizer: str | keras.optimizers.Optimizer,
    batch_size: int,
    every: int,
) -> None:
    """Train until the race is over, and score every so many steps."""
    keras.utils.set_random_seed(seed)
    rng, model = np.random.default_rng(seed), build()
    model.compile(optimizer=optimizer, loss="categorical_crossentropy")
    x, y = asked(train.questions), one_hot([text.ljust(ANSWER) for text in train.answers])

    def answer(questions: list[str]) -> list[str]:
        best = model.predict(asked(questions), batch_size=1000, verbose=0).argmax(-1)
        return ["".join(CHARACTERS[place] for place in row).rstrip() for row in best]

    race.begin(model.count_params())
    while True:
        order = rng.permutation(len(x))
        for start in range(0, len(order), every * batch_size):
            rows = order[start : start + every * batch_size]
            model.fit(x[rows], y[rows], batch_size=batch_size, shuffle=False, verbose=0)
            race.score(-(-len(rows) // batch_size), answer)
