"""Our encoder and decoder with additive attention, as in chapter 5."""

from tests.benchmarks.peers.ours import Recipe, digits_of, train
from tests.benchmarks.peers.race import Race
from tests.benchmarks.peers.sums import Sums
from utils.attention import AttentionDecoder
from utils.data import addition
from utils.seq2seq import Encoder, Seq2Seq
from utils.training import set_seed

RECIPE = Recipe(steps=1000, batch_size=256, lr=0.02, weight_decay=0.3)  # of the chapter
SIZES = {"embedding_size": 16, "hidden_size": 128}


def build(digits: int) -> Seq2Seq:
    """An untrained model for numbers of this many digits."""
    return Seq2Seq(
        Encoder(addition.VOCAB, **SIZES, max_length=addition.max_source_length(digits)),
        AttentionDecoder(
            addition.VOCAB,
            **SIZES,
            max_length=addition.max_answer_length(digits),
            attention_size=32,
        ),
    )


def learn(sums: Sums, race: Race, seed: int) -> None:
    """Train until the race is over."""
    set_seed(seed)
    train(build(digits_of(sums)), RECIPE, sums, race, seed)
