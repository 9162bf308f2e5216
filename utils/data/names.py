"""Words from the names of countries, languages and currencies in ten languages, from Unicode's
CLDR. The task: tell the language of a word.

`python -m book.cldr` keeps the words in names.json: they are the same everywhere.
"""

import json
import random
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import torch
from jaxtyping import Float, Int
from torch import Tensor

from ..vocab import Vocab
from . import Examples, Split

# From the code of each language to its name. All of them use the Latin alphabet.
LANGUAGE_NAMES = {
    "cs": "Czech",
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fi": "Finnish",
    "fr": "French",
    "hu": "Hungarian",
    "it": "Italian",
    "pl": "Polish",
    "tr": "Turkish",
}
LANGUAGES = tuple(LANGUAGE_NAMES)
FILE = Path(__file__).with_suffix(".json")
BEGINNING = 4  # words that begin with the same letters count as near-copies


def split_names(held_out: int = 1000, seed: int = 0) -> Split:
    """Words and the language each belongs to, in `LANGUAGES`, split by families of words.

    A word that several of the languages use is left out. Words that are near-copies of each
    other make a family: words with the same first four letters, words that differ in one
    letter, and a word of five letters or more that is part of another; diacritics do not
    count. A whole family is held out or none of it, so nothing held out has a near-copy in
    training. A larger `held_out` holds out the same words and more.

    Args:
        held_out: hold out families until they have at least this many words.
        seed: the same seed gives the same split everywhere.

    Raises:
        ValueError: if there are not enough words outside the largest family.
    """
    language = _words()
    families = sorted(_families(sorted(language)), key=len)
    rest, largest = families[:-1], families[-1]
    if not 0 <= held_out <= sum(map(len, rest)):
        raise ValueError(
            f"expected held_out from 0 to {sum(map(len, rest))}, got {held_out}; the largest "
            f"family of near-copies, {len(largest)} words, always stays in training"
        )
    random.Random(seed).shuffle(rest)
    kept_out: list[str] = []
    while len(kept_out) < held_out:
        kept_out += rest.pop()
    train = sorted([*largest, *(word for family in rest for word in family)])
    return Split(*(Examples(part, [language[w] for w in part]) for part in (train, kept_out)))


def vocab() -> Vocab:
    """Every letter that the words use."""
    return Vocab("".join(sorted(set("".join(_words())))))


def encode(
    words: Examples,
) -> tuple[Float[Tensor, "words time letters"], Int[Tensor, "words time"]]:
    """Words as a network reads them, and the class it is asked for at their last character.

    Returns:
        x, as `one_hot` gives it; y, the index of the language in `LANGUAGES` where a word has
        ended, -100 (nothing is asked) everywhere before.

    Raises:
        ValueError: not as many answers as words, or one that is not in `LANGUAGES`; what
            `Vocab.pack` raises.
    """
    if len(words.sources) != len(words.answers):
        raise ValueError(
            f"expected an answer for each word, got {len(words.answers)} for "
            f"{len(words.sources)}"
        )
    unknown = sorted(set(words.answers) - set(LANGUAGES))
    if unknown:
        raise ValueError(f"expected languages out of {', '.join(LANGUAGES)}, got {unknown}")
    x = one_hot(words.sources)
    y = torch.full(x.shape[:2], -100)
    y[:, -1] = torch.tensor([LANGUAGES.index(language) for language in words.answers])
    return x, y


def one_hot(words: list[str]) -> Float[Tensor, "words time letters"]:
    """Words as a network reads them: one-hot in the order of `vocab()`, with an end mark and
    padded on the left.

    Raises:
        ValueError: what `Vocab.pack` raises.
    """
    letters = vocab()
    max_length = max(map(len, _words()))
    return torch.nn.functional.one_hot(letters.pack(words, max_length), len(letters)).float()


def plain(word: str) -> str:
    """The word without diacritics: `plain("Español")` is `Espanol`."""
    parts = unicodedata.normalize("NFD", word)
    return "".join(char for char in parts if not unicodedata.combining(char))


@cache
def _words() -> dict[str, str]:
    """From each word that only one language uses to that language."""
    by_language = json.loads(FILE.read_text("utf-8"))
    return {word: language for language, words in by_language.items() for word in words.split()}


def _families(words: list[str]) -> list[list[str]]:
    """Group words that share one of `_traits`, directly or through other words."""
    leader = {word: word for word in words}

    def find(word: str) -> str:
        while leader[word] != word:
            leader[word] = word = leader[leader[word]]
        return word

    known = {plain(word) for word in words}
    first_with: dict[str, str] = {}
    for word in words:
        for trait in _traits(plain(word), known):
            leader[find(word)] = find(first_with.setdefault(trait, word))
    families = defaultdict(list)
    for word in words:
        families[find(word)].append(word)
    return list(families.values())


def _traits(word: str, known: set[str]) -> Iterator[str]:
    """What a word shares with its near-copies."""
    yield f"begins {word[:BEGINNING]}"
    for i in range(len(word)):  # two words that differ in one letter
        yield f"less one letter {word[:i]}{word[i + 1 :]}"
    yield f"less one letter {word}"  # one of the two has a letter more
    for i in range(len(word)):
        for j in range(i + 5, len(word) + 1):
            if word[i:j] in known:
                yield f"holds {word[i:j]}"
