"""The models of chapter 6: filled up after the answer, padded no more than needed; and how
words are pronounced with them."""

import random

import pytest
import torch

from utils.attention import DotAttention
from utils.beam import beam_search
from utils.blueprint import build, describe
from utils.cells import LSTMCell
from utils.data.pronunciations import split
from utils.recipes import pronunciation as recipe
from utils.recipes.pronunciation import examples, pronounce, score
from utils.seq2seq import Seq2Seq

TINY = {"hidden_size": 8, "embedding_size": 4, "attention_size": 4}
WORDS = ["knight", "at", "psychology", "o'clock", "bad", "transformers", "be"]
SOUNDS = ["nYt", "@t", "sYkalAJi", "Aklak", "b@d", "tr@nsfcrmRz", "bi"]
KINDS = {
    "large": lambda: recipe.model(0, **TINY, layers=2, dropout=0.25),
    "one direction": lambda: recipe.model(0, **TINY, bidirectional=False),
    "LSTM, dot": lambda: recipe.model(0, **TINY, cell=LSTMCell, attention=DotAttention),
    "Transformer": lambda: recipe.transformer(0, size=8, layers=1, heads=2),
}
kinds = pytest.mark.parametrize("kind", KINDS)


def model(kind, spread=3):
    net = KINDS[kind]()
    for parameter in net.parameters():  # so that words have other answers
        parameter.data *= spread
    return net.double().eval()


@pytest.fixture(params=KINDS)
def net(request):
    return model(request.param)


def test_answers_are_filled_up_after_their_end(net):
    target = net.pack_answers(["nYt", "bi", "@"])
    assert net.target_vocab.decode(target[0].tolist()) == "nYt}"
    assert net.target_vocab.decode(target[1].tolist()) == "bi}}"
    assert net.target_vocab.decode(target[2].tolist()) == "@}}}"


def test_nothing_is_asked_after_the_end(net):
    end = net.target_vocab.end
    asked = net.asked(net.pack_answers(["nYt", "bi"]))
    assert (asked == -100).tolist() == [[False] * 4, [False] * 3 + [True]]
    assert asked[0, 3] == asked[1, 2] == end


def test_a_longer_answer_beside_it_changes_no_loss(net):
    """What stands after an end is not asked for, and nothing before it sees it."""

    def losses(words, answers):
        target = net.pack_answers(answers)
        logits = net(net.pack(words), target).transpose(1, 2)
        loss = torch.nn.CrossEntropyLoss(reduction="none")
        return loss(logits, net.asked(target)).sum(dim=1)

    alone = torch.cat([losses([w], [s]) for w, s in zip(WORDS, SOUNDS, strict=True)])
    torch.testing.assert_close(losses(WORDS, SOUNDS), alone)


@pytest.mark.parametrize("kind", ["large", "one direction", "LSTM, dot"])
def test_padding_changes_nothing(kind):
    net = model(kind)
    whole = Seq2Seq(net.encoder, net.decoder).eval()  # pads to the longest word there may be
    assert net.pack(["at", "be"]).shape == (2, 3)
    assert whole.pack(["at", "be"]).shape == (2, recipe.MAX_LETTERS + 1)
    target = net.pack_answers(SOUNDS)
    torch.testing.assert_close(net(net.pack(WORDS), target), whole(whole.pack(WORDS), target))
    shorter, longer = net.translate(WORDS), whole.translate(WORDS)
    assert shorter.written == longer.written
    torch.testing.assert_close(shorter.probabilities, longer.probabilities)


def test_a_beam_of_one_decodes_greedily(net):
    greedy = net.translate(WORDS)
    found = pronounce(net, WORDS)
    assert [best[0].text for best in found] == greedy.texts
    shares = torch.tensor([best[0].probability for best in found], dtype=torch.double)
    torch.testing.assert_close(shares, greedy.probabilities)


@pytest.mark.parametrize("batch_size", [1, 3, 512])
def test_the_order_of_the_words_and_the_batches_do_not_matter(net, batch_size):
    mixed = WORDS * 2
    random.Random(0).shuffle(mixed)
    alone = {word: beam_search(net, [word], 4, 2)[0] for word in WORDS}
    for word, found in zip(mixed, pronounce(net, mixed, 4, 2, batch_size), strict=True):
        assert [one.text for one in found] == [one.text for one in alone[word]]
        assert [one.log_probability for one in found] == pytest.approx(
            [one.log_probability for one in alone[word]]
        )


def test_no_words_have_no_pronunciations(net):
    assert pronounce(net, []) == []


def test_the_score_is_of_the_best_pronunciations(net):
    best = [found[0].text for found in pronounce(net, WORDS, 3)]
    a_sound_more = {word: (f"{text}z",) for word, text in zip(WORDS, best, strict=True)}
    edits, sounds = len(WORDS), len("".join(best)) + len(WORDS)
    assert score(net, a_sound_more, 3) == (1, edits / sounds, len(WORDS))


def test_the_examples_have_every_pronunciation():
    assert examples({"the": ("DA", "Di"), "be": ("bi",)}) == (
        ["the", "the", "be"],
        ["DA", "Di", "bi"],
    )
    assert len(examples(split().train).sources) > len(split().train)


@kinds
def test_the_blueprint_of_a_model(kind):
    net = KINDS[kind]()
    again = build(describe(net))
    assert type(again) is type(net)
    assert describe(again) == describe(net)


def test_the_models_know_what_they_are_for(net):
    assert net.marked(["knight", "x"], ["nYt", "Eks"]) == ["nYt", "Eks?"]
