"""What the widgets keep of a `Seq2Seq`; seq2seq_model.js loads and asks it."""

import re

import traitlets

from ..attention import AdditiveAttention, AttentionDecoder
from ..cells import GRUCell
from ..seq2seq import Decoder, Encoder, Seq2Seq
from ..text_model import Translation
from ..vocab import normalize
from .weights import restore, store

BITS = 7  # a weight; the adders and the date reader answer as with all 32
ANY = "(?s)"  # before a pattern: its dot is any character at all
# Groups with a name or flags, \A and \Z, possessive quantifiers.
PYTHON_ONLY = re.compile(r"\(\?(?![:=!]|<[=!])|\\[AZ]|[*+?}]\+")


def store_model(model: Seq2Seq) -> dict:
    """A model's weights, its two vocabularies and lengths, and the pattern of its texts.

    Raises:
        ValueError: a model with parts that the page cannot compute; a pattern that JavaScript
            reads differently from Python.
    """
    _check_parts(model)
    pattern = model.encoder.pattern
    if PYTHON_ONLY.search(pattern.removeprefix(ANY)):
        raise ValueError(
            f"expected a pattern that JavaScript reads as Python does, got {pattern!r}"
        )
    return {
        "weights": store(model, BITS),
        "source": {
            "characters": model.encoder.vocab.characters,
            "max_length": model.encoder.max_length,
        },
        "target": {
            "characters": model.decoder.vocab.characters,
            "max_length": model.decoder.max_length,
        },
        "pattern": pattern.removeprefix(ANY),
        "flags": "su" if pattern.startswith(ANY) else "u",
    }


def restore_model(model: Seq2Seq, stored: dict) -> Seq2Seq:
    """The model exactly as the page computes with it.

    Args:
        model: the one that was stored.
        stored: what `store_model` returned.
    """
    return restore(model, stored["weights"]).cpu()


def answer(model: Seq2Seq, text: str, translation: Translation | None = None) -> str:
    """What the model says to the text, or has said, with a `?` if it is a guess."""
    translation = translation or model.translate([text])
    return model.marked([text], translation.texts)[0]


def check_text(model: Seq2Seq, text: str) -> str:
    """The text as `normalize` writes it, if the model can read it.

    Raises:
        TraitError: it is empty or too long, or has an unknown character.
    """
    try:
        model.pack([text])
    except ValueError as error:
        raise traitlets.TraitError(str(error)) from error
    return normalize(text)


def _check_parts(model: Seq2Seq) -> None:
    encoder, decoder = model.encoder, model.decoder
    attention = getattr(decoder, "attention", None)
    parts = type(encoder), type(decoder), type(attention)
    if parts not in (
        (Encoder, Decoder, type(None)),
        (Encoder, AttentionDecoder, AdditiveAttention),
    ):
        raise ValueError(
            "expected an Encoder with a Decoder, or with an AttentionDecoder of additive "
            f"attention; got {', '.join(part.__name__ for part in parts)}"
        )
    for cell in (encoder.cell, decoder.cell):
        if type(cell) is not GRUCell or cell.reset != "before":
            raise ValueError("expected GRUCells that reset the state before the product")
