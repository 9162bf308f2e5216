"""The walkthrough of encoder and decoder: one character that a trained model of chapter 4
writes."""

import torch
from torch import Tensor

from ..cells import GRUCell
from ..finite import check_finite
from ..seq2seq import Decoder, Seq2Seq
from ..text_model import DecoderStep
from . import diagrams
from .seq2seq_formula import SEQ2SEQ
from .translation import record_translation, source_of, written
from .walkthrough import Walkthrough


def seq2seq_walkthrough(
    model: Seq2Seq, text: str, title: str = "", t: int = 1, line: int = 1
) -> Walkthrough:
    """A trained model of chapter 4, character by character of what it writes.

    Args:
        model: without attention, its states handed over once.
        text: what it answers.
        title, t, line: as for `Walkthrough.of_cell`.

    Raises:
        ValueError: another model, or weights that are not finite; a text that it cannot read.
    """
    decoder = model.decoder
    if type(decoder) is not Decoder or not isinstance(decoder.cell, GRUCell):
        raise ValueError(
            "expected a model whose decoder is a Decoder with a GRU, "
            f"without attention; got {decoder}"
        )
    check_finite(model.state_dict())
    recorded = record_translation(
        model, text, "Seq2Seq", SEQ2SEQ, _symbols(model, text), ["h_i"]
    )
    diagram = diagrams.picture(diagrams.encoder_decoder(source_of(model, text)))
    return Walkthrough(recorded=recorded, diagram=diagram, title=title, t=t, line=line)


@torch.no_grad()
def _symbols(model: Seq2Seq, text: str) -> tuple[list[str], dict, dict]:
    """What each moment is called, the symbols of each character that is written, and those
    that stay."""
    decoder, encoded = model.decoder, model.encode(model.pack([text]))

    def symbols_of(step: DecoderStep) -> dict[str, Tensor]:
        fields = {"y": decoder.embedding(step.y), "s_prev": step.s_prev, "s": step.s}
        fields["logits"] = step.logits
        return {SEQ2SEQ.tex_of(name): field[0] for name, field in fields.items()}

    constant = {"h_i": encoded.h[0][encoded.mask[0]], "h_T": encoded.h[0, -1]}
    constant |= {"s_0": encoded.state[0]}
    constant |= {"W_{sy}": decoder.output.weight, "b_y": decoder.output.bias}
    return *written(model, encoded, symbols_of), constant
