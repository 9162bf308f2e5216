"""What all text-to-text models have in common: packing, decoding, marks."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor, nn

from .cells import Hidden, State
from .domain import ANYTHING, Domain
from .vocab import Vocab

Source = Int[Tensor, "batch source"]
Target = Int[Tensor, "batch target"]
Characters = Int[Tensor, " batch"]


class Encoded(NamedTuple):
    """What a model has read of a batch of texts."""

    h: Float[Tensor, "batch source hidden"]  # a vector for each character
    state: State | None  # what the decoder starts from, None where nothing is handed over
    mask: Bool[Tensor, "batch source"]  # True where a character stands, False on padding


class DecoderStep(NamedTuple):
    """One character of the answer. The fields of attention are None without it."""

    y: Characters  # the previous character, y_{t-1}
    s_prev: State | None  # previous decoder state
    s: State  # decoder state
    logits: Float[Tensor, "batch vocab"]  # scores of the candidates for this character
    hidden: Float[Tensor, "batch source attention"] | None = None  # what additive scores read
    scores: Float[Tensor, "batch source"] | None = None  # e_{t,i}
    weights: Float[Tensor, "batch source"] | None = None  # alpha_{t,i}
    context: Hidden | None = None  # c_t


class Translation(NamedTuple):
    """Answers, and where the model looked while it wrote them.

    texts: the answers; an unfinished one ends in `…`.
    written: the same with the vocabulary's marks, such as `_46}`: one row of weights per
        character.
    probabilities: (batch,) the probability that the model gives to everything it wrote.
    weights: (batch, answer characters, source characters), None without attention.
        Source texts are right-aligned, as `Vocab.pack` puts them.
    """

    texts: list[str]
    written: list[str]
    probabilities: Float[Tensor, " batch"]
    weights: Float[Tensor, "batch target source"] | None


class TextModel(nn.Module):
    """The base of the models that answer a text with a text. A model gives plain answers;
    `marked` and `remarks` tell a person who reads them which ones to doubt.

    A subclass has `source_vocab`, `target_vocab` and `max_source`, `max_target` (how many
    characters question and answer may have, not counting the end mark), and `encode` and
    `decode`.

    Attributes:
        domain: what the model is trained for.
        has_attention: whether its steps have attention weights, so that states can be masked.
    """

    domain: Domain = ANYTHING
    has_attention: bool = False

    def encode(self, source: Source) -> Encoded:
        """Read texts packed by `pack`."""
        raise NotImplementedError

    def decode(self, encoded: Encoded, target: Target | None = None) -> Iterator[DecoderStep]:
        """Yield a step for each character of the answer, fed the target (teacher forcing) or,
        without one, the model's own best guesses."""
        raise NotImplementedError

    def steps(self, source: Source, target: Target | None) -> Iterator[DecoderStep]:
        """Read the texts and `decode`."""
        return self.decode(self.encode(source), target)

    def forward(self, source: Source, target: Target) -> Float[Tensor, "batch target vocab"]:
        """Logits under teacher forcing: each character is predicted from the true ones before.

        Raises:
            ValueError: there are not as many answers as texts.
        """
        if len(source) != len(target):
            raise ValueError(
                f"expected as many answers as texts, got {len(target)} and {len(source)}"
            )
        return self.logits(self.encode(source), target)

    def logits(self, encoded: Encoded, target: Target) -> Float[Tensor, "batch target vocab"]:
        """The logits of `decode`. A subclass may find them faster."""
        return torch.stack([step.logits for step in self.decode(encoded, target)], dim=1)

    def start(self, encoded: Encoded) -> Characters:
        """The start token of each answer."""
        mark = self.target_vocab.start
        return torch.full_like(encoded.mask[:, 0], mark, dtype=torch.long)

    def shifted(self, encoded: Encoded, target: Target) -> Target:
        """The characters before those of the target: the start token, and all but its last."""
        return torch.cat([self.start(encoded)[:, None], target[:, :-1]], dim=1)

    def pack(self, texts: Sequence[str]) -> Source:
        """The texts as the model reads them, on the device of its weights.

        Raises:
            ValueError: no texts, an empty or too long text, an unknown character.
        """
        source = self.source_vocab.pack(texts, self.max_source)
        return source.to(next(self.parameters()).device)

    def pack_answers(self, answers: Sequence[str]) -> Target:
        """Answers as the model writes them. Raises as `pack` does."""
        target = self.target_vocab.pack(answers, self.max_target)
        return target.to(next(self.parameters()).device)

    @torch.no_grad()
    def translate(
        self, texts: Sequence[str], masked: Bool[Tensor, "batch source"] | None = None
    ) -> Translation:
        """Answer each text by greedy decoding, up to the end mark.

        Args:
            texts: what to answer.
            masked: True for encoder states that the attention may not look at. Texts are
                right-aligned, with their end mark.

        Raises:
            ValueError: as `pack` does; `masked` of the wrong shape or type, or given to a model
                without attention; all states of a text masked.
        """
        encoded = self.encode(self.pack(texts))
        if masked is not None:
            encoded = self._mask(encoded, masked)
        steps = list(self.decode(encoded))
        logits = torch.stack([step.logits for step in steps], dim=1)
        probabilities, best = logits.softmax(-1).max(-1)
        vocab = self.target_vocab
        weights = [step.weights for step in steps] if self.has_attention else None
        return Translation(
            texts=vocab.unpack(best),
            written=vocab.written(best),
            probabilities=probabilities.where(vocab.until_end(best), 1).prod(dim=-1).cpu(),
            weights=weights and torch.stack(weights, dim=1).cpu(),
        )

    def marked(self, texts: Sequence[str], answers: Sequence[str]) -> list[str]:
        """The answers for human readers: with a `?` after those with a mark."""
        return [
            f"{answer}?" if self.domain.marks(text, answer) else answer
            for text, answer in zip(texts, answers, strict=True)
        ]

    def remarks(self, texts: Sequence[str], answers: Sequence[str]) -> list[str]:
        """The marks of each answer in words, one sentence after the other."""
        return [
            " ".join(self.domain.remarks(text, answer))
            for text, answer in zip(texts, answers, strict=True)
        ]

    def _mask(self, encoded: Encoded, masked: Tensor) -> Encoded:
        if not self.has_attention:
            raise ValueError("expected a model with attention, to mask states")
        if masked.shape != encoded.mask.shape or masked.dtype != torch.bool:
            raise ValueError(
                f"expected masked of True and False, of shape {tuple(encoded.mask.shape)}, "
                f"got {masked.dtype} of shape {tuple(masked.shape)}"
            )
        return encoded._replace(mask=encoded.mask & ~masked.to(encoded.mask.device))


def text_sizes(vocab: Vocab, max_length: int) -> str:
    """For `print(model)`: what it can read or write."""
    return f"{len(vocab)} characters, max_length={max_length}"
