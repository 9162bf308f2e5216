"""The word reader: any word or name that is typed, how a model pronounces it, and which letters
each sound comes from."""

from collections.abc import Sequence

import torch
import traitlets
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from ..data.pronunciations import LENGTHS, Parts
from ..plots import BLUE, GREEN, INK, QUIET, panels
from ..pronouncer import Pronouncer
from ..words import spelled
from .constants import BEAM_WIDTH, PARTS, READINGS
from .on_demand import OnDemand, Part, part_of_text, part_of_weights
from .pronouncer_model import (
    Reading,
    readings,
    restore_pronouncer,
    store_pronouncer,
    vocabularies,
)
from .sounds import names_of

LEAST = 0.01  # a weight below has no thread in the picture
WIDEST = 10  # points of a thread of weight 1


class WordReader(OnDemand):
    """A trained model reads what is typed: the three likeliest readings, for each sound where
    the model looked, and what the dictionary has.

    The model and the dictionary are too large to be saved with the widget; they come when a
    word is asked that is not the first one. The first one's answer is saved.

    Args:
        model: trained on words, as in chapter 6.
        words: the dictionary, in the parts that the model was trained and tested on.
        hard: test words that a button asks one after the other.
        word: what is read first.

    Its values, which Python may read and set:
        word: what is read.
        reading: which of its readings is shown with where the model looked, counted from 1;
            a new word begins with the first.

    `stored_model` is the model as the page computes with it; `readings` are what it makes of
    the word, `known` is what the dictionary has, `part` the name of the part that the word is
    in.

    Raises:
        ValueError: a model that `pronouncer_model.store_pronouncer` refuses; hard words that
            are not in the test part.
        TraitError: a word that the model cannot read; a reading that does not exist.
    """

    name = "word_reader"
    pronouncer = traitlets.Dict().tag(sync=True)
    hard = traitlets.List(traitlets.Unicode()).tag(sync=True)
    first = traitlets.Dict().tag(sync=True)
    word = traitlets.Unicode().tag(sync=True)
    reading = traitlets.Int(1).tag(sync=True)

    def __init__(
        self, model: Pronouncer, words: Parts, hard: Sequence[str] = (), word: str = "knight"
    ):
        stored = store_pronouncer(model)
        if others := [each for each in hard if each not in words.test]:
            raise ValueError(f"expected hard words of the test part, got {others}")
        self.stored_model = restore_pronouncer(model, stored)
        self._words, self._read = words, ("", [])
        super().__init__(
            large_parts(stored, words),
            pronouncer=vocabularies(model),
            hard=list(hard),
            word=word,
        )
        self.first = self._answer_in_full()

    @traitlets.validate("word")
    def _check_word(self, proposal):
        word, model = spelled(proposal["value"]), self.stored_model
        fault = model.source_vocab.fault(word, model.max_source)
        if fault:
            raise traitlets.TraitError(fault.message)
        if len(word) < LENGTHS[0]:
            raise traitlets.TraitError(
                f"expected a word of {LENGTHS[0]} to {model.max_source} letters, got {word!r}"
            )
        return word

    @traitlets.validate("reading")
    def _check_reading(self, proposal):
        value, count = proposal["value"], len(self.readings)
        if not 1 <= value <= count:
            raise traitlets.TraitError(f"expected a reading from 1 to {count}, got {value}")
        return value

    @traitlets.observe("word")
    def _begin_with_the_first_reading(self, change):
        self.reading = 1

    @property
    def readings(self) -> list[Reading]:
        """The likeliest readings of the word, three at most."""
        if self._read[0] != self.word:
            found = readings(self.stored_model, self.word, BEAM_WIDTH, READINGS)
            self._read = self.word, found
        return self._read[1]

    @property
    def known(self) -> tuple[str, ...]:
        """The pronunciations that the dictionary has."""
        return next((part[self.word] for part in self._words if self.word in part), ())

    @property
    def part(self) -> str:
        """The name of the part that the word is in; empty if the dictionary lacks it."""
        parts = zip(PARTS, self._words, strict=True)
        return next((name for name, part in parts if self.word in part), "")

    def _answer_in_full(self) -> dict:
        """What the page shows of the word, without the model and the dictionary."""
        return {
            "word": self.word,
            "readings": [
                {
                    "written": list(reading.written),
                    "probability": round(reading.probability, 6),
                    "weights": [[round(w, 4) for w in row] for row in reading.weights.tolist()],
                }
                for reading in self.readings
            ],
            "known": list(self.known),
            "part": self.part,
        }

    def draw(self) -> Figure:
        figure, (left, right) = panels(cols=2, height=2.6, width_ratios=[1.5, 1])
        _draw_threads(left, self.word, self.readings[self.reading - 1])
        for n, reading in enumerate(self.readings):
            mark = "  \N{CHECK MARK}" if reading.text in self.known else ""
            said = f"{names_of(reading.text)}  {reading.probability:.3f}{mark}"
            right.barh(n, reading.probability, 0.3, color=BLUE)
            right.text(0, n - 0.25, said, va="bottom", color=GREEN if mark else INK)
        right.set(
            title="likeliest readings",
            xlabel="probability",
            xlim=(0, 1),
            ylim=(READINGS - 0.5, -0.8),
            yticks=[],
        )
        return figure

    def caption(self) -> str:
        told = (f"{names_of(r.text)} {r.probability:.3f}" for r in self.readings)
        chosen = self.readings[self.reading - 1]
        most = (
            f"{names_of(sound)} at {letter} ({weight:.3f})"
            for sound, letter, weight in _most(self.word, chosen)
        )
        return (
            f"How the model reads {self.word}: {', '.join(told)}. {self._entry()} While it "
            f"wrote {names_of(chosen.text)}, it looked most, sound by sound: {', '.join(most)}."
        )

    def _entry(self) -> str:
        """What the dictionary has, in words."""
        if not self.known:
            return "The dictionary does not have this word."
        said = " or ".join(map(names_of, self.known))
        return f"The dictionary has {said}; the word is in the {self.part} part."


