"""Reading, writing and looking back, without any training."""

import pytest
import torch

from utils.attention import AdditiveAttention, AttentionDecoder
from utils.seq2seq import Decoder, Encoder, Seq2Seq
from utils.vocab import Vocab

VOCAB = Vocab("0123456789+")
TEXTS = ["12+34", "1+2", "99+9", "0+50"]


def model(decoder=AttentionDecoder):
    torch.manual_seed(0)
    extra = [8] if decoder is AttentionDecoder else []  # attention_size
    built = Seq2Seq(Encoder(VOCAB, 8, 16, longest=5), decoder(VOCAB, 8, 16, 3, *extra))
    for parameter in built.parameters():  # large weights: answers that vary
        parameter.data *= 3
    return built


both = pytest.mark.parametrize("decoder", [Decoder, AttentionDecoder])


@both
def test_logits_have_one_row_per_character(decoder):
    target = VOCAB.pack(["46", "3", "108", "50"], 3)
    assert model(decoder)(VOCAB.pack(TEXTS, 5), target).shape == (4, 4, len(VOCAB))


@both
def test_padding_does_not_change_what_is_read(decoder):
    """`1+2` gives the same logits padded to 5 characters and padded to 3."""
    net, target = model(decoder), VOCAB.pack(["3"], 3)
    torch.testing.assert_close(
        net(VOCAB.pack(["1+2"], 5), target), net(VOCAB.pack(["1+2"], 3), target)
    )


@both
def test_a_row_does_not_depend_on_the_rest_of_the_batch(decoder):
    net = model(decoder)
    together = net.translate(TEXTS)
    for n, text in enumerate(TEXTS):
        alone = net.translate([text])
        assert alone.texts == [together.texts[n]]
        if alone.weights is not None:
            torch.testing.assert_close(alone.weights[0], together.weights[n])


@both
def test_teacher_forcing_and_greedy_agree_when_fed_the_same_characters(decoder):
    net, source = model(decoder), VOCAB.pack(TEXTS, 5)
    greedy = torch.stack([step.logits for step in net.steps(source, target=None)], dim=1)
    torch.testing.assert_close(net(source, greedy.argmax(-1)), greedy)


@both
def test_writing_begins_with_the_start_mark_and_the_encoders_last_state(decoder):
    net, source = model(decoder), VOCAB.pack(TEXTS, 5)
    encoded = net.encoder(source)
    start = torch.full((len(TEXTS),), VOCAB.encode("{")[0])
    expected = net.decoder.step(start, encoded.h[:, -1], net.decoder.read(encoded))
    first = next(net.steps(source, target=None))
    torch.testing.assert_close(first.logits, expected.logits)


@both
def test_teacher_forcing_does_not_see_the_character_it_must_guess(decoder):
    net, source = model(decoder), VOCAB.pack(TEXTS, 5)
    target = VOCAB.pack(["46", "3", "108", "50"], 3)
    changed = target.clone()
    changed[:, 2] = VOCAB.encode("7")[0]
    a, b = net(source, target), net(source, changed)
    torch.testing.assert_close(a[:, :3], b[:, :3])
    assert not torch.allclose(a[:, 3], b[:, 3])


def test_weights_sum_to_one_and_are_zero_on_padding():
    weights = model().translate(TEXTS).weights
    assert weights.shape == (4, 4, 6)
    torch.testing.assert_close(weights.sum(-1), torch.ones(4, 4))
    padding = (VOCAB.pack(TEXTS, 5) == VOCAB.pad)[:, None].expand_as(weights)
    assert padding.any()
    assert (weights[padding] == 0).all()
    assert (weights[~padding] > 0).all()


def test_without_attention_there_are_no_weights():
    assert model(Decoder).translate(TEXTS).weights is None


def test_a_step_reads_the_context_and_answers_from_it():
    """The step, written a second time from its parts."""
    net, source = model(), VOCAB.pack(TEXTS, 5)
    decoder, encoded = net.decoder, net.encoder(source)
    y, s = source[:, -2], torch.randn_like(encoded.state)
    step = decoder.step(y, s, decoder.read(encoded))

    context = decoder.attention(s, encoded.h, encoded.mask).context
    s = decoder.cell.step(torch.cat([decoder.embedding(y), context], dim=1), s).h
    W, b = decoder.output.weight, decoder.output.bias
    torch.testing.assert_close(step.s, s)
    torch.testing.assert_close(step.logits, torch.cat([s, context], dim=1) @ W.T + b)


def test_translating_records_no_gradient_and_keeps_what_was_written():
    translation = model().translate(TEXTS)
    assert not translation.weights.requires_grad
    for text, written in zip(translation.texts, translation.written, strict=True):
        assert text.removesuffix("…") in written
        assert written.endswith("}") != text.endswith("…")


def attention_inputs():
    torch.manual_seed(0)
    attention = AdditiveAttention(state_size=3, key_size=4, attention_size=5).double()
    state, keys = torch.randn(2, 3).double(), torch.randn(2, 6, 4).double()
    mask = torch.tensor([[0, 0, 1, 1, 1, 1], [1, 1, 1, 1, 1, 1]]).bool()
    return attention, state, keys, mask


def test_attention_is_bahdanaus_formula():
    attention, state, keys, mask = attention_inputs()
    result = attention(state, keys, mask)
    W, U, v = attention.W_a.weight, attention.U_a.weight, attention.v_a.weight[0]
    for row in range(2):
        e = [v @ torch.tanh(W @ state[row] + U @ h) for h in keys[row]]
        alpha = torch.stack([e_i.exp() * m for e_i, m in zip(e, mask[row], strict=True)])
        alpha = alpha / alpha.sum()
        torch.testing.assert_close(result.scores[row], torch.stack(e))
        torch.testing.assert_close(result.weights[row], alpha)
        torch.testing.assert_close(result.context[row], alpha @ keys[row])


def test_projecting_the_keys_once_changes_nothing():
    attention, state, keys, mask = attention_inputs()
    once = attention(state, keys, mask, projected=attention.U_a(keys))
    torch.testing.assert_close(once, attention(state, keys, mask))


def test_attention_uses_the_state_before_the_character():
    """Bahdanau scores with s_{t-1}: the first weights follow from the encoder's last state."""
    net, source = model(), VOCAB.pack(TEXTS, 5)
    encoded = net.encoder(source)
    first = next(net.steps(source, target=None))
    looked = net.decoder.attention(encoded.state, encoded.h, encoded.mask)
    torch.testing.assert_close(first.weights, looked.weights)
    torch.testing.assert_close(first.context, looked.context)
