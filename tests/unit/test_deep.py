"""Deep encoders and decoders: what is handed over, padding, dropout in training only."""

from functools import partial

import pytest
import torch
from torch import nn

from tests.unit.test_seq2seq import both_ways
from utils.attention import AdditiveAttention, AttentionDecoder, FixedAttention
from utils.cells import GRUCell, LSTMCell, RNNCell, unroll
from utils.data import Examples
from utils.deep import DeepAttentionDecoder, DeepDecoder, DeepEncoder
from utils.recurrent import Recurrent
from utils.seq2seq import Decoder, Encoder, Seq2Seq
from utils.training import exact_match, fit_texts
from utils.vocab import Vocab

VOCAB = Vocab("0123456789+")
TEXTS = ["12+34", "1+2", "99+9", "5"]
ANSWERS = ["46", "3", "108", "5"]
CELLS = pytest.mark.parametrize("cell", [RNNCell, LSTMCell, GRUCell])


def encoder(cell=GRUCell, layers=2, bidirectional=True, **options):
    torch.manual_seed(0)
    sizes = {"cell": cell, "layers": layers, "bidirectional": bidirectional}
    return DeepEncoder(VOCAB, 6, 8, 5, **sizes, **options).double()


def model(
    cell=GRUCell, attention=AdditiveAttention, layers=2, dropout=0.0, decoder_layers=None
):
    reads = encoder(cell, layers, dropout=dropout, decoder_layers=decoder_layers)
    options = {"cell": cell, "layers": decoder_layers or layers, "dropout": dropout}
    if attention is None:
        writes = DeepDecoder(VOCAB, 6, 8, 3, **options)
    else:
        writes = DeepAttentionDecoder(
            VOCAB, 6, 8, 3, 5, attention, key_size=reads.key_size, **options
        )
    net = Seq2Seq(reads, writes).double()
    for parameter in net.parameters():  # large weights: answers that vary
        parameter.data *= 2
    return net


def test_keys_and_initial_state_are_bahdanaus():
    """The encoder, written a second time on a single text from two cells."""
    net = encoder(layers=1)
    forward, backward = net.recurrent.cells
    x = net.embedding(VOCAB.pack(["12+34"], 5))
    ahead, _ = unroll(forward, x)
    back = unroll(backward, x.flip(1))[0].flip(1)
    encoded = net(VOCAB.pack(["12+34"], 5))
    torch.testing.assert_close(encoded.h, torch.cat([ahead, back], dim=-1))
    (W_s,) = net.W_s
    torch.testing.assert_close(encoded.state, torch.tanh(back[:, 0] @ W_s.weight.T))
    assert (net.key_size, encoded.h.shape[2]) == (16, 16)


def test_every_layer_and_both_parts_of_the_lstm_are_handed_over():
    net = encoder(LSTMCell)
    source = VOCAB.pack(TEXTS, 5)
    _, states = net.recurrent(net.embedding(source), source != VOCAB.pad)
    (_, (h_1, c_1), _, (h_2, c_2)) = states  # forward and backward of each layer
    parts = (h_2, c_2, h_1, c_1)  # as `join` puts them
    expected = [torch.tanh(p @ W.weight.T) for p, W in zip(parts, net.W_s, strict=True)]
    for a, b in zip(net(source).state, expected, strict=True):
        torch.testing.assert_close(a, b)
    short = encoder(LSTMCell, decoder_layers=1)
    assert len(short.W_s) == len(short(source).state) == 2
    torch.testing.assert_close(short(source).state[1], torch.tanh(c_2 @ short.W_s[1].weight.T))


def test_in_one_direction_the_last_states_are_handed_over_as_they_are():
    net = encoder(layers=2, bidirectional=False)
    assert not net.W_s
    encoded = net(VOCAB.pack(TEXTS, 5))
    torch.testing.assert_close(encoded.state[0], encoded.h[:, -1])  # the last layer first
    one = encoder(layers=2, bidirectional=False, decoder_layers=1)(VOCAB.pack(TEXTS, 5))
    torch.testing.assert_close(one.state, encoded.h[:, -1])


def test_one_layer_in_one_direction_is_the_encoder_of_chapter_4():
    deep, plain = encoder(layers=1, bidirectional=False), Encoder(VOCAB, 6, 8, 5).double()
    plain.embedding.load_state_dict(deep.embedding.state_dict())
    plain.cell.load_state_dict(deep.recurrent.cells[0].state_dict())
    source = VOCAB.pack(TEXTS, 5)
    torch.testing.assert_close(deep(source), plain(source), rtol=0, atol=1e-12)


@pytest.mark.parametrize("attention", [None, AdditiveAttention])
def test_one_layer_is_the_decoder_of_its_chapter(attention):
    net = model(attention=attention, layers=1)
    extra = {"attention_size": 5, "key_size": 16} if attention else {}
    plain = (AttentionDecoder if attention else Decoder)(VOCAB, 6, 8, 3, **extra).double()
    names = {
        name.replace("cell.cells.0", "cell"): w for name, w in net.decoder.state_dict().items()
    }
    plain.load_state_dict(names)
    expected = Seq2Seq(net.encoder, plain).double()
    source, target = net.pack(TEXTS), net.pack_answers(ANSWERS)
    torch.testing.assert_close(
        net(source, target), expected(source, target), rtol=0, atol=1e-12
    )
    assert net.translate(TEXTS).texts == expected.translate(TEXTS).texts


