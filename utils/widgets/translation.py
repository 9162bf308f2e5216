"""What the walkthroughs of chapters 4 to 6 share: a model that reads a text and writes another,
character by character."""

from collections.abc import Callable, Iterable

import torch
from torch import Tensor

from ..seq2seq import Seq2Seq
from ..text_model import DecoderStep, Encoded
from .formulas import Formula
from .walkthrough import record


def source_of(model: Seq2Seq, text: str) -> list[str]:
    """The characters that the encoder reads, the end mark among them."""
    return [*text, model.source_vocab.characters[model.source_vocab.end]]


def written(
    model: Seq2Seq,
    encoded: Encoded,
    symbols_of: Callable[[DecoderStep], dict[str, Tensor]],
    name: Callable[[str], str] = str,
) -> tuple[list[str], dict[str, Tensor]]:
    """What a model writes, up to its end.

    Args:
        model: the model.
        encoded: what it has read; one text.
        symbols_of: gives the symbols of a step, by how the formula writes them.
        name: what a character that it writes is called.

    Returns:
        What each moment is called, and the symbols, (moments, ...).
    """
    vocab, moments, every = model.target_vocab, [], []
    for step in model.decode(encoded):
        if moments and step.y[0] == vocab.end:
            break
        moments.append(f"after {name(vocab.characters[step.y[0]])}")
        every.append(symbols_of(step))
    return moments, {name: torch.stack([one[name] for one in every]) for name in every[0]}


def record_translation(
    model: Seq2Seq,
    text: str,
    kind: str,
    formula: Formula,
    symbols: tuple[list[str], dict[str, Tensor], dict[str, Tensor]],
    over_source: Iterable[str],
    unit: str = "character",
    name: Callable[[str], str] = str,
) -> dict:
    """What `Walkthrough.recorded` holds of such a model.

    Args:
        model, text: the model, and what it reads.
        kind, formula: as for `record`.
        symbols: what each moment is called; then as for `record`, those that change, and those
            that stay.
        over_source: the symbols with a number, or several, for each character that is read.
        unit, name: what it writes at each moment, and what one of them is called.
    """
    moments, changing, constant = symbols
    characters = list(map(name, model.target_vocab.characters))
    labels = dict.fromkeys(over_source, source_of(model, text))
    labels |= dict.fromkeys((r"\text{logits}_t", "b_y"), characters)
    recorded = record(kind, formula, changing, constant, labels)
    return recorded | {"unit": unit, "moments": moments, "answers": characters}
