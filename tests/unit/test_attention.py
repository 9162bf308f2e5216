"""Each kind of attention: its scores, its weights, and what a decoder reads with it."""

import pytest
import torch

from tests.unit.test_seq2seq import TEXTS, VOCAB, model
from utils.attention import (
    AdditiveAttention,
    AttentionDecoder,
    DotAttention,
    FixedAttention,
    LastStateAttention,
    ScaledDotAttention,
    UniformAttention,
)


def test_weights_sum_to_one_and_are_zero_on_padding():
    weights = model().translate(TEXTS).weights
    assert weights.shape == (4, 4, 6)
    torch.testing.assert_close(weights.sum(-1), torch.ones(4, 4))
    padding = (VOCAB.pack(TEXTS, 5) == VOCAB.pad)[:, None].expand_as(weights)
    assert padding.any()
    assert (weights[padding] == 0).all()
    assert (weights[~padding] > 0).all()


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


def test_the_other_scores_are_dot_products_of_the_same_vectors():
    for kind, scale in ((DotAttention, 1.0), (ScaledDotAttention, 5**-0.5)):
        torch.manual_seed(0)
        attention = kind(state_size=3, key_size=4, attention_size=5).double()
        _, state, keys, mask = attention_inputs()
        result = attention(state, keys, mask)
        W, U = attention.W_a.weight, attention.U_a.weight
        e = torch.stack([(U @ h) @ (W @ state[1]) * scale for h in keys[1]])
        torch.testing.assert_close(result.scores[1], e)
        torch.testing.assert_close(result.weights[1], e.softmax(0))


@pytest.mark.parametrize(
    "kind",
    [DotAttention, ScaledDotAttention, UniformAttention, LastStateAttention, FixedAttention],
)
def test_a_decoder_uses_the_attention_it_is_given(kind):
    net = model()
    net.decoder = AttentionDecoder(VOCAB, 8, 16, 3, attention_size=8, attention=kind)
    assert type(net.decoder.attention) is kind
    encoded = net.encoder(net.pack(TEXTS))
    first = next(net.decode(encoded))
    torch.testing.assert_close(
        first.weights, net.decoder.attention(encoded.state, encoded.h, encoded.mask).weights
    )


def test_uniform_attention_averages_what_is_not_padding():
    _, state, keys, mask = attention_inputs()
    result = UniformAttention(3, 4, 5).double()(state, keys, mask)
    torch.testing.assert_close(result.context[0], keys[0, 2:].mean(0))


def test_the_last_state_is_all_that_one_control_sees():
    _, state, keys, mask = attention_inputs()
    result = LastStateAttention(3, 4, 5).double()(state, keys, mask)
    torch.testing.assert_close(result.context, keys[:, -1])


@pytest.mark.parametrize(
    ("progress", "places"), [(0.0, (2, 0)), (0.5, (4, 2)), (0.34, (3, 2)), (1.0, (5, 5))]
)
def test_a_fixed_alignment_looks_as_far_along_as_the_answer_has_come(progress, places):
    """The first text has two characters of padding and four of its own."""
    _, state, keys, mask = attention_inputs()
    result = FixedAttention(3, 4, 5).double()(state, keys, mask, progress=progress)
    for row, place in enumerate(places):
        assert result.weights[row].argmax() == place
        torch.testing.assert_close(result.context[row], keys[row, place])


def test_a_decoder_with_a_fixed_alignment_copies_position_by_position():
    net = model()
    net.decoder = AttentionDecoder(VOCAB, 8, 16, 5, attention_size=8, attention=FixedAttention)
    weights = net.translate(["12+34"]).weights[0]
    torch.testing.assert_close(weights, torch.eye(6))


def test_the_hidden_layer_of_additive_attention_is_returned():
    attention, state, keys, mask = attention_inputs()
    look = attention(state, keys, mask)
    torch.testing.assert_close(look.hidden @ attention.v_a.weight[0], look.scores)


def test_a_masked_state_gets_no_weight():
    net = model()
    masked = torch.zeros(len(TEXTS), 6).bool()
    masked[:, 4] = True
    weights = net.translate(TEXTS, masked=masked).weights
    assert (weights[:, :, 4] == 0).all()
    assert (weights[1, :, :2] == 0).all()  # the padding of `1+2` stays masked too
    assert (net.translate(TEXTS).weights[:, :, 4] > 0).all()
