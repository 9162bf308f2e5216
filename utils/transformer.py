"""Attention without recurrence: a small Transformer (Vaswani et al. 2017).

It sees question and answer as one row of characters, `12+34}{_46`, and guesses the next
character of the answer at each of its places. No state goes from place to place; all are
computed at once. Each place looks at the whole question, and in the answer at what stands
before it.
"""

from collections.abc import Iterator
from typing import NamedTuple

import torch
from jaxtyping import Bool, Float
from torch import Tensor, nn

from utils.seq2seq import DecoderStep, Encoded, Seq2Seq, Source, Target
from utils.vocab import Vocab

Row = Float[Tensor, "batch place size"]
Mask = Bool[Tensor, "batch place place"]


class Look(NamedTuple):
    """What self-attention did at every place; heads side by side."""

    query: Float[Tensor, "batch heads place part"]  # q: what a place asks
    key: Float[Tensor, "batch heads place part"]  # k: what it offers to be found by
    value: Float[Tensor, "batch heads place part"]  # v: what it hands out
    weights: Float[Tensor, "batch heads place place"]  # rows sum to 1
    context: Row


class SelfAttention(nn.Module):
    """Every place asks every other (Vaswani et al. 2017, sections 3.2.1 and 3.2.2).

    q = x W_q^T, k = x W_k^T, v = x W_v^T
    weights = softmax(q k^T / sqrt(part)), context = weights v

    Args:
        size: length of the vector at a place.
        heads: how many questions a place asks at once; each uses size / heads numbers.

    Raises:
        ValueError: size is no multiple of heads.
    """

    def __init__(self, size: int, heads: int):
        super().__init__()
        if size % heads:
            raise ValueError(f"expected a size that {heads} heads can share, got {size}")
        self.heads = heads
        self.W_q = nn.Linear(size, size, bias=False)
        self.W_k = nn.Linear(size, size, bias=False)
        self.W_v = nn.Linear(size, size, bias=False)
        self.W_o = nn.Linear(size, size, bias=False)

    def forward(self, x: Row, mask: Mask) -> Look:
        """Look once, from every place; `mask` is True where a row may look."""
        query, key, value = (self._split(W(x)) for W in (self.W_q, self.W_k, self.W_v))
        scores = query @ key.transpose(-1, -2) / key.shape[-1] ** 0.5
        weights = torch.softmax(scores.masked_fill(~mask[:, None], -torch.inf), dim=-1)
        context = self.W_o((weights @ value).transpose(1, 2).flatten(2))
        return Look(query, key, value, weights, context)

    def _split(self, x: Row) -> Float[Tensor, "batch heads place part"]:
        return x.unflatten(-1, (self.heads, -1)).transpose(1, 2)


class Block(nn.Module):
    """Look around, then think it over; both add to what is there. The sizes are normalized
    before, not after as in the paper, which trains without a warm-up (Xiong et al. 2020)."""

    def __init__(self, size: int, heads: int):
        super().__init__()
        self.norm_look, self.norm_think = nn.LayerNorm(size), nn.LayerNorm(size)
        self.look = SelfAttention(size, heads)
        self.think = nn.Sequential(
            nn.Linear(size, 4 * size), nn.ReLU(), nn.Linear(4 * size, size)
        )

    def forward(self, x: Row, mask: Mask) -> Row:
        x = x + self.look(self.norm_look(x), mask).context
        return x + self.think(self.norm_think(x))


class CharacterVectors(nn.Module):
    """Gives each character its vector; all that is left of encoder and decoder.

    Args: as for `Encoder`; `size` is the length of the vector.
    """

    def __init__(self, vocab: Vocab, size: int, longest: int, form: str = "(?s).*"):
        super().__init__()
        self.vocab, self.longest, self.hidden_size, self.form = vocab, longest, size, form
        self.embedding = nn.Embedding(len(vocab), size)

    def forward(self, source: Source) -> Encoded:
        """As an `Encoder` does, but no vector knows of another yet."""
        x = self.embedding(source)
        return Encoded(x, x[:, -1], source != self.vocab.pad)


class Transformer(Seq2Seq):
    """A row of characters with their positions, through some blocks.

    Args:
        encoder: the characters of the question.
        decoder: the characters of the answer.
        layers: how many blocks.
        heads: of each block.
    """

    def __init__(
        self, encoder: CharacterVectors, decoder: CharacterVectors, layers: int, heads: int
    ):
        super().__init__(encoder, decoder)
        size, places = encoder.hidden_size, encoder.longest + decoder.longest + 2
        self.position = nn.Embedding(places, size)
        self.blocks = nn.ModuleList(Block(size, heads) for _ in range(layers))
        self.norm = nn.LayerNorm(size)
        self.output = nn.Linear(size, len(decoder.vocab))

    def decode(self, encoded: Encoded, target: Target | None = None) -> Iterator[DecoderStep]:
        """Yield the answer's places; fed a target, all of them were computed at once.

        Raises:
            ValueError: more places than positions.
        """
        y = torch.full_like(encoded.mask[:, :1], self.decoder.vocab.start, dtype=torch.long)
        if target is not None:
            y = torch.cat([y, target[:, :-1]], dim=1)
            for s in self._places(encoded, y).unbind(1):
                yield DecoderStep(s, self.output(s))
            return
        for _ in range(self.decoder.longest + 1):
            s = self._places(encoded, y)[:, -1]
            step = DecoderStep(s, self.output(s))
            yield step
            y = torch.cat([y, step.logits.argmax(-1, keepdim=True)], dim=1)

    def _places(self, encoded: Encoded, y: Target) -> Row:
        """The vector at each place of the answer, from the characters before it."""
        x = torch.cat([encoded.h, self.decoder.embedding(y)], dim=1)
        if x.shape[1] > len(self.position.weight):
            raise ValueError(
                f"expected at most {len(self.position.weight)} places, as many as there are "
                f"positions, got {x.shape[1]}"
            )
        x = x + self.position.weight[: x.shape[1]]
        before = torch.ones(x.shape[1], x.shape[1], device=x.device).tril().bool()
        asked = nn.functional.pad(
            encoded.mask, (0, y.shape[1])
        )  # the question, not its padding
        written = nn.functional.pad(torch.ones_like(y).bool(), (encoded.mask.shape[1], 0))
        itself = torch.eye(x.shape[1], device=x.device).bool()  # padding must look somewhere
        mask = asked[:, None] | written[:, None] & before | itself
        for block in self.blocks:
            x = block(x, mask)
        return self.norm(x[:, -y.shape[1] :])
