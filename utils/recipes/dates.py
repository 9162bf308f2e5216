"""The models of chapters 4 and 5 that read dates."""

from ..attention import AttentionDecoder, Scoring
from ..data import Split, dates
from ..domain import Domain
from ..seq2seq import Decoder, Encoder, Seq2Seq
from ..training import History, device, fit_texts, set_seed

DOMAIN = Domain(dates.pattern(), *dates.YEARS)
MAX_SOURCE = dates.max_source_length() + 1  # a typing slip may add a letter
FIT = {"steps": 250, "batch_size": 128, "lr": 0.02, "one_cycle": True}


def split(seed: int = 0) -> Split:
    """The dates to learn from, and 2,000 days that are held out."""
    return dates.split_dates(held_out=2000, seed=seed)


def model(
    seed: int, attention: type[Scoring] | None = None, hidden_size: int | None = None
) -> Seq2Seq:
    """An untrained model.

    Args:
        seed: of the first weights.
        attention: how the decoder looks back; None for one that does not.
        hidden_size: units of encoder and decoder; by default 64 with attention and 96 without,
            which has more weights.
    """
    set_seed(seed)
    hidden_size = hidden_size or (64 if attention else 96)
    encoder = Encoder(dates.source_vocab(), 16, hidden_size, MAX_SOURCE, DOMAIN)
    writes = dates.ANSWER_VOCAB, 16, hidden_size, dates.ANSWER_LENGTH
    decoder = AttentionDecoder(*writes, 32, attention) if attention else Decoder(*writes)
    return Seq2Seq(encoder, decoder).to(device())


def train(net: Seq2Seq, data: Split, seed: int = 0, **options) -> History:
    """Train a model on the dates of a split. `options` are for `fit`, instead of those in
    FIT."""
    return fit_texts(net, data.train, seed=seed, **(FIT | options))
