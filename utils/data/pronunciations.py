"""Words and their pronunciations, from the CMU Pronouncing Dictionary. The task of chapter 6:
from the letters of a word to its sounds.

A sound is written as one character, as in ARPAbet's one-letter form: *knight* is `nYt`, which
the dictionary spells N AY T. So a pronunciation is a text like any other.

`python -m book.cmudict` keeps the words in pronunciations.txt.xz; the licence of the data
stands in pronunciations.LICENSE.
"""

import hashlib
import lzma
import re
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from ..vocab import Vocab

# From each sound's character to its name in the dictionary and a word to hear it in.
SOUNDS = {
    "a": ("AA", "father"),
    "@": ("AE", "cat"),
    "A": ("AH", "cut"),
    "c": ("AO", "law"),
    "W": ("AW", "cow"),
    "Y": ("AY", "my"),
    "E": ("EH", "bed"),
    "R": ("ER", "bird"),
    "e": ("EY", "day"),
    "I": ("IH", "sit"),
    "i": ("IY", "see"),
    "o": ("OW", "go"),
    "O": ("OY", "boy"),
    "U": ("UH", "book"),
    "u": ("UW", "too"),
    "b": ("B", "be"),
    "C": ("CH", "cheese"),
    "d": ("D", "do"),
    "D": ("DH", "this"),
    "f": ("F", "fee"),
    "g": ("G", "go"),
    "h": ("HH", "he"),
    "J": ("JH", "joy"),
    "k": ("K", "key"),
    "l": ("L", "lee"),
    "m": ("M", "me"),
    "n": ("N", "no"),
    "G": ("NG", "sing"),
    "p": ("P", "pea"),
    "r": ("R", "red"),
    "s": ("S", "sea"),
    "S": ("SH", "she"),
    "t": ("T", "tea"),
    "T": ("TH", "thin"),
    "v": ("V", "very"),
    "w": ("W", "we"),
    "y": ("Y", "yes"),
    "z": ("Z", "zoo"),
    "Z": ("ZH", "vision"),
}
LETTERS = Vocab("'abcdefghijklmnopqrstuvwxyz")
SOUND_VOCAB = Vocab("".join(SOUNDS))
LENGTHS = (2, 20)  # letters of a word
MAX_SOUNDS = 20
FILE = Path(__file__).with_suffix(".txt.xz")
TEST, DEVELOPMENT = 10, 5  # percent of the words
# What a word of the same family may end in: *abbott's*, *walked*, *walking*, *walkers*.
ENDING = re.compile(r"(?:'s|s'|'|es|s|ed|d|ing|ings|ingly|er|ers|ly|e|y)$")
SHORTEST_STEM = 3

Pronunciations = dict[str, tuple[str, ...]]  # from each word to all its pronunciations


class Parts(NamedTuple):
    """The dictionary in three parts; no word is in two of them."""

    train: Pronunciations
    development: Pronunciations  # to choose settings and when to stop
    test: Pronunciations  # to be opened once, at the end


@cache
def dictionary() -> Pronunciations:
    """All words, in the order of the alphabet, with their pronunciations as the dictionary has
    them, its first one first."""
    lines = lzma.decompress(FILE.read_bytes()).decode().splitlines()
    return {word: tuple(sounds) for word, *sounds in map(str.split, lines)}


def by_word(word: str) -> str:
    """A word goes by itself: *abbott* and *abbott's* may stand in different parts."""
    return word


def by_family(word: str) -> str:
    """The stem of a word, by which all of its family go into the same part.

    One ending after the other is taken off while three letters or more are left. That is a
    rough rule: it makes *cared* and *cars* one family, and leaves *went* and *go* apart.
    """
    while (stem := ENDING.sub("", word)) != word and len(stem) >= SHORTEST_STEM:
        word = stem
    return word


@cache
def split(key: Callable[[str], str] = by_word) -> Parts:
    """The dictionary in three parts, by a rule that anyone can repeat.

    The first eight digits of the key's SHA-256, as a number modulo 100, say where a word goes:
    below 10 to the test, from 10 to 14 to the development part, the others to training.

    Args:
        key: what a word goes by, `by_word` or `by_family`.
    """
    parts = Parts({}, {}, {})
    for word, sounds in dictionary().items():
        number = int(hashlib.sha256(key(word).encode()).hexdigest()[:8], 16) % 100
        if number < TEST:
            parts.test[word] = sounds
        elif number < TEST + DEVELOPMENT:
            parts.development[word] = sounds
        else:
            parts.train[word] = sounds
    return parts


def spell(sounds: Iterable[str]) -> str:
    """A pronunciation as the dictionary writes it: `spell("nYt")` is `N AY T`.

    Raises:
        ValueError: a character that is not a sound.
    """
    sounds = list(sounds)
    unknown = [sound for sound in sounds if sound not in SOUNDS]
    if unknown:
        raise ValueError(f"expected sounds out of {''.join(SOUNDS)}, got {unknown}")
    return " ".join(SOUNDS[sound][0] for sound in sounds)
