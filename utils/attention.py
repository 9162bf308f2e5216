"""Attention, and a decoder that uses it (Bahdanau et al. 2015)."""

from typing import NamedTuple

import torch
from jaxtyping import Bool, Float
from torch import Tensor, nn

from .cells import CellFactory, GRUCell, hidden_of
from .cells.unroll import project
from .seq2seq import Decoder
from .text_model import Characters, DecoderStep, Encoded, State, Target
from .vocab import Vocab


class Attention(NamedTuple):
    """One look at the encoder's states."""

    scores: Float[Tensor, "batch source"]  # e_{t,i}
    weights: Float[Tensor, "batch source"]  # alpha_{t,i}, rows sum to 1
    context: Float[Tensor, "batch keys"]  # c_t
    hidden: Float[Tensor, "batch source attention"] | None = None  # of additive attention


class Memory(NamedTuple):
    """What the attention reads at every step; U_a h_i does not depend on the step, so it
    is computed once per text (Bahdanau et al. 2015, appendix A.1.2)."""

    keys: Float[Tensor, "batch source hidden"]  # h_i
    mask: Bool[Tensor, "batch source"]
    projected: Float[Tensor, "batch source attention"] | None  # U_a h_i


class Scoring(nn.Module):
    """What all kinds of attention share: score, weigh, blend.

    alpha_t = softmax(e_t),  c_t = sum_i alpha_{t,i} h_i  (Bahdanau et al. 2015, eq. 6 and 5)

    The encoder's states h_i are keys (what is compared) and values (what is blended) in one.

    Args:
        state_size: length of the decoder's state s_{t-1}.
        key_size: length of an encoder state h_i.
        attention_size: length of the vectors that are compared, W_a s_{t-1} and U_a h_i;
            ignored by kinds that compare nothing.
    """

    def __init__(self, state_size: int, key_size: int, attention_size: int):
        super().__init__()
        self.state_size, self.key_size = state_size, key_size
        self.attention_size = attention_size

    def extra_repr(self) -> str:
        return f"{self.state_size}, {self.key_size}, {self.attention_size}"

    def project(self, keys: Float[Tensor, "batch source keys"]) -> Tensor | None:
        """What can be computed from the keys before the first step; None if nothing can."""
        return None

    def score(
        self, state: Float[Tensor, "batch state"], memory: Memory, progress: float
    ) -> tuple[Float[Tensor, "batch source"], Tensor | None]:
        """e_{t,i} from s_{t-1} and the keys, and the hidden layer if there is one."""
        raise NotImplementedError

    def forward(
        self,
        state: Float[Tensor, "batch state"],
        keys: Float[Tensor, "batch source keys"],
        mask: Bool[Tensor, "batch source"],
        projected: Float[Tensor, "batch source attention"] | None = None,
        progress: float = 0.0,
    ) -> Attention:
        """Look once.

        Args:
            state: s_{t-1}, the decoder's state *before* this character.
            keys: the encoder's states h_i.
            mask: True where a character stands; padding gets the weight 0.
            projected: U_a h_i, where the caller has it already.
            progress: how much of the answer is written, from 0 to 1.

        Raises:
            ValueError: if the shapes do not fit, or a row is all padding.
        """
        self._check(state, keys, mask, projected)
        if projected is None:
            projected = self.project(keys)
        scores, hidden = self.score(state, Memory(keys, mask, projected), progress)
        weights = torch.softmax(scores.masked_fill(~mask, -torch.inf), dim=-1)
        context = (weights[:, None] @ keys).squeeze(1)
        return Attention(scores, weights, context, hidden)

    def check_keys(self, keys: Tensor) -> None:
        """Raise ValueError unless the keys have the shape (batch, source, key_size)."""
        if keys.dim() != 3 or keys.shape[2] != self.key_size:
            raise ValueError(
                f"expected keys of shape (batch, source, {self.key_size}), "
                f"got {tuple(keys.shape)}"
            )

    def _check(
        self, state: Tensor, keys: Tensor, mask: Tensor, projected: Tensor | None
    ) -> None:
        self.check_keys(keys)
        batch, source = keys.shape[:2]
        if not isinstance(state, Tensor):
            raise ValueError(
                f"expected the state as a tensor of shape {(batch, self.state_size)}, got a "
                f"{type(state).__name__}; of the LSTM's pair (h, c) give h"
            )
        for name, tensor, expected in (
            ("state", state, (batch, self.state_size)),
            ("mask", mask, (batch, source)),
            ("projected", projected, (batch, source, self.attention_size)),
        ):
            if tensor is not None and tensor.shape != expected:
                raise ValueError(
                    f"expected {name} of shape {expected}, got {tuple(tensor.shape)}"
                )
        if mask.dtype != torch.bool:
            raise ValueError(f"expected a mask of True and False, got {mask.dtype}")
        if not mask.any(dim=1).all():
            raise ValueError("expected at least one character in every row, got only padding")


class ProjectedScoring(Scoring):
    """The base of the kinds that compare W_a s_{t-1} with U_a h_i. Args: as for `Scoring`."""

    def __init__(self, state_size: int, key_size: int, attention_size: int):
        super().__init__(state_size, key_size, attention_size)
        self.W_a = nn.Linear(state_size, attention_size, bias=False)
        self.U_a = nn.Linear(key_size, attention_size, bias=False)

    def project(self, keys: Tensor) -> Tensor:
        return self.U_a(keys)


