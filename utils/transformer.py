"""Attention without recurrence: a small Transformer (Vaswani et al. 2017).

It sees question and answer as one row of characters, `12+34}{_46`, and predicts the next
character of the answer at each of its positions. No state goes from position to position; in
training all are computed at once. Each position attends to the whole question, and to the part
of the answer that is known there.
"""

from collections.abc import Iterator
from typing import NamedTuple

import torch
from jaxtyping import Bool, Float
from torch import Tensor, nn

from .domain import ANYTHING, Domain
from .text_model import DecoderStep, Encoded, Source, Target, TextModel
from .vocab import Vocab

Row = Float[Tensor, "batch position size"]
Mask = Bool[Tensor, "batch position position"]


class SelfAttentionStep(NamedTuple):
    """What self-attention did at every position; heads side by side."""

    query: Float[Tensor, "batch heads position part"]  # q: what a position asks
    key: Float[Tensor, "batch heads position part"]  # k: what it offers to be found by
    value: Float[Tensor, "batch heads position part"]  # v: what it hands out
    scores: Float[Tensor, "batch heads position position"]
    weights: Float[Tensor, "batch heads position position"]  # rows sum to 1
    context: Row


class SelfAttention(nn.Module):
    """Every position asks every other (Vaswani et al. 2017, sections 3.2.1 and 3.2.2).

    q = x W_q^T, k = x W_k^T, v = x W_v^T
    weights = softmax(q k^T / sqrt(part)), context = weights v

    Args:
        size: length of the vector at a position.
        heads: how many questions a position asks at once; each uses size / heads numbers.

    Raises:
        ValueError: size is not a multiple of heads.
    """

    def __init__(self, size: int, heads: int):
        super().__init__()
        if size % heads:
            raise ValueError(f"expected a size that {heads} heads can share, got {size}")
        self.size, self.heads = size, heads
        self.W_q = nn.Linear(size, size, bias=False)
        self.W_k = nn.Linear(size, size, bias=False)
        self.W_v = nn.Linear(size, size, bias=False)
        self.W_o = nn.Linear(size, size, bias=False)

    def extra_repr(self) -> str:
        return f"{self.size}, heads={self.heads}"

    def forward(self, x: Row, mask: Mask) -> SelfAttentionStep:
        """Look once, from every position; `mask` is True where a row may look.

        Raises:
            ValueError: a row may look nowhere.
        """
        if not mask.any(dim=-1).all():
            raise ValueError("expected every row to look somewhere, got one that may not")
        query, key, value = (self._split(W(x)) for W in (self.W_q, self.W_k, self.W_v))
        scores = query @ key.transpose(-1, -2) / key.shape[-1] ** 0.5
        weights = torch.softmax(scores.masked_fill(~mask[:, None], -torch.inf), dim=-1)
        context = self.W_o((weights @ value).transpose(1, 2).flatten(2))
        return SelfAttentionStep(query, key, value, scores, weights, context)

    def _split(self, x: Row) -> Float[Tensor, "batch heads position part"]:
        return x.unflatten(-1, (self.heads, -1)).transpose(1, 2)


class Block(nn.Module):
    """Self-attention, then a small network at each position; both add to what is there
    (residual connections). Normalization comes before each of them, not after as in the paper,
    so that training needs no warm-up (Xiong et al. 2020)."""

    def __init__(self, size: int, heads: int):
        super().__init__()
        self.norm_attention, self.norm_feed_forward = nn.LayerNorm(size), nn.LayerNorm(size)
        self.attention = SelfAttention(size, heads)
        self.feed_forward = nn.Sequential(
            nn.Linear(size, 4 * size), nn.ReLU(), nn.Linear(4 * size, size)
        )

    def forward(self, x: Row, mask: Mask) -> tuple[Row, SelfAttentionStep]:
        """The vectors after the block, and what its attention did."""
        step = self.attention(self.norm_attention(x), mask)
        x = x + step.context
        return x + self.feed_forward(self.norm_feed_forward(x)), step


