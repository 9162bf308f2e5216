"""The models of chapters 4 and 5 that add numbers written as text."""

from ..attention import AttentionDecoder, Scoring
from ..data import Split, addition
from ..domain import Domain
from ..seq2seq import Decoder, Encoder, Seq2Seq
from ..training import History, device, fit_texts, set_seed
from ..transformer import Transformer

VOCAB = addition.VOCAB
MAX_SOURCE = addition.max_source_length(digits=2)
MAX_TARGET = addition.max_answer_length(digits=2)
DOMAIN = Domain(addition.pattern(digits=2))
FIT = {
    "steps": 1000,
    "batch_size": 256,
    "lr": 0.02,
    "one_cycle": True,
    "weight_decay": 0.3,
}
FIT_TRANSFORMER = FIT | {"lr": 0.006}


def split(seed: int = 0) -> Split:
    """The sums to learn from, and about 2,000 that are held out by unordered pair."""
    return addition.split_sums(digits=2, held_out=1050, seed=seed)


def model(
    seed: int,
    attention: type[Scoring] | None = None,
    hidden_size: int = 128,
    embedding_size: int = 16,
    encoder: type[Encoder] = Encoder,
    kind: type[Seq2Seq] = Seq2Seq,
) -> Seq2Seq:
    """An untrained model.

    Args:
        seed: of the first weights.
        attention: how the decoder looks back; None for one that does not.
        hidden_size: units of encoder and decoder.
        embedding_size: length of a character's vector.
        encoder, kind: classes to take instead of the usual ones.
    """
    set_seed(seed)
    sizes = {"embedding_size": embedding_size, "hidden_size": hidden_size}
    reader = encoder(VOCAB, **sizes, max_length=MAX_SOURCE, domain=DOMAIN)
    if attention is None:
        writer = Decoder(VOCAB, **sizes, max_length=MAX_TARGET)
    else:
        writer = AttentionDecoder(
            VOCAB, **sizes, max_length=MAX_TARGET, attention_size=32, attention=attention
        )
    return kind(reader, writer).to(device())


def transformer(seed: int, size: int = 64) -> Transformer:
    """An untrained Transformer of two blocks of four heads.

    Args:
        seed: of the first weights.
        size: length of the vector at a position.
    """
    set_seed(seed)
    net = Transformer(
        VOCAB, VOCAB, MAX_SOURCE, MAX_TARGET, size, layers=2, heads=4, domain=DOMAIN
    )
    return net.to(device())


def train(net: Seq2Seq | Transformer, data: Split, seed: int = 0, **options) -> History:
    """Train a model on the sums of a split. `options` are for `fit`, instead of `FIT`."""
    return fit_texts(net, data.train, seed=seed, **(FIT | options))
