"""One small widget of each kind, from untrained models: quick to make."""

from functools import cache

import numpy as np
import torch

from utils.attention import AdditiveAttention, AttentionDecoder, Scoring
from utils.cells import CellFactory, GRUCell, LSTMCell, RNNCell
from utils.data import addition
from utils.data import roommate as roommate_data
from utils.data.pronunciations import Parts
from utils.deep import DeepEncoder
from utils.domain import Domain
from utils.pronouncer import Pronouncer
from utils.recipes import pronunciation
from utils.seq2seq import Decoder, Encoder, Seq2Seq
from utils.tagger import Tagger
from utils.training import History, set_seed
from utils.transformer import Transformer
from utils.vocab import Vocab
from utils.widgets.adding_machine import AddingMachine
from utils.widgets.attention_explorer import AttentionExplorer
from utils.widgets.error_pulse import ErrorPulse
from utils.widgets.hand_wire import HandWire
from utils.widgets.roommate import Roommate
from utils.widgets.stair import Stair
from utils.widgets.train_here import TrainHere
from utils.widgets.walkthrough import Walkthrough
from utils.widgets.word_reader import WordReader
from utils.widgets.word_writer import WordWriter
from utils.writer import Writer

SUMS = Domain(addition.pattern(digits=2))
LETTERS, DIGITS = Vocab("ab 年月1"), Vocab("0123456789-")
NAMES = [
    "roommate",
    "hand_wire",
    "train_here",
    "walkthrough",
    "adding_machine",
    "attention_explorer",
    "word_writer",
    "word_reader",
    "error_pulse",
    "stair",
]


def roommate() -> Roommate:
    set_seed(0)
    return Roommate(
        {"RNN": Tagger(RNNCell(2, 5), 3), "GRU": Tagger(GRUCell(2, 4), 3)},
        "SRRS",
    )


def history() -> tuple[list[np.ndarray], list[int], np.ndarray]:
    """Three snapshots of all sums, their steps, and what was held out."""
    rng = np.random.default_rng(0)
    snapshots = [rng.random(10_000) < share for share in (0.1, 0.6, 0.9)]
    return snapshots, [100, 250, 400], rng.random(10_000) < 0.2


def adding_machine() -> AddingMachine:
    set_seed(0)
    encoder = Encoder(addition.VOCAB, 4, 20, max_length=5, domain=SUMS)
    model = Seq2Seq(encoder, Decoder(addition.VOCAB, 4, 20, max_length=3))
    return AddingMachine(model, *history())


def looking_back(
    source: Vocab,
    longest: int,
    target: Vocab,
    max_answer_length: int,
    attention: type[Scoring] = AdditiveAttention,
    **options,
) -> Seq2Seq:
    """A model with attention whose answers are not all of one character."""
    decoder = AttentionDecoder(target, 4, 12, max_answer_length, 6, attention)
    model = Seq2Seq(Encoder(source, 4, 12, longest, **options), decoder)
    for weight in model.parameters():
        weight.data *= 4
    return model


def transformer(size: int = 12) -> Transformer:
    """One for sums, whose heads look at different places; two blocks of three heads."""
    vocab = addition.VOCAB
    model = Transformer(vocab, vocab, 5, 3, size, layers=2, heads=3, domain=SUMS)
    for weight in model.parameters():
        weight.data *= 3
    return model


def attention_explorer() -> AttentionExplorer:
    set_seed(1)
    sums = looking_back(addition.VOCAB, 5, addition.VOCAB, 3, domain=SUMS)
    words = looking_back(LETTERS, 36, DIGITS, 10)
    asked = ["27+68", "1+2"]
    return AttentionExplorer(
        {"sums": sums, "words": words, "Transformer": transformer()},
        {"sums": asked, "words": {"one": "ab ba", "年": "年 月"}, "Transformer": asked},
    )


def walkthrough() -> Walkthrough:
    set_seed(0)
    return Walkthrough.of_cell(Tagger(LSTMCell(2, 4), 3), "SRRS")


