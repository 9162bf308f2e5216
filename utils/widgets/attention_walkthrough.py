"""The walkthrough of attention: one character that a trained model of chapter 5 writes."""

import torch

from utils.attention import AdditiveAttention, AttentionDecoder
from utils.seq2seq import Seq2Seq
from utils.widgets.attention_formula import ATTENTION
from utils.widgets.walkthrough import Walkthrough, record

HIDDEN = r"\tanh(W_a s_{t-1} + U_a h_i)"


def attention_walkthrough(
    model: Seq2Seq, text: str, title: str = "", t: int = 1, line: int = 1
) -> Walkthrough:
    """A trained model of chapter 5, character by character of what it writes.

    Args:
        model: with additive attention.
        text: what it answers.
        title, t, line: as for `Walkthrough.of_cell`.

    Raises:
        ValueError: another model; a text that it cannot read.
    """
    decoder = model.decoder
    if type(decoder) is not AttentionDecoder or not isinstance(
        decoder.attention, AdditiveAttention
    ):
        raise ValueError("expected a model with an AttentionDecoder and AdditiveAttention")
    moments, each, once = _symbols(model, text)
    characters = list(decoder.vocab.characters)
    source = [*text, model.encoder.vocab.characters[model.encoder.vocab.end]]
    over_source = ("h_i", "U_a h_i", HIDDEN, "e_{t,i}", r"\alpha_{t,i}")
    labels = dict.fromkeys(over_source, source)
    labels |= dict.fromkeys((r"\text{logits}_t", "b_y"), characters)
    recorded = record("AdditiveAttention", ATTENTION, each, once, labels)
    moment = {"unit": "character", "moments": moments, "answers": characters}
    return Walkthrough(recorded=recorded | moment, title=title, t=t, line=line)


@torch.no_grad()
def _symbols(model: Seq2Seq, text: str) -> tuple[list[str], dict, dict]:
    """What each moment is called, the symbols of each character that is written, and those
    that stay."""
    decoder, vocab = model.decoder, model.decoder.vocab
    attention = decoder.attention
    encoded = model.encoder(model.pack([text]))
    keys, _, projected = (part[0][encoded.mask[0]] for part in decoder.read(encoded))
    s, y, moments, every = encoded.state, vocab.start, [], []
    for step in model.decode(encoded):
        moments.append(f"after {vocab.characters[y]}")
        asked = attention.W_a(s)
        every.append(
            {
                "s_{t-1}": s[0],
                "y_{t-1}": decoder.embedding.weight[y],
                "W_a s_{t-1}": asked[0],
                HIDDEN: torch.tanh(asked + projected),
                "e_{t,i}": step.scores[0][encoded.mask[0]],
                r"\alpha_{t,i}": step.weights[0][encoded.mask[0]],
                "c_t": step.context[0],
                "s_t": step.s[0],
                r"\text{logits}_t": step.logits[0],
            }
        )
        s, y = step.s, step.logits[0].argmax().item()
        if y == vocab.end:
            break
    once = {"h_i": keys, "U_a h_i": projected, "v_a": attention.v_a.weight[0]}
    once |= {"W_a": attention.W_a.weight, "U_a": attention.U_a.weight}
    once |= {"W_{sy}": decoder.output.weight, "b_y": decoder.output.bias}
    return (
        moments,
        {name: torch.stack([step[name] for step in every]) for name in every[0]},
        once,
    )
