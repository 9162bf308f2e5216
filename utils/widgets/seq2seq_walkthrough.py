"""The walkthrough of encoder and decoder: one character that a trained model of chapter 4
writes."""

import torch

from ..cells import GRUCell
from ..finite import check_finite
from ..seq2seq import Decoder, Seq2Seq
from . import diagrams
from .seq2seq_formula import SEQ2SEQ
from .walkthrough import Walkthrough, record


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
    moments, changing, constant = _symbols(model, text)
    characters = list(model.target_vocab.characters)
    source = [*text, model.source_vocab.characters[model.source_vocab.end]]
    labels = {"h_i": source}
    labels |= dict.fromkeys((r"\text{logits}_t", "b_y"), characters)
    recorded = record("Seq2Seq", SEQ2SEQ, changing, constant, labels)
    moment = {"unit": "character", "moments": moments, "answers": characters}
    diagram = diagrams.picture(diagrams.encoder_decoder(source))
    return Walkthrough(recorded=recorded | moment, diagram=diagram, title=title, t=t, line=line)


@torch.no_grad()
def _symbols(model: Seq2Seq, text: str) -> tuple[list[str], dict, dict]:
    """What each moment is called, the symbols of each character that is written, and those
    that stay."""
    decoder, vocab = model.decoder, model.target_vocab
    encoded = model.encode(model.pack([text]))
    moments, every = [], []
    for step in model.decode(encoded):
        if moments and step.y[0] == vocab.end:
            break
        moments.append(f"after {vocab.characters[step.y[0]]}")
        fields = {"y": decoder.embedding(step.y), "s_prev": step.s_prev, "s": step.s}
        fields["logits"] = step.logits
        every.append({SEQ2SEQ.tex_of(name): field[0] for name, field in fields.items()})
    constant = {"h_i": encoded.h[0][encoded.mask[0]], "h_T": encoded.h[0, -1]}
    constant |= {"s_0": encoded.state[0]}
    constant |= {"W_{sy}": decoder.output.weight, "b_y": decoder.output.bias}
    return (
        moments,
        {name: torch.stack([one[name] for one in every]) for name in every[0]},
        constant,
    )
