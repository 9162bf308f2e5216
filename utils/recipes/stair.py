"""One question to every stage of the book: a number, to be written down again from memory.

The six models differ in what a chapter adds, and in nothing else that could help: they have
about as many weights, and learn from the same numbers for as many steps.
"""

import random
from dataclasses import dataclass

from ..attention import AttentionDecoder
from ..cells import Cell, GRUCell, LSTMCell, RNNCell
from ..data import Examples
from ..deep import DeepEncoder
from ..pronouncer import Pronouncer
from ..seq2seq import Decoder, Encoder
from ..training import History, device, fit, set_seed
from ..vocab import Vocab

VOCAB = Vocab("0123456789")
LONGEST = 12  # digits
FIT = {"steps": 500, "batch_size": 128, "lr": 0.01, "one_cycle": True}


@dataclass(frozen=True)
class Stage:
    """What a chapter adds.

    Attributes:
        cell: of the encoder and of the decoder.
        hidden_size: units; chosen so that all stages have some 21,000 weights.
        one_cell: whether the cell that reads also writes.
        attention: whether the decoder looks back.
        both: whether the text is read in both directions.
    """

    cell: type[Cell]
    hidden_size: int
    one_cell: bool = False
    attention: bool = False
    both: bool = False


STAGES = {
    "RNN": Stage(RNNCell, 128, one_cell=True),
    "LSTM": Stage(LSTMCell, 64, one_cell=True),
    "GRU": Stage(GRUCell, 75, one_cell=True),
    "two networks": Stage(GRUCell, 51),
    "attention": Stage(GRUCell, 40, attention=True),
    "both directions": Stage(GRUCell, 33, attention=True, both=True),
}


def numbers(count: int, seed: int, digits: int | None = None) -> Examples:
    """Random numbers of 1 to LONGEST or of exactly `digits` digits, each its own answer."""
    rng = random.Random(seed)
    lengths = (digits or rng.randint(1, LONGEST) for _ in range(count))
    texts = ["".join(rng.choices("0123456789", k=length)) for length in lengths]
    return Examples(texts, texts)


def model(stage: str, seed: int) -> Pronouncer:
    """An untrained model of a stage. It writes no padding: a short number is a short task."""
    set_seed(seed)
    given = STAGES[stage]
    sizes = VOCAB, 16, given.hidden_size, LONGEST
    read = DeepEncoder if given.both else Encoder
    reader = read(*sizes, **({"bidirectional": True} if given.both else {"cell": given.cell}))
    if given.attention:
        keys = getattr(reader, "key_size", given.hidden_size)
        writer = AttentionDecoder(*sizes, attention_size=16, key_size=keys)
    else:
        writer = Decoder(*sizes, cell=given.cell)
    if given.one_cell:
        writer.cell, writer.embedding = reader.cell, reader.embedding
    return Pronouncer(reader, writer).to(device())


def train(net: Pronouncer, seed: int = 0) -> History:
    """Train a model on numbers that are new at every step."""
    taught = numbers(FIT["steps"] * FIT["batch_size"], seed=1)
    source, target = net.pack(taught.sources), net.pack_answers(taught.answers)
    asked = net.asked(target)
    return fit(net, (source, target), asked, seed=seed, **FIT)