class AdditiveAttention(ProjectedScoring):
    """Scores every encoder state against the decoder's state with a small network.

    e_{t,i} = v_a^T tanh(W_a s_{t-1} + U_a h_i)     (Bahdanau et al. 2015, appendix A.1.2)

    Args: as for `Scoring`; attention_size is the width of the network.
    """

    def __init__(self, state_size: int, key_size: int, attention_size: int):
        super().__init__(state_size, key_size, attention_size)
        self.v_a = nn.Linear(attention_size, 1, bias=False)

    def score(self, state: Tensor, memory: Memory, progress: float) -> tuple[Tensor, Tensor]:
        hidden = torch.tanh(self.W_a(state)[:, None] + memory.projected)
        scores = self.v_a(hidden).squeeze(-1)
        return scores, hidden


class DotAttention(ProjectedScoring):
    """Scores by a dot product: e_{t,i} = (W_a s_{t-1})^T (U_a h_i).

    With one matrix, W_a^T U_a, it is the "general" score of Luong et al. 2015, equation 8.
    """

    def score(self, state: Tensor, memory: Memory, progress: float) -> tuple[Tensor, None]:
        return (memory.projected @ self.W_a(state)[:, :, None]).squeeze(-1), None


class ScaledDotAttention(DotAttention):
    """The dot product, divided by the root of its length (Vaswani et al. 2017, equation 1)."""

    def score(self, state: Tensor, memory: Memory, progress: float) -> tuple[Tensor, None]:
        scores, _ = super().score(state, memory, progress)
        return scores / self.attention_size**0.5, None


class UniformAttention(Scoring):
    """Uniform weights, so the context is the mean of the states: a baseline."""

    def score(self, state: Tensor, memory: Memory, progress: float) -> tuple[Tensor, None]:
        return torch.zeros_like(memory.keys[..., 0]), None


class LastStateAttention(Scoring):
    """Looks at the last state only, h_T: a decoder that is shown the encoder's vector again at
    every step, as that of Cho et al. 2014, with nothing to choose from: a baseline."""

    def score(self, state: Tensor, memory: Memory, progress: float) -> tuple[Tensor, None]:
        return _only(memory.mask, torch.ones_like(memory.keys[:, 0, 0])), None


class FixedAttention(Scoring):
    """Looks at the position that is as far along the text as the answer has come. Nothing in
    it is learned: a baseline."""

    def score(self, state: Tensor, memory: Memory, progress: float) -> tuple[Tensor, None]:
        return _only(memory.mask, torch.full_like(memory.keys[:, 0, 0], progress)), None


def _only(
    mask: Bool[Tensor, "batch source"], along: Float[Tensor, " batch"]
) -> Float[Tensor, "batch source"]:
    """Scores that leave only one state of each text: 0 there, minus infinity elsewhere. `along`
    says which one, from 0 for the first character to 1 for the last."""
    position = (along * (mask.sum(dim=1) - 1)).round()
    rank = mask.cumsum(dim=1) - 1  # 0 for the first character; padding stands before it
    chosen = mask & (rank == position[:, None])
    return torch.zeros_like(mask, dtype=along.dtype).masked_fill(~chosen, -torch.inf)


class AttentionDecoder(Decoder):
    """A decoder that looks back at all states of the encoder before each character.

    Args: as for `Decoder`, and
        attention_size: as for `Scoring`.
        attention: how states are scored.
        key_size: length of an encoder state; by default hidden_size.
    """

    has_attention = True

    def __init__(
        self,
        vocab: Vocab,
        embedding_size: int,
        hidden_size: int,
        max_length: int,
        attention_size: int,
        attention: type[Scoring] = AdditiveAttention,
        key_size: int | None = None,
        cell: CellFactory = GRUCell,
    ):
        keys = key_size or hidden_size
        super().__init__(vocab, embedding_size, hidden_size, max_length, keys, cell)
        self.attention = attention(hidden_size, keys, attention_size)

    def read(self, encoded: Encoded) -> Memory:
        self.attention.check_keys(encoded.h)
        return Memory(encoded.h, encoded.mask, self.attention.project(encoded.h))

    def step(self, y: Characters, s: State, memory: Memory, t: int = 0) -> DecoderStep:
        """From the last character y_{t-1} and state s_{t-1} to the next."""
        s_prev = s
        look = self.look(s_prev, memory, t)
        x = torch.cat([self.embedding(y), look.context], dim=-1)
        s = self.cell.step(x, s_prev).state
        logits = self.output(torch.cat([hidden_of(s), look.context], dim=-1))
        return DecoderStep(
            y, s_prev, s, logits, look.hidden, look.scores, look.weights, look.context
        )

    def look(self, s: State, memory: Memory, t: int) -> Attention:
        """Attention before the t-th character, counted from 0."""
        return self.attention(hidden_of(s), *memory, progress=min(1.0, t / self.max_length))

    def forward(self, encoded: Encoded, y: Target) -> Tensor:
        """Like `Decoder.forward`. Only the context has to wait for the state: the part of the
        cell's product for the embeddings is computed before, the output after the last step."""
        memory, weights = self.read(encoded), self.cell.stacked_weights()
        sizes = [self.embedding.embedding_dim, self.attention.key_size]
        of_embedding, of_context = weights.W.split(sizes, dim=1)
        s, outputs = encoded.state, []
        inputs = project(self.embedding(y), weights._replace(W=of_embedding))
        for t, a in enumerate(inputs):
            context = self.look(s, memory, t).context
            s = self.cell.advance(torch.addmm(a, context, of_context.T), s, weights)
            outputs.append(torch.cat([hidden_of(s), context], dim=-1))
        return self.output(torch.stack(outputs, dim=1))
