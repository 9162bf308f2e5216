"""What the widgets keep of a `Seq2Seq`; seq2seq_model.js loads and asks it."""

import traitlets

from ..attention import AdditiveAttention, AttentionDecoder
from ..cells import GRUCell
from ..seq2seq import Decoder, Encoder, Seq2Seq
from ..text_model import Translation
from ..vocab import normalize
from .patterns import check_pattern
from .weights import restore, store

BITS = 7  # a weight; the adders and the date reader answer as with all 32


def store_model(model: Seq2Seq) -> dict:
    """A model's weights, its two vocabularies and lengths, and what it is trained for.

    Raises:
        ValueError: a model with parts that the page cannot compute; weights that are not
            finite; a pattern that JavaScript reads differently from Python, or cannot read.
    """
    _check_parts(model)
    domain = model.domain
    check_pattern(domain.pattern)
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
        "pattern": domain.pattern,
        "years": domain.first_year and [domain.first_year, domain.last_year],
    }


def restore_model(model: Seq2Seq, stored: dict) -> Seq2Seq:
    """The model exactly as the page computes with it.

    Args:
        model: the one that was stored.
        stored: what `store_model` returned.
    """
    return restore(model, stored["weights"]).cpu()


def answer(
    model: Seq2Seq, text: str, translation: Translation | None = None
) -> tuple[str, str]:
    """What the model says to the text, or has said, with a `?` if it has marks; the marks in
    words."""
    said = (translation or model.translate([text])).texts
    return model.marked([text], said)[0], model.remarks([text], said)[0]


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
