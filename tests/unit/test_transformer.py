"""Self-attention is the formula, sees nothing ahead, and knows order from positions only."""

import pytest
import torch

from utils.data import Examples
from utils.training import exact_match, fit_texts
from utils.transformer import Block, SelfAttention, Transformer, attention_mask
from utils.vocab import Vocab

VOCAB = Vocab("0123456789+")
TEXTS = ["12+34", "1+2", "99+9"]


def model():
    torch.manual_seed(0)
    net = Transformer(VOCAB, VOCAB, 5, 3, size=8, layers=2, heads=2)
    return net.double()


def test_self_attention_is_the_formula_of_the_paper():
    torch.manual_seed(0)
    look = SelfAttention(size=6, heads=1).double()
    x, mask = torch.randn(1, 4, 6).double(), torch.ones(4, 4).tril().bool()[None]
    q, k, v = (x[0] @ W.weight.T for W in (look.W_q, look.W_k, look.W_v))
    result = look(x, mask)
    for place in range(4):
        scores = torch.stack([q[place] @ k[other] / 6**0.5 for other in range(place + 1)])
        weights = scores.softmax(0)
        torch.testing.assert_close(result.weights[0, 0, place, : place + 1], weights)
        assert (result.weights[0, 0, place, place + 1 :] == 0).all()
        context = (weights @ v[: place + 1]) @ look.W_o.weight.T
        torch.testing.assert_close(result.context[0, place], context)


def test_heads_share_the_numbers_and_look_for_themselves():
    torch.manual_seed(0)
    look, x = SelfAttention(size=6, heads=2), torch.randn(1, 4, 6)
    result = look(x, torch.ones(1, 4, 4).bool())
    q, k = (x[0] @ W.weight.T for W in (look.W_q, look.W_k))
    second = (q[:, 3:] @ k[:, 3:].T / 3**0.5).softmax(-1)
    torch.testing.assert_close(result.weights[0, 1], second)


def test_a_block_adds_what_it_sees_and_what_it_thinks_to_what_is_there():
    """The block, written a second time from its parts."""
    torch.manual_seed(0)
    block, x = Block(size=6, heads=2), 3 * torch.randn(1, 4, 6) + 1
    mask = torch.ones(1, 4, 4).bool()
    looked = block.attention(block.norm_attention(x), mask)
    seen = x + looked.context
    after, step = block(x, mask)
    torch.testing.assert_close(after, seen + block.feed_forward(block.norm_feed_forward(seen)))
    torch.testing.assert_close(step, looked)


def test_all_at_once_and_one_after_the_other_agree():
    net, source = model(), VOCAB.pack(TEXTS, 5)
    greedy = torch.stack([step.logits for step in net.steps(source, target=None)], dim=1)
    torch.testing.assert_close(net(source, greedy.argmax(-1)), greedy)


def test_a_character_does_not_see_itself_or_those_after():
    net, source = model(), VOCAB.pack(TEXTS, 5)
    target = VOCAB.pack(["46", "3", "108"], 3)
    changed = target.clone()
    changed[:, 2] = VOCAB.encode("7")[0]
    a, b = net(source, target), net(source, changed)
    torch.testing.assert_close(a[:, :3], b[:, :3])
    assert not torch.allclose(a[:, 3], b[:, 3])


def test_padding_and_the_rest_of_the_batch_change_nothing():
    net = model()
    together = list(net.steps(net.pack(TEXTS), None))
    for n, text in enumerate(TEXTS):
        alone = list(net.steps(net.pack([text]), None))
        for many, one in zip(together, alone, strict=True):
            torch.testing.assert_close(many.logits[n], one.logits[0])
    read = net.encode(net.pack(["1+2"]))
    noise = read._replace(h=read.h + torch.randn_like(read.h) * ~read.mask[..., None])
    for a, b in zip(net.decode(read), net.decode(noise), strict=True):
        torch.testing.assert_close(a.logits, b.logits)


def test_without_positions_the_order_is_lost():
    net = model()
    first = [next(net.steps(net.pack([text]), None)).logits for text in ("12+34", "34+12")]
    assert not torch.allclose(*first)
    torch.nn.init.zeros_(net.position.weight)
    first = [next(net.steps(net.pack([text]), None)).logits for text in ("12+34", "34+12")]
    torch.testing.assert_close(*first)


def test_more_characters_than_positions_are_refused():
    net = model()
    net.max_source = 7
    with pytest.raises(ValueError, match=r"at most 10 characters, .*, got 11"):
        net(net.pack(["123+456"]), VOCAB.pack(["3"], 3)[:, -3:])


def test_hidden_characters_are_not_seen():
    net = model()
    read = net.encode(net.pack(["12+34", "19+34"]))
    mask = read.mask.clone()
    mask[:, 1] = False
    for step in net.decode(read._replace(mask=mask)):
        torch.testing.assert_close(step.logits[0], step.logits[1])
    assert not torch.allclose(*next(net.decode(read)).logits)


def test_logits_of_all_positions_at_once_are_those_of_the_steps():
    net, source = model(), VOCAB.pack(TEXTS, 5)
    target = VOCAB.pack(["46", "3", "108"], 3)
    one_by_one = torch.stack([step.logits for step in net.steps(source, target)], dim=1)
    torch.testing.assert_close(net(source, target), one_by_one, rtol=0, atol=1e-12)


def test_the_attention_mask():
    """All may see the question; a character of the answer, only positions from its own on."""
    question = torch.tensor([[False, True, True]])
    mask = attention_mask(question, torch.zeros(1, 2, dtype=torch.long))[0].int().tolist()
    assert mask == [
        [1, 1, 1, 0, 0],  # padding looks at the question and itself
        [0, 1, 1, 0, 0],
        [0, 1, 1, 0, 0],
        [0, 1, 1, 1, 0],
        [0, 1, 1, 1, 1],
    ]


def test_answers_come_as_from_any_other_model():
    translation = model().translate(TEXTS)
    assert len(translation.texts) == 3
    assert translation.weights is None


def test_it_learns():
    net = model().float()
    examples = Examples(["12", "21", "11", "22"], ["21", "12", "11", "22"])
    fit_texts(net, examples, steps=150, batch_size=4, lr=0.01)
    assert exact_match(net, examples).share == 1
