"""One run of the simplest question that needs all of a text: write it down again."""

import random

from utils.attention import AttentionDecoder
from utils.data import Examples
from utils.seq2seq import Decoder, Encoder, Seq2Seq
from utils.training import device, exact_match, fit_texts, set_seed
from utils.vocab import Vocab

VOCAB = Vocab("0123456789")
FIT = {"steps": 400, "batch_size": 128, "lr": 0.01, "one_cycle": True}


def numbers(digits: int, count: int, seed: int) -> Examples:
    """Random rows of digits and, as answers, the same again."""
    rng = random.Random(seed)
    texts = ["".join(rng.choices("0123456789", k=digits)) for _ in range(count)]
    return Examples(texts, texts)


def share_copied(seed: int, digits: int, hidden: int, attention: bool) -> float:
    """The share of 1,000 new rows of so many digits that come out as they went in."""
    set_seed(seed)
    sizes = VOCAB, 16, hidden, digits
    decoder = AttentionDecoder(*sizes, attention_size=16) if attention else Decoder(*sizes)
    net = Seq2Seq(Encoder(*sizes), decoder).to(device())
    fit_texts(net, numbers(digits, 400 * 128, seed=1), seed=seed, **FIT)
    return exact_match(net, numbers(digits, 1000, seed=2)).share
