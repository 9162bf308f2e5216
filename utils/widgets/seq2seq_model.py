"""What the widgets keep of a `Seq2Seq` or a `Transformer`; seq2seq_model.js loads and asks
it."""

import torch
import traitlets

from ..attention import AdditiveAttention, AttentionDecoder
from ..seq2seq import Decoder, Encoder, Seq2Seq
from ..text_model import TextModel, Translation
from ..transformer import Transformer
from ..vocab import normalize
from ..weights import restore, store
from .model_parts import check_cells, store_vocab
from .patterns import check_pattern

BITS = 7  # a weight; the adders and the date reader answer as with all 32
# The Transformer of chapter 5: 2 of 10,000 answers change. With 7 bits 11 do.
BITS_TRANSFORMER = 8


def store_model(model: Seq2Seq | Transformer) -> dict:
    """A model's weights, its two vocabularies and lengths, and what it is trained for; of a
    Transformer also how many heads a block has.

    Raises:
        ValueError: a model with parts that the page cannot compute; weights that are not
            finite; a pattern that JavaScript reads differently from Python, or cannot read.
    """
    heads = _check_blocks(model) if isinstance(model, Transformer) else _check_parts(model)
    domain = model.domain
    check_pattern(domain.pattern)
    return {
        "weights": store(model, BITS_TRANSFORMER if heads else BITS),
        "source": store_vocab(model.source_vocab, model.max_source),
        "target": store_vocab(model.target_vocab, model.max_target),
        "pattern": domain.pattern,
        "years": domain.first_year and [domain.first_year, domain.last_year],
        "heads": heads,
    }


def restore_model(model: TextModel, stored: dict) -> TextModel:
    """The model exactly as the page computes with it.

    Args:
        model: the one that was stored.
        stored: what `store_model` returned.
    """
    return restore(model, stored["weights"]).cpu()


def answer(
    model: TextModel, text: str, translation: Translation | None = None
) -> tuple[str, str]:
    """What the model says to the text, or has said, with a `?` if it has marks; the marks in
    words."""
    said = (translation or model.translate([text])).texts
    return model.marked([text], said)[0], model.remarks([text], said)[0]


def check_text(model: TextModel, text: str) -> str:
    """The text as `normalize` writes it, if the model can read it.

    Raises:
        TraitError: it is empty or too long, or has an unknown character.
    """
    try:
        model.pack([text])
    except ValueError as error:
        raise traitlets.TraitError(str(error)) from error
    return normalize(text)


def _check_blocks(model: Transformer) -> int:
    """How many heads each block has, if all parts are those that a Transformer is made with."""
    usual = None
    if type(model) is Transformer and len(model.blocks):
        heads = getattr(model.blocks[0].attention, "heads", 1)
        sizes = model.output.in_features, len(model.blocks), heads
        texts = model.source_vocab, model.target_vocab, model.max_source, model.max_target
        with torch.device("meta"):  # needs no memory and draws no random numbers
            usual = Transformer(*texts, *sizes)
    if repr(model) != repr(usual):
        raise ValueError(
            f"expected a Transformer of at least one block, with its own parts; got {model}"
        )
    return heads


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
    check_cells([encoder.cell, decoder.cell])
