"""Letters guessed by counting."""

import math

import pytest

from utils.data import Examples
from utils.ngrams import ALL, NGrams
from utils.vocab import Vocab

WORDS = Examples(["ab", "abc", "b", "ca", "caa"], ["de", "de", "de", "tr", "tr"])
EVERY = [*"abc", "}"]


def counted(order, strength=1.0, own=1.0):
    return NGrams(WORDS, Vocab("abc"), order, strength, own)


@pytest.mark.parametrize("order", [0, 1, 2, 4])
@pytest.mark.parametrize("own", [0.0, 0.3, 1.0])
def test_the_probabilities_after_any_letters_sum_to_one(order, own):
    net = counted(order, strength=2.5, own=own)
    texts = {"{" * order + word for word in ["", "a", "ab", "cc", "abca"]}
    for before in {text[len(text) - order :] for text in texts}:
        for language in ("de", "tr"):
            p = [net.probability(y, before, language) for y in EVERY]
            assert sum(p) == pytest.approx(1)
            assert min(p) > 0


def test_witten_and_bell_by_hand():
    """German has a b }, a b c } and b }: nine characters, three of them b."""
    net = counted(order=1)
    single = (3 + 4 * 1 / 4) / (9 + 4)  # four kinds of characters: a, b, c, the end
    assert counted(order=0).probability("b", "", "de") == pytest.approx(single)
    assert net.probability("b", "a", "de") == pytest.approx((2 + 1 * single) / (2 + 1))
    rare = (1 + 4 * 1 / 4) / (9 + 4)  # c once, never after a
    assert net.probability("c", "a", "de") == pytest.approx(rare / 3)


def test_after_letters_that_were_never_counted_a_shorter_run_decides():
    assert counted(2).probability("b", "cc", "de") == counted(1).probability("b", "c", "de")


def test_a_strong_prior_speaks_louder():
    p = [counted(1, strength).probability("b", "a", "de") for strength in (0.1, 1.0, 10.0)]
    assert p == sorted(p, reverse=True)


def test_a_language_learns_from_the_others_only_if_it_may():
    alone, told = counted(1, own=1.0), counted(1, own=0.5)
    germans = NGrams(Examples(WORDS.sources[:3], ["de"] * 3), Vocab("abc"), 1)
    assert alone.probability("a", "c", "de") == germans.probability("a", "c", "de")
    assert told.probability("a", "c", "de") > alone.probability("a", "c", "de")
    together = NGrams(Examples(WORDS.sources, ["one"] * 5), Vocab("abc"), 1)
    seen = told.after[ALL, "c"]
    assert seen == together.after["one", "c"]
    never = counted(0, own=0.0)  # the prior is what all say
    everywhere = NGrams(Examples(WORDS.sources, ["one"] * 5), Vocab("abc"), 0)
    p_all = everywhere.probability("a", "", "one")
    assert never.probability("a", "", "de") == pytest.approx((2 + 4 * p_all) / (9 + 4))


def test_a_words_probability_is_the_product_of_its_letters_and_its_end():
    net = counted(2, own=0.7)
    found = net.log_probability(["ab", "c"], ["tr", "de"])
    steps = [("a", "{{"), ("b", "{a"), ("}", "ab")]
    expected = sum(math.log(net.probability(y, before, "tr")) for y, before in steps)
    assert found[0].item() == pytest.approx(expected)
    ending = net.probability("c", "{{", "de") * net.probability("}", "{c", "de")
    assert found[1].exp().item() == pytest.approx(ending)
