"""A model comes back from its file as it was."""

import inspect
import json
from functools import partial

import pytest
import torch

from utils.attention import (
    AdditiveAttention,
    AttentionDecoder,
    DotAttention,
    FixedAttention,
    LastStateAttention,
    ScaledDotAttention,
    UniformAttention,
)
from utils.blueprint import PARTS, build, describe
from utils.cells import GRUCell, LSTMCell, RNNCell
from utils.deep import DeepAttentionDecoder, DeepDecoder, DeepEncoder
from utils.domain import Domain
from utils.recurrent import StackedCell
from utils.seq2seq import Decoder, Encoder, Seq2Seq
from utils.storage import load, save
from utils.tagger import Tagger
from utils.transformer import Transformer
from utils.vocab import Vocab
from utils.writer import Writer

VOCAB, LETTERS = Vocab("0123456789+"), Vocab("abcdefghij-")  # of one size
TEXTS = ["12+34", "1+2", "99+9"]
SUMS, DATES = Domain("[0-9+]*"), Domain("1.*", 1950, 2049)
RELU = partial(RNNCell, nonlinearity="relu")
RESET_AFTER = partial(GRUCell, reset="after")
CELLS = [RNNCell, RELU, LSTMCell, partial(LSTMCell, forget_bias=0.5), GRUCell, RESET_AFTER]
STACKS = [partial(StackedCell, kind=cell, layers=2, dropout=0.25) for cell in (RELU, LSTMCell)]
SCORES = [
    AdditiveAttention,
    DotAttention,
    ScaledDotAttention,
    UniformAttention,
    LastStateAttention,
    FixedAttention,
]


def adder(vocab=VOCAB, cell=GRUCell, attention=None, domain=SUMS):
    writes = {"attention_size": 5, "attention": attention} if attention else {}
    decoder = AttentionDecoder if attention else Decoder
    return Seq2Seq(
        Encoder(vocab, 4, 8, 5, domain, cell=cell),
        decoder(vocab, 4, 8, 3, cell=cell, **writes),
    )


def deep(attention=None, cell=GRUCell, bidirectional=True, decoder_layers=2):
    reads = DeepEncoder(VOCAB, 4, 8, 5, SUMS, cell, 2, bidirectional, 0.25, decoder_layers)
    options = {"cell": cell, "layers": decoder_layers, "dropout": 0.25}
    if attention is None:
        return Seq2Seq(reads, DeepDecoder(VOCAB, 4, 8, 3, **options))
    options |= {"attention": attention, "key_size": reads.key_size}
    return Seq2Seq(reads, DeepAttentionDecoder(VOCAB, 4, 8, 3, 5, **options))


def transformer():
    return Transformer(VOCAB, LETTERS, 5, 3, size=8, layers=2, heads=4, domain=DATES)


MODELS = {
    **{
        f"tagger {n}": partial(lambda cell: Tagger(cell(3, 4), 2, truncate=3), cell)
        for n, cell in enumerate([*CELLS, *STACKS])
    },
    **{
        f"writer {n}": partial(Writer, VOCAB, ("one", "two"), 8, 5, cell)
        for n, cell in enumerate([*CELLS, *STACKS])
    },
    **{f"seq2seq {n}": partial(adder, cell=cell) for n, cell in enumerate([*CELLS, *STACKS])},
    **{score.__name__: partial(adder, attention=score) for score in SCORES},
    **{
        f"attention {n}": partial(adder, cell=cell, attention=DotAttention)
        for n, cell in enumerate([*CELLS, *STACKS])
    },
    **{f"deep {score.__name__}": partial(deep, score) for score in SCORES},
    "deep": deep,
    "deep LSTM": partial(deep, AdditiveAttention, LSTMCell, decoder_layers=1),
    "deep, one direction": partial(deep, None, RESET_AFTER, bidirectional=False),
    "transformer": transformer,
}


def made(name="AdditiveAttention"):
    torch.manual_seed(0)
    return MODELS[name]().eval()


def answer(net):
    """What a model gives: logits, and for a text model its answers."""
    if isinstance(net, Tagger):
        torch.manual_seed(1)
        return (net(torch.randn(2, 7, 3)),)
    if isinstance(net, Writer):
        read, _ = net.pack(TEXTS)
        words = net.write("two", 9, torch.Generator().manual_seed(1))
        # A sum of all logits has no gradient where some are -inf.
        return net(read, net.tell(["one", "two", "one"])).softmax(dim=-1), words
    target = net.pack_answers([net.target_vocab.characters[:2]] * 3)
    translation = net.translate(TEXTS)
    return net(net.pack(TEXTS), target), translation.texts, net.marked(TEXTS, translation.texts)


@pytest.mark.parametrize("name", MODELS)
def test_every_model_comes_back_as_it_was(name, tmp_path):
    net = made(name)
    save(net, tmp_path / "model")
    back = load(tmp_path / "model")
    assert repr(back) == repr(net)
    assert describe(back) == describe(net)
    assert list(back.state_dict()) == list(net.state_dict())
    assert not back.training
    for (a, *others), (b, *same) in ((answer(net), answer(back)),):
        assert torch.equal(a, b)
        assert others == same


@pytest.mark.parametrize("name", MODELS)
def test_a_model_that_came_back_learns_as_before(name, tmp_path):
    """Dropout included: the same random draws lead to the same gradients."""
    net, gradients = made(name), []
    save(net, tmp_path / "model")
    for one in (net, load(tmp_path / "model")):
        torch.manual_seed(2)
        answer(one.train())[0].square().sum().backward()
        gradients.append([p.grad for p in one.parameters() if p.grad is not None])
    assert len(gradients[0]) > 0
    for a, b in zip(*gradients, strict=True):
        assert torch.equal(a, b)


@pytest.mark.parametrize("cls", PARTS)
def test_every_argument_of_a_constructor_is_recorded(cls):
    assert PARTS[cls].keys() == inspect.signature(cls).parameters.keys()


def test_both_vocabularies_lengths_and_the_domain_come_back(tmp_path):
    save(made("transformer"), tmp_path / "model")
    back = load(tmp_path / "model")
    assert back.source_vocab.characters == VOCAB.characters
    assert back.target_vocab.characters == LETTERS.characters
    assert (back.max_source, back.max_target, back.domain) == (5, 3, DATES)


def test_precision_stays(tmp_path):
    save(made().double(), tmp_path / "model")
    assert {p.dtype for p in load(tmp_path / "model").parameters()} == {torch.float64}


def test_loading_draws_no_random_number(tmp_path):
    save(made(), tmp_path / "model")
    torch.manual_seed(3)
    expected = torch.rand(5)
    torch.manual_seed(3)
    load(tmp_path / "model")
    assert torch.equal(torch.rand(5), expected)


def test_a_file_is_plain_tensors_and_text(tmp_path):
    save(made(), tmp_path / "model")
    content = torch.load(tmp_path / "model", weights_only=True)
    assert content.keys() == {"header", "weights", "sha256"}
    header = json.loads(content["header"])
    assert header["model"]["arguments"]["encoder"]["arguments"]["vocab"] == {
        "class": "Vocab",
        "arguments": {"characters": "0123456789+"},
    }
    assert all(type(weight) is torch.Tensor for weight in content["weights"].values())


def test_a_blueprint_is_built_without_weights():
    net = build(describe(made("deep")))
    assert all(parameter.is_meta for parameter in net.parameters())
