"""A recurrent cell that writes: told the language, it guesses the next letter of a word, and
the letter drawn from its guess is what it reads next (Graves 2013; Sutskever et al. 2011)."""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import torch
from jaxtyping import Float, Int
from torch import Tensor, nn

from .cells import CellFactory, GRUCell, State, Step, hidden_of, unroll
from .text_model import text_sizes
from .vocab import Vocab, normalize

# A letter enters as a 1, the language as this. Told no louder than a letter, networks that were
# trained with weight decay wrote much the same words in every language.
LOUD = 10.0

Language = str | Mapping[str, float]  # one, or several with their weights
Letters = Int[Tensor, "words time"]
Languages = Float[Tensor, "words languages"]


class WriterStep(NamedTuple):
    """One letter of each word."""

    y: Int[Tensor, " words"]  # the previous letter, y_{t-1}; at first the start mark
    language: Languages  # what the writer is told: the weight of each language
    inside: Step  # the step of its cell, every symbol of it, from x_t to h_t
    logits: Float[Tensor, "words vocab"]  # scores of the candidates, -inf for `_` and `{`
    probabilities: Float[Tensor, "words vocab"]  # softmax(logits / temperature)

    @property
    def state(self) -> State:
        return self.inside.state


class Writer(nn.Module):
    """Guesses the next letter of a word, or its end, from the letters so far and the language.

    x_t = [one-hot of y_{t-1}; LOUD * weight of each language]
    h_t = cell(x_t, h_{t-1})
    logits_t = h_t W_hy^T + b_y
    p(y_t | y_1, ..., y_{t-1}, language) = softmax(logits_t / temperature)

    y_0 is the start mark `{`, the last y_t of a word the end mark `}`. A word holds no other
    mark: their logits are -inf. In training the language has the weight 1 and the others 0;
    weights in between are a mixture that it was never trained on.

    Args:
        vocab: the letters it knows.
        languages: the names of the languages.
        hidden_size: length of the state.
        max_length: how many letters a word may have, not counting the end mark.
        cell: the class of its cell, or another maker of one.
        dropout: the probability that a number of h_t is dropped on its way to the logits, in
            training; not in eval mode, in which words are written and scored.

    Raises:
        ValueError: no languages, or one of them twice; a size below 1, a probability outside
            0 to 1.
    """

    def __init__(
        self,
        vocab: Vocab,
        languages: Sequence[str],
        hidden_size: int,
        max_length: int,
        cell: CellFactory = GRUCell,
        dropout: float = 0.0,
    ):
        super().__init__()
        if not languages or len(set(languages)) < len(languages) or isinstance(languages, str):
            raise ValueError(f"expected a list of different languages, got {languages!r}")
        if max_length < 1:
            raise ValueError(f"expected max_length of at least 1, got {max_length}")
        self.vocab, self.languages, self.max_length = vocab, tuple(languages), max_length
        self.cell = cell(len(vocab) + len(languages), hidden_size)
        self.dropout = nn.Dropout(dropout)
        self.output = nn.Linear(hidden_size, len(vocab))

    def extra_repr(self) -> str:
        return f"{text_sizes(self.vocab, self.max_length)}, {', '.join(self.languages)}"

    def step(
        self,
        y: Int[Tensor, " words"],
        language: Languages,
        state: State,
        temperature: float = 1.0,
    ) -> WriterStep:
        """From the previous letter y_{t-1} and state to the probabilities of the next."""
        inside = self.cell.step(self._inputs(y, language), state)
        logits = self._logits(hidden_of(inside.state))
        p = (logits.double() / temperature).softmax(dim=-1)
        return WriterStep(y, language, inside, logits, p)

    def forward(self, read: Letters, language: Languages) -> Float[Tensor, "words time vocab"]:
        """Logits under teacher forcing: each letter is guessed from the true ones before.

        Args:
            read: the letters before, from `pack`.
            language: of each word, from `tell`.
        """
        x = self._inputs(read, language[:, None].expand(-1, read.shape[1], -1))
        h, _ = unroll(self.cell, x, mask=read != self.vocab.pad)  # (words, time, hidden)
        return self._logits(h)

    def pack(self, words: Sequence[str]) -> tuple[Letters, Letters]:
        """Words as the writer reads them, `_{word`, and what it is asked for, `_word}`, both
        padded on the left to (words, max_length + 1).

        Raises:
            ValueError: no words, an empty or too long word, an unknown letter.
        """
        written = self.vocab.pack(words, self.max_length)
        read = written.roll(1, dims=1)  # the end mark comes first: the start is what follows
        read[:, 0] = self.vocab.pad
        begins = (read == self.vocab.pad) & (written != self.vocab.pad)
        read[begins] = self.vocab.start
        return read.to(self._device()), written.to(self._device())

    def tell(self, languages: Sequence[Language]) -> Languages:
        """What the writer is told of each of these languages, or mixtures.

        Args:
            languages: names, or a weight for each name: `["de", {"de": 0.5, "tr": 0.5}]`.

        Raises:
            ValueError: an unknown language; weights that are negative or do not sum to 1; a
                single language instead of a list.
        """
        if isinstance(languages, (str, Mapping)):
            raise ValueError(f"expected a list of languages, got the single one {languages!r}")
        rows = [self._weights(language) for language in languages]
        return torch.tensor(rows, dtype=self.output.weight.dtype, device=self._device())

    def log_probability(
        self, words: Sequence[str], languages: Sequence[Language]
    ) -> Float[Tensor, " words"]:
        """log p(word | language), a natural logarithm: the sum over its letters and its end,
        for any number of words and a language for each.

        Raises:
            ValueError: not as many languages as words; what `pack` and `tell` raise.
        """
        if len(words) != len(languages):
            raise ValueError(
                f"expected a language for each word, got {len(languages)} for {len(words)}"
            )
        read, written = self.pack(words)
        log_p = self(read, self.tell(languages)).log_softmax(dim=-1)
        asked = written != self.vocab.pad
        guessed = log_p.gather(2, written[..., None])[..., 0]  # of the true letters
        return guessed.where(asked, 0).sum(dim=1)

    @torch.no_grad()
    def write(
        self,
        language: Language,
        count: int,
        generator: torch.Generator,
        temperature: float = 1.0,
        beginning: str = "",
        max_length: int | None = None,
    ) -> list[str]:
        """Write words, letter by letter, with random numbers from the generator.

        Args:
            language: what to write: a name, or a weight for each name.
            count: how many words.
            generator: the same state gives the same words.
            temperature: below 1 likely letters become likelier still, above 1 less likely.
            beginning: the first letters of every word.
            max_length: how many letters a word may have, `beginning` included; by default as
                many as the writer's own `max_length`.

        Returns:
            The words; one that goes on after that is marked by `…`.

        Raises:
            ValueError: `count` below 1, `max_length` below 1 or not above the length of
                `beginning`; what `steps` raises.
        """
        max_length = self.max_length if max_length is None else max_length
        drawn = max_length + 1 - len(normalize(beginning))  # the end mark is drawn too
        if count < 1 or max_length < 1 or drawn < 1:
            raise ValueError(
                f"expected count and max_length of at least 1 and a beginning no longer than "
                f"max_length, got {count=}, {max_length=}, {beginning=}"
            )
        uniforms = torch.rand(count, drawn, generator=generator, dtype=torch.double)
        return self.write_from(uniforms, language, temperature, beginning)

    @torch.no_grad()
    def write_from(
        self,
        uniforms: Float[Tensor, "words letters"],
        language: Language,
        temperature: float = 1.0,
        beginning: str = "",
    ) -> list[str]:
        """Write words from given random numbers, one for each letter; a word that has not ended
        when they run out is marked by `…`. The rest is as for `steps`.
        """
        steps = self.steps(uniforms, language, temperature, beginning)
        letters = torch.stack([letter for _, letter in steps], dim=1)
        return [normalize(beginning) + rest for rest in self.vocab.unpack(letters)]

    def steps(
        self,
        uniforms: Float[Tensor, "words letters"],
        language: Language,
        temperature: float = 1.0,
        beginning: str = "",
    ) -> Iterator[tuple[WriterStep, Int[Tensor, " words"]]]:
        """The definition of writing: each letter is the first one at which the probabilities,
        summed in the order of the vocabulary, exceed a random number u (the inverse of the
        cumulative distribution). So the same numbers give the same words everywhere.

        Args:
            uniforms: u of each letter of each word, in [0, 1).
            language: what to write: a name, or a weight for each name.
            temperature: what the logits are divided by.
            beginning: the first letters of every word, for which nothing is drawn.

        Yields:
            For each letter that is drawn, the step and the letter, until all words have ended
            or the numbers run out.

        Raises:
            ValueError: numbers outside [0, 1), or none; a temperature that is not above 0 and
                finite; an unknown letter or a mark in `beginning`; what `tell` raises.
        """
        self._check(uniforms, temperature, beginning)
        count = len(uniforms)
        told = self.tell([language]).expand(count, -1)  # the same for every word
        state = self.cell.initial_state(told)
        y = torch.full((count,), self.vocab.start, device=told.device)
        for known in self.vocab.encode(beginning):
            state = self.step(y, told, state).state
            y = torch.full_like(y, known)
        ended = torch.zeros_like(y, dtype=torch.bool)
        for u in uniforms.to(told.device).unbind(dim=1):
            step = self.step(y, told, state, temperature)
            y, state = draw(step.probabilities, u), step.state
            yield step, y
            ended |= y == self.vocab.end
            if ended.all():
                return

    def _inputs(self, y: Tensor, language: Tensor) -> Tensor:
        """x_t, from letters (...) and what is told of the language (..., languages)."""
        letters = nn.functional.one_hot(y, len(self.vocab)).to(language.dtype)
        return torch.cat([letters, LOUD * language], dim=-1)

    def _logits(self, h: Tensor) -> Tensor:
        logits = self.output(self.dropout(h))
        logits[..., [self.vocab.pad, self.vocab.start]] = -torch.inf  # no word holds them
        return logits

    def _weights(self, language: Language) -> list[float]:
        weights = {language: 1.0} if isinstance(language, str) else language
        unknown = [name for name in weights if name not in self.languages]
        if unknown:
            raise ValueError(
                f"expected languages out of {', '.join(self.languages)}, got {unknown}"
            )
        if min(weights.values(), default=0) < 0 or not math.isclose(sum(weights.values()), 1):
            raise ValueError(f"expected weights of 0 to 1 that sum to 1, got {weights}")
        return [float(weights.get(name, 0)) for name in self.languages]

    def _check(self, uniforms: Tensor, temperature: float, beginning: str) -> None:
        if not 0 < temperature < math.inf:
            raise ValueError(f"expected a temperature above 0, and finite; got {temperature}")
        if uniforms.dim() != 2 or 0 in uniforms.shape:
            raise ValueError(
                "expected random numbers of shape (words, letters), got "
                f"{tuple(uniforms.shape)}"
            )
        outside = uniforms[~((uniforms >= 0) & (uniforms < 1))].tolist()
        if outside:
            raise ValueError(f"expected random numbers in [0, 1), got {outside[0]}")
        if beginning and (fault := self.vocab.fault(beginning, self.max_length)):
            raise ValueError(fault.message)

    def _device(self) -> torch.device:
        return self.output.weight.device


def draw(
    probabilities: Float[Tensor, "rows classes"], u: Float[Tensor, " rows"]
) -> Int[Tensor, " rows"]:
    """In each row the first class at which the sum of the probabilities exceeds u; the last
    class if rounding leaves the whole sum at u or below."""
    sums = probabilities.cumsum(dim=-1)
    passed = (sums <= u[:, None]).sum(dim=-1)  # how many classes are not enough
    return passed.clamp(max=probabilities.shape[-1] - 1)
