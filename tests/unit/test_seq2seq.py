"""Reading, writing and looking back, without any training."""

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from utils.attention import (
    AdditiveAttention,
    AttentionDecoder,
    FixedAttention,
    ScaledDotAttention,
)
from utils.cells import GRUCell, LSTMCell, RNNCell
from utils.data import addition
from utils.domain import Domain
from utils.seq2seq import Decoder, Encoder, Seq2Seq
from utils.vocab import Vocab

VOCAB = Vocab("0123456789+")
TEXTS = ["12+34", "1+2", "99+9", "0+50"]


def model(decoder=AttentionDecoder):
    torch.manual_seed(0)
    extra = [8] if decoder is AttentionDecoder else []  # attention_size
    built = Seq2Seq(Encoder(VOCAB, 8, 16, max_length=5), decoder(VOCAB, 8, 16, 3, *extra))
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


def both_ways(net, source, target):
    """Logits and gradients, found fast and step by step."""
    for logits in (
        net(source, target),
        torch.stack([step.logits for step in net.steps(source, target)], dim=1),
    ):
        net.zero_grad()
        logits.square().sum().backward()
        gradients = {n: p.grad.clone() for n, p in net.named_parameters() if p.grad is not None}
        yield logits.detach(), gradients


@pytest.mark.parametrize("cell", [GRUCell, LSTMCell, RNNCell])
@pytest.mark.parametrize("kind", [None, AdditiveAttention, ScaledDotAttention, FixedAttention])
def test_the_faster_way_gives_the_logits_and_gradients_of_the_steps(kind, cell):
    torch.manual_seed(0)
    writes = {"cell": cell} | ({"attention": kind, "attention_size": 8} if kind else {})
    decoder = (AttentionDecoder if kind else Decoder)(VOCAB, 8, 16, 3, **writes)
    net = Seq2Seq(Encoder(VOCAB, 8, 16, 5, cell=cell), decoder).double()
    source, target = net.pack(TEXTS), net.pack_answers(["46", "3", "108", "50"])
    (fast, fast_gradients), (slow, slow_gradients) = both_ways(net, source, target)
    torch.testing.assert_close(fast, slow, rtol=0, atol=1e-12)
    torch.testing.assert_close(fast_gradients, slow_gradients, rtol=1e-12, atol=1e-11)


def test_a_decoder_with_a_step_of_its_own_is_walked_by_it():
    class Loud(Decoder):
        def step(self, y, s, memory, t=0):
            step = super().step(y, s, memory, t)
            return step._replace(logits=2 * step.logits)

    net = model(Decoder)
    usual = net(net.pack(TEXTS), net.pack_answers(["46", "3", "108", "50"]))
    net.decoder.__class__ = Loud
    loud = net(net.pack(TEXTS), net.pack_answers(["46", "3", "108", "50"]))
    torch.testing.assert_close(loud, 2 * usual)


@both
def test_a_step_returns_what_went_in(decoder):
    net = model(decoder)
    before = None
    for step in net.steps(net.pack(TEXTS), target=None):
        if before is None:
            assert (step.y == VOCAB.start).all()
        else:
            torch.testing.assert_close(step.s_prev, before.s)
            assert torch.equal(step.y, before.logits.argmax(-1))
        before = step
    assert (before.weights is None) == (decoder is Decoder)
    assert (before.hidden is None) == (decoder is Decoder)


def test_texts_that_look_alike_are_read_alike():
    net = model(Decoder)
    plain, full_width = net.translate(["12+34", "\uff11\uff12\uff0b\uff13\uff14"]).texts
    assert plain == full_width


SUM = st.text("0123456789+", min_size=1, max_size=5)


@settings(deadline=None, max_examples=30)
@given(st.lists(SUM, min_size=2, max_size=6), st.sampled_from([Decoder, AttentionDecoder]))
def test_any_text_is_answered_as_if_it_were_alone(texts, decoder):
    """Whatever stands beside it in the batch, and however much padding before it."""
    net = model(decoder).double()
    together = net.encoder(net.pack(texts))
    for n, text in enumerate(texts):
        alone = net.encoder(VOCAB.pack([text], len(text)))
        torch.testing.assert_close(together.state[n], alone.state[0])
        steps = zip(net.decode(together), net.decode(alone), strict=True)
        for many, one in steps:
            torch.testing.assert_close(many.logits[n], one.logits[0])


@settings(deadline=None, max_examples=30)
@given(st.lists(SUM, min_size=1, max_size=6))
def test_no_weight_ever_falls_on_padding(texts):
    weights = model().translate(texts).weights
    for row, text in zip(weights, texts, strict=True):
        padding = 5 - len(text)
        assert (row[:, :padding] == 0).all()
        torch.testing.assert_close(row.sum(-1), torch.ones(4))


@settings(deadline=None, max_examples=30)
@given(SUM)
def test_decoding_ends_at_the_end_mark_or_says_that_it_did_not(text):
    translation = model().translate([text])
    answer, written = translation.texts[0], translation.written[0]
    assert len(written) <= 4
    assert written.endswith("}") != ("…" in answer)
    assert 0 < translation.probabilities[0] <= 1


def test_an_answer_to_another_form_is_marked_as_a_guess():
    encoder = Encoder(VOCAB, 8, 16, max_length=5, domain=Domain(addition.pattern(2)))
    net = Seq2Seq(encoder, Decoder(VOCAB, 8, 16, max_length=3))
    others = ["1+2+3", "007+1", "12", "+5", "1+02", "12+"]
    assert net.marked(others, ["46"] * 6) == ["46?"] * 6
    usual = ["1+2", "0+0", "99+10"]
    assert net.marked(usual, ["46"] * 3) == ["46"] * 3


def test_the_model_itself_answers_without_that_mark():
    encoder = Encoder(VOCAB, 8, 16, max_length=5, domain=Domain(addition.pattern(2)))
    net = Seq2Seq(encoder, Decoder(VOCAB, 8, 16, max_length=3))
    assert not any(answer.endswith("?") for answer in net.translate(["1+2+3", "12"]).texts)


@both
def test_the_chance_is_the_product_up_to_the_end_mark(decoder):
    texts = [f"{a}+{b}" for a in range(0, 100, 9) for b in range(0, 100, 11)]
    net, source = model(decoder), VOCAB.pack(texts, 5)
    net.decoder.output.bias.data[VOCAB.end] += 0.5  # so that some answers end early
    translation = net.translate(texts)
    assert len(set(map(len, translation.written))) > 1
    steps = list(net.steps(source, target=None))
    for n, written in enumerate(translation.written):
        chance = 1.0
        for step, char in zip(steps, written, strict=False):
            chance *= step.logits[n].softmax(-1)[VOCAB.encode(char)[0]].item()
        assert translation.probabilities[n].item() == pytest.approx(chance, rel=1e-4)
