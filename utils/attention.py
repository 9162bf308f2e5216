"""Attention, additive and by dot product, and a decoder that uses it (Bahdanau et al. 2015)."""

from typing import NamedTuple

import torch
from jaxtyping import Bool, Float
from torch import Tensor, nn

from utils.seq2seq import Characters, Decoder, Encoded, Hidden
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
    context: Hidden  # c_t
    s: Hidden  # decoder state
    logits: Float[Tensor, "batch vocab"]


class Memory(NamedTuple):
    """What the attention reads at every step; U_a h_i does not depend on the step, so it
    is computed once per text (Bahdanau et al. 2015, appendix A.1.2)."""

    keys: Float[Tensor, "batch source hidden"]  # h_i
    mask: Bool[Tensor, "batch source"]
    projected: Float[Tensor, "batch source attention"]  # U_a h_i


class Scoring(nn.Module):
    """What all kinds of attention share: score, weigh, blend.

    alpha_t = softmax(e_t),  c_t = sum_i alpha_{t,i} h_i  (Bahdanau et al. 2015, eq. 6 and 5)

    Args:
        state_size: length of the decoder's state s_{t-1}.
        key_size: length of an encoder state h_i.
        attention_size: length of the vectors that are compared, W_a s_{t-1} and U_a h_i.
    """

    def __init__(self, state_size: int, key_size: int, attention_size: int):
        super().__init__()
        self.W_a = nn.Linear(state_size, attention_size, bias=False)
        self.U_a = nn.Linear(key_size, attention_size, bias=False)

    def score(
        self,
        state: Float[Tensor, "batch state"],
        projected: Float[Tensor, "batch source attention"],
    ) -> Float[Tensor, "batch source"]:
        """e_{t,i} from s_{t-1} and the projected keys U_a h_i."""
        raise NotImplementedError

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
            projected: U_a h_i, where the caller has it already.

        Raises:
            ValueError: if the shapes do not fit, or a row is all padding.
        """
        self._check(state, keys, mask, projected)
        if projected is None:
            projected = self.U_a(keys)
        scores = self.score(state, projected)
        weights = torch.softmax(scores.masked_fill(~mask, -torch.inf), dim=-1)
        context = (weights[:, None] @ keys).squeeze(1)
        return Attention(scores, weights, context)

    def _check(
        self, state: Tensor, keys: Tensor, mask: Tensor, projected: Tensor | None
    ) -> None:
        if keys.dim() != 3 or keys.shape[2] != self.U_a.in_features:
            raise ValueError(
                f"expected keys of shape (batch, source, {self.U_a.in_features}), "
                f"got {tuple(keys.shape)}"
            )
        batch, source = keys.shape[:2]
        for name, tensor, expected in (
            ("state", state, (batch, self.W_a.in_features)),
            ("mask", mask, (batch, source)),
            ("projected", projected, (batch, source, self.U_a.out_features)),
        ):
            if tensor is not None and tensor.shape != expected:
                raise ValueError(
                    f"expected {name} of shape {expected}, got {tuple(tensor.shape)}"
                )
        if mask.dtype != torch.bool:
            raise ValueError(f"expected a mask of True and False, got {mask.dtype}")
        if not mask.any(dim=1).all():
            raise ValueError("expected at least one character in every row, got only padding")


class AdditiveAttention(Scoring):
    """Scores every encoder state against the decoder's state by a small network.

    e_{t,i} = v_a^T tanh(W_a s_{t-1} + U_a h_i)     (Bahdanau et al. 2015, appendix A.1.2)

    Args: as for `Scoring`; attention_size is the width of the network.
    """

    def __init__(self, state_size: int, key_size: int, attention_size: int):
        super().__init__(state_size, key_size, attention_size)
        self.v_a = nn.Linear(attention_size, 1, bias=False)

    def score(self, state: Tensor, projected: Tensor) -> Tensor:
        hidden = torch.tanh(self.W_a(state)[:, None] + projected)
        return self.v_a(hidden).squeeze(-1)


class DotAttention(Scoring):
    """Scores by a dot product: e_{t,i} = (W_a s_{t-1})^T (U_a h_i).

    With one matrix, W_a^T U_a, it is the "general" score of Luong et al. 2015, equation 8.
    """

    def score(self, state: Tensor, projected: Tensor) -> Tensor:
        return (projected @ self.W_a(state)[:, :, None]).squeeze(-1)


class ScaledDotAttention(DotAttention):
    """The dot product, divided by the root of its length (Vaswani et al. 2017, equation 1)."""

    def score(self, state: Tensor, projected: Tensor) -> Tensor:
        return super().score(state, projected) / projected.shape[-1] ** 0.5


class UniformAttention(Scoring):
    """Looks everywhere alike: every score is 0. To compare with."""

    def score(self, state: Tensor, projected: Tensor) -> Tensor:
        return torch.zeros_like(projected[..., 0])


class AttentionDecoder(Decoder):
    """A decoder that looks back at all states of the encoder before each character.

    Args: as for `Decoder`, and
        attention_size: as for `Scoring`.
        attention: how states are scored.
    """

    def __init__(
        self,
        vocab: Vocab,
        embedding_size: int,
        hidden_size: int,
        longest: int,
        attention_size: int,
        attention: type[Scoring] = AdditiveAttention,
    ):
        super().__init__(vocab, embedding_size, hidden_size, longest, context_size=hidden_size)
        self.attention = attention(hidden_size, hidden_size, attention_size)

    def read(self, encoded: Encoded) -> Memory:
        return Memory(encoded.h, encoded.mask, self.attention.U_a(encoded.h))

    def step(self, y: Characters, s: Hidden, memory: Memory) -> AttentionStep:
        """From the last character y_{t-1} and state s_{t-1} to the next."""
        scores, weights, context = self.attention(s, *memory)
        x = torch.cat([self.embedding(y), context], dim=-1)
        s = self.cell.step(x, s).h
        logits = self.output(torch.cat([s, context], dim=-1))
        return AttentionStep(scores, weights, context, s, logits)
