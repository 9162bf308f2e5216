"""Does a heatmap explain the answer? Take away what the model looked at, and see."""

import math
from collections.abc import Sequence
from typing import NamedTuple

import torch
from jaxtyping import Bool, Float
from torch import Tensor, nn

from .attention import AttentionDecoder
from .seq2seq import Seq2Seq

WHICH = ("most", "least", "random")


class Ablation(NamedTuple):
    """Each character of an answer, and what it would have been without one state.

    written: the characters, up to and including the end mark.
    instead: what was written in their place.
    """

    written: list[str]
    instead: list[str]

    @property
    def changed(self) -> list[int]:
        """How many characters of each answer changed."""
        return [
            sum(a != b for a, b in zip(one, other, strict=True))
            for one, other in zip(self.written, self.instead, strict=True)
        ]


@torch.no_grad()
def ablate(model: Seq2Seq, texts: Sequence[str], which: str, seed: int = 0) -> Ablation:
    """Write every character a second time, with one encoder state masked in the attention.

    Only this character is written without the state; the next continues the answer that was
    written with all of them. So any change is due to this one look.

    Args:
        model: has an `AttentionDecoder`.
        texts: what to answer.
        which: the state that the character looked at "most" or "least", or a "random" one.
        seed: for the random ones.

    Raises:
        ValueError: an unknown `which`, a model without attention; what `Seq2Seq.pack` raises.
    """
    if not isinstance(model.decoder, AttentionDecoder):
        got = type(model.decoder).__name__
        raise ValueError(f"expected a model with an AttentionDecoder, got a {got}")
    if which not in WHICH:
        raise ValueError(f"expected one of {', '.join(WHICH)}, got {which!r}")
    encoded = model.encode(model.pack(texts))
    memory = model.decoder.read(encoded)
    generator = torch.Generator().manual_seed(seed)
    written, instead = [], []
    for t, step in enumerate(model.decode(encoded)):
        masked = _pick(step.weights, encoded.mask, which, generator)
        without = memory._replace(mask=encoded.mask & ~masked)
        written.append(step.logits.argmax(-1))
        instead.append(model.decoder.step(step.y, step.s_prev, without, t).logits.argmax(-1))
    vocab = model.target_vocab
    answers = vocab.written(torch.stack(written, 1))
    others = map(vocab.decode, torch.stack(instead, 1).tolist())
    cut = [other[: len(answer)] for other, answer in zip(others, answers, strict=True)]
    return Ablation(answers, cut)


def _pick(
    weights: Float[Tensor, "batch source"],
    mask: Bool[Tensor, "batch source"],
    which: str,
    generator: torch.Generator,
) -> Bool[Tensor, "batch source"]:
    """True for one state of each text."""
    rank = {
        "most": weights,
        "least": -weights,
        "random": torch.rand(weights.shape, generator=generator).to(weights),
    }[which]
    chosen = rank.masked_fill(~mask, -torch.inf).argmax(dim=-1)
    return nn.functional.one_hot(chosen, weights.shape[1]).bool()


def entropy(weights: Float[Tensor, "... source"]) -> Float[Tensor, "..."]:
    """-sum_i alpha_i log2 alpha_i, in bits: 0 if one state has all the weight, log2(n) if n
    states share it equally."""
    return torch.special.entr(weights).sum(-1) / math.log(2)
