"""Sequence to sequence: one network reads a text, another writes the answer
(Cho et al. 2014; Sutskever et al. 2014)."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor, nn

from utils.cells import GRUCell
from utils.vocab import Vocab

Source = Int[Tensor, "batch source"]
Target = Int[Tensor, "batch target"]
Characters = Int[Tensor, " batch"]
Hidden = Float[Tensor, "batch hidden"]


class Encoded(NamedTuple):
    """What the encoder made of a batch of texts."""

    h: Float[Tensor, "batch source hidden"]  # the state after each character
    state: Hidden  # the state after the last one
    mask: Bool[Tensor, "batch source"]  # True where a character stands, False on padding


class DecoderStep(NamedTuple):
    """One character of the answer."""

    s: Hidden  # decoder state
    logits: Float[Tensor, "batch vocab"]  # scores of the candidates for this character


class Translation(NamedTuple):
    """Answers, and where the model looked while it wrote them.

    texts: the answers. One that did not come to an end is marked by `…`, one to a text of
        another form than the model was built for by `?`: it is a guess.
    written: the same with the vocabulary's marks, such as `_46}`: one row of weights a
        character.
    chances: (batch,) the probability that the model gives to all that it wrote.
    weights: (batch, answer characters, source characters), None without attention.
        Source texts stand at the right, as `Vocab.pack` puts them.
    """

    texts: list[str]
    written: list[str]
    chances: Float[Tensor, " batch"]
    weights: Float[Tensor, "batch target source"] | None


class Encoder(nn.Module):
    """Reads a text character by character.

    Args:
        vocab: the characters it can read.
        embedding_size: length of a character's vector.
        hidden_size: length of the state.
        longest: how many characters a text may have, the end mark not counted.
        form: a regular expression for the texts that the model is built for; the answer to
            any other is marked as a guess. By default every text will do.
    """

    def __init__(
        self,
        vocab: Vocab,
        embedding_size: int,
        hidden_size: int,
        longest: int,
        form: str = "(?s).*",
    ):
        super().__init__()
        self.vocab, self.longest, self.hidden_size = vocab, longest, hidden_size
        self.form = form
        self.embedding = nn.Embedding(len(vocab), embedding_size)
        self.cell = GRUCell(embedding_size, hidden_size)

    def forward(self, source: Source) -> Encoded:
        """Read texts packed by `vocab.pack`; padding leaves the state zero."""
        x = self.embedding(source)
        mask = source != self.vocab.pad
        h = self.cell.first_state(x)
        states = []
        for x_t, reads in zip(x.unbind(1), mask.unbind(1), strict=True):
            h = self.cell.step(x_t, h).h * reads[:, None]
            states.append(h)
        return Encoded(torch.stack(states, dim=1), h, mask)


class Decoder(nn.Module):
    """Writes an answer character by character, knowing only the encoder's last state.

    Args: as for `Encoder`, for the answer, and
        context_size: length of what a step reads besides the last character and the state.
    """

    def __init__(
        self,
        vocab: Vocab,
        embedding_size: int,
        hidden_size: int,
        longest: int,
        context_size: int = 0,
    ):
        super().__init__()
        self.vocab, self.longest, self.hidden_size = vocab, longest, hidden_size
        self.embedding = nn.Embedding(len(vocab), embedding_size)
        self.cell = GRUCell(embedding_size + context_size, hidden_size)
        self.output = nn.Linear(hidden_size + context_size, len(vocab))

    def read(self, encoded: Encoded) -> None:
        """What every step may look at besides its state. Here: nothing."""
        return None

    def step(self, y: Characters, s: Hidden, memory: None) -> DecoderStep:
        """From the last character y_{t-1} and state s_{t-1} to the next."""
        s = self.cell.step(self.embedding(y), s).h
        return DecoderStep(s, self.output(s))


class Seq2Seq(nn.Module):
    """An encoder that hands its last state over to a decoder.

    Args:
        encoder: an `Encoder`, or what else makes an `Encoded` of texts.
        decoder: a `Decoder`, or what else knows the answer's vocabulary and length.

    Raises:
        ValueError: if their hidden sizes differ.
    """

    def __init__(self, encoder: nn.Module, decoder: nn.Module):
        super().__init__()
        if encoder.hidden_size != decoder.hidden_size:
            raise ValueError(
                "expected equal hidden sizes, so that the state can be handed over; got "
                f"{encoder.hidden_size} in the encoder, {decoder.hidden_size} in the decoder"
            )
        self.encoder, self.decoder = encoder, decoder

    def forward(self, source: Source, target: Target) -> Float[Tensor, "batch target vocab"]:
        """Logits under teacher forcing: each character is guessed from the true ones before.

        Raises:
            ValueError: if there are not as many answers as texts.
        """
        if len(source) != len(target):
            raise ValueError(
                f"expected as many answers as texts, got {len(target)} and {len(source)}"
            )
        steps = self.steps(source, target)
        return torch.stack([step.logits for step in steps], dim=1)

    def steps(self, source: Source, target: Target | None) -> Iterator[DecoderStep]:
        """Yield the decoder's steps, fed the target or its own best guesses."""
        return self.decode(self.encoder(source), target)

    def decode(self, encoded: Encoded, target: Target | None = None) -> Iterator[DecoderStep]:
        """As `steps`, from what the encoder has made of the texts."""
        memory = self.decoder.read(encoded)
        s = encoded.state
        y = torch.full_like(encoded.mask[:, 0], self.decoder.vocab.start, dtype=torch.long)
        length = self.decoder.longest + 1 if target is None else target.shape[1]
        for t in range(length):
            step = self.decoder.step(y, s, memory)
            yield step
            s = step.s
            y = step.logits.argmax(dim=-1) if target is None else target[:, t]

    def pack(self, texts: Sequence[str]) -> Source:
        """The texts as the encoder reads them, where the model's weights are.

        Raises:
            ValueError: no texts, an empty or too long text, an unknown character.
        """
        source = self.encoder.vocab.pack(texts, self.encoder.longest)
        return source.to(next(self.parameters()).device)

    def _hide(self, encoded: Encoded, hidden: Tensor) -> Encoded:
        if type(self.decoder) is Decoder:  # it never looks back
            raise ValueError("expected a model with attention, to hide states from it")
        if hidden.shape != encoded.mask.shape or hidden.dtype != torch.bool:
            raise ValueError(
                f"expected hidden of True and False, of shape {tuple(encoded.mask.shape)}, "
                f"got {hidden.dtype} of shape {tuple(hidden.shape)}"
            )
        return encoded._replace(mask=encoded.mask & ~hidden.to(encoded.mask.device))

    @torch.no_grad()
    def translate(
        self, texts: Sequence[str], hidden: Bool[Tensor, "batch source"] | None = None
    ) -> Translation:
        """Answer each text greedily, the likeliest character first, up to the end mark.

        Args:
            texts: what to answer.
            hidden: True for encoder states that an attention may not look at. Texts stand at
                the right, with their end mark.

        Raises:
            ValueError: as `pack` does; `hidden` of another shape or type, or given to a model
                without attention; all states of a text hidden.
        """
        encoded = self.encoder(self.pack(texts))
        if hidden is not None:
            encoded = self._hide(encoded, hidden)
        steps = list(self.decode(encoded))
        chance, best = torch.stack([step.logits for step in steps], 1).softmax(-1).max(-1)
        looked = [step.weights for step in steps if hasattr(step, "weights")]
        vocab = self.decoder.vocab
        return Translation(
            texts=[
                answer if re.fullmatch(self.encoder.form, text) else answer + "?"
                for text, answer in zip(texts, vocab.unpack(best), strict=True)
            ],
            written=vocab.written(best),
            chances=chance.where(vocab.until_end(best), 1).prod(dim=-1).cpu(),
            weights=torch.stack(looked, dim=1).cpu() if looked else None,
        )
