"""The walkthrough of attention: one character that a trained model of chapter 5 writes."""

from collections.abc import Callable

import torch
from torch import Tensor

from ..attention import AdditiveAttention, AttentionDecoder
from ..finite import check_finite
from ..seq2seq import Seq2Seq
from ..text_model import DecoderStep, Encoded
from . import diagrams
from .attention_formula import ATTENTION
from .translation import record_translation, source_of, written
from .walkthrough import Walkthrough

OVER_SOURCE = "hidden", "scores", "weights"  # of a step: for each character that is read
LABELLED = ["h_i", "U_a h_i", *map(ATTENTION.tex_of, OVER_SOURCE)]


def attention_walkthrough(
    model: Seq2Seq, text: str, title: str = "", t: int = 1, line: int = 1
) -> Walkthrough:
    """A trained model of chapter 5, character by character of what it writes.

    Args:
        model: with additive attention.
        text: what it answers.
        title, t, line: as for `Walkthrough.of_cell`.

    Raises:
        ValueError: another model, or weights that are not finite; a text that it cannot read.
    """
    decoder = model.decoder
    if type(decoder) is not AttentionDecoder or not isinstance(
        decoder.attention, AdditiveAttention
    ):
        raise ValueError("expected a model with an AttentionDecoder and AdditiveAttention")
    check_finite(model.state_dict())
    with torch.no_grad():
        encoded = model.encode(model.pack([text]))
    symbols = symbols_of_attention(model, encoded)
    recorded = record_translation(
        model, text, "AdditiveAttention", ATTENTION, symbols, LABELLED
    )
    diagram = diagrams.picture(diagrams.attention(source_of(model, text)))
    return Walkthrough(recorded=recorded, diagram=diagram, title=title, t=t, line=line)


@torch.no_grad()
def symbols_of_attention(
    model: Seq2Seq, encoded: Encoded, name: Callable[[str], str] = str
) -> tuple[list[str], dict[str, Tensor], dict[str, Tensor]]:
    """What each moment is called, the symbols of each character that is written, and those
    that stay. `encoded` is one text; `name` as for `written`."""
    decoder, attention = model.decoder, model.decoder.attention
    keys, _, projected = (part[0][encoded.mask[0]] for part in decoder.read(encoded))

    def symbols_of(step: DecoderStep) -> dict[str, Tensor]:
        fields = step._asdict() | {"y": decoder.embedding(step.y)}
        for name in OVER_SOURCE:
            fields[name] = fields[name][:, encoded.mask[0]]
        symbols = {ATTENTION.tex_of(name): field[0] for name, field in fields.items()}
        return symbols | {"W_a s_{t-1}": attention.W_a(step.s_prev)[0]}

    constant = {"h_i": keys, "U_a h_i": projected, "v_a": attention.v_a.weight[0]}
    constant |= {"W_a": attention.W_a.weight, "U_a": attention.U_a.weight}
    constant |= {"W_{sy}": decoder.output.weight, "b_y": decoder.output.bias}
    return *written(model, encoded, symbols_of, name), constant
