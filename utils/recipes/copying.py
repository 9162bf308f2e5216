"""The simplest question that needs all of a text: write it down again (chapters 4 and 5)."""

import random

from ..attention import AttentionDecoder, Scoring
from ..data import Examples
from ..seq2seq import Decoder, Encoder, Seq2Seq
from ..training import History, device, fit_texts, set_seed
from ..vocab import Vocab

VOCAB = Vocab("0123456789")
FIT = {"steps": 400, "batch_size": 128, "lr": 0.01, "one_cycle": True}


def rows(digits: int, count: int, seed: int) -> Examples:
    """Random rows of digits, and the same rows as answers."""
    rng = random.Random(seed)
    texts = ["".join(rng.choices("0123456789", k=digits)) for _ in range(count)]
    return Examples(texts, texts)


def model(
    seed: int, digits: int, hidden_size: int, attention: type[Scoring] | None = None
) -> Seq2Seq:
    """An untrained model.

    Args:
        seed: of the first weights.
        digits: the length of a row.
        hidden_size: units of encoder and decoder.
        attention: how the decoder looks back; None for one that does not.
    """
    set_seed(seed)
    sizes = VOCAB, 16, hidden_size, digits
    encoder = Encoder(*sizes)
    decoder = AttentionDecoder(*sizes, 16, attention) if attention else Decoder(*sizes)
    return Seq2Seq(encoder, decoder).to(device())


def train(net: Seq2Seq, digits: int, seed: int = 0, **options) -> History:
    """Train a model on rows that are new at every step. `options` are for `fit`, instead of
    those in FIT."""
    options = FIT | options
    count = options["steps"] * options["batch_size"]
    return fit_texts(net, rows(digits, count, seed=1), seed=seed, **options)
