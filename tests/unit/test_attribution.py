"""A letter's part in an answer, against slow and independent ways to the same number."""

import math

import pytest
import torch

from utils.attribution import (
    gradient_times_input,
    leave_one_out,
    log_probabilities,
    rank_correlation,
    told,
    without,
)
from utils.cells import GRUCell
from utils.data import names
from utils.recipes.names import network

WORDS = ["hopeapeso", "szerer", "aa", "thailändisch"]


def model():
    net = network(GRUCell, 0, 12).eval()
    with torch.no_grad():
        net.output.weight.mul_(5)
    return net


def probability(net, x, language):
    """p(language | what is read), read by itself."""
    return net(x)[0, -1].softmax(-1)[language].log()


def test_it_is_the_last_character_that_is_asked():
    net = model()
    for row, word in zip(log_probabilities(net, WORDS), WORDS, strict=True):
        scores = net(names.one_hot([word]))[0, -1]
        assert torch.allclose(row, scores.log_softmax(-1), atol=1e-6)
        assert row.exp().sum().item() == pytest.approx(1, abs=1e-6)


def test_many_words_are_read_in_parts(monkeypatch):
    net, expected = model(), log_probabilities(model(), WORDS)
    monkeypatch.setattr("utils.attribution.BATCH", 3)
    assert torch.allclose(log_probabilities(net, WORDS), expected, atol=1e-6)


def test_a_letter_is_worth_what_the_word_loses_without_it():
    net = model()
    parts = leave_one_out(net, WORDS)
    assert [len(part) for part in parts] == [len(word) for word in WORDS]
    for word, part, language in zip(WORDS, parts, told(net, WORDS), strict=True):
        whole = probability(net, names.one_hot([word]), language)
        for n, value in enumerate(part):
            shorter = names.one_hot([word[:n] + word[n + 1 :]])
            assert value.item() == pytest.approx(
                (whole - probability(net, shorter, language)).item(), abs=1e-5
            )


def test_the_gradient_is_what_a_nudge_at_the_letter_does():
    net, eps = model().double(), 1e-6
    with torch.no_grad():
        languages = [net(names.one_hot([w]).double())[0, -1].argmax() for w in WORDS]
    parts = gradient_times_input(_in_doubles(net), WORDS)
    for word, part, language in zip(WORDS, parts, languages, strict=True):
        assert len(part) == len(word)
        x = names.one_hot([word]).double()
        for n, value in enumerate(part):
            at = -1 - len(word) + n  # the end mark is last
            letter = x[0, at].argmax()
            ends = []
            for sign in (1, -1):
                moved = x.clone()
                moved[0, at, letter] += sign * eps
                ends.append(probability(net, moved, language).item())
            assert value.item() == pytest.approx((ends[0] - ends[1]) / (2 * eps), abs=1e-6)


def _in_doubles(net):
    """The same network, for inputs of single precision."""

    class Doubles(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.net = net

        def forward(self, x):
            return self.net(x.double())

    return Doubles()


def test_letters_are_taken_as_the_network_reads_them():
    decomposed = "thaila\u0308ndisch"
    net = model()
    for parts in (leave_one_out, gradient_times_input):
        assert torch.allclose(parts(net, [decomposed])[0], parts(net, [WORDS[-1]])[0])


def test_letters_are_left_out_by_place():
    assert without("abca", {0, 2}) == "ba"
    assert without("abca", set()) == "abca"


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ([1, 2, 3, 4], [10, 20, 30, 25], 1 - 6 * 2 / (4 * 15)),  # 1 - 6 sum d^2 / n (n^2 - 1)
        ([1, 1, 2, 5, 0], [3, 1, 1, 1, -2], 3 / 76**0.5),  # ranks 2.5 2.5 4 5 1, 5 3 3 3 1
        ([0.1, 0.2, 0.3], [5, 4, -3], -1),
    ],
)
def test_rank_correlation_is_spearmans(a, b, expected):
    a, b = torch.tensor(a).double(), torch.tensor(b).double()
    assert rank_correlation(a, b) == pytest.approx(expected, abs=1e-6)


def test_ranks_of_equal_numbers_correlate_with_nothing():
    assert math.isnan(rank_correlation(torch.ones(3), torch.arange(3.0)))


def test_words_that_cannot_be_read_are_named():
    with pytest.raises(ValueError, match="expected a text of 1 to"):
        leave_one_out(model(), ["a"])
    with pytest.raises(ValueError, match="unknown character 'ш'"):
        gradient_times_input(model(), ["шум"])
    with pytest.raises(ValueError, match="got an empty batch"):
        told(model(), [])