@CELLS
@pytest.mark.parametrize("attention", [None, AdditiveAttention, FixedAttention])
@pytest.mark.parametrize("decoder_layers", [1, 2])
def test_the_faster_way_gives_the_logits_and_gradients_of_the_steps(
    cell, attention, decoder_layers
):
    net = model(cell, attention, decoder_layers=decoder_layers)
    source, target = net.pack(TEXTS), net.pack_answers(ANSWERS)
    results = list(both_ways(net, source, target))
    torch.testing.assert_close(*results, rtol=1e-11, atol=1e-10)
    assert all(gradient.any() for gradient in results[0][1].values())


@CELLS
@pytest.mark.parametrize("attention", [None, AdditiveAttention])
def test_a_text_is_answered_as_if_it_were_alone(cell, attention):
    net = model(cell, attention)
    together = list(net.steps(net.pack(TEXTS), None))
    assert len({text for text in net.translate(TEXTS).texts}) > 1
    for n, text in enumerate(TEXTS):
        alone = net.decode(net.encode(VOCAB.pack([text], len(text))))
        for many, one in zip(together, alone, strict=True):
            torch.testing.assert_close(many.logits[n], one.logits[0])


def test_attention_looks_with_the_state_of_the_last_layer():
    net = model(LSTMCell)
    encoded = net.encode(net.pack(TEXTS))
    for step in net.decode(encoded):
        look = net.decoder.attention(step.s_prev[0], encoded.h, encoded.mask)
        torch.testing.assert_close(step.weights, look.weights)
        h = torch.cat([step.s[0], look.context], dim=-1)
        torch.testing.assert_close(step.logits, net.decoder.output(h))


@pytest.mark.parametrize("attention", [None, AdditiveAttention])
def test_dropout_works_in_training_only(attention):
    net = model(attention=attention, dropout=0.5)
    source, target = net.pack(TEXTS), net.pack_answers(ANSWERS)
    assert not torch.allclose(net(source, target), net(source, target))
    net.eval()
    same = model(attention=attention)  # no dropout at all
    same.load_state_dict(net.state_dict())
    assert torch.equal(net(source, target), same(source, target))


def test_dropout_stands_at_embeddings_between_layers_and_before_the_output():
    net, seen = model(dropout=0.5), []
    for name, module in net.named_modules():
        if isinstance(module, nn.Dropout):
            assert module.p == 0.5, name
            module.register_forward_hook(lambda *_, name=name: seen.append(name))
    net(net.pack(TEXTS), net.pack_answers(ANSWERS))
    assert set(seen) == {
        "encoder.embedding.dropout",
        "encoder.recurrent.dropout",
        "decoder.embedding.dropout",
        "decoder.cell.dropout",
        "decoder.output.dropout",
    }


def test_an_encoder_reads_what_torch_reads():
    """Weights from `nn.GRU`, in both directions and two layers."""
    net = encoder(partial(GRUCell, reset="after"))
    module = nn.GRU(6, 8, 2, bidirectional=True, batch_first=True).double()
    net.recurrent = Recurrent.from_torch(module)
    source = VOCAB.pack(["12+34"], 5)
    torch.testing.assert_close(net(source).h, module(net.embedding(source))[0])


def test_a_printed_model_tells_its_sizes():
    text = repr(model(dropout=0.1))
    assert "14 characters, max_length=5, key_size=16" in text
    assert "6, 8, layers=2, bidirectional=True" in text
    assert "DropoutEmbedding(\n" in text
    assert "Dropout(p=0.1" in text


def test_it_learns():
    net = model(dropout=0.1).float()
    examples = Examples(["12", "21", "11", "22"], ["21", "12", "11", "22"])
    fit_texts(net, examples, steps=60, batch_size=4, lr=0.02)
    assert exact_match(net, examples).share == 1


WRONG = {
    "a deeper decoder": (
        lambda: encoder(layers=2, decoder_layers=3),
        "a decoder of 1 to 2 layers, as many as the encoder has, got 3",
    ),
    "sizes that do not fit": (
        lambda: Seq2Seq(encoder(), DeepDecoder(VOCAB, 6, 9, 3)),
        "got 8 in the encoder, 9 in the decoder",
    ),
    "keys that do not fit": (
        lambda: Seq2Seq(
            encoder(), DeepAttentionDecoder(VOCAB, 6, 8, 3, 5, layers=2).double()
        ).translate(["1+2"]),
        r"\(batch, source, 8\), got \(1, 6, 16\)",
    ),
    "a probability below 0": (lambda: encoder(dropout=-0.5), "between 0 and 1, but got -0.5"),
}


@pytest.mark.parametrize("case", WRONG)
def test_wrong_input_is_named(case):
    act, message = WRONG[case]
    with pytest.raises(ValueError, match=message):
        act()
