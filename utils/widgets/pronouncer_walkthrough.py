"""The walkthrough of chapter 6: one sound that a trained model writes, from letters that its
encoder has read in both directions."""

import torch

from ..attention import AdditiveAttention
from ..deep import DeepAttentionDecoder, DeepEncoder
from ..finite import check_finite
from ..pronouncer import Pronouncer
from . import diagrams
from .attention_walkthrough import LABELLED, symbols_of_attention
from .pronouncer_formula import AT_FIRST, BACKWARD, FORWARD, PRONOUNCER
from .sounds import names_of
from .translation import record_translation, source_of
from .walkthrough import Walkthrough


@torch.no_grad()
def pronouncer_walkthrough(
    model: Pronouncer, word: str, title: str = "", t: int = 1, line: int = 1
) -> Walkthrough:
    """A trained model of chapter 6, sound by sound of what it says.

    Args:
        model: its encoder reads in both directions, its decoder has one layer and additive
            attention.
        word: what it reads.
        title, t, line: as for `Walkthrough.of_cell`.

    Raises:
        ValueError: another model, or weights that are not finite; a word that it cannot read.
    """
    _check(model)
    encoded = model.encode(model.pack([word]))
    moments, changing, constant = symbols_of_attention(model, encoded, names_of)
    forward, backward = constant["h_i"].chunk(2, dim=-1)
    constant |= {FORWARD: forward, BACKWARD: backward, AT_FIRST: backward[0]}
    constant |= {"s_0": encoded.state[0], "W_s": model.encoder.W_s[0].weight}
    recorded = record_translation(
        model,
        word,
        "Pronouncer",
        PRONOUNCER,
        (moments, changing, constant),
        [FORWARD, BACKWARD, *LABELLED],
        "sound",
        names_of,
    )
    diagram = diagrams.picture(diagrams.both_ways(source_of(model, word)))
    return Walkthrough(recorded=recorded, diagram=diagram, title=title, t=t, line=line)


def _check(model: Pronouncer) -> None:
    encoder, decoder = getattr(model, "encoder", None), getattr(model, "decoder", None)
    if (
        not (isinstance(encoder, DeepEncoder) and encoder.recurrent.bidirectional)
        or not isinstance(decoder, DeepAttentionDecoder)
        or not isinstance(decoder.attention, AdditiveAttention)
        or decoder.cell.layers > 1
    ):
        raise ValueError(
            "expected a model that reads in both directions, with a DeepAttentionDecoder of "
            f"one layer and AdditiveAttention; got {model}"
        )
    check_finite(model.state_dict())
