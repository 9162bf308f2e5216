"""The walkthrough of attention: one character that a trained model of chapter 5 writes."""

import torch

from ..attention import AdditiveAttention, AttentionDecoder
from ..finite import check_finite
from ..seq2seq import Seq2Seq
from . import diagrams
from .attention_formula import ATTENTION
from .walkthrough import Walkthrough, record


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
    moments, changing, constant = _symbols(model, text)
    characters = list(decoder.vocab.characters)
    source = [*text, model.encoder.vocab.characters[model.encoder.vocab.end]]
    over_source = ["h_i", "U_a h_i", *map(ATTENTION.tex_of, ("hidden", "scores", "weights"))]
    labels = dict.fromkeys(over_source, source)
    labels |= dict.fromkeys((r"\text{logits}_t", "b_y"), characters)
    recorded = record("AdditiveAttention", ATTENTION, changing, constant, labels)
    moment = {"unit": "character", "moments": moments, "answers": characters}
    diagram = diagrams.picture(diagrams.attention(source))
    return Walkthrough(recorded=recorded | moment, diagram=diagram, title=title, t=t, line=line)


@torch.no_grad()
def _symbols(model: Seq2Seq, text: str) -> tuple[list[str], dict, dict]:
    """What each moment is called, the symbols of each character that is written, and those
    that stay."""
    decoder, vocab = model.decoder, model.decoder.vocab
    attention = decoder.attention
    encoded = model.encode(model.pack([text]))
    keys, _, projected = (part[0][encoded.mask[0]] for part in decoder.read(encoded))
    moments, every = [], []
    for step in model.decode(encoded):
        if moments and step.y[0] == vocab.end:
            break
        moments.append(f"after {vocab.characters[step.y[0]]}")
        fields = step._asdict()
        for name in ("hidden", "scores", "weights"):
            fields[name] = fields[name][:, encoded.mask[0]]
        fields["y"] = decoder.embedding(step.y)
        symbols = {ATTENTION.tex_of(name): field[0] for name, field in fields.items()}
        every.append(symbols | {"W_a s_{t-1}": attention.W_a(step.s_prev)[0]})
    constant = {"h_i": keys, "U_a h_i": projected, "v_a": attention.v_a.weight[0]}
    constant |= {"W_a": attention.W_a.weight, "U_a": attention.U_a.weight}
    constant |= {"W_{sy}": decoder.output.weight, "b_y": decoder.output.bias}
    return (
        moments,
        {name: torch.stack([one[name] for one in every]) for name in every[0]},
        constant,
    )
