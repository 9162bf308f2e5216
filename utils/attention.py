"""Additive attention and a decoder that uses it (Bahdanau et al. 2015)."""

from typing import NamedTuple

import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor, nn

from utils.cells import GRUCell
from utils.seq2seq import Decoder, Encoded
from utils.vocab import Vocab


class Attention(NamedTuple):
    """One look at the encoder's states."""

    scores: Float[Tensor, "batch source"]  # e_{t,i}
    weights: Float[Tensor, "batch source"]  # alpha_{t,i}, rows sum to 1
    context: Float[Tensor, "batch keys"]  # c_t


class AttentionStep(NamedTuple):
    """One character of the answer, and where the decoder looked for it."""

    scores: Float[Tensor, "batch source"]  # e_{t,i}
    weights: Float[Tensor, "batch source"]  # alpha_{t,i}
    context: Float[Tensor, "batch hidden"]  # c_t
    s: Float[Tensor, "batch hidden"]  # decoder state
    logits: Float[Tensor, "batch vocab"]


class Memory(NamedTuple):
    """What the attention reads at every step; computed once per text."""

    keys: Float[Tensor, "batch source hidden"]  # h_i
    projected: Float[Tensor, "batch source attention"]  # U_a h_i
    mask: Bool[Tensor, "batch source"]


class AdditiveAttention(nn.Module):
    """Scores every encoder state against the decoder's state by a small network.

    e_{t,i} = v_a^T tanh(W_a s_{t-1} + U_a h_i)     (Bahdanau et al. 2015, appendix A.1.2)
    alpha_t = softmax(e_t),  c_t = sum_i alpha_{t,i} h_i          (equations 5 and 6)

    Args:
        state_size: length of s_{t-1}.
        key_size: length of an encoder state h_i.
        attention_size: width of the small network.
    """

    def __init__(self, state_size: int, key_size: int, attention_size: int):
        super().__init__()
        self.W_a = nn.Linear(state_size, attention_size, bias=False)
        self.U_a = nn.Linear(key_size, attention_size, bias=False)
        self.v_a = nn.Linear(attention_size, 1, bias=False)

    def forward(
        self,
        state: Float[Tensor, "batch state"],
        keys: Float[Tensor, "batch source keys"],
        mask: Bool[Tensor, "batch source"],
        projected: Float[Tensor, "batch source attention"] | None = None,
    ) -> Attention:
        """Look once.

        Args:
            state: s_{t-1}, the decoder's state *before* this character.
            keys: the encoder's states h_i.
            mask: True where a character stands; padding gets the weight 0.
            projected: U_a h_i, where the caller has it already; it does not depend on t.

        Raises:
            ValueError: if the shapes do not fit, or a row is all padding.
        """
        self._check(state, keys, mask)
        if projected is None:
            projected = self.U_a(keys)
        scores = self.v_a(torch.tanh(self.W_a(state)[:, None] + projected)).squeeze(-1)
        weights = torch.softmax(scores.masked_fill(~mask, -torch.inf), dim=-1)
        context = (weights[:, None] @ keys).squeeze(1)
        return Attention(scores, weights, context)

    def _check(self, state: Tensor, keys: Tensor, mask: Tensor) -> None:
        expected = (*mask.shape, self.U_a.in_features)
        if keys.shape != expected:
            raise ValueError(f"expected keys of shape {expected}, got {tuple(keys.shape)}")
        expected = (len(mask), self.W_a.in_features)
        if state.shape != expected:
            raise ValueError(f"expected a state of shape {expected}, got {tuple(state.shape)}")
        if not mask.any(dim=1).all():
            raise ValueError("expected at least one character in every row, got only padding")


class AttentionDecoder(Decoder):
    """A decoder that looks back at all states of the encoder before each character.

    Args: as for `Decoder`, and
        attention_size: width of the scoring network.
    """

    def __init__(
        self,
        vocab: Vocab,
        embedding_size: int,
        hidden_size: int,
        longest: int,
        attention_size: int,
    ):
        super().__init__(vocab, embedding_size, hidden_size, longest)
        self.attention = AdditiveAttention(hidden_size, hidden_size, attention_size)
        self.cell = GRUCell(embedding_size + hidden_size, hidden_size)
        self.output = nn.Linear(2 * hidden_size, len(vocab))

    def read(self, encoded: Encoded) -> Memory:
        return Memory(encoded.h, self.attention.U_a(encoded.h), encoded.mask)

    def step(
        self, y: Int[Tensor, " batch"], s: Float[Tensor, "batch hidden"], memory: Memory
    ) -> AttentionStep:
        """From the last character y_{t-1} and state s_{t-1} to the next."""
        scores, weights, context = self.attention(s, memory.keys, memory.mask, memory.projected)
        x = torch.cat([self.embedding(y), context], dim=-1)
        s = self.cell.step(x, s).h
        logits = self.output(torch.cat([s, context], dim=-1))
        return AttentionStep(scores, weights, context, s, logits)
