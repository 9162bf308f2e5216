"""Sequence to sequence: one network reads a text, another writes the answer
(Cho et al. 2014; Sutskever et al. 2014)."""

from collections.abc import Iterator

import torch
from torch import nn

from .cells import CellFactory, GRUCell, hidden_of, unroll
from .cells.cell import defined_together
from .domain import ANYTHING, Domain
from .text_model import (
    Characters,
    DecoderStep,
    Encoded,
    Source,
    State,
    Target,
    TextModel,
    text_sizes,
)
from .vocab import Vocab


class Encoder(nn.Module):
    """Reads a text character by character.

    Args:
        vocab: the characters it can read.
        embedding_size: length of a character's vector.
        hidden_size: length of the state.
        max_length: how many characters a text may have, not counting the end mark.
        domain: what the model is trained for; by default any text.
        cell: the class of its cell, or another maker of one.
    """

    def __init__(
        self,
        vocab: Vocab,
        embedding_size: int,
        hidden_size: int,
        max_length: int,
        domain: Domain = ANYTHING,
        cell: CellFactory = GRUCell,
    ):
        super().__init__()
        self.vocab, self.max_length, self.hidden_size = vocab, max_length, hidden_size
        self.domain = domain
        self.embedding = nn.Embedding(len(vocab), embedding_size)
        self.cell = cell(embedding_size, hidden_size)

    def extra_repr(self) -> str:
        return text_sizes(self.vocab, self.max_length)

    def forward(self, source: Source) -> Encoded:
        """Read texts packed by `vocab.pack`; padding leaves the state zero."""
        mask = source != self.vocab.pad
        h, state = unroll(self.cell, self.embedding(source), mask=mask)
        return Encoded(h, state, mask)


class Decoder(nn.Module):
    """Writes an answer character by character, knowing only the encoder's last state.

    Args: as for `Encoder`, for the answer, and
        context_size: length of what a step reads besides the last character and the state.
    """

    has_attention = False

    def __init__(
        self,
        vocab: Vocab,
        embedding_size: int,
        hidden_size: int,
        max_length: int,
        context_size: int = 0,
        cell: CellFactory = GRUCell,
    ):
        super().__init__()
        self.vocab, self.max_length, self.hidden_size = vocab, max_length, hidden_size
        self.embedding = nn.Embedding(len(vocab), embedding_size)
        self.cell = cell(embedding_size + context_size, hidden_size)
        self.output = nn.Linear(hidden_size + context_size, len(vocab))

    def extra_repr(self) -> str:
        return text_sizes(self.vocab, self.max_length)

    def read(self, encoded: Encoded) -> None:
        """What every step may look at besides its state. Here: nothing."""
        return None

    def step(self, y: Characters, s: State, memory: None, t: int = 0) -> DecoderStep:
        """From the last character y_{t-1} and state s_{t-1} to the next."""
        s_prev = s
        s = self.cell.step(self.embedding(y), s_prev).state
        logits = self.output(hidden_of(s))
        return DecoderStep(y, s_prev, s, logits)

    def forward(self, encoded: Encoded, y: Target) -> torch.Tensor:
        """The logits (batch, target, vocab) of the steps after each of these characters,
        computed faster: all characters are known, so only the state has to wait."""
        h, _ = unroll(self.cell, self.embedding(y), encoded.state)
        return self.output(h)


class Seq2Seq(TextModel):
    """An encoder that hands its last state over to a decoder.

    Args:
        encoder: an `Encoder`, or another module that turns texts into an `Encoded`.
        decoder: a `Decoder`.

    Raises:
        ValueError: their hidden sizes differ.
    """

    def __init__(self, encoder: nn.Module, decoder: Decoder):
        super().__init__()
        if encoder.hidden_size != decoder.hidden_size:
            raise ValueError(
                "expected equal hidden sizes, so that the state can be handed over; got "
                f"{encoder.hidden_size} in the encoder, {decoder.hidden_size} in the decoder"
            )
        self.encoder, self.decoder = encoder, decoder

    @property
    def source_vocab(self) -> Vocab:
        return self.encoder.vocab

    @property
    def target_vocab(self) -> Vocab:
        return self.decoder.vocab

    @property
    def max_source(self) -> int:
        return self.encoder.max_length

    @property
    def max_target(self) -> int:
        return self.decoder.max_length

    @property
    def domain(self) -> Domain:
        return self.encoder.domain

    @property
    def has_attention(self) -> bool:
        return self.decoder.has_attention

    def encode(self, source: Source) -> Encoded:
        return self.encoder(source)

    def decode(self, encoded: Encoded, target: Target | None = None) -> Iterator[DecoderStep]:
        """Yield the decoder's steps, fed the target or its own best guesses."""
        memory = self.decoder.read(encoded)
        y, s = self.start(encoded), encoded.state
        length = self.max_target + 1 if target is None else target.shape[1]
        for t in range(length):
            step = self.decoder.step(y, s, memory, t)
            yield step
            s = step.s
            y = step.logits.argmax(dim=-1) if target is None else target[:, t]

    def logits(self, encoded: Encoded, target: Target) -> torch.Tensor:
        faster = defined_together(self.decoder, "step", "forward") and defined_together(
            self.decoder.cell, "step", "advance"
        )
        if not faster:
            return super().logits(encoded, target)
        return self.decoder(encoded, self.shifted(encoded, target))