def large_parts(stored: dict, words: Parts) -> dict[str, Part]:
    """What a word reader asks for when it is needed.

    Args:
        stored: what `store_pronouncer` returned.
        words: the dictionary.
    """
    dictionary = part_of_text(dictionary_text(words))
    return {"weights": part_of_weights(stored), "dictionary": dictionary}


def dictionary_text(words: Parts) -> str:
    """The dictionary as the page reads it: a word and its pronunciations in a line, an empty
    line between the parts."""
    parts = ("\n".join(" ".join([word, *said]) for word, said in p.items()) for p in words)
    return "\n\n".join(parts)


def _most(word: str, reading: Reading) -> list[tuple[str, str, float]]:
    """For each sound and mark written, the letter with the largest weight."""
    letters = [*word, "the end mark"]
    weights, places = reading.weights.max(dim=1)
    named = (letters[place] for place in places.tolist())
    return list(zip(reading.written, named, weights.tolist(), strict=True))


def _draw_threads(ax: Axes, word: str, reading: Reading) -> None:
    """The letters above, the sounds below, and threads as wide as the weights."""
    columns, written = [*word, "}"], reading.written
    above = torch.linspace(0, 1, 2 * len(columns) + 1)[1::2].tolist()
    below = torch.linspace(0, 1, 2 * len(written) + 1)[1::2].tolist()
    for y, row in zip(below, reading.weights.tolist(), strict=True):
        for x, weight in zip(above, row, strict=True):
            if weight >= LEAST:
                curve = Path([(x, 1), (x, 0.45), (y, 0.55), (y, 0)], [1, 4, 4, 4])
                width = WIDEST * weight
                ax.add_patch(PathPatch(curve, fc="none", ec=BLUE, lw=width, alpha=0.5))
    for x, letter in zip(above, columns, strict=True):
        color = QUIET if letter == "}" else INK
        ax.text(x, 1.06, letter, ha="center", fontsize=13, color=color)
    for y, sound in zip(below, written, strict=True):
        color = QUIET if sound == "}" else INK
        ax.text(y, -0.08, names_of(sound), ha="center", va="top", fontsize=11, color=color)
    ax.set(title="where it looked", xlim=(0, 1), ylim=(-0.25, 1.2))
    ax.axis("off")