class Transformer(TextModel):
    """A row of characters with their positions, passed through several blocks.

    Args:
        source_vocab, target_vocab: the characters of question and answer.
        max_source, max_target: how many characters each may have, not counting the end mark.
        size: length of the vector at a position.
        layers: how many blocks.
        heads: of each block.
        domain: as for `Encoder`.
    """

    def __init__(
        self,
        source_vocab: Vocab,
        target_vocab: Vocab,
        max_source: int,
        max_target: int,
        size: int,
        layers: int,
        heads: int,
        domain: Domain = ANYTHING,
    ):
        super().__init__()
        self.source_vocab, self.target_vocab = source_vocab, target_vocab
        self.max_source, self.max_target, self.domain = max_source, max_target, domain
        self.source_embedding = nn.Embedding(len(source_vocab), size)
        self.target_embedding = nn.Embedding(len(target_vocab), size)
        self.position = nn.Embedding(max_source + max_target + 2, size)
        self.blocks = nn.ModuleList(Block(size, heads) for _ in range(layers))
        self.norm = nn.LayerNorm(size)
        self.output = nn.Linear(size, len(target_vocab))

    def encode(self, source: Source) -> Encoded:
        """The characters' vectors, none of which depends on the others yet."""
        return Encoded(self.source_embedding(source), None, source != self.source_vocab.pad)

    def decode(self, encoded: Encoded, target: Target | None = None) -> Iterator[DecoderStep]:
        """Yield the answer's positions; fed a target, all of them were computed at once.

        Raises:
            ValueError: more characters than positions.
        """
        if target is not None:
            y = self.shifted(encoded, target)
            for before, s in zip(y.unbind(1), self.answer(encoded, y).unbind(1), strict=True):
                yield DecoderStep(before, None, s, self.output(s))
            return
        y = self.start(encoded)[:, None]
        for _ in range(self.max_target + 1):
            s = self.answer(encoded, y)[:, -1]
            step = DecoderStep(y[:, -1], None, s, self.output(s))
            yield step
            y = torch.cat([y, step.logits.argmax(-1, keepdim=True)], dim=1)

    def logits(self, encoded: Encoded, target: Target) -> Tensor:
        return self.output(self.answer(encoded, self.shifted(encoded, target)))

    def answer(self, encoded: Encoded, y: Target) -> Row:
        """The vector at each position of the answer, from the characters before it."""
        x, _ = self.row(encoded, y)
        return self.norm(x[:, -y.shape[1] :])

    def row(self, encoded: Encoded, y: Target) -> tuple[Row, list[SelfAttentionStep]]:
        """The vectors of the whole row, question and answer, after the last block, and what
        the attention of each block did."""
        x = torch.cat([encoded.h, self.target_embedding(y)], dim=1)
        if x.shape[1] > len(self.position.weight):
            raise ValueError(
                f"expected at most {len(self.position.weight)} characters, as many as there "
                f"are positions, got {x.shape[1]}"
            )
        x = x + self.position.weight[: x.shape[1]]
        mask, steps = attention_mask(encoded.mask, y), []
        for block in self.blocks:
            x, step = block(x, mask)
            steps.append(step)
        return x, steps


def attention_mask(question: Bool[Tensor, "batch source"], y: Target) -> Mask:
    """Which position (row) may look at which (column).

    Args:
        question: True where a character stands, False on padding.
        y: the answer so far.
    """
    length = question.shape[1] + y.shape[1]
    before = torch.ones(length, length, device=y.device).tril().bool()
    asked = nn.functional.pad(question, (0, y.shape[1]))  # the question, not its padding
    written = nn.functional.pad(torch.ones_like(y).bool(), (question.shape[1], 0))
    itself = torch.eye(length, device=y.device).bool()  # padding must look somewhere
    return asked[:, None] | written[:, None] & before | itself
