"""Keras's addition example (https://keras.io/examples/nlp/addition_rnn/), by its settings.

An LSTM reads the question, one-hot, backwards and padded; a second one, shown the first one's
last state at every step, writes the answer. Nothing it writes is fed back, so it always
decodes freely.
"""

import os

os.environ["KERAS_BACKEND"] = "jax"  # the fastest here, see requirements.txt

import keras
import numpy as np
from keras import layers

from tests.benchmarks.peers.race import Race
from tests.benchmarks.peers.sums import DIGITS, Sums

CHARACTERS = " +0123456789"
QUESTION, ANSWER = 2 * DIGITS + 1, DIGITS + 1
UNITS, BATCH = 128, 32
STEPS = 282  # between two scorings: a fifth of an epoch


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
    """Train until the race is over."""
    keras.utils.set_random_seed(seed)
    rng, model = np.random.default_rng(seed), build()
    model.compile(optimizer="adam", loss="categorical_crossentropy")
    x, y = asked(train.questions), one_hot([text.ljust(ANSWER) for text in train.answers])

    def answer(questions: list[str]) -> list[str]:
        best = model.predict(asked(questions), batch_size=1000, verbose=0).argmax(-1)
        return ["".join(CHARACTERS[place] for place in row).rstrip() for row in best]

    race.begin(model.count_params())
    while True:
        order = rng.permutation(len(x))
        for start in range(0, len(order), STEPS * BATCH):
            rows = order[start : start + STEPS * BATCH]
            model.fit(x[rows], y[rows], batch_size=BATCH, shuffle=False, verbose=0)
            race.score(-(-len(rows) // BATCH), answer)