def wired() -> tuple[RNNCell, torch.Tensor]:
    """The six units of chapter 1, and the dish that each cooks."""
    cooks = torch.tensor([0, 1, 1, 2, 2, 0])
    cell = RNNCell(2, 6)
    with torch.no_grad():
        for unit in range(6):
            cell.W_hh[unit] = 3.0 * (cooks == unit // 2)
            cell.W_xh[unit] = 6.0 * torch.eye(2)[unit % 2]
        cell.b_h.fill_(-3.0)
    return cell, cooks


def hand_wire(days: int = 10_000) -> HandWire:
    return HandWire(*wired(), roommate_data.with_weather(1, days, seed=1).x)


def writer(cell: CellFactory = GRUCell, max_length: int = 6) -> Writer:
    """One whose letters vary, with the language too."""
    set_seed(0)
    net = Writer(Vocab("abcdéßfghijk"), ("de", "tr", "fi"), 8, max_length, cell, dropout=0.5)
    for weight in net.parameters():
        weight.data *= 2
    net.output.bias.data[net.vocab.end] = 1
    return net


def word_writer() -> WordWriter:
    called = {"de": "German", "tr": "Turkish", "fi": "Finnish"}
    trained_on = ["kah", "i", "ß", "never"]
    return WordWriter(writer(), called, trained_on, language="de", other="tr")


WORDS = Parts(
    train={
        "knight": ("nYt",),
        "knit": ("nIt",),
        "night": ("nYt",),
        "read": ("rid", "rEd"),
        "right": ("rYt",),
        "thin": ("TIn",),
        "rain": ("ren",),
        "tire": ("tYR",),
    },
    development={"knead": ("nid",)},
    test={"gnat": ("n@t",), "rhine": ("rYn",), "thread": ("TrEd",)},
)


@cache
def pronouncer(**options) -> Pronouncer:
    """One that has learned some words by heart, so that its readings look like some."""
    sizes = {"hidden_size": 16, "embedding_size": 8, "attention_size": 6, "layers": 2}
    model = pronunciation.model(0, **(sizes | options)).cpu()
    asked = pronunciation.examples(WORDS.train)
    source, target = model.pack(asked.sources), model.pack_answers(asked.answers)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.03)
    for _ in range(60):
        optimizer.zero_grad()
        logits = model(source, target).transpose(1, 2)
        torch.nn.functional.cross_entropy(logits, model.asked(target)).backward()
        optimizer.step()
    return model.eval()


def word_reader() -> WordReader:
    return WordReader(pronouncer(), WORDS, hard=["rhine", "gnat"])


def error_pulse(*lanes: str) -> ErrorPulse:
    """By default with all lanes; narrow enough weights for the RNN's error to fade."""
    set_seed(4)
    networks = {
        "RNN": Tagger(RNNCell(2, 16), 3),
        "LSTM": Tagger(LSTMCell(2, 12), 3),
        "attention": AdditiveAttention(16, 16, 8),
    }
    rng = np.random.default_rng(2)
    chosen = {lane: networks[lane] for lane in lanes or networks}
    return ErrorPulse(chosen, "".join(rng.choice(list("SR"), 100)), {"old": [1.0, 0.1, 0.01]})


def train_here() -> TrainHere:
    losses = {"N(0, 1)": 1.0, "N(0, 1/16)": 0.05}
    return TrainHere({name: History(loss=[1.2, loss]) for name, loss in losses.items()})


def stair() -> Stair:
    """One cell that reads and writes, two, one that looks back, one that reads both ways."""
    set_seed(0)
    sizes = Vocab("0123456789"), 4, 8, 6
    one_cell = Seq2Seq(Encoder(*sizes, cell=RNNCell), Decoder(*sizes, cell=RNNCell))
    one_cell.decoder.cell = one_cell.encoder.cell
    one_cell.decoder.embedding = one_cell.encoder.embedding
    two = Seq2Seq(Encoder(*sizes, cell=LSTMCell), Decoder(*sizes, cell=LSTMCell))
    attention = Seq2Seq(Encoder(*sizes), AttentionDecoder(*sizes, 5))
    both = DeepEncoder(*sizes, bidirectional=True)
    reader = Pronouncer(both, AttentionDecoder(*sizes, 5, key_size=both.key_size))
    models = {"RNN": one_cell, "two": two, "attention": attention, "both": reader}
    for model in models.values():
        for weight in model.parameters():
            weight.data *= 3
    return Stair(models, {key: [n / 6 for n in range(6)] for key in models}, "4711")
