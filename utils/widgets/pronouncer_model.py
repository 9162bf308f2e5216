"""What the page keeps of a `Pronouncer`, and how it reads a word; pronouncer_model.js loads it
and reads the same."""

from typing import NamedTuple

import torch
from jaxtyping import Float
from torch import Tensor

from ..attention import AdditiveAttention
from ..beam import beam_search
from ..deep import DeepAttentionDecoder, DeepEncoder
from ..pronouncer import Pronouncer
from ..vocab import END, PAD
from ..weights import restore, store
from .model_parts import check_cells, store_vocab

BITS = 8  # a weight


class Reading(NamedTuple):
    """A possible pronunciation, and where the model looked while it wrote it.

    written: the sounds with the vocabulary's marks, such as `nYt}`.
    probability: that the model gives to everything written.
    weights: a row for each character written, a column for each letter and the end mark.
    """

    written: str
    probability: float
    weights: Float[Tensor, "written source"]

    @property
    def text(self) -> str:
        """The sounds alone; one that never ends is marked by `…`."""
        sounds = self.written.removesuffix(END).lstrip(PAD)
        return sounds + "…" * (not self.written.endswith(END))


def store_pronouncer(model: Pronouncer) -> dict:
    """A model's weights.

    Raises:
        ValueError: a model with parts that the page cannot compute; weights that are not
            finite.
    """
    encoder, decoder = getattr(model, "encoder", None), getattr(model, "decoder", None)
    attention = getattr(decoder, "attention", None)
    parts = type(model), type(encoder), type(decoder), type(attention)
    if parts != (Pronouncer, DeepEncoder, DeepAttentionDecoder, AdditiveAttention):
        raise ValueError(
            "expected a Pronouncer of a DeepEncoder and a DeepAttentionDecoder with additive "
            f"attention; got {', '.join(part.__name__ for part in parts)}"
        )
    if decoder.cell.layers > 1:
        raise ValueError(f"expected a decoder of one layer, got {decoder.cell.layers}")
    check_cells([*encoder.recurrent.cells, *decoder.cell.cells])
    return store(model, BITS)


def vocabularies(model: Pronouncer) -> dict:
    """What a model reads and writes: characters, and how many there may be."""
    return {
        "source": store_vocab(model.source_vocab, model.max_source),
        "target": store_vocab(model.target_vocab, model.max_target),
    }


def restore_pronouncer(model: Pronouncer, stored: dict) -> Pronouncer:
    """The model as the page computes with it: from the stored weights, in double precision,
    without dropout.

    Args:
        model: the one that was stored.
        stored: what `store_pronouncer` returned.
    """
    return restore(model, stored).cpu().double().eval()


@torch.no_grad()
def readings(model: Pronouncer, word: str, width: int, count: int) -> list[Reading]:
    """The most likely pronunciations of a word, the most likely first.

    Args:
        model: a restored one.
        word: what it reads.
        width, count: as `width` and `n_best` of `beam_search`.

    Raises:
        ValueError: what `beam_search` raises.
    """
    source, found = model.pack([word]), []
    for best in beam_search(model, [word], width, count)[0]:
        target = torch.tensor([model.target_vocab.encode(best.written)])
        steps = model.steps(source, target)
        weights = torch.cat([step.weights for step in steps])
        found.append(Reading(best.written, best.probability, weights))
    return found
