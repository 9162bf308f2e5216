"""Letters guessed by counting: the baseline for `Writer`, without a network."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

import torch
from jaxtyping import Float
from torch import Tensor

from .data import Examples
from .vocab import END, START, Vocab, normalize

ALL = "all languages"


class NGrams:
    """Guesses the next letter of a word, or its end, from the few letters before it.

    p_n(y | h) = (count(h y) + s k(h) prior_n(y)) / (count(h) + s k(h))

    where h is the n letters before y, and k(h) how many different characters follow h in the
    words that were counted. With prior_n = p_{n-1}, s = 1 and a p_{-1} that is the same for all
    characters this is the smoothing of Witten and Bell 1991. A language may also learn from the
    others, counted together:

    prior_n(y) = own p_{n-1}(y | h) + (1 - own) p_n(y | h, all languages)

    Args:
        words: what is counted: words and their languages.
        vocab: the letters that a word may have.
        order: how many letters before y are read, at most.
        strength: s, how much the prior weighs.
        own: the language's own share in its prior; 1 leaves the other languages out.

    Raises:
        ValueError: an order below 0, a strength not above 0, an `own` outside 0 to 1; not as
            many languages as words, none of them, an empty word, an unknown letter.
    """

    def __init__(
        self, words: Examples, vocab: Vocab, order: int, strength: float = 1.0, own: float = 1.0
    ):
        if order < 0 or strength <= 0 or not 0 <= own <= 1:
            raise ValueError(
                f"expected an order of at least 0, a strength above 0 and own from 0 to 1, "
                f"got {order=}, {strength=}, {own=}"
            )
        self.vocab, self.order, self.strength, self.own = vocab, order, strength, own
        self.languages = sorted(set(words.answers))
        self._check(*words)
        self.after: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        for word, language in zip(*words, strict=True):
            for before, y in self._letters(word):
                for n in range(order + 1):  # how many of the letters before are left out
                    for name in (language, ALL):
                        self.after[name, before[n:]][y] += 1

    def probability(self, y: str, before: str, language: str) -> float:
        """p(y | before, language), where `before` is as many letters as the order."""
        own = everywhere = 1 / (len(self.vocab) - 2)  # letters, and the end mark
        for n in reversed(range(self.order + 1)):
            h = before[n:]
            everywhere = self._smoothed(y, h, ALL, everywhere)
            prior = self.own * own + (1 - self.own) * everywhere
            own = self._smoothed(y, h, language, prior)
        return own

    def log_probability(
        self, words: Sequence[str], languages: Sequence[str]
    ) -> Float[Tensor, " words"]:
        """log p(word | language), a natural logarithm: the sum over its letters and its end.

        Args:
            words: any number of words.
            languages: one for each word.

        Raises:
            ValueError: not as many languages as words, an unknown letter or language, an empty
                word.
        """
        self._check(words, languages)
        sums = [
            sum(math.log(self.probability(y, h, language)) for h, y in self._letters(word))
            for word, language in zip(words, languages, strict=True)
        ]
        return torch.tensor(sums, dtype=torch.double)

    def _smoothed(self, y: str, h: str, language: str, prior: float) -> float:
        counts = self.after.get((language, h))
        if not counts:
            return prior
        weight = self.strength * len(counts)
        return (counts[y] + weight * prior) / (counts.total() + weight)

    def _letters(self, word: str) -> Iterator[tuple[str, str]]:
        """Each letter of a word, and its end, with the letters before it."""
        text = START * self.order + normalize(word) + END
        for i in range(self.order, len(text)):
            yield text[i - self.order : i], text[i]

    def _check(self, words: Sequence[str], languages: Sequence[str]) -> None:
        self.vocab.pack(words, max_length=max([1, *map(len, words)]))
        if len(words) != len(languages):
            raise ValueError(
                f"expected a language for each word, got {len(languages)} for {len(words)}"
            )
        unknown = sorted(set(languages) - set(self.languages))
        if unknown:
            raise ValueError(
                f"expected languages out of {', '.join(self.languages)}, got {unknown}"
            )
